package io.broadsheet.app.console;

import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// How replies are set.
///
/// @param plain for pipes and files: no colours, no line broken, no empty line inside an answer
/// @param width in columns, ignored where plain
/// @param hyperlinks whether the terminal understands OSC 8, so that a link's address need not be
///   shown
/// @param terminal null where there is none
record Look(boolean plain, int width, boolean hyperlinks, @Nullable Terminal terminal) {

    /// Lines that five entries take with all that there is to say of them.
    private static final int LOW = 32;

    static final Look PLAIN = new Look(true, 0, false, null);

    /// Whether a list of five must be short to fit the screen.
    boolean low() {
        int rows = terminal == null ? 0 : terminal.getSize().getRows();
        return rows > 0 && rows < LOW;
    }

    Wrapping wrapping() {
        return new Wrapping(plain ? 0 : width, terminal);
    }
}
