package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Tries to post one occurrence: claims it, chooses and sends it, or looks for what may be there.
final class PostAttempt {

    private static final int MOST_CHOICES = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// After so many tries a platform that asks for short pauses gets longer ones.
    private static final int MANY_TRIES = 5;

    /// What another process has to post is put off by this long, longer the later it is, and at
    /// most as long again, until that one takes it up.
    private static final Duration ELSEWHERE_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_ELSEWHERE_PAUSE = Duration.ofSeconds(30);

    private static final Duration RESEND_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_RESEND_PAUSE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(PostAttempt.class);

    private final PostingContext context;
    private final EditionContent content;
    private final PostLookup lookup;
    private final OutcomeRecorder recorder;
    private final Map<Platform, PacedPlatform> served;

    /// @param served the platforms that this process posts on; may change meanwhile
    PostAttempt(
            PostingContext context,
            EditionContent content,
            PostLookup lookup,
            OutcomeRecorder recorder,
            Map<Platform, PacedPlatform> served) {
        this.context = context;
        this.content = content;
        this.lookup = lookup;
        this.recorder = recorder;
        this.served = served;
    }

    /// Tries to post an occurrence.
    ///
    /// @return when to try again; empty where it is over
    Optional<Instant> attempt(RecurringPost recurring, Key key, Instant due)
            throws InterruptedException {
        return attempt(recurring, key, due, false);
    }

    /// @param urgent whether somebody waits for it
    Optional<Instant> attempt(RecurringPost recurring, Key key, Instant due, boolean urgent)
            throws InterruptedException {
        // What is logged on the way says of which post it is.
        try (MDC.MDCCloseable _ = MDC.putCloseable("post", key.toString())) {
            return tried(recurring, key, due, urgent);
        }
    }

    private Optional<Instant> tried(RecurringPost recurring, Key key, Instant due, boolean urgent)
            throws InterruptedException {
        PacedPlatform through = served.get(recurring.target().platform());
        if (through == null) {
            return Optional.empty();
        }
        if (isElsewhere(recurring)) {
            return Optional.of(elsewhere(due, context.clock().instant()));
        }
        if (!urgent) {
            switch (through.turn(recurring, key)) {
                case Pacer.Turn.Later(Instant at) -> {
                    return Optional.of(at);
                }
                case Pacer.Turn.Now(Duration after) -> Thread.sleep(after);
            }
        }
        Claiming claiming =
                context.outbox()
                        .claim(
                                key,
                                recurring.target(),
                                due,
                                context.worker(),
                                context.clock().instant(),
                                context.lease());
        return switch (claiming) {
            case Claiming.Settled _ -> Optional.empty();
            case Claiming.NotYet(Instant at) -> Optional.of(at);
            case Claiming.Claimed claim -> work(recurring, claim, due, through, urgent);
        };
    }

    /// Whether another process posts there.
    boolean isElsewhere(RecurringPost recurring) {
        return recurring.target() instanceof Target.InChannel(ChannelRef channel)
                && Optional.ofNullable(served.get(channel.platform()))
                        .filter(each -> !each.platform().serves(channel))
                        .isPresent();
    }

    /// When to look again at what another process has to post: soon at first, and ever more rarely
    /// where that one is away.
    private static Instant elsewhere(Instant due, Instant now) {
        long late = Duration.between(due, now).toMillis();
        long pause =
                Math.clamp(
                        late / 16, ELSEWHERE_PAUSE.toMillis(), LONGEST_ELSEWHERE_PAUSE.toMillis());
        return now.plusMillis(pause + ThreadLocalRandom.current().nextLong(pause + 1));
    }

