package io.broadsheet.ingest;

import io.broadsheet.paper.Paper;
import org.jspecify.annotations.Nullable;

/// What one record of a file turned out to be.
public sealed interface ParsedEntry {

    /// @param note what had to be mended to read it, null where nothing
    record Read(Paper paper, @Nullable Problem note) implements ParsedEntry {}

    record UnreadableEntry(Problem problem) implements ParsedEntry {}
}
