package io.broadsheet.waiting;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something that happens on another thread or in another process: the only place where
/// tests look again and again.
public final class Waiting {

    /// Longer than anything takes that goes well, on a machine that is busy with more.
    public static final Duration USUAL = Duration.ofSeconds(20);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private Waiting() {}

    /// Returns as soon as the condition holds.
    ///
    /// @param what is waited for, as the end of the sentence "waited in vain for"
    /// @throws AssertionError where it does not hold in the usual time
    public static void until(String what, BooleanSupplier condition) {
        until(what, USUAL, condition);
    }

    /// Returns as soon as the condition holds.
    ///
    /// @throws AssertionError where it does not hold in time, or the thread is interrupted
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
