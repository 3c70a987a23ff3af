package io.broadsheet.edition;

import io.broadsheet.chat.Platform;
import java.time.Duration;

/// Hears what becomes of what is due.
@FunctionalInterface
public interface OutcomeListener {

    OutcomeListener NONE = (_, _, _) -> {};

    /// @param late how long after it was due, zero or more
    void settled(Platform platform, PostOutcome outcome, Duration late);
}
