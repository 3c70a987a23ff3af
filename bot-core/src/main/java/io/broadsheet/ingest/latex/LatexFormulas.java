package io.broadsheet.ingest.latex;

/// Formulas and what is written in Unicode otherwise than in LaTeX: scripts (`x_{ij}^2` is xᵢⱼ²),
/// fractions, roots, letters with marks over them.
final class LatexFormulas {

    /// The longest formula that is looked for, in characters: a dollar sign whose partner is
    /// further away stands for money.
    private static final int LONGEST = 2_000;

    private final LatexReader reader;
    private final LatexText text;

    LatexFormulas(LatexReader reader, LatexText text) {
        this.reader = reader;
        this.text = text;
    }

    /// Reads `$…$` or `$$…$$`, or a dollar sign that opens no formula.
    int dollar(int i, Passage passage) {
        boolean display = text.at(i + 1) == '$';
        int from = display ? i + 2 : i + 1;
        int limit = Math.min(passage.to(), from + LONGEST);
        int close = from;
        while (close < limit && text.at(close) != '$') {
            close += text.at(close) == '\\' ? 2 : 1;
        }
        if (close >= limit) {
            return passage.append(display ? "" : "$", from);
        }
        if (!isFormula(from, close)) {
            return passage.append('$', from);
        }
        reader.range(from, passage.inner(close, true));
        return display && text.at(close + 1) == '$' ? close + 2 : close + 1;
    }

    /// Reads `\(…\)` or `\[…\]` from behind what opens it.
    int delimited(String closer, int from, Passage passage) {
        int limit = Math.min(passage.to(), from + LONGEST);
        int length = text.substring(from, limit).indexOf(closer);
        if (length < 0) {
            return from;
        }
        reader.range(from, passage.inner(from + length, true));
        return from + length + 2;
    }

    /// Whether what lies between two dollar signs is a formula rather than prose between two
    /// amounts of money: `fell from $5 and rose to $10` holds words, `$5 \times 10$` a command.
    private boolean isFormula(int from, int close) {
        boolean symbols = false;
        boolean spaced = false;
        boolean word = false;
        int longWords = 0;
        int run = 0;
        int braces = 0;
        boolean command = false;
        for (int i = from; i <= close; i++) {
            char c = i < close ? text.at(i) : ' ';
            if (i < close && text.asciiLetterAt(i)) {
                run++;
                continue;
            }
            // The name of a command and what stands in a group, as in \text{if}, are no prose.
            if (run > 0 && !command && braces == 0) {
                word |= run > 1;
                longWords += run > 3 ? 1 : 0;
            }
            run = 0;
            command = c == '\\';
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            symbols |= c == '\\' || c == '^' || c == '_' || c == '=' || c == '{';
            spaced |= c == ' ' && i < close;
        }
        int first = text.skipSpaces(from, close);
        boolean amount = text.digitAt(first) && first < close;
        if (amount && !symbols && ((word && spaced) || text.digitAt(close + 1))) {
            return false;
        }
        return longWords < (symbols && !amount ? 8 : 4);
    }

    /// Reads `^` or `_` with its argument. In running text only groups and raised numbers are
    /// scripts (`10^-240`), so that `snake_case` and `x^y` stay.
    int script(int i, Passage passage) {
        int to = passage.to();
        boolean raised = text.at(i) == '^';
        int from = passage.math() ? text.skipSpaces(i + 1, to) : i + 1;
        if (from >= to) {
            return passage.append(text.at(i), from);
        }
        int digits = text.at(from) == '-' || text.at(from) == '+' ? from + 1 : from;
        boolean number = raised && text.digitAt(digits);
        if (!passage.math() && text.at(from) != '{' && !number) {
            return passage.append(text.at(i), i + 1);
        }
        StringBuilder argument = new StringBuilder();
        int next;
        if (number && (!passage.math() || digits > from)) {
            next = digits;
            while (next < to && text.digitAt(next)) {
                next++;
            }
            text.copy(from, next, argument);
        } else if (text.groupEnd(from, to) >= 0) {
            int close = text.groupEnd(from, to);
            next = close + 1;
            reader.range(from + 1, passage.into(argument).inner(close, true));
        } else if (passage.tooDeep()) {
            return passage.append(text.at(i), i + 1);
        } else {
            next = reader.atom(from, passage.into(argument).inner(to, true));
        }
        writeScript(argument.toString().strip(), raised, passage);
        return next;
    }

