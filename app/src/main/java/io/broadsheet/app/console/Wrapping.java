package io.broadsheet.app.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// Breaks a line between words so that it fits a number of columns. Columns are counted as the
/// terminal shows them: wide characters take two, combining ones none.
final class Wrapping {

    /// In UTF-16 units; longer emoji sequences than this do not exist.
    private static final int LONGEST_CLUSTER = 64;

    private final int width;
    private final @Nullable Terminal terminal;

    /// @param width in columns, 10 or more, or 0 for never breaking
    /// @param terminal decides how emoji sequences are counted; null counts each as one
    Wrapping(int width, @Nullable Terminal terminal) {
        this.width = width == 0 ? Integer.MAX_VALUE : Math.max(10, width);
        this.terminal = terminal;
    }

    /// @param first stands before the first line
    /// @param rest stands before every further line
    List<AttributedString> wrap(
            AttributedString first, AttributedString rest, AttributedString text) {
        if (width == Integer.MAX_VALUE) {
            return List.of(line(first, text, 0, text.length()));
        }
        List<AttributedString> lines = new ArrayList<>();
        AttributedString lead = first;
        int start = 0;
        int column = columns(lead);
        int breakAt = -1;
        int i = 0;
        while (i < text.length()) {
            int next;
            int wide;
            if (text.isHidden(i)) {
                next = i + 1;
                wide = 0;
            } else if (isPlain(text, i) && isPlain(text, i + 1)) {
                next = i + 1;
                wide = 1;
            } else {
                // JLine would look at the whole rest of the text for each character.
                AttributedString near =
                        text.substring(i, Math.min(text.length(), i + LONGEST_CLUSTER));
                next = i + Math.max(1, WCWidth.charCountForDisplay(near, 0, terminal));
                wide = Math.max(0, WCWidth.wcwidthForDisplay(near, 0, terminal));
            }
            boolean space = text.charAt(i) == ' ';
            if (wide == 2 && i > start) {
                breakAt = i;
            }
            if (column + wide > width && !space && i > start) {
                int end = breakAt > start ? breakAt : i;
                lines.add(line(lead, text, start, end));
                lead = rest;
                start = end;
                while (start < text.length() && start < i && text.charAt(start) == ' ') {
                    start++;
                }
                column = columns(lead) + columns(text.substring(start, i));
                breakAt = -1;
            }
            column += wide;
            i = next;
            if (space
                    || (i > 1
                            && text.charAt(i - 1) == '-'
                            && i - 1 > start
                            && Character.isLetter(text.charAt(i - 2)))) {
                breakAt = i;
            }
        }
        lines.add(line(lead, text, start, text.length()));
        return lines;
    }

    /// Whether a character is as wide as a letter and belongs to none before it.
    private static boolean isPlain(AttributedString text, int at) {
        return at >= text.length() || (text.charAt(at) >= ' ' && text.charAt(at) < '\u007f');
    }

    int columns(AttributedString text) {
        return text.columnLength(terminal);
    }

    private static AttributedString line(
            AttributedString lead, AttributedString text, int start, int end) {
        int trimmed = end;
        while (trimmed > start && text.charAt(trimmed - 1) == ' ' && !text.isHidden(trimmed - 1)) {
            trimmed--;
        }
        // A separator between two facts has nothing to separate at the end of a line.
        if (end < text.length()
                && trimmed - start > 2
                && text.charAt(trimmed - 1) == '·'
                && text.charAt(trimmed - 2) == ' ') {
            trimmed -= 2;
        }
        return new AttributedStringBuilder()
                .append(lead)
                .append(text.substring(start, trimmed))
                .toAttributedString();
    }
}
