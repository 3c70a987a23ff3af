package io.broadsheet.club;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.Optional;

/// A paper that somebody wants the club to read.
///
/// @param id names it among all
/// @param because why, for people; may be empty
/// @param by who nominated it; empty where they have been forgotten since
/// @param byName how they are called in the channel
/// @param rounds votes that it was in and did not win
public record Nomination(
        long id,
        PaperId paper,
        String because,
        Optional<UserRef> by,
        Optional<String> byName,
        Instant at,
        int rounds,
        NominationState state) {

    /// So many votes it stays without winning; then it leaves.
    public static final int ROUNDS = 3;

    /// The longest reason that is kept, in UTF-16 units.
    public static final int LONGEST_REASON = 300;

    public Nomination {
        requireNonNull(paper);
        requireNonNull(state);
    }

    /// What became of a nomination.
    public enum NominationState {
        /// It waits for a vote, or is in one.
        OPEN,
        /// It won one.
        CHOSEN,
        /// Nobody chose it often enough.
        LEFT,
        WITHDRAWN
    }
}
