package io.broadsheet.interaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Recognises an interaction that a platform sends again, so that it is done once.
///
/// A platform sends again what it got no acknowledgement for, and after a reconnection. The work is
/// not done again then, but the acknowledgement is the same, because it may carry the answer.
///
/// @param <A> what acknowledges an interaction
public final class Deduplication<A> {

    /// How long an interaction is remembered. Slack sends an event for the last time five minutes
    /// after it got no acknowledgement (docs.slack.dev, Events API, error handling); Discord sends
    /// again within seconds.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /// How long an acknowledgement is kept with the answer in it. Both platforms send what a person
    /// did again within seconds.
    private static final Duration KEPT = Duration.ofSeconds(30);

    /// Bounds for a flood. The key of an interaction is some 40 characters; an answer of Slack's
    /// some 5,000.
    private static final long MOST_REMEMBERED = 200_000;

    private static final long MOST_KEPT = 2_000;

    /// What is to be done with an interaction.
    ///
    /// @param <A> what acknowledges it
    public sealed interface Start<A> {

        /// It is new and under way: its acknowledgement is to be completed, and [InFlight#end]
        /// called.
        record Begun<A>(CompletableFuture<A> acknowledgement) implements Start<A> {}

        /// It was here before; this is, or will be, its acknowledgement.
        record Again<A>(CompletableFuture<A> acknowledgement) implements Start<A> {}

        /// Nothing new is begun any more.
        record Closing<A>() implements Start<A> {}
    }

    private final InFlight inFlight;
    private final A plain;
    private final Cache<String, Boolean> seen;
    private final Cache<String, CompletableFuture<A>> acknowledgements;

    /// @param plain acknowledges what is not remembered well enough for its own acknowledgement
    public Deduplication(InFlight inFlight, A plain) {
        this(inFlight, plain, Ticker.systemTicker());
    }

    Deduplication(InFlight inFlight, A plain, Ticker ticker) {
        this.inFlight = inFlight;
        this.plain = plain;
        this.seen =
                Caffeine.newBuilder()
                        .expireAfterWrite(REMEMBERED)
                        .maximumSize(MOST_REMEMBERED)
                        .ticker(ticker)
                        .build();
        this.acknowledgements =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT)
                        .maximumSize(MOST_KEPT)
                        .ticker(ticker)
                        .build();
    }

    /// Begins an interaction that is new.
    ///
    /// @param key names the interaction, whenever it comes
    public synchronized Start<A> begin(String key) {
        if (seen.getIfPresent(key) != null) {
            CompletableFuture<A> before = acknowledgements.getIfPresent(key);
            return new Start.Again<>(
                    before == null ? CompletableFuture.completedFuture(plain) : before);
        }
        if (!inFlight.begin()) {
            return new Start.Closing<>();
        }
        CompletableFuture<A> acknowledgement = new CompletableFuture<>();
        seen.put(key, true);
        acknowledgements.put(key, acknowledgement);
        return new Start.Begun<>(acknowledgement);
    }

    /// Acknowledges an interaction without its answer if it comes again: the answer went another
    /// way.
    public synchronized void answeredElsewhere(String key) {
        acknowledgements.put(key, CompletableFuture.completedFuture(plain));
    }
}
