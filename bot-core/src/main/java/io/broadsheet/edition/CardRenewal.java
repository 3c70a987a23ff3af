package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes posts again with the votes that their papers have now.
final class CardRenewal implements PostedCards.Renewal {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(CardRenewal.class);

    private final PostingContext context;
    private final EditionContent content;
    private final Map<Platform, PacedPlatform> served;

    /// @param served the platforms that this process posts on; may change meanwhile
    CardRenewal(
            PostingContext context, EditionContent content, Map<Platform, PacedPlatform> served) {
        this.context = context;
        this.content = content;
        this.served = served;
    }

    /// Writes a post with the votes that its papers have now.
    @Override
    public Optional<Duration> renew(OutboxEntry post) {
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
        return switch (through.platform().edit(channel, message, reply, key, role)) {
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
