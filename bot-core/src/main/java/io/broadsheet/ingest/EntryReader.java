package io.broadsheet.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads the records of one file in one format, holding one record in memory at a time.
public interface EntryReader {

    /// The next record, null after the last. A file that breaks off ends with an
    /// [ParsedEntry.UnreadableEntry] that says where.
    @Nullable ParsedEntry next() throws IOException;

    /// Whether the last record that came says that the file breaks off there.
    default boolean brokeOff() {
        return false;
    }

    /// Passes over records as cheaply as the format allows.
    default void skip(long records) throws IOException {
        for (long i = 0; i < records; i++) {
            if (next() == null) {
                return;
            }
        }
    }
}
