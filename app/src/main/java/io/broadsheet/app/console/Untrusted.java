package io.broadsheet.app.console;

/// Makes text from papers and people harmless for a terminal: what remains can be seen, and moves,
/// colours or reorders nothing.
final class Untrusted {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /// On one line: line breaks, tabs and every other white space become one space.
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (isSpace(c)) {
                        if (!safe.isEmpty() && safe.charAt(safe.length() - 1) != ' ') {
                            safe.append(' ');
                        }
                    } else {
                        append(safe, c);
                    }
                });
        return safe.toString();
    }

    /// Like [#line(String)], but spaces are kept as they are: for pieces that are joined to a line.
    static String piece(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (isSpace(c)) {
                        safe.append(' ');
                    } else {
                        append(safe, c);
                    }
                });
        return safe.toString();
    }

    /// Keeps line feeds; tabs become four spaces, carriage returns vanish.
    static String lines(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\n' -> safe.append('\n');
                        case '\r' -> {}
                        case '\t' -> safe.append("    ");
                        default -> append(safe, c);
                    }
                });
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {}
            case Character.SURROGATE -> safe.appendCodePoint(REPLACEMENT);
            // Reordering (bidirectional controls), tag characters, zero-width marks. Joiners build
            // emoji and scripts.
            case Character.FORMAT -> {
                if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
                    safe.appendCodePoint(c);
                }
            }
            default -> safe.appendCodePoint(c);
        }
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private Untrusted() {}
}
