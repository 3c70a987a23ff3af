package io.broadsheet.ingest.source;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/// A clock that goes on evenly, whatever happens to the one that it began with.
final class MonotonicClock extends Clock {

    private final Instant began;
    private final long beganNanos = System.nanoTime();
    private final ZoneId zone;

    MonotonicClock(Clock beginning) {
        this.began = beginning.instant();
        this.zone = beginning.getZone();
    }

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public long millis() {
        return began.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        throw new UnsupportedOperationException("only durations are measured by it");
    }
}
