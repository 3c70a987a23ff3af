package io.broadsheet.ingest.latex;

import io.broadsheet.paper.Normalized;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// Turns the LaTeX that authors write into titles and abstracts into text a person can read in a
/// chat.
///
/// Formulas become Unicode as far as it reaches (`$10^{-3}$` is 10⁻³, `$\mathcal{O}(n\log n)$` is
/// O(n log n)), and stay legible where it ends (`x_max`). The typesetting of letters (bold, script)
/// is dropped, since such letters can be neither searched nor read aloud.
public final class Latex {

    /// What a page captured from a browser makes of `1920\times1080` and `20\times faster`.
    private static final Pattern LOST_TIMES =
            Pattern.compile("(?<=\\d)times(?![a-zA-Z])|(?<=\\d )times(?= \\d{2})");

    private static final Pattern BOLD_MARKDOWN =
            Pattern.compile("\\*\\*(?=[^\\s*])([^*]{1,200}+)\\*\\*");
    private static final Pattern EMPTIED_BRACKETS =
            Pattern.compile(" ?(?:\\(\\s*[,;]?\\s*\\)|\\[\\s*[,;]?\\s*\\])");
    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private Latex() {}

    /// Readable text on one line. Never throws; takes time in proportion to the length of `source`.
    ///
    /// White space of every kind collapses to single spaces, words that were broken at a hyphen are
    /// whole again, and characters that show nothing or reorder what is shown (controls, zero-width
    /// characters, bidirectional overrides, lone surrogates) are gone. A dollar sign that stands
    /// before an amount of money stays one.
    public static String readable(String source) {
        StringBuilder line = new StringBuilder(source.length());
        boolean marked = oneLine(source, line);
        String text = line.toString();
        if (marked) {
            LatexReader reader = new LatexReader(text);
            text = reader.read();
            if (reader.droppedSomething()) {
                text = EMPTIED_BRACKETS.matcher(text).replaceAll("");
            }
            text = SPACES.matcher(text).replaceAll(" ").strip();
        }
        if (text.contains("times")) {
            text = LOST_TIMES.matcher(text).replaceAll("×");
        }
        if (text.contains("**")) {
            text = BOLD_MARKDOWN.matcher(text).replaceAll("$1");
        }
        return isAscii(text) ? text : Normalized.of(text, Normalizer.Form.NFC);
    }

    /// Writes `source` on one line without what cannot be seen; says whether anything in it may be
    /// LaTeX.
    private static boolean oneLine(String source, StringBuilder line) {
        boolean marked = false;
        boolean space = false;
        boolean newline = false;
        int length = source.length();
        for (int i = 0; i < length; i++) {
            char c = source.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                space = true;
                newline |= c == '\n';
                continue;
            }
            if (c >= 127 || c < ' ') {
                if (isSpace(c)) {
                    space = true;
                    newline |= c == '\u2028' || c == '\u2029' || c == '\u0085';
                    continue;
                }
                if (isHidden(c)) {
                    continue;
                }
                if (Character.isSurrogate(c)) {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < length
                            && Character.isLowSurrogate(source.charAt(i + 1))) {
                        int point = Character.toCodePoint(c, source.charAt(i + 1));
                        if (isHiddenBeyond(point)) {
                            i++;
                            continue;
                        }
                        separate(source, i, line, space, newline);
                        space = false;
                        newline = false;
                        line.append(c).append(source.charAt(++i));
                    }
                    continue;
                }
            } else if (!marked) {
                marked =
                        switch (c) {
                            case '\\', '$', '{', '}', '^', '~', '`' -> true;
                            case '-', '\'' -> i + 1 < length && source.charAt(i + 1) == c;
                            default -> false;
                        };
            }
            separate(source, i, line, space, newline);
            space = false;
            newline = false;
            line.append(c);
        }
        return marked;
    }

    /// Adds the space before the character at `next`, unless the line was merely broken at a
    /// hyphen: `long-\nrange`, `real\n--fake`.
    private static void separate(
            String source, int next, StringBuilder line, boolean space, boolean newline) {
        int end = line.length();
        if (!space || end == 0) {
            return;
        }
        if (newline
                && end > 1
                && Character.isLetterOrDigit(source.charAt(next))
                && line.charAt(end - 1) == '-') {
            char before = line.charAt(end - 2);
            boolean dash =
                    before == '-' && end > 2 && Character.isLetterOrDigit(line.charAt(end - 3));
            if (dash
                    || ((Character.isLetterOrDigit(before) || before == '}')
                            && !startsConjunction(source, next))) {
                return;
            }
        }
        if (newline
                && Character.isLetterOrDigit(line.charAt(end - 1))
                && source.startsWith("--", next)
                && next + 2 < source.length()
                && Character.isLetterOrDigit(source.charAt(next + 2))) {
            return;
        }
        line.append(' ');
    }

    /// `pre- and post-training` keeps its space.
    private static boolean startsConjunction(String source, int at) {
        for (String word : new String[] {"and", "or", "to", "versus", "vs"}) {
            int end = at + word.length();
            if (source.startsWith(word, at)
                    && (end >= source.length() || Character.isWhitespace(source.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(char c) {
        return (c >= '\u2000' && c <= '\u200A')
                || switch (c) {
                    case '\u000B',
                            '\f',
                            '\u0085',
                            '\u00A0',
                            '\u1680',
                            '\u2028',
                            '\u2029',
                            '\u202F',
                            '\u205F',
                            '\u3000' ->
                            true;
                    default -> false;
                };
    }

    /// Controls, format characters (bidirectional ones among them), variation selectors aside, and
    /// what is no character.
    private static boolean isHidden(char c) {
        return c == '\uFFFE'
                || c == '\uFFFF'
                || switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT -> true;
                    default -> false;
                };
    }

    private static boolean isHiddenBeyond(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT || (codePoint & 0xFFFE) == 0xFFFE;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
