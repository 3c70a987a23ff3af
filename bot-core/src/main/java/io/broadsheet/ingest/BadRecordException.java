package io.broadsheet.ingest;

/// A record that is no paper; the message is the rest of a sentence about it.
public final class BadRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRecordException(String message) {
        super(message, null, false, false);
    }
}
