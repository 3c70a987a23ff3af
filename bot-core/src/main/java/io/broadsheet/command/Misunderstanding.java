package io.broadsheet.command;

/// What was given with a command cannot be understood. The message says what was wrong, shows it,
/// and ends with a full stop.
final class Misunderstanding extends Exception {

    private static final long serialVersionUID = 1L;

    private final String example;

    /// @param example one line that would be right
    Misunderstanding(String message, String example) {
        super(message, null, false, false);
        this.example = example;
    }

    String example() {
        return example;
    }
}
