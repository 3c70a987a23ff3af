package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.paper.PaperId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the counts on cards that a channel sees up to date after votes: scheduled posts, and what
/// people shared. Votes of a few seconds together make one change of a message, however many they
/// are.
final class PostedCards implements AutoCloseable {

    /// Older posts keep the counts they have.
    private static final Duration LOOKED_AT = Duration.ofDays(14);

    /// How long changes are gathered that people look at while they make them.
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final int MOST_TRIES = 5;
    private static final Logger log = LoggerFactory.getLogger(PostedCards.class);

    private final Outbox outbox;
    private final PaperMessages messages;
    private final Renewal renewal;
    private final Clock clock;
    private final Duration gathering;
    private final Set<ShownCard> waiting = new HashSet<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("posted-cards").factory());

    /// A card that a channel sees.
    sealed interface ShownCard {
        record ScheduledCard(Key key) implements ShownCard {}

        record SharedCard(PaperMessages.PaperMessage message) implements ShownCard {}
    }

    /// Writes cards anew.
    interface Renewal {
        /// @return when to try again; empty where it is done, or cannot be
        Optional<Duration> renew(OutboxEntry post);

        /// As the other.
        Optional<Duration> renew(PaperMessages.PaperMessage shared);
    }

    /// @param gathering for how long votes are gathered before a card changes
    PostedCards(
            Outbox outbox,
            PaperMessages messages,
            Renewal renewal,
            Clock clock,
            Duration gathering) {
        this.outbox = outbox;
        this.messages = messages;
        this.renewal = renewal;
        this.clock = clock;
        this.gathering = gathering;
    }

    /// What a post says changed: it will be written anew, soon and not more often than once a
    /// second. Returns at once.
    void changed(Key post) {
        try {
            timer.execute(() -> {
                ShownCard card = new ShownCard.ScheduledCard(post);
                if (waiting.add(card)) {
                    later(card, AT_ONCE, 1);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: {} stays as it is", post);
        }
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
            Instant since = clock.instant().minus(LOOKED_AT);
            for (OutboxEntry post : outbox.postsOf(paper, since)) {
                if (post.channel().filter(channels::contains).isPresent()) {
                    soon(new ShownCard.ScheduledCard(post.key()));
                }
            }
            for (PaperMessages.PaperMessage shared : messages.sharedOf(paper, since)) {
                if (channels.contains(shared.channel())) {
                    soon(new ShownCard.SharedCard(shared));
                }
            }
        } catch (RuntimeException e) {
            log.warn("The cards of {} keep their counts: {}", paper, e.getMessage());
        }
    }

    private void soon(ShownCard card) {
        if (waiting.add(card)) {
            later(card, gathering, 1);
        }
    }

    private void later(ShownCard card, Duration after, int tries) {
        var unused =
                timer.schedule(() -> renew(card, tries), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew(ShownCard card, int tries) {
        // A vote from here on is not on the card that is made now.
        waiting.remove(card);
        try {
            Optional<Duration> again =
                    switch (card) {
                        case ShownCard.ScheduledCard(Key key) ->
                                outbox.find(key).flatMap(renewal::renew);
                        case ShownCard.SharedCard(PaperMessages.PaperMessage message) ->
                                renewal.renew(message);
                    };
            if (again.isPresent() && tries < MOST_TRIES && waiting.add(card)) {
                later(card, again.get(), tries + 1);
            }
        } catch (RuntimeException e) {
            log.warn("{} keeps its counts: {}", card, e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
