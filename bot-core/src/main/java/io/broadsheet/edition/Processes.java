package io.broadsheet.edition;

import io.broadsheet.chat.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The port to the record of which processes post on a platform, so that they share its limits.
public interface Processes {

    /// Shows that a process is there, and forgets those that have not shown it for a while.
    ///
    /// @param silent for how long a process may say nothing and still count
    /// @return how many there are, this one included
    int beat(String process, Platform platform, Instant now, Duration silent);

    /// Forgets a process that stops.
    void leave(String process);

    /// When any process last showed itself on a platform, be it gone by now; empty where none ever
    /// did.
    Optional<Instant> lastAlive(Platform platform);
}