    /// Writes a script that is readable already: with Unicode's raised or lowered characters, else
    /// behind `^` or `_`. Words stay whole: `L_max`, not a mixture of sizes.
    static void writeScript(String script, boolean raised, Passage passage) {
        if (script.isEmpty() || (raised && writeRaisedSign(script, passage))) {
            return;
        }
        StringBuilder out = passage.out();
        StringBuilder moved = new StringBuilder(script.length());
        boolean letters = false;
        boolean plain = true;
        boolean complete = true;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            char small = raised ? LatexTables.raised(c) : LatexTables.lowered(c);
            complete &= small != 0;
            moved.append(small);
            letters |= Character.isLetter(c);
            plain &= Character.isLetterOrDigit(c);
        }
        if (complete && (!letters || script.length() <= 2)) {
            out.append(moved);
            return;
        }
        boolean bracketed = script.startsWith("(") && script.endsWith(")");
        out.append(raised ? '^' : '_');
        out.append(plain || bracketed || script.length() == 1 ? script : "(" + script + ")");
    }

    /// Writes raised signs that stand high by themselves, as in `360^\circ` and `Q^*`, and the
    /// endings of ordinals, as in `19^{th}`.
    private static boolean writeRaisedSign(String script, Passage passage) {
        String sign =
                switch (script) {
                    case "∘", "°" -> "°";
                    case "⊤", "\\top" -> "ᵀ";
                    case "′", "′′", "″", "†", "‡", "*", "∗", "**", "⋆", "★", "™", "®", "♯" ->
                            script;
                    case "st", "nd", "rd", "th" -> passage.endsInDigit() ? script : "";
                    default -> "";
                };
        passage.out().append(sign);
        return !sign.isEmpty();
    }

    /// `\frac{a+b}{c}` is (a+b)/c, `2\frac12` is 2 1/2.
    int fraction(ControlWord word, Passage passage) {
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        int second = reader.argument(word.end(), passage.asFormula().into(above));
        int next = reader.argument(second, passage.asFormula().into(below));
        if (passage.endsInDigit()) {
            passage.out().append(' ');
        }
        writeOperand(above.toString().strip(), passage.out());
        passage.out().append('/');
        writeOperand(below.toString().strip(), passage.out());
        return next;
    }

    /// `\binom{n}{k}` is (n choose k).
    int binomial(ControlWord word, Passage passage) {
        passage.out().append('(');
        int second = reader.argument(word.end(), passage.asFormula());
        passage.out().append(" choose ");
        int next = reader.argument(second, passage.asFormula());
        return passage.append(')', next);
    }

    /// `\sqrt[3]{x+1}` is ³√(x+1).
    int root(ControlWord word, Passage passage) {
        int next = word.end();
        if (text.at(next) == '[') {
            int after = text.skipOption(next, passage.to());
            if (after > next + 2) {
                writeScript(text.substring(next + 1, after - 1).strip(), true, passage);
            }
            next = after;
        }
        StringBuilder under = new StringBuilder();
        next = reader.argument(next, passage.asFormula().into(under));
        passage.out().append('√');
        writeOperand(under.toString().strip(), passage.out());
        return next;
    }

    /// Writes part of a fraction or root, in brackets unless it reads as one.
    private static void writeOperand(String operand, StringBuilder out) {
        boolean simple = true;
        for (int i = 0; i < operand.length(); i++) {
            char c = operand.charAt(i);
            simple &=
                    Character.isLetterOrDigit(c)
                            || Character.getType(c) == Character.NON_SPACING_MARK
                            || c == '.'
                            || c == '_';
        }
        boolean bracketed = operand.startsWith("(") && operand.indexOf(')') == operand.length() - 1;
        out.append(simple || bracketed || operand.length() == 1 ? operand : "(" + operand + ")");
    }

    /// `\hat{x}` is x̂; over more than one letter the mark is left out.
    int over(char combining, ControlWord word, Passage passage) {
        StringBuilder letters = new StringBuilder();
        int next = reader.argument(word.end(), passage.into(letters));
        passage.out().append(letters);
        if (letters.length() == 1 && Character.isLetter(letters.charAt(0))) {
            passage.out().append(combining);
        }
        return next;
    }

    /// `\mathbb{R}` is ℝ; a letter of which no double-struck form is in wide use stays plain.
    int doubleStruck(ControlWord word, Passage passage) {
        StringBuilder letters = new StringBuilder();
        int next = reader.argument(word.end(), passage.asFormula().into(letters));
        if (letters.length() == 1) {
            char letter = letters.charAt(0);
            return passage.append(LatexTables.DOUBLE_STRUCK.getOrDefault(letter, letter), next);
        }
        passage.out().append(letters);
        return next;
    }

    /// `\not\in` is ∉, with a combining stroke.
    int negated(ControlWord word, Passage passage) {
        StringBuilder symbol = new StringBuilder();
        int next = reader.argument(word.end(), passage.into(symbol));
        passage.out().append(symbol);
        return symbol.length() == 1 ? passage.append('\u0338', next) : next;
    }
}
