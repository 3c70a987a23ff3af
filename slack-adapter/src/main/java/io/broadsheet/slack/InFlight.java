package io.broadsheet.slack;

import com.slack.api.bolt.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Counts what is under way, answers to requests and posts with what follows them, and recognises a
/// request that comes again to this process.
///
/// Slack sends a request again whose acknowledgement it did not get. The work is not done again
/// then, but the acknowledgement is the same, because it may carry the answer.
final class InFlight {

    /// How many requests are remembered: more than come within the minutes in which Slack may send
    /// one again.
    private static final int REMEMBERED = 20_000;

    /// How many acknowledgements are kept with the answers in them. Slack sends again within
    /// seconds.
    private static final int KEPT = 500;

    /// Presses of one button by one person so close together are one.
    private static final Duration DOUBLE_CLICK = Duration.ofMillis(1_500);

    /// What is to be done with a request.
    sealed interface Start {

        /// It is new; its acknowledgement is to be completed.
        record Begun(CompletableFuture<Response> acknowledgement) implements Start {}

        /// It was here before; this is, or will be, its acknowledgement.
        record Again(CompletableFuture<Response> acknowledgement) implements Start {}

        /// Nothing new is begun any more.
        record Closing() implements Start {}
    }

    private final Map<String, Boolean> seen = new Recent<>(REMEMBERED);
    private final Map<String, CompletableFuture<Response>> acknowledgements = new Recent<>(KEPT);
    private final Map<String, Long> clicks = new Recent<>(REMEMBERED);
    private int running;
    private boolean closing;

    /// @param key names the request, whenever it comes
    synchronized Start begin(String key) {
        if (seen.containsKey(key)) {
            return new Start.Again(
                    acknowledgements.getOrDefault(
                            key, CompletableFuture.completedFuture(Response.ok())));
        }
        if (closing) {
            return new Start.Closing();
        }
        CompletableFuture<Response> acknowledgement = new CompletableFuture<>();
        seen.put(key, true);
        acknowledgements.put(key, acknowledgement);
        running++;
        return new Start.Begun(acknowledgement);
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

    /// What a request that comes again is acknowledged with from now on.
    synchronized void replace(String key, Response acknowledgement) {
        acknowledgements.put(key, CompletableFuture.completedFuture(acknowledgement));
    }

    /// Whether this press is the second half of a double click.
    ///
    /// @param nanos the time of [System#nanoTime()]
    synchronized boolean clickedJustNow(String click, long nanos) {
        Long before = clicks.put(click, nanos);
        return before != null && nanos - before < DOUBLE_CLICK.toNanos();
    }

    /// Further work of something that has not ended yet. It is waited for as well, so it may begin
    /// after [#drain] was called.
    synchronized void join() {
        running++;
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

    /// Forgets the oldest.
    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Recent(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
