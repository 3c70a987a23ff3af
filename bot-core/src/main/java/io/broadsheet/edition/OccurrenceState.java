package io.broadsheet.edition;

/// How far an occurrence has come.
public enum OccurrenceState {
    /// Somebody works on it; nothing has been sent.
    CLAIMED,
    /// It is being sent, or was when its worker died: perhaps it was posted.
    SENDING,
    /// It was not posted and will be tried again.
    RETRY,
    POSTED,
    /// Perhaps posted; only a person can tell.
    IN_DOUBT,
    /// The platform refused it.
    BLOCKED,
    /// It was not posted and will not be.
    SKIPPED
}
