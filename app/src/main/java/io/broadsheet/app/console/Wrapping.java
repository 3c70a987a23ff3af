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
        List<AttributedString> lines = new ArrayList<>();
        AttributedString lead = first;
        int start = 0;
        int column = columns(lead);
        int breakAt = -1;
        int i = 0;
        while (i < text.length()) {
            int next =
                    i
                            + (text.isHidden(i)
                                    ? 1
                                    : Math.max(1, WCWidth.charCountForDisplay(text, i, terminal)));
            int wide =
                    text.isHidden(i)
                            ? 0
                            : Math.max(0, WCWidth.wcwidthForDisplay(text, i, terminal));
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