    private Optional<Instant> work(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            PacedPlatform through,
            boolean urgent) {
        Instant now = context.clock().instant();
        boolean unsure = claim.unsure().isPresent();
        Duration memory = through.memory(recurring.target());
        if (unsure && !now.isBefore(claim.unsure().get().plus(memory))) {
            return look(recurring, claim, due, through);
        }
        if (!unsure && recurring.times().isLate(claim.key().day(), due, now)) {
            return recorder.settle(
                    recurring, claim, due, new PostOutcome.Skipped(new OutcomeReason.TooLate()));
        }
        Optional<PostOutcome> known =
                unsure ? Optional.empty() : lookup.forgotten(recurring, claim, due, through);
        if (known.isPresent()) {
            return recorder.settle(recurring, claim, due, known.get(), due);
        }
        if (recurring.asksForConfirmation(claim.key())) {
            return ask(recurring, claim, due, through);
        }
        if (recurring.announcement().isPresent()) {
            return announce(recurring, recurring.announcement().get(), claim, due, through);
        }
        List<ShelfChange> changes = content.changes(recurring);
        List<Pick> picks = claim.picks();
        for (int choice = 0; ; choice++) {
            if (picks.isEmpty()) {
                picks = content.choose(recurring, claim.key().day(), urgent);
            }
            if (picks.isEmpty() && changes.isEmpty()) {
                return recorder.settle(
                        recurring,
                        claim,
                        due,
                        new PostOutcome.Skipped(new OutcomeReason.NothingToPost()));
            }
            // Once it is marked as being sent, a crash leaves a doubt where keys are not known;
            // where they are, nothing should come between the gate and the post.
            boolean early = memory.isZero();
            if (early && choice == 0 && !through.passed(recurring, claim.key())) {
                return stopped(recurring, claim, due);
            }
            Outbox.Sending sending =
                    context.outbox()
                            .sending(
                                    claim,
                                    recurring.target(),
                                    picks,
                                    context.clock().instant(),
                                    context.lease());
            if (sending == Outbox.Sending.GO) {
                if (!early && !through.passed(recurring, claim.key())) {
                    return stopped(recurring, claim, due);
                }
                EditionContent.PostContent post = new EditionContent.PostContent(picks, changes);
                return deliver(
                        recurring,
                        claim,
                        due,
                        () -> send(recurring, claim.key(), post, through.platform()),
                        through);
            }
            if (sending == Outbox.Sending.CLAIM_LOST || choice == MOST_CHOICES) {
                return Optional.of(context.clock().instant().plus(context.lease()));
            }
            picks = List.of();
        }
    }

    /// Sends the mail that asks for a confirmation, which has no papers.
    private Optional<Instant> ask(
            RecurringPost recurring, Claiming.Claimed claim, Instant due, PacedPlatform through) {
        if (!recurring.subscription().orElseThrow().pending()) {
            return recorder.settle(
                    recurring,
                    claim,
                    due,
                    new PostOutcome.Skipped(new OutcomeReason.NothingToPost()));
        }
        Outbox.Sending sending =
                context.outbox()
                        .sending(
                                claim,
                                recurring.target(),
                                List.of(),
                                context.clock().instant(),
                                context.lease());
        if (sending != Outbox.Sending.GO) {
            return Optional.of(context.clock().instant().plus(context.lease()));
        }
        return through.passed(recurring, claim.key())
                ? deliver(
                        recurring,
                        claim,
                        due,
                        () ->
                                send(
                                        recurring,
                                        claim.key(),
                                        new EditionContent.PostContent(List.of(), List.of()),
                                        through.platform()),
                        through)
                : stopped(recurring, claim, due);
    }

