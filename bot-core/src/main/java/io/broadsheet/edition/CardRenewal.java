package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.message.Reply;
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
        if (!through.mayEdit(channel, post.key())) {
            return Optional.empty();
        }
        Reply reply =
                context.layout()
                        .edition(
                                schedule.get(),
                                post.key().day(),
                                items,
                                through.platform().features());
        Delivery delivery =
                through.platform()
                        .edit(
                                channel,
                                post.message(),
                                reply,
                                post.key().toString(),
                                schedule.get().plan().role().orElse(""));
        return switch (delivery) {
            case Delivery.Posted _ -> Optional.empty();
            case Delivery.RetryAfter(Duration after, _) ->
                    Optional.of(after.isZero() ? PAUSE : after);
            // However often it is changed, it says the same then.
            case Delivery.InDoubt _ -> Optional.of(PAUSE);
            case Delivery.Refused(_, String detail) -> {
                log.info("The post {} keeps its counts: {}", post.key(), detail);
                yield Optional.empty();
            }
        };
    }
}
