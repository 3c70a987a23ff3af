package io.broadsheet.ingest.latex;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What is read at each control word: a table from its name to a rule. [LatexTables] holds the long
/// lists, this class the rules.
final class ControlWords {

    /// Writes what a control word and its arguments stand for.
    private interface Rule {

        /// @return the position after the last argument
        int read(ControlWord word, LatexReader reader, Passage passage);
    }

    private static final Map<String, Rule> RULES = rules();

    private ControlWords() {}

    /// Reads a control word that is no accent over a letter.
    static int read(ControlWord word, LatexReader reader, Passage passage) {
        Rule rule = RULES.getOrDefault(word.name(), ControlWords::unknown);
        return rule.read(word, reader, passage);
    }

    /// The lists overlap in a few names; a rule that is added later gives way.
    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        LatexTables.SYMBOLS.forEach((name, symbol) ->
                rules.put(
                        name,
                        (word, reader, at) -> LatexCharacters.symbol(symbol, word, reader, at)));
        add(LatexTables.TEXTS, ControlWords::styledText, rules);
        add(LatexTables.STYLES, ControlWords::styled, rules);
        add(LatexTables.FUNCTIONS, ControlWords::function, rules);
        add(LatexTables.SWITCHES, ControlWords::switched, rules);
        add(LatexTables.SPACES, ControlWords::space, rules);
        add(Set.of("mkern", "kern", "penalty", "vskip"), ControlWords::length, rules);
        LatexTables.DROPPED.forEach((name, count) ->
                rules.putIfAbsent(name, (word, reader, at) -> dropped(count, word, reader, at)));
        LatexTables.MATH_ACCENTS.forEach((name, mark) ->
                rules.putIfAbsent(
                        name, (word, reader, at) -> reader.formulas().over(mark, word, at)));
        add(LatexTables.SECOND_OF_TWO, ControlWords::secondOfTwo, rules);
        addFormulas(rules);
        addRunningText(rules);
        return Map.copyOf(rules);
    }

    private static void addFormulas(Map<String, Rule> rules) {
        add(
                Set.of("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "textfrac"),
                (word, reader, at) -> reader.formulas().fraction(word, at),
                rules);
        add(
                Set.of("binom", "dbinom", "tbinom"),
                (word, reader, at) -> reader.formulas().binomial(word, at),
                rules);
        add("sqrt", (word, reader, at) -> reader.formulas().root(word, at), rules);
        add("mathbb", (word, reader, at) -> reader.formulas().doubleStruck(word, at), rules);
        add("not", (word, reader, at) -> reader.formulas().negated(word, at), rules);
        add(
                Set.of("textsuperscript", "sp"),
                (word, reader, at) -> script(true, word, reader, at),
                rules);
        add(
                Set.of("textsubscript", "sb"),
                (word, reader, at) -> script(false, word, reader, at),
                rules);
    }

    private static void addRunningText(Map<String, Rule> rules) {
        add("deg", LatexCharacters::degree, rules);
        add(Set.of("url", "path", "nolinkurl"), ControlWords::address, rules);
        add("href", ControlWords::link, rules);
        add(Set.of("footnote", "footnotetext"), ControlWords::footnote, rules);
        add(Set.of("unicode", "symbol", "char"), LatexCharacters::codePoint, rules);
        add("ding", LatexCharacters::dingbat, rules);
        add("replaced", ControlWords::firstOfTwo, rules);
        add(Set.of("SI", "qty"), ControlWords::quantity, rules);
        add("verb", ControlWords::verbatim, rules);
    }

    private static void add(String name, Rule rule, Map<String, Rule> rules) {
        rules.putIfAbsent(name, rule);
    }

    private static void add(Set<String> names, Rule rule, Map<String, Rule> rules) {
        names.forEach(name -> add(name, rule, rules));
    }

    /// `\textbf{x}` is x; without a group, as in `\textbf x`, the command alone goes.
    private static int styled(ControlWord word, LatexReader reader, Passage passage) {
        return styled(word, reader, passage, passage.math());
    }

    /// `\text{if }` in a formula is running text.
    private static int styledText(ControlWord word, LatexReader reader, Passage passage) {
        return styled(word, reader, passage, false);
    }

    private static int styled(ControlWord word, LatexReader reader, Passage passage, boolean math) {
        LatexText text = reader.text();
        int end = word.end();
        int to = passage.to();
        int open = text.skipSpaces(text.skipOption(end, to), to);
        int close = text.groupEnd(open, to);
        if (close < 0) {
            return end < to && text.at(end) == '{' ? end + 1 : end;
        }
        reader.range(open + 1, passage.inner(close, math));
        return close + 1;
    }

    /// `n\log n` is n log n: a function's name keeps apart from the letters around it.
    private static int function(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        if (Character.isLetterOrDigit(passage.last()) || passage.last() == ')') {
            passage.out().append(' ');
        }
        passage.out().append(word.name());
        int next = text.skipEmptyGroup(word.end(), passage.to());
        boolean command = text.at(next) == '\\' && text.letterAt(next + 1);
        boolean operand = command || Character.isLetterOrDigit(text.at(next));
        return next < passage.to() && operand ? passage.append(' ', next) : next;
    }

    /// `{\bf x}` is x. `\left.` is a delimiter that is not drawn.
    private static int switched(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int end = word.end();
        boolean space = end < passage.to() && text.at(end) == ' ' && !passage.math();
        int next = space ? end + 1 : end;
        String name = word.name();
        boolean sized = name.startsWith("big") || name.startsWith("Big");
        boolean delimiter = sized || name.equals("left") || name.equals("right");
        return delimiter && text.at(next) == '.' ? next + 1 : next;
    }

    private static int space(ControlWord word, LatexReader reader, Passage passage) {
        return passage.append(' ', reader.text().skipEmptyGroup(word.end(), passage.to()));
    }

    /// `\kern-1.5pt`: the number and its unit go too.
    private static int length(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int next = word.end();
        while (next < passage.to() && ("-.".indexOf(text.at(next)) >= 0 || text.digitAt(next))) {
            next++;
        }
        boolean unit =
                text.startsWith("mu", next)
                        || text.startsWith("pt", next)
                        || text.startsWith("em", next);
        return unit ? next + 2 : next;
    }

    /// Leaves out a command with its options and arguments, and the space before a citation:
    /// `Large~\cite[p. 3]{a}, see` is Large, see.
    private static int dropped(
            int arguments, ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int to = passage.to();
        int next = text.at(word.end()) == '*' ? word.end() + 1 : word.end();
        next = text.skipOption(text.skipOption(next, to), to);
        for (int i = 0; i < arguments; i++) {
            next = text.skipGroup(next, to);
        }
        switch (word.name()) {
            case "begin", "end" -> passage.out().append(' ');
            case "color" -> {}
            default -> {
                reader.drop();
                passage.trimSpaces();
                if (Character.isLetterOrDigit(text.at(next))) {
                    passage.out().append(' ');
                }
            }
        }
        return next;
    }

    /// `\textcolor{red}{new}` is new.
    private static int secondOfTwo(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int to = passage.to();
        int second = text.skipGroup(text.skipOption(word.end(), to), to);
        return reader.argument(second, passage);
    }

    /// `\replaced{new}{old}` is new.
    private static int firstOfTwo(ControlWord word, LatexReader reader, Passage passage) {
        return reader.text().skipGroup(reader.argument(word.end(), passage), passage.to());
    }

    /// `H\textsubscript{2}O` is H₂O.
    private static int script(
            boolean raised, ControlWord word, LatexReader reader, Passage passage) {
        StringBuilder script = new StringBuilder();
        int next = reader.argument(word.end(), passage.into(script));
        LatexFormulas.writeScript(script.toString().strip(), raised, passage);
        return next;
    }

    /// `\SI{5}{\meter}` is 5 meter.
    private static int quantity(ControlWord word, LatexReader reader, Passage passage) {
        int second = reader.argument(word.end(), passage);
        passage.out().append(' ');
        return reader.argument(second, passage);
    }

    /// An address in a group, as in `\path{https://a.b/~c_d%20e}`.
    private static int address(ControlWord word, LatexReader reader, Passage passage) {
        int close = reader.text().groupEnd(word.end(), passage.to());
        if (close < 0) {
            return word.end();
        }
        reader.running().addresses(word.end() + 1, close, passage.out());
        return close + 1;
    }

    /// `\href{address}{words}`: the words, and the address behind them unless the words are the
    /// address.
    private static int link(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int to = passage.to();
        int close = text.groupEnd(word.end(), to);
        if (close < 0) {
            return word.end();
        }
        StringBuilder address = new StringBuilder();
        reader.running().addresses(word.end() + 1, close, address);
        StringBuilder words = new StringBuilder();
        int second = text.skipSpaces(close + 1, to);
        boolean given = text.groupEnd(second, to) >= 0;
        int next = given ? reader.argument(second, passage.into(words)) : close + 1;
        String shown = words.toString().strip();
        String target = address.toString().strip();
        if (shown.isEmpty() || target.contains(shown) || shown.contains(target)) {
            boolean more = shown.length() > target.length() || target.isEmpty();
            return passage.append(more ? shown : target, next);
        }
        passage.out().append(shown).append(" (").append(target).append(')');
        return next;
    }

    /// `available\footnote{https://a.b}` is available (https://a.b).
    private static int footnote(ControlWord word, LatexReader reader, Passage passage) {
        int close = reader.text().groupEnd(word.end(), passage.to());
        if (close < 0) {
            return word.end();
        }
        passage.trimSpaces();
        passage.out().append(" (");
        reader.range(word.end() + 1, passage.inner(close, false));
        return passage.append(')', close + 1);
    }

    /// `\verb|x_y|` is x_y: the character behind the name ends it too.
    private static int verbatim(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int end = word.end();
        if (end >= passage.to()) {
            return end;
        }
        int limit = Math.min(passage.to(), end + LatexText.LONGEST_OPTION);
        int close = end + 1;
        while (close < limit && text.at(close) != text.at(end)) {
            close++;
        }
        if (close >= limit) {
            return end;
        }
        text.copy(end + 1, close, passage.out());
        return close + 1;
    }

    /// A command nobody knows: an author's own name for something (`\method`), or formatting around
    /// its argument.
    private static int unknown(ControlWord word, LatexReader reader, Passage passage) {
        int close = reader.text().groupEnd(word.end(), passage.to());
        if (close > word.end() + 1) {
            reader.range(word.end() + 1, passage.inner(close));
            return close + 1;
        }
        if (word.start() > 0 && passage.math() && passage.endsInWord()) {
            passage.out().append(' ');
        }
        passage.out().append(word.name());
        return close == word.end() + 1 ? close + 1 : word.end();
    }
}