    /// Sends what an announcement says now, if it still says something.
    private Optional<Instant> announce(
            RecurringPost recurring,
            Announcement announcement,
            Claiming.Claimed claim,
            Instant due,
            PacedPlatform through) {
        Optional<Reply> message =
                announcement.message(claim.key().day(), through.platform().features());
        if (message.isEmpty()) {
            OutcomeReason nothing = new OutcomeReason.NothingToPost();
            PostOutcome outcome =
                    announcement
                            .again(claim.key().day())
                            .<PostOutcome>map(at -> new PostOutcome.Retry(at, nothing))
                            .orElseGet(() -> new PostOutcome.Skipped(nothing));
            return recorder.settle(recurring, claim, due, outcome);
        }
        if (!through.passed(recurring, claim.key())) {
            return stopped(recurring, claim, due);
        }
        Outbox.Sending sending =
                context.outbox()
                        .sending(
                                claim,
                                recurring.target(),
                                List.of(),
                                context.clock().instant(),
                                context.lease());
        if (sending != Outbox.Sending.GO) {
            return Optional.of(context.clock().instant().plus(context.lease()));
        }
        return deliver(
                recurring,
                claim,
                due,
                () -> announced(recurring, claim, message.get(), through),
                through);
    }

    private static Delivery announced(
            RecurringPost recurring, Claiming.Claimed claim, Reply message, PacedPlatform through) {
        String key = claim.key().toString();
        return switch (recurring.target()) {
            case Target.InChannel(ChannelRef channel) ->
                    through.platform().post(channel, message, key);
            case Target.ToPerson(UserRef person) -> through.platform().send(person, message, key);
        };
    }

    private Optional<Instant> stopped(
            RecurringPost recurring, Claiming.Claimed claim, Instant due) {
        Instant now = context.clock().instant();
        return recorder.settle(
                recurring,
                claim,
                due,
                claim.unsure().isPresent()
                        // Why it is unsure is what matters, not that the bot was stopped meanwhile.
                        ? new PostOutcome.Unsure(now, lookup.doubt(claim.key()))
                        : new PostOutcome.Retry(now, new OutcomeReason.BotStopped()));
    }

    /// Looks for a post that may be there; nothing is posted here.
    private Optional<Instant> look(
            RecurringPost recurring, Claiming.Claimed claim, Instant due, PacedPlatform through) {
        PostOutcome outcome = lookup.doubtful(recurring, claim, through);
        if (!recorder.settled(recurring, claim, due, outcome, claim.unsure().orElseThrow())) {
            return Optional.of(context.clock().instant().plus(context.lease()));
        }
        if (outcome instanceof PostOutcome.Confirmed(String message)) {
            complete(recurring, claim, message, through.platform());
        }
        return OutcomeRecorder.again(outcome);
    }

    /// Does what follows a post, which nobody did while its fate was not known.
    private void complete(
            RecurringPost recurring,
            Claiming.Claimed claim,
            String message,
            ChatPlatform platform) {
        List<Layout.Item> items = content.items(claim.picks());
        if (recurring.schedule().isEmpty() || items.isEmpty()) {
            return;
        }
        Schedule schedule = recurring.schedule().get();
        try {
            platform.complete(
                    schedule.channel(),
                    message,
                    context.layout()
                            .edition(schedule, claim.key().day(), items, platform.features()));
        } catch (RuntimeException e) {
            log.warn("What follows {} is missing", claim.key(), e);
        }
    }

    private Optional<Instant> deliver(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            Supplier<Delivery> send,
            PacedPlatform through) {
        Delivery delivery;
        try {
            delivery = send.get();
        } catch (RuntimeException e) {
            // Whether it was posted is not known.
            log.error("{} failed while it was posted", claim.key(), e);
            OutcomeReason failed = new OutcomeReason.BotFailed();
            return recorder.settle(
                    recurring, claim, due, inDoubt(recurring, claim, through, failed));
        }
        PostOutcome outcome = outcome(recurring, claim, due, delivery, through);
        Optional<Instant> again = recorder.settle(recurring, claim, due, outcome);
        if (delivery instanceof Delivery.Refused refused) {
            recorder.refused(recurring, claim.key(), refused);
        }
        return again;
    }

