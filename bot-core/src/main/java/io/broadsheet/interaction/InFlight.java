package io.broadsheet.interaction;

import java.time.Duration;

/// Counts what is under way, answers and posts with what follows them, so that a platform that is
/// closed lets it finish.
public final class InFlight {

    private int running;
    private boolean closing;

    /// Begins something; [#end] follows.
    ///
    /// @return whether it may begin; not any more once [#drain] was called
    public synchronized boolean begin() {
        if (closing) {
            return false;
        }
        running++;
        return true;
    }

    /// Further work of something that has not ended yet. It is waited for as well, so it may begin
    /// after [#drain] was called.
    public synchronized void join() {
        running++;
    }

    public synchronized void end() {
        running--;
        notifyAll();
    }

    /// Begins nothing more and waits for what runs.
    ///
    /// @return whether all of it ended in time
    public synchronized boolean drain(Duration atMost) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + atMost.toNanos();
        while (running > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
