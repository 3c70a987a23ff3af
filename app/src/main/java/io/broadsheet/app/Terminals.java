package io.broadsheet.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// What stands between the program and the person in front of it.
final class Terminals {

    /// Whether a person types and reads, rather than a pipe or a file.
    static boolean arePresent() {
        return System.console() != null && System.console().isTerminal();
    }

    static Terminal open() throws IOException {
        return TerminalBuilder.builder()
                .name("Broadsheet")
                .encoding(StandardCharsets.UTF_8)
                .dumb(true)
                .build();
    }

    /// How wide the terminal is, 0 where there is none.
    static int columns() {
        if (!arePresent()) {
            return 0;
        }
        try (Terminal terminal = open()) {
            int columns = terminal.getSize().getColumns();
            return columns <= 0 ? 80 : columns;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Text from outside on one line, without anything that a terminal would obey.
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]+", " ");
    }

    private Terminals() {}
}
