package io.broadsheet.web.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Since when an address has shown what it shows. A list by votes changes without a date in it that
/// would say so; after a start everything counts as new once.
final class FirstSeen {

    private static final int ADDRESSES = 10_000;

    private record Shown(String content, Instant since) {}

    private final Clock clock;
    private final Cache<String, Shown> shown = Caffeine.newBuilder().maximumSize(ADDRESSES).build();

    FirstSeen(Clock clock) {
        this.clock = clock;
    }

    /// @param content a digest of what the address shows now
    Instant since(String address, String content) {
        Shown now = new Shown(content, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return shown.asMap()
                .merge(
                        address,
                        now,
                        (before, after) ->
                                before.content().equals(after.content()) ? before : after)
                .since();
    }
}
