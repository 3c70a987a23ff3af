package io.broadsheet.interaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/// Recognises the second half of a double click, for a platform whose buttons can be pressed again
/// while the first press is under way. Discord's cannot.
public final class DoublePress {

    /// Presses of one button by one person so close together are one.
    public static final Duration TOGETHER = Duration.ofMillis(1_500);

    /// More than are pressed within that time.
    private static final long MOST = 100_000;

    private final Cache<String, Boolean> pressed;

    public DoublePress() {
        this(Ticker.systemTicker());
    }

    DoublePress(Ticker ticker) {
        this.pressed =
                Caffeine.newBuilder()
                        .expireAfterWrite(TOGETHER)
                        .maximumSize(MOST)
                        .ticker(ticker)
                        .build();
    }

    /// Whether this press came right after another one, which may itself have been a second one.
    ///
    /// @param press names the person, the message and the button
    public boolean isSecond(String press) {
        return pressed.asMap().put(press, true) != null;
    }
}
