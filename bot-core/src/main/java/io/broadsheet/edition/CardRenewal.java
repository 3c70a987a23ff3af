package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes posts again with the votes that their papers have now.
final class CardRenewal implements PostedCards.Renewal {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(CardRenewal.class);

    private final PostingContext context;
    private final EditionContent content;
    private final Map<Platform, PacedPlatform> served;
    private final Function<Job, Optional<Announcement>> announcements;
    private final PostAttempt attempt;

    /// @param served the platforms that this process posts on; may change meanwhile
    /// @param attempt posts again what somebody deleted
    CardRenewal(
            PostingContext context,
            EditionContent content,
            Map<Platform, PacedPlatform> served,
            Function<Job, Optional<Announcement>> announcements,
            PostAttempt attempt) {
        this.context = context;
        this.content = content;
        this.served = served;
        this.announcements = announcements;
        this.attempt = attempt;
    }

    /// Writes a post with the votes that its papers have now.
    @Override
    public Optional<Duration> renew(OutboxEntry post) {
        if (post.key().job() instanceof Job.OfClub) {
            return announcements
                    .apply(post.key().job())
                    .flatMap(announcement -> renew(announcement, post));
        }
        Optional<Schedule> schedule =
                post.key().job() instanceof Job.OfSchedule(long id)
                        ? context.schedules().find(id)
                        : Optional.empty();
        PacedPlatform through =
                post.channel().map(channel -> served.get(channel.platform())).orElse(null);
        List<Layout.Item> items = content.items(post.picks());
        if (schedule.isEmpty() || through == null || items.isEmpty()) {
            return Optional.empty();
        }
        ChannelRef channel = post.channel().orElseThrow();
        if (!through.mayEdit(channel, post.message())) {
            return Optional.empty();
        }
        Reply reply =
                context.layout()
                        .edition(
                                schedule.get(),
                                post.key().day(),
                                items,
                                through.platform().features());
        return edit(
                through,
                channel,
                post.message(),
                reply,
                post.key().toString(),
                schedule.get().plan().role().orElse(""));
    }

    /// Writes a shared card with the votes that its paper has now.
    @Override
    public Optional<Duration> renew(PaperMessages.PaperMessage shared) {
        ChannelRef channel = shared.channel();
        PacedPlatform through = served.get(channel.platform());
        Optional<Paper> paper = context.catalogue().find(shared.paper());
        if (through == null
                || paper.isEmpty()
                || !through.platform().serves(channel)
                || !through.mayEdit(channel, shared.message())) {
            return Optional.empty();
        }
        Optional<Span.Person> sharer =
                context.library()
                        .name(channel, shared.sharer())
                        .map(name -> new Span.Person(shared.sharer().id(), name));
        Reply reply =
                context.layout()
                        .shared(paper.get(), channel, sharer, through.platform().features());
        return edit(through, channel, shared.message(), reply, "", "");
    }

    private Optional<Duration> edit(
            PacedPlatform through,
            ChannelRef channel,
            String message,
            Reply reply,
            String key,
            String role) {
        return again(through.platform().edit(channel, message, reply, key, role), channel, message);
    }

    /// Writes what an announcement says now. One that was deleted is posted again in the next slot
    /// of its day; that one is written from then on, and never posted again.
    private Optional<Duration> renew(Announcement announcement, OutboxEntry first) {
        Key second = new Key(first.key().job(), first.key().day(), 1);
        OutboxEntry post =
                context.outbox()
                        .find(second)
                        .filter(entry -> entry.state() == OccurrenceState.POSTED)
                        .orElse(first);
        PacedPlatform through =
                post.channel().map(channel -> served.get(channel.platform())).orElse(null);
        if (through == null
                || post.state() != OccurrenceState.POSTED
                || post.message().isEmpty()
                || !through.platform().serves(post.channel().orElseThrow())) {
            return Optional.empty();
        }
        ChannelRef channel = post.channel().orElseThrow();
        Optional<Reply> message =
                announcement.renewed(post.key().day(), through.platform().features());
        if (message.isEmpty() || !through.mayEdit(channel, post.message())) {
            return Optional.empty();
        }
        Delivery delivery =
                through.platform()
                        .edit(channel, post.message(), message.get(), post.key().toString(), "");
        if (delivery instanceof Delivery.Refused(Delivery.Refusal why, _)
                && why == Delivery.Refusal.MESSAGE_GONE
                && post.equals(first)
                && announcement.isReplaced(post.key().day())) {
            return replace(announcement, second, post);
        }
        return again(delivery, channel, post.message());
    }

    private Optional<Duration> replace(Announcement announcement, Key second, OutboxEntry deleted) {
        Instant now = context.clock().instant();
        try {
            log.info("{} was deleted and is posted again", deleted.key());
            RecurringPost recurring = RecurringPost.of(announcement, now).on(second.day());
            attempt.attempt(recurring, second, now, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static Optional<Duration> again(Delivery delivery, ChannelRef channel, String message) {
        return switch (delivery) {
            case Delivery.Posted _ -> Optional.empty();
            case Delivery.RetryAfter(Duration after, _) ->
                    Optional.of(after.isZero() ? PAUSE : after);
            // However often it is changed, it says the same then.
            case Delivery.InDoubt _ -> Optional.of(PAUSE);
            case Delivery.Refused(_, String detail) -> {
                log.info("The message {} in {} keeps its counts: {}", message, channel, detail);
                yield Optional.empty();
            }
        };
    }
}
