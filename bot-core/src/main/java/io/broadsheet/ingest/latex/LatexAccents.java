package io.broadsheet.ingest.latex;

/// Accents over letters of running text: `M\"uller`, `Ko\v{s}ice`, `na\"{\i}ve`. They are written
/// as combining characters; [Latex] composes them at the end.
final class LatexAccents {

    /// A bow over two letters, as in `\t{ia}`: the only accent whose group may hold a second
    /// letter.
    private static final char TIE = '\u0361';

    private final LatexText text;

    /// Where the quotation in escaped straight marks that is being read ends; -1 when none is.
    private int straightQuoteEnd = -1;

    LatexAccents(LatexText text) {
        this.text = text;
    }

    /// Reads an accent that is no letter, such as `\'`.
    ///
    /// @param next the position after the sign
    int sign(char sign, int next, Passage passage) {
        if (sign == '"' && isStraightQuote(next - 2)) {
            return passage.append('"', next);
        }
        if (sign == '\'' && text.letterAt(next - 3) && isContraction(next)) {
            return passage.append('\'', next);
        }
        char combining = LatexTables.ACCENTS.getOrDefault(sign, '\0');
        int done = accented(combining, next, sign == '.' || sign == '=', passage);
        if (done >= 0) {
            return done;
        }
        if (sign == '~' || sign == '^') {
            return passage.append(sign, text.skipEmptyGroup(next, passage.to()));
        }
        return passage.append(sign, next);
    }

    /// Reads an accent that is a letter, such as `\v{s}` or `\c c`.
    ///
    /// @return where to read on, or -1 when `word` is no accent here
    int word(ControlWord word, Passage passage) {
        if (word.name().length() != 1 || passage.math()) {
            return -1;
        }
        Character combining = LatexTables.ACCENTS.get(word.name().charAt(0));
        boolean argument =
                text.groupEnd(word.end(), passage.to()) >= 0 || text.at(word.end()) == ' ';
        return combining != null && argument ? accented(combining, word.end(), false, passage) : -1;
    }

    /// `\"word\"`: a quotation mark that some program escaped, not an umlaut.
    private boolean isStraightQuote(int i) {
        if (i == straightQuoteEnd || !letterOrGroupAt(i + 2)) {
            return true;
        }
        if (text.letterAt(i - 1)) {
            return false;
        }
        int limit = Math.min(text.length() - 1, i + LatexText.LONGEST_QUOTATION);
        for (int end = i + 3; end < limit; end++) {
            if (text.at(end) == '\\' && text.at(end + 1) == '"') {
                if (!letterOrGroupAt(end + 2)) {
                    straightQuoteEnd = end;
                    return true;
                }
                return false;
            }
        }
        return false;
    }

    private boolean letterOrGroupAt(int i) {
        return text.letterAt(i) || text.at(i) == '{';
    }

    /// Whether what follows an escaped apostrophe shortens a word, as in `object\'s` and `we\'ll`.
    private boolean isContraction(int i) {
        int end = i;
        while (end < i + 3 && text.letterAt(end)) {
            end++;
        }
        return switch (text.substring(i, Math.min(end, text.length()))) {
            case "s", "t", "d", "m", "ll", "re", "ve" -> true;
            default -> false;
        };
    }

    /// Writes the letter that follows, alone or in a group, with the accent over it.
    ///
    /// @param adjacent whether the letter must follow at once: `\. A` ends a sentence, `\' a` is á
    /// @return where to read on, or -1, with nothing written, when no letter follows that could
    ///   carry it
    private int accented(char combining, int from, boolean adjacent, Passage passage) {
        int to = passage.to();
        int close = text.groupEnd(from, to);
        boolean group = close >= 0;
        int i = from;
        if (group) {
            i++;
        } else {
            while (!adjacent && i < to && text.at(i) == ' ' && i < from + 2) {
                i++;
            }
        }
        char letter = i < to ? text.at(i) : '\0';
        int last = i + 1;
        int next = group ? close + 1 : last;
        if (letter == '\\' && i + 1 < to && isDotless(i + 1)) {
            letter = text.at(i + 1);
            last = i + 2;
            boolean space = text.at(last) == ' ' && text.letterAt(last + 1);
            next = group ? next : last + (space ? 1 : 0);
        }
        int expected = combining == TIE ? close - 1 : close;
        if (!Character.isLetter(letter) || (group && last < expected)) {
            return -1;
        }
        passage.out().append(letter).append(combining);
        if (group && last < close) {
            text.copy(last, close, passage.out());
        }
        return next;
    }

    /// Whether the name at `i` is that of `\i` or `\j`, the letters without a dot, which stand
    /// under accents. The accented letter has no dot anyway.
    private boolean isDotless(int i) {
        return (text.at(i) == 'i' || text.at(i) == 'j') && !text.letterAt(i + 1);
    }
}
