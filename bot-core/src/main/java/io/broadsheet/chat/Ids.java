package io.broadsheet.chat;

/// Checks shared by the identifiers of this package.
final class Ids {

    static void require(String what, String value) {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException(
                    "a " + what + " id has 1 to 100 characters, not '" + value + "'");
        }
    }

    private Ids() {}
}
