package io.broadsheet.edition;

import io.broadsheet.chat.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The port to the record of which processes post on a platform, so that they share its limits.
public interface Processes {

    /// After a longer silence a store may be one that was restored from a backup. What was posted
    /// in a shorter time before a start is little.
    Duration SILENCE = Duration.ofMinutes(3);

    /// Shows that a process is there, and forgets those that have not shown it for a while.
    ///
    /// @param silent for how long a process may say nothing and still count
    /// @return how many there are, this one included
    int beat(String process, Platform platform, Instant now, Duration silent);

    /// Forgets a process that stops.
    void leave(String process);

    /// Since when there have been processes on a platform without a silence of more than
    /// [#SILENCE]; empty where there never was one.
    Optional<Instant> resumed(Platform platform);
}
