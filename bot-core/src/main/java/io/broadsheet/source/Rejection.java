package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

/// A record of a source that could not be taken.
///
/// @param place source, answer and position, for example `Hugging Face, 2024-05-27, entry 7`
/// @param reason what was wrong, as the rest of a sentence about that place
public record Rejection(String place, String reason) {

    public Rejection {
        requireNonNull(place);
        requireNonNull(reason);
    }

    /// Both on one line.
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
