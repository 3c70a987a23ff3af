package io.broadsheet.edition;

import java.time.Duration;
import java.time.Instant;

/// The port to the times that the store keeps and that are compared with now.
///
/// A clock may be ahead and be set back, as one that is wrong at start is once the network has told
/// it the time. What was written meanwhile lies in the future, and would hold up what it is about
/// for as long as the clock stepped.
public interface StoredTimes {

    /// The clocks of processes differ by less.
    Duration TOLERANCE = Duration.ofMinutes(1);

    /// Corrects what a clock that was ahead has written: leases and pauses count from now, a
    /// schedule counts from now, and what was called missed may fall due again. What was posted
    /// stays posted.
    ///
    /// @return how many rows were wrong
    int correct(Instant now);
}
