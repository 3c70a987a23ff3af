package io.broadsheet.ingest.latex;

import java.util.Arrays;

/// The text that is read, with the questions that every rule asks of it. Its groups are matched
/// beforehand, once, so that no question about a group's end takes time in proportion to its
/// length.
///
/// Positions are indexes of characters. Methods that skip take the position where to look and the
/// end of the passage, and give the position after what they skipped, or the one they were given.
final class LatexText {

    /// The longest option, list in braces or `\verb` that is looked for, in characters.
    static final int LONGEST_OPTION = 200;

    /// The longest quotation that is looked for, in characters.
    static final int LONGEST_QUOTATION = 80;

    private final String text;

    /// For every position that opens a group the position that closes it, else -1; empty when no
    /// brace occurs.
    private final int[] closing;

    LatexText(String text) {
        this.text = text;
        this.closing = matchBraces(text);
    }

    private static int[] matchBraces(String text) {
        if (text.indexOf('{') < 0) {
            return new int[0];
        }
        int[] closing = new int[text.length()];
        Arrays.fill(closing, -1);
        int[] open = new int[16];
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2);
                }
                open[depth++] = i;
            } else if (c == '}' && depth > 0) {
                closing[open[--depth]] = i;
            }
        }
        return closing;
    }

    int length() {
        return text.length();
    }

    /// The character at `i`; a null character before the beginning and after the end.
    char at(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : '\0';
    }

    boolean letterAt(int i) {
        return Character.isLetter(at(i));
    }

    /// Whether an ASCII digit stands at `i`.
    boolean digitAt(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    /// Whether a letter of which LaTeX makes names of commands stands at `i`.
    boolean asciiLetterAt(int i) {
        char c = at(i);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    boolean startsWith(String prefix, int i) {
        return text.startsWith(prefix, i);
    }

    String substring(int from, int to) {
        return text.substring(from, to);
    }

    void copy(int from, int to, StringBuilder out) {
        out.append(text, from, to);
    }

    /// Whether a web address starts at `i`: `https://…`, or `www.` at the start of a word.
    boolean startsAddress(int i) {
        return (text.startsWith("http", i)
                        && (text.startsWith("://", i + 4) || text.startsWith("s://", i + 4)))
                || (text.startsWith("www.", i) && !letterAt(i - 1));
    }

    /// Where the group that opens at `open` closes: the position of its `}`, or -1 when no group
    /// opens there or it does not close before `to`.
    int groupEnd(int open, int to) {
        if (open >= to || text.charAt(open) != '{' || open >= closing.length) {
            return -1;
        }
        int close = closing[open];
        return close >= 0 && close < to ? close : -1;
    }

    int skipSpaces(int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /// Skips a group and the spaces before it.
    int skipGroup(int from, int to) {
        int close = groupEnd(skipSpaces(from, to), to);
        return close < 0 ? from : close + 1;
    }

    /// Skips `{}`, which authors put behind a command to keep the space that follows.
    int skipEmptyGroup(int from, int to) {
        return groupEnd(from, to) == from + 1 ? from + 2 : from;
    }

    /// Skips an option in square brackets, such as `[p. 3]` in `\citep[p. 3]{a}`.
    int skipOption(int from, int to) {
        if (from >= to || text.charAt(from) != '[') {
            return from;
        }
        int limit = Math.min(to, from + LONGEST_OPTION);
        for (int i = from + 1; i < limit; i++) {
            if (text.charAt(i) == ']') {
                return i + 1;
            }
        }
        return from;
    }
}