    private PostOutcome outcome(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            Delivery delivery,
            PacedPlatform through) {
        Instant now = context.clock().instant();
        // An earlier attempt may have arrived, whatever became of this one.
        boolean unsure = claim.unsure().isPresent();
        return switch (delivery) {
            case Delivery.Posted(String message) -> new PostOutcome.Confirmed(message);
            case Delivery.RetryAfter(Duration after, String said) when unsure ->
                    new PostOutcome.Unsure(
                            now.plus(pause(claim, after)), new OutcomeReason.PlatformSaid(said));
            case Delivery.Refused refused when unsure ->
                    new PostOutcome.StaysInDoubt(reason(refused));
            case Delivery.RetryAfter(Duration after, String said) ->
                    retry(recurring, claim, due, after, said, now);
            case Delivery.Refused refused -> new PostOutcome.Blocked(reason(refused));
            case Delivery.InDoubt(String detail) ->
                    inDoubt(recurring, claim, through, new OutcomeReason.PlatformSaid(detail));
        };
    }

    /// What follows a post that may have arrived: it is sent again while the platform recognises
    /// its key, then looked for, and where that cannot be done, a person is asked.
    private PostOutcome inDoubt(
            RecurringPost recurring,
            Claiming.Claimed claim,
            PacedPlatform through,
            OutcomeReason doubt) {
        Instant now = context.clock().instant();
        Instant first = claim.unsure().orElse(now);
        Instant again = now.plus(resendPause(claim));
        if (again.isBefore(first.plus(through.memory(recurring.target())))) {
            return new PostOutcome.Unsure(again, doubt);
        }
        return through.platform().readsBack()
                ? new PostOutcome.Unsure(now.plus(PostLookup.PAUSE), doubt)
                : new PostOutcome.StaysInDoubt(doubt);
    }

    /// A platform that recognises keys for hours is not asked again every few seconds of them.
    private static Duration resendPause(Claiming.Claimed claim) {
        int longer = Math.max(0, claim.tries() - MANY_TRIES);
        Duration pause = RESEND_PAUSE.multipliedBy(1L << Math.min(2 * longer, 20));
        return pause.compareTo(LONGEST_RESEND_PAUSE) > 0 ? LONGEST_RESEND_PAUSE : pause;
    }

    private Delivery send(
            RecurringPost recurring,
            Key key,
            EditionContent.PostContent post,
            ChatPlatform platform) {
        List<Layout.Item> items = content.items(post.picks());
        if (recurring.schedule().isPresent()) {
            Schedule schedule = recurring.schedule().get();
            Reply reply = context.layout().edition(schedule, key.day(), items, platform.features());
            return schedule.plan().role().isPresent()
                    ? platform.post(
                            schedule.channel(), reply, key.toString(), schedule.plan().role().get())
                    : platform.post(schedule.channel(), reply, key.toString());
        }
        if (recurring.subscription().isPresent()) {
            Subscription subscription = recurring.subscription().get();
            return platform.post(
                    subscription.channel(),
                    recurring.asksForConfirmation(key)
                            ? context.layout().confirmation(subscription)
                            : context.layout().subscription(subscription, key.day(), items),
                    key.toString());
        }
        Digest digest = recurring.digest().orElseThrow();
        return platform.send(
                digest.user(),
                context.layout().digest(digest, items, post.changes()),
                key.toString());
    }

    private PostOutcome retry(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            Duration after,
            String reason,
            Instant now) {
        Instant at = now.plus(pause(claim, after));
        return recurring.times().isLate(claim.key().day(), due, at)
                ? new PostOutcome.Skipped(new OutcomeReason.GivenUp(claim.tries() + 1, reason))
                : new PostOutcome.Retry(at, new OutcomeReason.PlatformSaid(reason));
    }

    /// The platform's own wish, where it has one, else ever longer pauses.
    private static Duration pause(Claiming.Claimed claim, Duration after) {
        if (!after.isZero() && claim.tries() < MANY_TRIES) {
            return after;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(claim.tries(), 10));
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        return after.compareTo(pause) > 0 ? after : pause;
    }

    private static OutcomeReason reason(Delivery.Refused refused) {
        return new OutcomeReason.RefusedByPlatform(refused.refusal(), refused.detail());
    }
}
