package io.broadsheet.ingest.latex;

import java.util.Arrays;

/// Reads one text in LaTeX, once, from front to back. Groups and formulas are matched beforehand,
/// so no part is looked at more often than it is nested, and nesting beyond [#DEEPEST] is copied as
/// it stands.
final class LatexReader {

    private static final int DEEPEST = 24;
    private static final int LONGEST_FORMULA = 2_000;
    private static final int LONGEST_OPTION = 200;
    private static final int LONGEST_QUOTATION = 80;

    private final String text;
    private final int[] closing;
    private int quoteEnd = -1;
    private int straightQuoteEnd = -1;
    private boolean dropped;

    LatexReader(String text) {
        this.text = text;
        this.closing = matchBraces(text);
    }

    String read() {
        StringBuilder out = new StringBuilder(text.length() + 16);
        range(0, text.length(), false, 0, out);
        return out.toString();
    }

    /// Whether a citation or the like was left out, which may leave empty brackets.
    boolean droppedSomething() {
        return dropped;
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

    private void range(int from, int to, boolean math, int depth, StringBuilder out) {
        if (depth > DEEPEST) {
            out.append(text, from, to);
            return;
        }
        int i = from;
        while (i < to) {
            i = atom(i, to, math, depth, out);
        }
    }

    /// Reads one character, group, formula or command with its arguments.
    ///
    /// @return where the next begins
    private int atom(int i, int to, boolean math, int depth, StringBuilder out) {
        char c = text.charAt(i);
        return switch (c) {
            case '\\' -> command(i, to, math, depth, out);
            case '{' -> group(i, to, math, depth, out);
            case '$' -> math ? i + 1 : formula(i, to, depth, out);
            case '^', '_' -> script(i, to, math, depth, out);
            case '~' -> tilde(i, to, math, out);
            case '&' -> append(math ? " " : "&", i + 1, out);
            case '`' -> backtick(i, to, out);
            case '\'' -> apostrophe(i, to, math, out);
            case '-' -> math ? append("-", i + 1, out) : dash(i, to, out);
            case 'h', 'w' ->
                    math || !startsAddress(i) ? append(c, i + 1, out) : address(i, to, out);
            default -> append(c, i + 1, out);
        };
    }

    private static int append(char c, int next, StringBuilder out) {
        out.append(c);
        return next;
    }

    private static int append(String s, int next, StringBuilder out) {
        out.append(s);
        return next;
    }

    private char at(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : '\0';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private boolean letterAt(int i) {
        return Character.isLetter(at(i));
    }

    private boolean digitAt(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    /// Where the group that opens at `open` ends, or -1 when it does not within `to`.
    private int end(int open, int to) {
        if (open >= to || text.charAt(open) != '{' || open >= closing.length) {
            return -1;
        }
        int close = closing[open];
        return close >= 0 && close < to ? close : -1;
    }

    private int group(int i, int to, boolean math, int depth, StringBuilder out) {
        int close = end(i, to);
        if (close < 0) {
            return append('{', i + 1, out);
        }
        int from = i + 1;
        if (text.startsWith("this http", from) && close - from < 16) {
            return close + 1;
        }
        int space = from;
        while (space < close && Character.isLetter(text.charAt(space))) {
            space++;
        }
        if (space > from
                && space < close
                && at(space) == ' '
                && LatexTables.BARE_SWITCHES.contains(text.substring(from, space))) {
            from = space + 1;
        }
        if (!math && isList(from, close) && !letterAt(i - 1)) {
            out.append('{');
            range(from, close, false, depth + 1, out);
            out.append('}');
        } else {
            if (startsAddress(from) && letterOrDigitEnds(out)) {
                out.append(' ');
            }
            range(from, close, math, depth + 1, out);
        }
        return close + 1;
    }

    /// Whether braces in running text are meant to be seen: `{low, medium, high}`.
    private boolean isList(int from, int close) {
        if (close - from >= LONGEST_OPTION) {
            return false;
        }
        String inside = text.substring(from, close);
        return inside.indexOf(',') > 0 && inside.indexOf('\\') < 0;
    }

    private static boolean letterOrDigitEnds(StringBuilder out) {
        return !out.isEmpty()
                && (Character.isLetterOrDigit(out.charAt(out.length() - 1))
                        || out.charAt(out.length() - 1) == '/');
    }

    private int formula(int i, int to, int depth, StringBuilder out) {
        boolean display = at(i + 1) == '$';
        int from = display ? i + 2 : i + 1;
        int limit = Math.min(to, from + LONGEST_FORMULA);
        int close = from;
        while (close < limit && text.charAt(close) != '$') {
            close += text.charAt(close) == '\\' ? 2 : 1;
        }
        if (close >= limit) {
            return append(display ? "" : "$", from, out);
        }
        if (!isFormula(from, close)) {
            return append('$', display ? i + 2 : i + 1, out);
        }
        range(from, close, true, depth + 1, out);
        return display && at(close + 1) == '$' ? close + 2 : close + 1;
    }

    /// Whether what lies between two dollar signs is a formula rather than prose between two
    /// amounts of money.
    private boolean isFormula(int from, int close) {
        boolean symbols = false;
        boolean spaced = false;
        boolean word = false;
        int longWords = 0;
        int run = 0;
        int braces = 0;
        boolean command = false;
        for (int i = from; i <= close; i++) {
            char c = i < close ? text.charAt(i) : ' ';
            if (isAsciiLetter(c)) {
                run++;
                continue;
            }
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
        int first = from;
        while (first < close && text.charAt(first) == ' ') {
            first++;
        }
        boolean amount = digitAt(first) && first < close;
        if (amount && !symbols && ((word && spaced) || digitAt(close + 1))) {
            return false;
        }
        return longWords < (symbols && !amount ? 8 : 4);
    }

    private int tilde(int i, int to, boolean math, StringBuilder out) {
        char before = at(i - 1);
        char after = i + 1 < to ? text.charAt(i + 1) : ' ';
        boolean approximate =
                !math
                        && (digitAt(i + 1) || after == '$' || (after == '.' && digitAt(i + 2)))
                        && (i == 0 || " ([/=%+±×<>".indexOf(before) >= 0 || digitAt(i - 1));
        return append(
                approximate || before == '/' || (before == ' ' && after == ' ') ? '~' : ' ',
                i + 1,
                out);
    }

    private int dash(int i, int to, StringBuilder out) {
        int run = i;
        while (run < to && text.charAt(run) == '-') {
            run++;
        }
        switch (run - i) {
            case 2 -> out.append('–');
            case 3 -> out.append('—');
            default -> out.append(text, i, run);
        }
        return run;
    }

    private int backtick(int i, int to, StringBuilder out) {
        if (at(i + 1) == '`' && i + 1 < to && at(i + 2) != '`' && at(i - 1) != '`') {
            return append('“', i + 2, out);
        }
        int limit = Math.min(to, i + LONGEST_QUOTATION);
        for (int end = i + 1; end < limit && text.charAt(end) != '`'; end++) {
            if (text.charAt(end) == '\'' && end > i + 1 && !letterAt(end + 1)) {
                quoteEnd = end;
                return append('‘', i + 1, out);
            }
        }
        return append('`', i + 1, out);
    }

    private int apostrophe(int i, int to, boolean math, StringBuilder out) {
        if (math) {
            return append('′', i + 1, out);
        }
        if (i == quoteEnd) {
            return append('’', i + 1, out);
        }
        if (i + 1 < to && at(i + 1) == '\'') {
            return append('”', i + 2, out);
        }
        return append('\'', i + 1, out);
    }

    private boolean startsAddress(int i) {
        return (text.startsWith("http", i)
                        && (text.startsWith("://", i + 4) || text.startsWith("s://", i + 4)))
                || (text.startsWith("www.", i) && !letterAt(i - 1));
    }

    /// Copies a web address: nothing in it is LaTeX but escapes.
    private int address(int from, int to, StringBuilder out) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to && "_%#&~-$".indexOf(text.charAt(i + 1)) >= 0) {
                if (text.charAt(i + 1) != '-') {
                    out.append(text.charAt(i + 1));
                }
                i += text.startsWith("{}", i + 2) ? 4 : 2;
            } else if (c <= ' ' || "\\{}<>\"|`$^".indexOf(c) >= 0) {
                break;
            } else {
                out.append(c);
                i++;
            }
        }
        if (i == from) {
            return append(text.charAt(from), from + 1, out);
        }
        return i;
    }

    private int script(int i, int to, boolean math, int depth, StringBuilder out) {
        boolean raised = text.charAt(i) == '^';
        int from = i + 1;
        while (math && from < to && text.charAt(from) == ' ') {
            from++;
        }
        if (from >= to) {
            return append(text.charAt(i), from, out);
        }
        int signed = at(from) == '-' || at(from) == '+' ? from + 1 : from;
        if (!math && text.charAt(from) != '{' && !(raised && digitAt(signed))) {
            return append(text.charAt(i), i + 1, out);
        }
        StringBuilder argument = new StringBuilder();
        int next;
        if (raised && digitAt(signed) && (!math || signed > from)) {
            next = signed;
            while (next < to && digitAt(next)) {
                next++;
            }
            argument.append(text, from, next);
        } else if (end(from, to) >= 0) {
            next = end(from, to) + 1;
            range(from + 1, next - 1, true, depth + 1, argument);
        } else if (depth > DEEPEST) {
            return append(text.charAt(i), i + 1, out);
        } else {
            next = atom(from, to, true, depth + 1, argument);
        }
        appendScript(argument.toString().strip(), raised, out);
        return next;
    }

    private static void appendScript(String script, boolean raised, StringBuilder out) {
        if (script.isEmpty()) {
            return;
        }
        if (raised) {
            switch (script) {
                case "∘", "°" -> {
                    out.append('°');
                    return;
                }
                case "⊤", "\\top" -> {
                    out.append('ᵀ');
                    return;
                }
                case "′", "′′", "″", "†", "‡", "*", "∗", "**", "⋆", "★", "™", "®", "♯" -> {
                    out.append(script);
                    return;
                }
                case "st", "nd", "rd", "th" -> {
                    if (!out.isEmpty() && Character.isDigit(out.charAt(out.length() - 1))) {
                        out.append(script);
                        return;
                    }
                }
                default -> {}
            }
        }
        StringBuilder moved = new StringBuilder(script.length());
        boolean letters = false;
        boolean plain = true;
        boolean complete = true;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            char to = raised ? LatexTables.raised(c) : LatexTables.lowered(c);
            complete &= to != 0;
            moved.append(to);
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

    private int command(int i, int to, boolean math, int depth, StringBuilder out) {
        if (i + 1 >= to) {
            return i + 1;
        }
        char first = text.charAt(i + 1);
        if (!isAsciiLetter(first)) {
            return sign(first, i + 2, to, depth, out);
        }
        int end = i + 2;
        while (end < to && isAsciiLetter(at(end))) {
            end++;
        }
        return named(text.substring(i + 1, Math.min(end, i + 41)), i, end, to, math, depth, out);
    }

    /// A backslash and a character that is no letter.
    private int sign(char c, int next, int to, int depth, StringBuilder out) {
        switch (c) {
            case '%', '$', '#', '&', '_', '{', '}' -> {
                return append(c, next, out);
            }
            case ' ', ',', ';', ':', '>', '*' -> {
                return append(' ', next, out);
            }
            case '!', '/', '@', '-', '(', ')', '[', ']' -> {
                return c == '(' || c == '['
                        ? delimited(c == '(' ? "\\)" : "\\]", next, to, depth, out)
                        : next;
            }
            case '\\' -> {
                out.append(' ');
                return at(next) == '[' ? skipOption(next, to) : next;
            }
            case '|' -> {
                return append('‖', next, out);
            }
            case '\'', '"', '`', '^', '~', '=', '.' -> {
                return accent(c, next, to, out);
            }
            default -> {
                return append(c, next, out);
            }
        }
    }

    private int delimited(String closer, int from, int to, int depth, StringBuilder out) {
        int limit = Math.min(to, from + LONGEST_FORMULA);
        int close = text.substring(from, limit).indexOf(closer);
        if (close < 0) {
            return from;
        }
        range(from, from + close, true, depth + 1, out);
        return from + close + 2;
    }

    private int accent(char sign, int next, int to, StringBuilder out) {
        if (sign == '"' && isStraightQuote(next - 2)) {
            return append('"', next, out);
        }
        if (sign == '\'' && letterAt(next - 3) && isContraction(next)) {
            return append('\'', next, out);
        }
        int done =
                accented(
                        LatexTables.ACCENTS.getOrDefault(sign, '\0'),
                        next,
                        to,
                        sign == '.' || sign == '=',
                        out);
        if (done >= 0) {
            return done;
        }
        if (sign == '~' || sign == '^') {
            return append(sign, end(next, to) == next + 1 ? next + 2 : next, out);
        }
        return append(sign, next, out);
    }

    /// `\"word\"`: a quotation mark that some program escaped, not an umlaut.
    private boolean isStraightQuote(int i) {
        if (i == straightQuoteEnd || (!letterAt(i + 2) && at(i + 2) != '{')) {
            return true;
        }
        if (letterAt(i - 1)) {
            return false;
        }
        int limit = Math.min(text.length() - 1, i + LONGEST_QUOTATION);
        for (int end = i + 3; end < limit; end++) {
            if (text.charAt(end) == '\\' && text.charAt(end + 1) == '"') {
                if (!letterAt(end + 2) && at(end + 2) != '{') {
                    straightQuoteEnd = end;
                    return true;
                }
                return false;
            }
        }
        return false;
    }

    private boolean isContraction(int i) {
        int end = i;
        while (end < i + 3 && letterAt(end)) {
            end++;
        }
        return switch (text.substring(i, Math.min(end, text.length()))) {
            case "s", "t", "d", "m", "ll", "re", "ve" -> true;
            default -> false;
        };
    }

    /// Writes the letter that follows with an accent; -1 when no letter follows that could carry
    /// it.
    private int accented(char combining, int from, int to, boolean lettersOnly, StringBuilder out) {
        int i = from;
        int close = end(i, to);
        int next = close + 1;
        if (close >= 0) {
            i++;
        } else {
            while (!lettersOnly && i < to && text.charAt(i) == ' ' && i < from + 2) {
                i++;
            }
            next = i + 1;
        }
        char letter = i < to ? text.charAt(i) : '\0';
        int last = i + 1;
        if (letter == '\\'
                && i + 1 < to
                && (at(i + 1) == 'i' || at(i + 1) == 'j')
                && !letterAt(i + 2)) {
            letter = at(i + 1);
            last = i + 2;
            next = close >= 0 ? next : last + (at(last) == ' ' && letterAt(last + 1) ? 1 : 0);
        }
        if (!Character.isLetter(letter)
                || (close >= 0 && last < (combining == '\u0361' ? close - 1 : close))) {
            return -1;
        }
        out.append(letter).append(combining);
        if (close >= 0 && last < close) {
            out.append(text, last, close);
        }
        return next;
    }

    private int named(
            String name, int start, int end, int to, boolean math, int depth, StringBuilder out) {
        Character sign =
                name.length() == 1 && !math ? LatexTables.ACCENTS.get(name.charAt(0)) : null;
        if (sign != null) {
            boolean argument = end(end, to) >= 0 || at(end) == ' ';
            int done = argument ? accented(sign, end, to, false, out) : -1;
            if (done >= 0) {
                return done;
            }
        }
        String symbol = LatexTables.SYMBOLS.get(name);
        if (symbol != null) {
            return symbol(name, symbol, end, to, math, out);
        }
        if (LatexTables.STYLES.contains(name) || LatexTables.TEXTS.contains(name)) {
            return styled(end, to, math && !LatexTables.TEXTS.contains(name), depth, out);
        }
        if (LatexTables.FUNCTIONS.contains(name)) {
            return function(name, end, to, out);
        }
        if (LatexTables.SWITCHES.contains(name)) {
            int next = end < to && at(end) == ' ' && !math ? end + 1 : end;
            boolean delimiter =
                    name.equals("left")
                            || name.equals("right")
                            || name.startsWith("big")
                            || name.startsWith("Big");
            return delimiter && at(next) == '.' ? next + 1 : next;
        }
        if (LatexTables.SPACES.contains(name)) {
            return append(' ', emptyGroup(end, to), out);
        }
        Integer arguments = LatexTables.DROPPED.get(name);
        if (arguments != null) {
            return drop(name, arguments, end, to, out);
        }
        Character combining = LatexTables.MATH_ACCENTS.get(name);
        if (combining != null) {
            return over(combining, end, to, math, depth, out);
        }
        if (LatexTables.SECOND_OF_TWO.contains(name)) {
            int second = skipGroup(skipOption(end, to), to);
            return argument(second, to, math, depth, out);
        }
        return switch (name) {
            case "frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "textfrac" ->
                    fraction(end, to, depth, out);
            case "binom", "dbinom", "tbinom" -> {
                out.append('(');
                int second = argument(end, to, true, depth, out);
                out.append(" choose ");
                int next = argument(second, to, true, depth, out);
                out.append(')');
                yield next;
            }
            case "sqrt" -> root(end, to, depth, out);
            case "mathbb" -> doubleStruck(end, to, depth, out);
            case "not" -> negated(end, to, math, depth, out);
            case "deg" -> append(digitBefore(out) ? "°" : "deg", emptyGroup(end, to), out);
            case "textsuperscript", "textsubscript", "sp", "sb" -> {
                StringBuilder script = new StringBuilder();
                int next = argument(end, to, math, depth, script);
                appendScript(
                        script.toString().strip(),
                        name.equals("textsuperscript") || name.equals("sp"),
                        out);
                yield next;
            }
            case "url", "path", "nolinkurl" -> {
                int close = end(end, to);
                if (close < 0) {
                    yield end;
                }
                int from = end + 1;
                while (from < close) {
                    from = address(from, close, out);
                }
                yield close + 1;
            }
            case "href" -> link(end, to, math, depth, out);
            case "footnote", "footnotetext" -> {
                int close = end(end, to);
                if (close < 0) {
                    yield end;
                }
                trimSpaces(out);
                out.append(" (");
                range(end + 1, close, false, depth + 1, out);
                out.append(')');
                yield close + 1;
            }
            case "unicode", "symbol", "char" -> codePoint(end, to, out);
            case "ding" -> {
                int close = end(end, to);
                String number = close < 0 ? "" : text.substring(end + 1, close).strip();
                yield append(
                        LatexTables.DINGBATS.getOrDefault(number, ""),
                        close < 0 ? end : close + 1,
                        out);
            }
            case "replaced" -> skipGroup(argument(end, to, math, depth, out), to);
            case "SI", "qty" -> {
                int second = argument(end, to, math, depth, out);
                out.append(' ');
                yield argument(second, to, math, depth, out);
            }
            case "verb" -> verbatim(end, to, out);
            default -> unknown(name, start, end, to, math, depth, out);
        };
    }

    private int symbol(
            String name, String symbol, int end, int to, boolean math, StringBuilder out) {
        int next = emptyGroup(end, to);
        if (symbol.endsWith(".") && at(next) == '.') {
            next++;
        }
        out.append(symbol);
        boolean unit = math && name.equals("mu") && digitAt(end - 4);
        boolean letter = unit || (!math && LatexTables.LETTERS.contains(name));
        return letter && next == end && at(next) == ' ' && letterAt(next + 1) ? next + 1 : next;
    }

    /// `\textbf{x}`; without a group, as in `\textbf x`, the command alone goes.
    private int styled(int end, int to, boolean math, int depth, StringBuilder out) {
        int open = skipSpaces(skipOption(end, to), to);
        int close = end(open, to);
        if (close < 0) {
            return end < to && at(end) == '{' ? end + 1 : end;
        }
        range(open + 1, close, math, depth + 1, out);
        return close + 1;
    }

    private static void functionSpace(StringBuilder out) {
        if (!out.isEmpty()) {
            char last = out.charAt(out.length() - 1);
            if (Character.isLetterOrDigit(last) || last == ')') {
                out.append(' ');
            }
        }
    }

    private int function(String name, int end, int to, StringBuilder out) {
        functionSpace(out);
        out.append(name);
        int next = emptyGroup(end, to);
        if (next < to
                && ((at(next) == '\\' && letterAt(next + 1))
                        || Character.isLetterOrDigit(at(next)))) {
            out.append(' ');
        }
        return next;
    }

    private int drop(String name, int arguments, int end, int to, StringBuilder out) {
        int next = end;
        if (name.equals("mkern")
                || name.equals("kern")
                || name.equals("penalty")
                || name.equals("vskip")) {
            while (next < to && ("-.".indexOf(at(next)) >= 0 || digitAt(next))) {
                next++;
            }
            return text.startsWith("mu", next)
                            || text.startsWith("pt", next)
                            || text.startsWith("em", next)
                    ? next + 2
                    : next;
        }
        next = skipOption(skipOption(at(next) == '*' ? next + 1 : next, to), to);
        for (int i = 0; i < arguments; i++) {
            next = skipGroup(next, to);
        }
        if (name.equals("begin") || name.equals("end")) {
            out.append(' ');
        } else if (!name.equals("color")) {
            dropped = true;
            trimSpaces(out);
            if (at(next) != ' ' && Character.isLetterOrDigit(at(next))) {
                out.append(' ');
            }
        }
        return next;
    }

    private int over(char combining, int end, int to, boolean math, int depth, StringBuilder out) {
        StringBuilder letters = new StringBuilder();
        int next = argument(end, to, math, depth, letters);
        out.append(letters);
        if (letters.length() == 1 && Character.isLetter(letters.charAt(0))) {
            out.append(combining);
        }
        return next;
    }

    private int fraction(int end, int to, int depth, StringBuilder out) {
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        int second = argument(end, to, true, depth, above);
        int next = argument(second, to, true, depth, below);
        if (!out.isEmpty() && Character.isDigit(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
        appendOperand(above.toString().strip(), out);
        out.append('/');
        appendOperand(below.toString().strip(), out);
        return next;
    }

    private int root(int end, int to, int depth, StringBuilder out) {
        int next = end;
        if (at(next) == '[') {
            int after = skipOption(next, to);
            if (after > next + 2) {
                appendScript(text.substring(next + 1, after - 1).strip(), true, out);
            }
            next = after;
        }
        StringBuilder under = new StringBuilder();
        next = argument(next, to, true, depth, under);
        out.append('√');
        appendOperand(under.toString().strip(), out);
        return next;
    }

    private static void appendOperand(String operand, StringBuilder out) {
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

    private int doubleStruck(int end, int to, int depth, StringBuilder out) {
        StringBuilder letters = new StringBuilder();
        int next = argument(end, to, true, depth, letters);
        if (letters.length() == 1) {
            char letter = letters.charAt(0);
            out.append((char) LatexTables.DOUBLE_STRUCK.getOrDefault(letter, letter));
        } else {
            out.append(letters);
        }
        return next;
    }

    private int negated(int end, int to, boolean math, int depth, StringBuilder out) {
        StringBuilder symbol = new StringBuilder();
        int next = argument(end, to, math, depth, symbol);
        out.append(symbol);
        if (symbol.length() == 1) {
            out.append('\u0338');
        }
        return next;
    }

    private static boolean digitBefore(StringBuilder out) {
        int last = out.length() - 1;
        if (last > 0 && out.charAt(last) == ' ') {
            last--;
        }
        return last >= 0 && (Character.isDigit(out.charAt(last)) || out.charAt(last) == '°');
    }

    /// `\href{address}{words}`: the words, and the address behind them unless the words are the
    /// address.
    private int link(int end, int to, boolean math, int depth, StringBuilder out) {
        int close = end(end, to);
        if (close < 0) {
            return end;
        }
        StringBuilder address = new StringBuilder();
        int from = end + 1;
        while (from < close) {
            from = address(from, close, address);
        }
        StringBuilder words = new StringBuilder();
        int second = skipSpaces(close + 1, to);
        int next = end(second, to) >= 0 ? argument(second, to, math, depth, words) : close + 1;
        String shown = words.toString().strip();
        String target = address.toString().strip();
        if (shown.isEmpty() || target.contains(shown) || shown.contains(target)) {
            out.append(shown.length() > target.length() || target.isEmpty() ? shown : target);
        } else {
            out.append(shown).append(" (").append(target).append(')');
        }
        return next;
    }

    /// `\ unicode{x2013}`, `\char"2013`.
    private int codePoint(int end, int to, StringBuilder out) {
        int close = end(end, to);
        if (close < 0) {
            return end;
        }
        String number = text.substring(end + 1, close).strip();
        try {
            boolean hex =
                    number.startsWith("x") || number.startsWith("\"") || number.startsWith("U+");
            int point =
                    hex
                            ? Integer.parseInt(
                                    number.substring(number.startsWith("U+") ? 2 : 1), 16)
                            : Integer.parseInt(number);
            int type = Character.getType(point);
            boolean shown =
                    Character.isValidCodePoint(point)
                            && type != Character.CONTROL
                            && type != Character.FORMAT
                            && type != Character.SURROGATE
                            && type != Character.UNASSIGNED;
            if (shown) {
                out.appendCodePoint(point);
            }
        } catch (NumberFormatException e) {
            out.append(number);
        }
        return close + 1;
    }

    private int verbatim(int end, int to, StringBuilder out) {
        if (end >= to) {
            return end;
        }
        int limit = Math.min(to, end + LONGEST_OPTION);
        int close = end + 1;
        while (close < limit && text.charAt(close) != text.charAt(end)) {
            close++;
        }
        if (close >= limit) {
            return end;
        }
        out.append(text, end + 1, close);
        return close + 1;
    }

    /// A command nobody knows: an author's own name for something (`\method`), or formatting around
    /// its argument.
    private int unknown(
            String name, int start, int end, int to, boolean math, int depth, StringBuilder out) {
        int close = end(end, to);
        if (close > end + 1) {
            range(end + 1, close, math, depth + 1, out);
            return close + 1;
        }
        if (start > 0 && out.length() > 0 && letterOrDigitEnds(out) && math) {
            out.append(' ');
        }
        out.append(name);
        return close == end + 1 ? close + 1 : end;
    }

    /// One argument: a group, or the next atom.
    private int argument(int from, int to, boolean math, int depth, StringBuilder out) {
        int i = skipSpaces(from, to);
        int close = end(i, to);
        if (close >= 0) {
            range(i + 1, close, math, depth + 1, out);
            return close + 1;
        }
        if (i >= to || depth > DEEPEST) {
            return from;
        }
        return atom(i, to, math, depth + 1, out);
    }

    private int skipSpaces(int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int skipGroup(int from, int to) {
        int i = skipSpaces(from, to);
        int close = end(i, to);
        return close < 0 ? from : close + 1;
    }

    private int emptyGroup(int from, int to) {
        return end(from, to) == from + 1 ? from + 2 : from;
    }

    private int skipOption(int from, int to) {
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

    private static void trimSpaces(StringBuilder out) {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }
}
