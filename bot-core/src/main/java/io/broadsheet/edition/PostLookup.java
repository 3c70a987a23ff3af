package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.message.CommandCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for posts that may be there although the outbox does not say so: their answers got lost,
/// or the outbox was restored from a backup that is older than they are.
final class PostLookup {

    /// How long after an attempt a post is looked for, so that one that is late is there.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// So long after it was first asked for a post, and while it is not connected, a platform has
    /// time to say whether that is there.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(PostLookup.class);

    private final PostingContext context;
    private final Instant opened;

    /// What was looked for before it was posted, and need not be again.
    private final Set<Key> looked = ConcurrentHashMap.newKeySet();

    /// When a platform was first asked for what it could not tell of.
    private final Map<Key, Instant> asked = new ConcurrentHashMap<>();

    /// @param opened when this process began to post
    PostLookup(PostingContext context, Instant opened) {
        this.context = context;
        this.opened = opened;
    }

    // --- posts in doubt ---

    /// What is to be said of a post that may be there. Where it is not found, or nothing can be
    /// told, a person is asked.
    PostOutcome doubtful(RecurringPost recurring, Claiming.Claimed claim, PacedPlatform through) {
        Instant since = claim.unsure().orElseThrow();
        OutcomeReason doubt = doubt(claim.key());
        Optional<Instant> later = through.untilLooking(recurring.target(), claim.key());
        if (later.isPresent()) {
            // Why it is unsure is what matters, not that others are looked for before.
            return new PostOutcome.Unsure(later.get(), doubt);
        }
        return switch (readBack(recurring, claim.key(), since, through)) {
            case ReadBack.There(String message, _) -> {
                log.info("{} was posted after all: {}", claim.key(), doubt);
                yield new PostOutcome.Confirmed(message);
            }
            case ReadBack.NotThere _ ->
                    new PostOutcome.StaysInDoubt(
                            new OutcomeReason.NotSeen(doubt, recurring.isDirect()));
            case ReadBack.CannotTell(String reason) -> {
                log.info("{} cannot be looked for: {}", claim.key(), reason);
                yield new PostOutcome.StaysInDoubt(doubt);
            }
            case ReadBack.LookAgain(Duration after, String reason) -> {
                log.info("{} cannot be looked for now: {}", claim.key(), reason);
                yield lookAgain(since, after)
                        .<PostOutcome>map(at -> new PostOutcome.Unsure(at, doubt))
                        .orElseGet(() -> new PostOutcome.StaysInDoubt(doubt));
            }
        };
    }

    /// Why it is not known whether an occurrence was posted.
    OutcomeReason doubt(Key key) {
        return context.outbox()
                .find(key)
                .flatMap(OutboxEntry::reason)
                .orElseGet(OutcomeReason.AnswerLost::new);
    }

    /// When to look again, the rarer the longer it lasts; empty where it has lasted too long. What
    /// this process found when it started is given the same time.
    private Optional<Instant> lookAgain(Instant since, Duration after) {
        Instant now = context.clock().instant();
        Duration lasts = Duration.between(since.isAfter(opened) ? since : opened, now);
        Duration pause = lasts.dividedBy(4);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        for (Duration least : List.of(after, PAUSE)) {
            pause = pause.compareTo(least) < 0 ? least : pause;
        }
        return lasts.plus(pause).compareTo(EditionDispatcher.LATEST) > 0
                ? Optional.empty()
                : Optional.of(now.plus(pause));
    }

    // --- forgotten posts ---

    /// What is to be said of something that is about to be posted and may be there already; empty
    /// where it is to be posted, because it is not there, or because the platform does not tell:
    /// nothing but its being late speaks for it.
    Optional<PostOutcome> forgotten(
            RecurringPost recurring, Claiming.Claimed claim, Instant due, PacedPlatform through) {
        if (!due.isBefore(through.forgotten())
                || !through.platform().readsBack()
                || looked.contains(claim.key())) {
            return Optional.empty();
        }
        Optional<Instant> later = through.untilLooking(recurring.target(), claim.key());
        if (later.isPresent()) {
            return Optional.of(
                    new PostOutcome.Retry(later.get(), new OutcomeReason.LookedForFirst()));
        }
        Instant now = context.clock().instant();
        switch (readBack(recurring, claim.key(), due, through)) {
            case ReadBack.There(String message, List<CommandCode> buttons) -> {
                log.info("{} was posted before the store was restored", claim.key());
                return Optional.of(
                        new PostOutcome.FoundPosted(message, recurring.target(), picks(buttons)));
            }
            case ReadBack.LookAgain(Duration after, String reason) -> {
                Instant first = asked.computeIfAbsent(claim.key(), _ -> now);
                boolean patient =
                        now.isBefore(first.plus(PATIENCE))
                                || !through.platform().health().connected();
                return patient
                        ? Optional.of(
                                new PostOutcome.Retry(
                                        now.plus(after.compareTo(PAUSE) < 0 ? PAUSE : after),
                                        new OutcomeReason.PlatformSaid(reason)))
                        : Optional.empty();
            }
            case ReadBack.NotThere _ -> looked.add(claim.key());
            case ReadBack.CannotTell(String reason) -> {
                log.info("{} cannot be looked for: {}", claim.key(), reason);
                looked.add(claim.key());
            }
        }
        return Optional.empty();
    }

    /// The papers that a found post is about, so that they do not come again.
    private List<Pick> picks(List<CommandCode> buttons) {
        return context.layout().papers(buttons).stream()
                .map(context.catalogue()::canonical)
                .distinct()
                .map(paper -> new Pick(paper, ""))
                .toList();
    }

    private static ReadBack readBack(
            RecurringPost recurring, Key key, Instant since, PacedPlatform through) {
        try {
            return switch (recurring.target()) {
                case Target.InChannel(ChannelRef channel) ->
                        through.platform().find(channel, key.toString(), since);
                case Target.ToPerson(UserRef person) ->
                        through.platform().find(person, key.toString(), since);
            };
        } catch (RuntimeException e) {
            log.error("{} could not be looked for", key, e);
            return new ReadBack.CannotTell("the bot failed while it looked");
        }
    }
}
