package io.broadsheet.ingest.file;

/// A file none of whose content can be read; the message, the rest of a sentence about the file, is
/// meant for a person.
public final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
        super(message);
    }
}
