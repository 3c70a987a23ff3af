package io.broadsheet.ingest.latex;

/// Control words that stand for a character or a few: by name, by code point, by a font's number.
final class LatexCharacters {

    private LatexCharacters() {}

    /// `\alpha` is α. What only separates the name from what follows goes with it: `{}`, the space
    /// of `Stra\ss e`, the full stop of `\etc.`, the space of `$20\mu m$`.
    static int symbol(String symbol, ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int next = text.skipEmptyGroup(word.end(), passage.to());
        if (symbol.endsWith(".") && text.at(next) == '.') {
            next++;
        }
        passage.out().append(symbol);
        boolean unit = passage.math() && word.name().equals("mu") && text.digitAt(word.start() - 1);
        boolean letter = unit || (!passage.math() && LatexTables.LETTERS.contains(word.name()));
        boolean separated = next == word.end() && text.at(next) == ' ' && text.letterAt(next + 1);
        return letter && separated ? next + 1 : next;
    }

    /// `360{\deg}` is 360°; elsewhere the degree of a polynomial or vertex is meant.
    static int degree(ControlWord word, LatexReader reader, Passage passage) {
        StringBuilder out = passage.out();
        int last = out.length() - 1;
        if (last > 0 && out.charAt(last) == ' ') {
            last--;
        }
        boolean number =
                last >= 0 && (Character.isDigit(out.charAt(last)) || out.charAt(last) == '°');
        int next = reader.text().skipEmptyGroup(word.end(), passage.to());
        return passage.append(number ? "°" : "deg", next);
    }

    /// `\ unicode{x2013}`, without the space: a character by its code point, in decimal, or in
    /// hexadecimal behind `x`, `U+` or a quotation mark.
    static int codePoint(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int close = text.groupEnd(word.end(), passage.to());
        if (close < 0) {
            return word.end();
        }
        String number = text.substring(word.end() + 1, close).strip();
        try {
            int point = parseCodePoint(number);
            if (isShown(point)) {
                passage.out().appendCodePoint(point);
            }
        } catch (NumberFormatException e) {
            passage.out().append(number);
        }
        return close + 1;
    }

    private static int parseCodePoint(String number) {
        if (number.startsWith("U+")) {
            return Integer.parseInt(number.substring(2), 16);
        }
        return number.startsWith("x") || number.startsWith("\"")
                ? Integer.parseInt(number.substring(1), 16)
                : Integer.parseInt(number);
    }

    private static boolean isShown(int point) {
        return Character.isValidCodePoint(point)
                && switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            false;
                    default -> true;
                };
    }

    /// `\ding{51}` is ✓.
    static int dingbat(ControlWord word, LatexReader reader, Passage passage) {
        LatexText text = reader.text();
        int close = text.groupEnd(word.end(), passage.to());
        if (close < 0) {
            return word.end();
        }
        String number = text.substring(word.end() + 1, close).strip();
        return passage.append(LatexTables.DINGBATS.getOrDefault(number, ""), close + 1);
    }
}
