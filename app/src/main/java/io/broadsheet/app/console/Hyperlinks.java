package io.broadsheet.app.console;

import java.util.Map;
import java.util.Set;

/// Tells whether a terminal shows links, from what terminals say about themselves in the
/// environment. There is no way to ask one; those named here document OSC 8. Inside tmux or screen
/// the answer is no, because they may drop links.
final class Hyperlinks {

    private static final Set<String> PROGRAMS =
            Set.of("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby");
    private static final Set<String> TYPES =
            Set.of("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra");

    static boolean understood(Map<String, String> environment) {
        if (environment.containsKey("TMUX") || environment.containsKey("STY")) {
            return false;
        }
        if (PROGRAMS.contains(environment.getOrDefault("TERM_PROGRAM", ""))
                || TYPES.contains(environment.getOrDefault("TERM", ""))
                || environment.containsKey("WT_SESSION")) {
            return true;
        }
        try {
            // VTE (GNOME Terminal and others) has links since 0.50, written 5000.
            return Integer.parseInt(environment.getOrDefault("VTE_VERSION", "0")) >= 5000;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Hyperlinks() {}
}
