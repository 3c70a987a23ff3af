package io.broadsheet.catalogue;

import java.time.Instant;

/// The port to remembering how far the import of a file came, so that it goes on there after a
/// crash.
public interface ImportJournal {

    /// How many records of a source have been taken in for good; 0 for an unknown one.
    ///
    /// @param source names the file by its content, not by its path
    long reached(String source);

    void reached(String source, long records, Instant at);
}
