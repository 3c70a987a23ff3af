package io.broadsheet.interaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line to read in a message that somebody wrote to the bot: a message that mentions it, or one
/// of a direct conversation.
public final class WrittenLine {

    /// What asks for nothing is answered with the commands there are.
    private static final String NOTHING_ASKED = "help";

    /// What people put after a name: `@Broadsheet: search vision`, `@Broadsheet, search vision`.
    private static final Pattern SEPARATORS = Pattern.compile("^[\\s,:;]+");

    /// Copied from where it is a slash command: `/paper search vision`, `/search vision`.
    private static final Pattern SLASH = Pattern.compile("^/(?:paper\\b\\s*)?");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private WrittenLine() {}

    /// What stands after the first mention of the bot, or all of the message where there is none.
    ///
    /// @param mention what the platform makes of a mention of the bot
    /// @return a line for the conversation, never blank
    public static String of(String message, Pattern mention) {
        Matcher found = mention.matcher(message);
        String rest = found.find() ? message.substring(found.end()) : message;
        String line = SEPARATORS.matcher(rest).replaceFirst("");
        String command = SLASH.matcher(line).replaceFirst("").strip();
        return WORD.matcher(command).find() ? command : NOTHING_ASKED;
    }
}
