package io.broadsheet.slack.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes text from papers and people fit for Slack: no control or bidirectional characters, no
/// markup, never longer than allowed, and never cut within a character or an entity.
public final class SlackText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /// What can stand in markup without meaning anything there.
    private static final Pattern HARMLESS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N} ,;.()'’‘“”\"–—·…%+/=?!-]*");

    private SlackText() {}

    /// On one line: every white space becomes one space, what cannot be seen goes.
    public static String line(String text) {
        return clean(text, false);
    }

    /// Like [#line(String)], but line feeds stay.
    public static String lines(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean lines) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (c == '\n' && lines) {
                        clean.append('\n');
                    } else if (c == '\r' && lines) {
                        // Part of a line's end, which the line feed says already.
                        return;
                    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85) {
                        clean.append(' ');
                    } else {
                        appendVisible(clean, c);
                    }
                });
        return clean.toString();
    }

    private static void appendVisible(StringBuilder clean, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> {}
            case Character.SURROGATE -> clean.appendCodePoint(REPLACEMENT);
            // Bidirectional controls, tags and zero-width marks; joiners build emoji and scripts.
            case Character.FORMAT -> {
                if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
                    clean.appendCodePoint(c);
                }
            }
            default -> clean.appendCodePoint(c);
        }
    }

    /// Escapes the three characters that Slack's markup knows, and no others
    /// (docs.slack.dev/messaging/formatting-message-text).
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Takes the escapes of [#escape(String)] back: texts of slash commands and messages arrive
    /// escaped.
    public static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /// Escapes, and cuts before that so that the result has at most `length` UTF-16 units and no
    /// entity is cut.
    static String escape(String text, int length) {
        String escaped = escape(text);
        if (escaped.length() <= length) {
            return escaped;
        }
        StringBuilder result = new StringBuilder(length);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String piece = escape(Character.toString(c));
            if (result.length() + piece.length() > length - 1) {
                break;
            }
            result.append(piece);
            i += Character.charCount(c);
        }
        return result.append('…').toString();
    }

    /// A text of at most `length` UTF-16 units, marked where it was longer.
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, boundary(text, length - 1)) + "…";
    }

    /// A text in pieces of at most `length` UTF-16 units, broken at line ends or blanks where there
    /// are any; joined they are the text.
    public static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > length) {
            int end = boundary(rest, length);
            int line = rest.lastIndexOf('\n', end - 1);
            int blank = rest.lastIndexOf(' ', end - 1);
            if (line >= length / 2) {
                end = line + 1;
            } else if (blank >= length / 2) {
                end = blank + 1;
            }
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /// The largest index up to `index` that is not inside a code point.
    private static int boundary(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index - 1))
                        && Character.isLowSurrogate(text.charAt(index))
                ? index - 1
                : index;
    }

    /// Whether a text means only itself in Slack's markup, whatever stands beside it.
    static boolean isHarmless(String text) {
        return HARMLESS.matcher(text).matches();
    }
}
