package io.broadsheet.ingest.source;

/// A source sent something that is not what it was asked for, or only a part of it. The message is
/// the rest of a sentence about the answer.
final class FaultyAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Batch readable;

    /// @param readable the records that could be read all the same
    FaultyAnswerException(String message, Batch readable) {
        super(message, null, false, false);
        this.readable = readable;
    }

    Batch readable() {
        return readable;
    }
}
