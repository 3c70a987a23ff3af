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

    static final Look PLAIN = new Look(true, 0, false, null);

    Wrapping wrapping() {
        return new Wrapping(plain ? 0 : width, terminal);
    }
}
