package io.broadsheet.edition;

import java.time.Instant;
import java.util.List;

/// What became of an attempt.
public sealed interface PostOutcome {

    /// @param message the platform's own id of the post
    record Confirmed(String message) implements PostOutcome {}

    /// Posted at a time that the outbox does not remember, and found. Never sent from here.
    ///
    /// @param message the platform's own id of the post
    /// @param picks what it is about, in its order, as far as that can be told; counts where the
    ///   claim has no picks
    record FoundPosted(String message, Outbox.Target target, List<Outbox.Pick> picks)
            implements PostOutcome {}

    /// Not posted; to be tried again, unless its schedule was removed meanwhile.
    record Retry(Instant at, OutcomeReason reason) implements PostOutcome {}

    /// Perhaps posted; to be found out: sent again while the platform recognises the same key, and
    /// looked for after that.
    record Unsure(Instant at, OutcomeReason reason) implements PostOutcome {}

    /// Perhaps posted, and nothing more can be found out.
    record StaysInDoubt(OutcomeReason reason) implements PostOutcome {}

    record Blocked(OutcomeReason reason) implements PostOutcome {}

    record Skipped(OutcomeReason reason) implements PostOutcome {}
}
