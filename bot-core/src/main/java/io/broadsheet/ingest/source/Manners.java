package io.broadsheet.ingest.source;

import java.time.Duration;

/// How a source is treated.
///
/// @param spacing between the end of a request and the beginning of the next, in all processes
///   together
/// @param firstBackoff before the first repetition of a request that failed; doubles each time, and
///   varies by half so that not everybody comes back at once
/// @param harvestTries how often a request of a harvest is made at most
/// @param harvestAnswer how long an answer to a harvest may take, whole
/// @param harvestPatience how long a harvest's request may take with all waiting and repeating
/// @param lookupAnswer how long an answer to a lookup may take, whole
/// @param lookupPatience how long a lookup's request may take with all waiting and repeating
/// @param openFor for how long a source that failed too often is left alone the first time; doubles
///   each time it fails again, up to half an hour
/// @param mostBytes of one answer that are read
record Manners(
        Duration spacing,
        Duration firstBackoff,
        int harvestTries,
        Duration harvestAnswer,
        Duration harvestPatience,
        Duration lookupAnswer,
        Duration lookupPatience,
        Duration openFor,
        int mostBytes) {

    static Manners usual(Duration spacing) {
        return new Manners(
                spacing,
                Duration.ofSeconds(2),
                4,
                Duration.ofMinutes(2),
                Duration.ofMinutes(15),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                32 << 20);
    }
}
