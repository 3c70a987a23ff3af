package io.broadsheet.discord;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Keeps requests below the number that Discord takes of a bot in all.
///
/// The SDK knows the limits of single routes beforehand; the one for all routes together it hears
/// of by being refused, and then everything of the bot's stands still. So requests that count pass
/// here one by one. Answers to interactions do not count (topics/rate-limits), and never wait.
///
/// Each process has its own; posts, which are most of what is sent, share the limit with other
/// processes before they come here.
final class GlobalLimit implements Interceptor {

    /// 47 a second of the 50 that are allowed, never two at once: some arrive later than others, so
    /// that more arrive in a second than were sent in one.
    private static final Duration EACH = Duration.ofNanos(1_000_000_000 / 47);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

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
        if (counts(chain.request().url().encodedPath()) && !limiter.acquirePermission()) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException("stopped while waiting for Discord's rate limit");
            }
            // What has not been sent counts as not connected: it may be tried again.
            throw new ConnectException(
                    "more requests wait for Discord's rate limit than pass in " + LONGEST_WAIT);
        }
        return chain.proceed(chain.request());
    }

    private static boolean counts(String path) {
        return !path.contains("/interactions/") && !path.contains("/webhooks/");
    }
}
