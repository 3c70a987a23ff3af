package io.broadsheet.ingest;

/// Something in a file that could not be taken in, or not as it stood.
///
/// @param place file name and position, for example `papers.jsonl, line 123`, `daily.json, entry 7`
/// @param reason what was wrong, as the rest of a sentence about that place
public record Problem(String place, String reason) {

    /// Both on one line.
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
