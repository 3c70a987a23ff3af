package io.broadsheet.clockwork;

import java.time.Clock;
import java.time.Instant;

/// Notices that a clock was set back. Whoever looks does so every second or so; what steps back by
/// less than passes between two looks holds nothing up for longer than that.
final class ClockWatch {

    private final Clock clock;
    private Instant latest;

    ClockWatch(Clock clock) {
        this.clock = clock;
        this.latest = clock.instant();
    }

    /// @return whether the clock tells an earlier time than when this was last asked
    synchronized boolean steppedBack() {
        Instant now = clock.instant();
        boolean back = now.isBefore(latest);
        latest = now;
        return back;
    }
}
