package io.broadsheet.mail.rendering;

import java.util.regex.Pattern;

/// Text that stands in one line: of a header, or of a title.
public final class OneLineText {

    /// The longest title.
    static final int TITLE = 300;

    /// What breaks a line, turns its direction, or cannot be seen.
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]+");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private OneLineText() {}

    /// The text without what breaks a line, turns its direction, or cannot be seen.
    public static String of(String text) {
        return BLANKS.matcher(UNSEEN.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    }

    /// The same of a part of a line, which keeps the blanks around it.
    public static String part(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }

    /// @param length the most characters, 2 or more
    static String cut(String text, int length) {
        String line = of(text);
        if (line.length() <= length) {
            return line;
        }
        int end = length - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }
}
