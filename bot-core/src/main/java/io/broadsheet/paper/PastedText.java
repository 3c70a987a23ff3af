package io.broadsheet.paper;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What programs and keyboards put into and around a reference on its way here, and how it comes
/// off again. Each method takes time that grows with the length of the text only.
final class PastedText {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7}+)|#[xX]([0-9a-fA-F]{1,6}+)|([a-zA-Z]{2,6}+));");

    /// The named entities that stand in addresses and around them.
    private static final Map<String, String> ENTITIES =
            Map.of(
                    "amp", "&",
                    "lt", "<",
                    "gt", ">",
                    "quot", "\"",
                    "apos", "'",
                    "nbsp", " ",
                    "sol", "/",
                    "colon", ":",
                    "period", ".",
                    "num", "#");

    private PastedText() {}

    /// The text with ASCII letters, digits and signs where it has their full-width forms (`２` is
    /// `2`, `：` is `:`), with ASCII digits for those of other scripts, without characters that are
    /// not seen (soft hyphens, marks of direction, joiners), and with HTML entities replaced, twice
    /// where a program escaped what was escaped already (`&amp;amp;`).
    static String plain(String text) {
        String decoded = unescape(unescape(text));
        StringBuilder plain = new StringBuilder(decoded.length());
        decoded.codePoints().forEach(each -> append(plain, each));
        return plain.toString();
    }

    private static void append(StringBuilder plain, int c) {
        if (c < 0x80) {
            plain.append((char) c);
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            plain.append((char) (c - 0xFF01 + '!'));
        } else if (c == 0x2010 || c == 0x2011) {
            plain.append('-');
        } else if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
            plain.append((char) ('0' + Character.digit(c, 10)));
        } else if (Character.isSpaceChar(c)) {
            plain.append(' ');
        } else if (Character.getType(c) != Character.FORMAT) {
            plain.appendCodePoint(c);
        }
    }

    private static String unescape(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        Matcher entity = ENTITY.matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        while (entity.find()) {
            String meant = meaning(entity);
            entity.appendReplacement(
                    out, Matcher.quoteReplacement(meant == null ? entity.group() : meant));
        }
        return entity.appendTail(out).toString();
    }

    private static @Nullable String meaning(Matcher entity) {
        if (entity.group(3) != null) {
            return ENTITIES.get(entity.group(3));
        }
        int code =
                entity.group(1) != null
                        ? Integer.parseInt(entity.group(1))
                        : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(code) ? Character.toString(code) : null;
    }

    /// Takes off the quotes or brackets of any script that stand around the whole text, three pairs
    /// at most.
    static String unquote(String text) {
        String inner = text;
        for (int i = 0; i < 3 && inner.length() > 1 && isQuoted(inner); i++) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static boolean isQuoted(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        return switch (first) {
            case '"', '\'', '`', '*', '_' -> last == first;
            case '(' -> last == ')';
            case '[' -> last == ']';
            case '{' -> last == '}';
            case '<' -> last == '>';
            case '“', '„' -> last == '”' || last == '“';
            case '‘' -> last == '’';
            case '«' -> last == '»';
            case '「', '『', '《', '〈', '【', '〔' -> last == first + 1;
            default -> false;
        };
    }

    /// Takes off what ends a sentence or closes a bracket, in any script. A round bracket stays
    /// where the text opens it: DOIs have such.
    static String trimEnd(String text) {
        int end = text.length();
        int open = 0;
        int close = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            open += c == '(' ? 1 : 0;
            close += c == ')' ? 1 : 0;
        }
        while (end > 0) {
            int last = text.codePointBefore(end);
            if (last == ')') {
                if (close <= open) {
                    break;
                }
                close--;
            } else if (!endsSentence(last)) {
                break;
            }
            end -= Character.charCount(last);
        }
        return text.substring(0, end);
    }

    private static boolean endsSentence(int c) {
        return switch (Character.getType(c)) {
            // What may end an address or a DOI is not punctuation of the sentence around it.
            case Character.OTHER_PUNCTUATION -> "/%&@#\\".indexOf(c) < 0;
            case Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION ->
                    true;
            case Character.DASH_PUNCTUATION -> c != '-';
            default -> "_`>|".indexOf(c) >= 0;
        };
    }
}
