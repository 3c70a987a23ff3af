package io.broadsheet.app.config;

import java.util.regex.Pattern;

/// Keeps what opens something out of what is shown.
final class Secrets {

    /// A user with a password in an address, up to the last `@`: whoever writes one there does not
    /// encode it.
    private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)\\S*@");

    /// A parameter that is named like a secret.
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i)((?:password|passwd|pwd|pass|secret|token|api_?key|key)=)[^&\\s]+");

    /// A text without what looks like a secret in it.
    static String without(String text) {
        String shown = IN_ADDRESS.matcher(text).replaceAll("***@");
        return PARAMETER.matcher(shown).replaceAll("$1***");
    }

    private Secrets() {}
}
