package io.broadsheet.command;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line in the thread of a paper that wants a paper and names none: `similar`, `save this`.
final class ThreadedLine {

    private static final Pattern THIS =
            Pattern.compile(
                    "(?i)\\s*(\\p{L}+)(?:\\s+(?:this|it|that|this paper|this one|the paper))?\\s*[.!?]?\\s*");

    private ThreadedLine() {}

    /// The command that only lacks its paper; empty where the line says all that it means.
    static Optional<String> command(String line) {
        Matcher bare = THIS.matcher(line);
        if (!bare.matches()) {
            return Optional.empty();
        }
        String name = bare.group(1).toLowerCase(Locale.ROOT);
        return CommandBook.typed(name)
                .map(CommandType::spec)
                .filter(spec -> spec.options().stream().anyMatch(ThreadedLine::isPaper))
                .map(CommandSpec::name);
    }

    private static boolean isPaper(CommandSpec.Option option) {
        return switch (option.completion()) {
            case PAPER, SHELF -> true;
            default -> false;
        };
    }
}
