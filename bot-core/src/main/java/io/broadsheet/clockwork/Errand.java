package io.broadsheet.clockwork;

import java.time.Instant;

/// Something that is done again and again, by one process of several.
public interface Errand {

    /// Names it among all errands, in every process alike, for example `harvest-arxiv`.
    String name();

    /// When it is due, as far as can be told before it has run; a time in the past means at once.
    Instant due();

    /// Does it.
    ///
    /// @return when to come again
    /// @throws InterruptedException when the calling thread is interrupted; then it is done anew
    ///   from the beginning, here or elsewhere
    Instant run() throws InterruptedException;
}
