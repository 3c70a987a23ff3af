package io.broadsheet.core;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then at what a refusal had paused: what ended while nobody was there, or brought
/// no event, is found by looking.
final class Rechecking implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rechecking.class);

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final Reachability reachability;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("reachability").factory());

    Rechecking(Reachability reachability) {
        this.reachability = reachability;
    }

    /// Begins to look at a platform, the first time now.
    void begin(Platform platform) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> reachability.recheck(platform),
                        0,
                        EVERY.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /// Breaks off, before the store closes.
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
                log.info("Channels are still being checked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
