package io.broadsheet.ingest.file;

import io.broadsheet.ingest.Problem;
import java.util.List;

/// What an import did.
///
/// @param added papers that are new
/// @param updated papers that were known and changed
/// @param merged papers that turned out to be the same as one known by its title only
/// @param unchanged papers that were known and are the same
/// @param resumed records that an interrupted import had taken in before, passed over now
/// @param skipped records and files left out
/// @param mended records taken in after something in them had been mended
/// @param problems the first 100 of those left out
/// @param notes the first 100 of those mended
public record ImportSummary(
        long added,
        long updated,
        long merged,
        long unchanged,
        long resumed,
        long skipped,
        long mended,
        List<Problem> problems,
        List<Problem> notes) {

    public ImportSummary {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// Papers taken in, changed or not.
    public long papers() {
        return added + updated + merged + unchanged;
    }

    /// Whether nothing was left out.
    public boolean complete() {
        return skipped == 0;
    }
}
