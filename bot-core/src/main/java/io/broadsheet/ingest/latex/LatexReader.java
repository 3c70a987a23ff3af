package io.broadsheet.ingest.latex;

/// Reads one text in LaTeX, once, from front to back, and writes what a person reads.
///
/// No part is looked at more often than it is nested, and nesting beyond a bound is copied as it
/// stands (see [Passage]). Every rule takes the position where something begins and the passage it
/// is in, writes to the passage and gives the position after what it read. The rules stand by idea:
/// [RunningText], [LatexAccents], [LatexFormulas], and one for each command in [ControlWords].
final class LatexReader {

    /// The longest name of a command that is looked up, in letters.
    private static final int LONGEST_NAME = 40;

    private final LatexText text;
    private final RunningText running;
    private final LatexAccents accents;
    private final LatexFormulas formulas;
    private boolean dropped;

    LatexReader(String source) {
        text = new LatexText(source);
        running = new RunningText(text);
        accents = new LatexAccents(text);
        formulas = new LatexFormulas(this, text);
    }

    String read() {
        StringBuilder out = new StringBuilder(text.length() + 16);
        range(0, new Passage(text.length(), false, 0, out));
        return out.toString();
    }

    /// Whether a citation or the like was left out, which may leave empty brackets.
    boolean droppedSomething() {
        return dropped;
    }

    /// Notes that a citation or the like is left out.
    void drop() {
        dropped = true;
    }

    LatexText text() {
        return text;
    }

    RunningText running() {
        return running;
    }

    LatexFormulas formulas() {
        return formulas;
    }

    /// Reads a passage from `from` to its end.
    void range(int from, Passage passage) {
        if (passage.tooDeep()) {
            text.copy(from, passage.to(), passage.out());
            return;
        }
        int i = from;
        while (i < passage.to()) {
            i = atom(i, passage);
        }
    }

    /// Reads one character, group, formula or command with its arguments.
    ///
    /// @return where the next begins
    int atom(int i, Passage passage) {
        char c = text.at(i);
        boolean math = passage.math();
        return switch (c) {
            case '\\' -> command(i, passage);
            case '{' -> group(i, passage);
            case '}' -> loneBrace(i, passage);
            case '$' -> math ? i + 1 : formulas.dollar(i, passage);
            case '^', '_' -> formulas.script(i, passage);
            case '~' -> running.tilde(i, passage);
            case '&' -> passage.append(math ? ' ' : '&', i + 1);
            case '`' -> running.backtick(i, passage);
            case '\'' -> running.apostrophe(i, passage);
            case '-' -> math ? passage.append('-', i + 1) : running.dash(i, passage);
            case 'h', 'w' ->
                    math || !text.startsAddress(i)
                            ? passage.append(c, i + 1)
                            : running.address(i, passage.to(), passage.out());
            default -> passage.append(c, i + 1);
        };
    }

    /// Reads one argument of a command: a group, or the next atom, as in `\frac12`.
    int argument(int from, Passage passage) {
        int i = text.skipSpaces(from, passage.to());
        int close = text.groupEnd(i, passage.to());
        if (close >= 0) {
            range(i + 1, passage.inner(close));
            return close + 1;
        }
        if (i >= passage.to() || passage.tooDeep()) {
            return from;
        }
        return atom(i, passage.inner(passage.to()));
    }

    /// Leaves out a brace without its other half, as `\textbf{GRASP}-HO}` has one: a slip of
    /// whoever wrote the source. Words that only it kept apart are kept apart by a blank. One
    /// between blanks is meant to be seen.
    private int loneBrace(int i, Passage passage) {
        if (text.at(i - 1) == ' ' && text.at(i + 1) == ' ') {
            return passage.append(text.at(i), i + 1);
        }
        boolean parts =
                passage.last() != ' '
                        && passage.last() != '\0'
                        && (text.letterAt(i + 1) || text.digitAt(i + 1))
                        && (text.at(i) == '{' || isWordBefore(i));
        return parts ? passage.append(' ', i + 1) : i + 1;
    }

    /// Whether the braces follow a word of several letters: `Bench}comprises`, but not `M}ulti`.
    private boolean isWordBefore(int i) {
        return text.letterAt(i - 1) && text.letterAt(i - 2) && text.letterAt(i - 3);
    }

    private int group(int i, Passage passage) {
        int close = text.groupEnd(i, passage.to());
        if (close < 0) {
            return loneBrace(i, passage);
        }
        // arXiv's pages put this behind an address: https://a.b/c{this https URL}.
        if (text.startsWith("this http", i + 1) && close - i < 17) {
            return close + 1;
        }
        int from = skipBareSwitch(i + 1, close);
        if (!passage.math() && isList(from, close) && !text.letterAt(i - 1)) {
            passage.out().append('{');
            range(from, passage.inner(close));
            return passage.append('}', close + 1);
        }
        if (text.startsAddress(from) && passage.endsInWord()) {
            passage.out().append(' ');
        }
        range(from, passage.inner(close));
        return close + 1;
    }

    private int skipBareSwitch(int from, int close) {
        int space = from;
        while (space < close && text.letterAt(space)) {
            space++;
        }
        boolean word = space > from && space < close && text.at(space) == ' ';
        return word && LatexTables.BARE_SWITCHES.contains(text.substring(from, space))
                ? space + 1
                : from;
    }

    /// Whether braces in running text are meant to be seen: `{low, medium, high}`.
    private boolean isList(int from, int close) {
        if (close - from >= LatexText.LONGEST_OPTION) {
            return false;
        }
        String inside = text.substring(from, close);
        return inside.indexOf(',') > 0 && inside.indexOf('\\') < 0;
    }

    private int command(int i, Passage passage) {
        if (i + 1 >= passage.to()) {
            return i + 1;
        }
        if (!text.asciiLetterAt(i + 1)) {
            return controlSymbol(text.at(i + 1), i + 2, passage);
        }
        int end = i + 2;
        while (end < passage.to() && text.asciiLetterAt(end)) {
            end++;
        }
        String name = text.substring(i + 1, Math.min(end, i + 1 + LONGEST_NAME));
        ControlWord word = new ControlWord(name, i, end);
        int accented = accents.word(word, passage);
        return accented >= 0 ? accented : ControlWords.read(word, this, passage);
    }

    /// Reads a backslash and a character that is no letter, which TeX calls a control symbol.
    ///
    /// @param next the position after `c`
    private int controlSymbol(char c, int next, Passage passage) {
        return switch (c) {
            case ' ', ',', ';', ':', '>', '*' -> passage.append(' ', next);
            case '!', '/', '@', '-', ')', ']' -> next;
            case '(' -> formulas.delimited("\\)", next, passage);
            case '[' -> formulas.delimited("\\]", next, passage);
            // A new line, with the space after it: \\[2pt]
            case '\\' -> text.skipOption(passage.append(' ', next), passage.to());
            case '|' -> passage.append('‖', next);
            case '\'', '"', '`', '^', '~', '=', '.' -> accents.sign(c, next, passage);
            // Among others the signs that LaTeX gives a meaning: \% \$ \# \& \_ \{ \}
            default -> passage.append(c, next);
        };
    }
}
