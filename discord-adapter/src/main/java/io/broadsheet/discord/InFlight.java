package io.broadsheet.discord;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts what is under way, answers to interactions and posts, and recognises an interaction that
/// comes again.
final class InFlight {

    /// How many interactions are remembered: more than come within the seconds in which Discord may
    /// send one again after a reconnection.
    private static final int REMEMBERED = 20_000;

    /// What is to be done with an interaction.
    enum Start {
        BEGUN,
        TWICE,
        CLOSING
    }

    private final Map<Long, Boolean> seen =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private int running;
    private boolean closing;

    synchronized Start begin(long interaction) {
        if (seen.putIfAbsent(interaction, true) != null) {
            return Start.TWICE;
        }
        if (closing) {
            return Start.CLOSING;
        }
        running++;
        return Start.BEGUN;
    }

    /// Begins something that cannot come twice.
    ///
    /// @return whether it may begin; not any more once [#drain] was called
    synchronized boolean begin() {
        if (closing) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void end() {
        running--;
        notifyAll();
    }

    /// Begins nothing more and waits for what runs.
    ///
    /// @return whether all of it ended in time
    synchronized boolean drain(Duration atMost) throws InterruptedException {
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
