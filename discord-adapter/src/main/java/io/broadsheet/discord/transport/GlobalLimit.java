package io.broadsheet.discord.transport;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Keeps requests below the number that Discord takes of a bot in all.
///
/// The SDK knows the limits of single routes beforehand; the one for all routes together it hears
/// of by being refused, and then everything of the bot's stands still. So requests that count pass
/// here one by one: whoever waits asks for a turn only when the one before has had its own, so that
/// after a pause of the whole process they do not all come together. Answers to interactions do not
/// count (topics/rate-limits), and never wait.
///
/// Each process has its own; posts, which are most of what is sent, share the limit with other
/// processes before they come here.
public final class GlobalLimit implements Interceptor {

    /// 47 a second of the 50 that are allowed: some arrive later than others, so that more arrive
    /// in a second than were sent in one.
    private static final Duration EACH = Duration.ofNanos(1_000_000_000 / 47);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ReentrantLock next = new ReentrantLock(true);
    private final RateLimiter limiter =
            RateLimiter.of(
                    "discord",
                    RateLimiterConfig.custom()
                            .limitForPeriod(1)
                            .limitRefreshPeriod(EACH)
                            .timeoutDuration(LONGEST_WAIT)
                            .build());

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (counts(chain.request().url().encodedPath())) {
            await();
        }
        return chain.proceed(chain.request());
    }

    /// @throws ConnectException where it lasts too long, or the thread is told to stop: what has
    ///   not been sent counts as not connected, and may be tried again
    private void await() throws ConnectException {
        boolean passed = false;
        try {
            if (next.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    passed = limiter.acquirePermission();
                } finally {
                    next.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!passed) {
            throw new ConnectException(
                    Thread.currentThread().isInterrupted()
                            ? "stopped while waiting for Discord's rate limit"
                            : "more requests wait for Discord's rate limit than pass in "
                                    + LONGEST_WAIT.toSeconds()
                                    + " s");
        }
    }

    private static boolean counts(String path) {
        return !path.contains("/interactions/") && !path.contains("/webhooks/");
    }
}
