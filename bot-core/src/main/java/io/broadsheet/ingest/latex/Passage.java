package io.broadsheet.ingest.latex;

/// A part of the text that is read in one go, such as the inside of a group, and where its readable
/// form goes. In `{\bf a $b$}` the passage `\bf a $b$` holds the passage `b`, which is a formula.
///
/// @param to where it ends, exclusive
/// @param math whether it belongs to a formula
/// @param depth how many passages it lies in; the whole text has 0
/// @param out what has been written up to now; rules look back at its end and may trim it
record Passage(int to, boolean math, int depth, StringBuilder out) {

    /// Deeper passages are copied as they stand, which bounds the time and the stack.
    private static final int DEEPEST = 24;

    /// A passage in this one, of the same mode.
    Passage inner(int end) {
        return new Passage(end, math, depth + 1, out);
    }

    /// A passage in this one that is a formula or running text, whatever this one is.
    Passage inner(int end, boolean formula) {
        return new Passage(end, formula, depth + 1, out);
    }

    /// This passage read as a formula, which an argument of `\frac` is anywhere.
    Passage asFormula() {
        return new Passage(to, true, depth, out);
    }

    /// This passage, written elsewhere: a rule reads an argument first and then decides what to
    /// make of it.
    Passage into(StringBuilder elsewhere) {
        return new Passage(to, math, depth, elsewhere);
    }

    boolean tooDeep() {
        return depth > DEEPEST;
    }

    /// Writes `c`.
    ///
    /// @return `next`, so that a rule can write and say where to read on in one line
    int append(char c, int next) {
        out.append(c);
        return next;
    }

    /// Writes `s`.
    ///
    /// @return `next`
    int append(String s, int next) {
        out.append(s);
        return next;
    }

    /// What was written last; a null character when nothing was.
    char last() {
        return out.isEmpty() ? '\0' : out.charAt(out.length() - 1);
    }

    boolean endsInDigit() {
        return Character.isDigit(last());
    }

    /// Whether a word or an address written now would run into what stands before it.
    boolean endsInWord() {
        return Character.isLetterOrDigit(last()) || last() == '/';
    }

    void trimSpaces() {
        while (last() == ' ') {
            out.setLength(out.length() - 1);
        }
    }
}
