package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.paper.PaperId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the counts on posted cards up to date after votes. Votes of a few seconds together make
/// one change of a message, however many they are.
final class PostedCards implements AutoCloseable {

    /// Older posts keep the counts they have.
    private static final Duration LOOKED_AT = Duration.ofDays(14);

    private static final int MOST_TRIES = 5;
    private static final Logger log = LoggerFactory.getLogger(PostedCards.class);

    private final Outbox outbox;
    private final Renewal renewal;
    private final Clock clock;
    private final Duration gathering;
    private final Set<Key> waiting = new HashSet<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("posted-cards").factory());

    /// Writes a post anew.
    @FunctionalInterface
    interface Renewal {
        /// @return when to try again; empty where it is done, or cannot be
        Optional<Duration> renew(OutboxEntry post);
    }

    /// @param gathering for how long votes are gathered before a card changes
    PostedCards(Outbox outbox, Renewal renewal, Clock clock, Duration gathering) {
        this.outbox = outbox;
        this.renewal = renewal;
        this.clock = clock;
        this.gathering = gathering;
    }

    /// Somebody voted for a paper, or took a vote back. Returns at once.
    ///
    /// @param channels where the vote counts, or counted: the cards of others stay untouched, as an
    ///   edit would tell of it
    void voted(Set<ChannelRef> channels, PaperId paper) {
        try {
            timer.execute(() -> find(channels, paper));
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: the cards of {} keep their counts", paper);
        }
    }

    private void find(Set<ChannelRef> channels, PaperId paper) {
        try {
            for (OutboxEntry post : outbox.postsOf(paper, clock.instant().minus(LOOKED_AT))) {
                if (post.channel().filter(channels::contains).isPresent()
                        && waiting.add(post.key())) {
                    later(post.key(), gathering, 1);
                }
            }
        } catch (RuntimeException e) {
            log.warn("The cards of {} keep their counts: {}", paper, e.getMessage());
        }
    }

    private void later(Key key, Duration after, int tries) {
        var unused =
                timer.schedule(() -> renew(key, tries), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew(Key key, int tries) {
        // A vote from here on is not on the card that is made now.
        waiting.remove(key);
        try {
            Optional<Duration> again = outbox.find(key).flatMap(renewal::renew);
            if (again.isPresent() && tries < MOST_TRIES && waiting.add(key)) {
                later(key, again.get(), tries + 1);
            }
        } catch (RuntimeException e) {
            log.warn("The card of {} keeps its counts: {}", key, e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
