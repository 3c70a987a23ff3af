package io.broadsheet.app.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs requests that were refused: the first of each kind at once, and those that follow within a
/// minute as a number, so that whoever sends many cannot fill the disk.
final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    /// How long those of one kind are counted before they cost another line.
    static final Duration TOGETHER = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Count> counts = new HashMap<>();

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    /// @param kind completes "the request …", of a small fixed set; nothing of the request itself
    /// @param peer the address it came from, empty where that is not known
    synchronized void refused(String kind, int status, String peer) {
        flush();
        Count count = counts.get(kind);
        if (count != null) {
            count.more++;
            count.peer = peer;
            return;
        }
        counts.put(kind, new Count(clock.instant(), peer));
        log.warn("A request{} was refused, {}: it {}", from(peer), status, kind);
    }

    /// Says how many there were, of each kind whose minute is over.
    synchronized void flush() {
        Instant now = clock.instant();
        for (Iterator<Map.Entry<String, Count>> all = counts.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Count> each = all.next();
            Count count = each.getValue();
            // Also where the clock stepped back.
            if (Duration.between(count.since, now).abs().compareTo(TOGETHER) < 0) {
                continue;
            }
            if (count.more == 0) {
                all.remove();
                continue;
            }
            log.warn(
                    "Within a minute {} more {} refused, the last{}: each {}",
                    count.more,
                    count.more == 1 ? "request was" : "requests were",
                    from(count.peer),
                    each.getKey());
            count.since = now;
            count.more = 0;
        }
    }

    private static String from(String peer) {
        return peer.isEmpty() ? "" : " from " + peer;
    }

    private static final class Count {
        private Instant since;
        private String peer;
        private long more;

        Count(Instant since, String peer) {
            this.since = since;
            this.peer = peer;
        }
    }
}
