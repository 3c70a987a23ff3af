package io.broadsheet.interaction;

import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.CommandCode;
import java.util.Locale;

/// Who in a channel sees an answer.
public enum Audience {
    /// Whoever asked, and nobody else.
    ASKER,
    EVERYBODY;

    /// Who sees what a command answers, where nothing goes wrong.
    public static Audience of(CommandSpec spec) {
        return switch (spec.visibility()) {
            case CHANNEL -> EVERYBODY;
            case CALLER, CALLER_MAY_SHARE -> ASKER;
        };
    }

    /// The same for a line that somebody typed after `/paper`.
    public static Audience ofLine(String line) {
        String name = line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        return CommandBook.spec(name).map(Audience::of).orElse(ASKER);
    }

    /// Who sees what is answered to a line that was written before everybody: everybody, but for
    /// what is the asker's own.
    public static Audience ofWritten(String line) {
        String name = line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        // A line that begins with no command is a search.
        return CommandBook.spec(name)
                .map(spec -> spec.visibility() == CommandSpec.Visibility.CALLER ? ASKER : EVERYBODY)
                .orElse(EVERYBODY);
    }

    /// The same for a button's command.
    public static Audience of(CommandCode code, Conversation conversation) {
        return conversation.spec(code).map(Audience::of).orElse(ASKER);
    }
}
