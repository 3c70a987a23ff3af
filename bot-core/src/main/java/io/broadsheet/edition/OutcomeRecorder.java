package io.broadsheet.edition;

import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what became of attempts, and does what follows from it.
final class OutcomeRecorder {

    private static final Logger log = LoggerFactory.getLogger(OutcomeRecorder.class);

    private final PostingContext context;
    private final Notices notices;
    private volatile OutcomeListener listener = OutcomeListener.NONE;

    OutcomeRecorder(PostingContext context, Notices notices) {
        this.context = context;
        this.notices = notices;
    }

    /// Tells somebody of every outcome.
    void listen(OutcomeListener heard) {
        listener = heard;
    }

    /// @return when to try again; empty where it is over
    Optional<Instant> settle(
            RecurringPost recurring, Claiming.Claimed claim, Instant due, PostOutcome outcome) {
        Instant sent = claim.unsure().orElseGet(context.clock()::instant);
        return settle(recurring, claim, due, outcome, sent);
    }

    Optional<Instant> settle(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            PostOutcome outcome,
            Instant sent) {
        return settled(recurring, claim, due, outcome, sent)
                ? again(outcome)
                : Optional.of(context.clock().instant().plus(context.lease()));
    }

    /// @param sent when it was first sent, where it was
    /// @return whether the outbox took it: not where the occurrence is somebody else's by now
    boolean settled(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            PostOutcome outcome,
            Instant sent) {
        Instant now = context.clock().instant();
        if (!context.outbox().settle(claim, outcome, now)) {
            log.warn(
                    "{} is somebody else's by now; this worker's outcome was {}",
                    claim.key(),
                    outcome);
            return false;
        }
        tell(recurring, outcome, Duration.between(due, now));
        switch (outcome) {
            case PostOutcome.Confirmed(String message) -> {
                noteSent(recurring, claim.key(), sent);
                noteDiscussion(recurring, claim.key(), message, now);
            }
            case PostOutcome.FoundPosted _ -> noteSent(recurring, claim.key(), sent);
            case PostOutcome.StaysInDoubt _ ->
                    recurring
                            .schedule()
                            .ifPresent(schedule -> notices.inDoubt(schedule, claim.key()));
            case PostOutcome.Skipped _,
                    PostOutcome.Retry _,
                    PostOutcome.Unsure _,
                    PostOutcome.Blocked _ -> {}
        }
        return true;
    }

    /// When to come back after an outcome; empty where it is over.
    static Optional<Instant> again(PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Retry(Instant at, _) -> Optional.of(at);
            case PostOutcome.Unsure(Instant at, _) -> Optional.of(at);
            case PostOutcome.Confirmed _,
                    PostOutcome.FoundPosted _,
                    PostOutcome.StaysInDoubt _,
                    PostOutcome.Blocked _,
                    PostOutcome.Skipped _ ->
                    Optional.empty();
        };
    }

    private void noteSent(RecurringPost recurring, Key key, Instant sent) {
        recurring.digest().ifPresent(digest -> noteDigest(digest, key, sent));
        if (!recurring.asksForConfirmation(key)) {
            recurring.subscription().ifPresent(each -> noteMail(each, key, sent));
        }
    }

    /// What was recommended by mail is not recommended again in the chat.
    private void noteMail(Subscription subscription, Key key, Instant sent) {
        context.subscriptions().sent(subscription.id(), sent);
        if (subscription.content() instanceof Subscription.Topics.Recommended) {
            List<PaperId> papers = papers(key);
            subscription
                    .person()
                    .ifPresent(person -> {
                        context.library().suggested(person, papers, sent);
                        context.library().shown(person, papers, sent);
                    });
        }
    }

    private List<PaperId> papers(Key key) {
        return context.outbox().find(key).stream()
                .flatMap(entry -> entry.picks().stream())
                .map(Pick::paper)
                .toList();
    }

    /// A post that opens its thread is where the channel discusses its paper.
    private void noteDiscussion(RecurringPost recurring, Key key, String message, Instant now) {
        if (recurring.discussed()
                && recurring.target() instanceof Target.InChannel(var channel)
                && papers(key) instanceof List<PaperId> papers
                && papers.size() == 1) {
            context.paperMessages().opened(channel, papers.getFirst(), message, now);
        }
    }

    private void noteDigest(Digest digest, Key key, Instant sent) {
        List<PaperId> papers = papers(key);
        context.library().suggested(digest.user(), papers, sent);
        context.library().shown(digest.user(), papers, sent);
        context.digests().sent(digest.id(), sent);
    }

    /// Stops the schedule or the digest whose post the platform refused.
    void refused(RecurringPost recurring, Key key, Delivery.Refused refused) {
        recurring
                .digest()
                .ifPresent(digest -> context.digests().refused(digest.id(), refused.refusal()));
        recurring.schedule().ifPresent(schedule -> notices.stop(schedule, refused));
        recurring
                .subscription()
                .ifPresent(subscription ->
                        context.subscriptions()
                                .refused(
                                        subscription.id(),
                                        refused.refusal(),
                                        context.clock().instant()));
        recurring.announcement().ifPresent(it -> it.refused(key.day(), refused));
    }

    void tell(RecurringPost recurring, PostOutcome outcome, Duration late) {
        listener.settled(
                recurring.target().platform(), outcome, late.isNegative() ? Duration.ZERO : late);
    }
}
