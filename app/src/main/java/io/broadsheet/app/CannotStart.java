package io.broadsheet.app;

/// Something outside the program keeps it from working; the message tells a person what, and what
/// to do.
final class CannotStart extends Exception {

    private static final long serialVersionUID = 1L;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
