package io.broadsheet.edition;

import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What a schedule, a digest, a subscription and an announcement have in common: something is due
/// at a destination again and again.
///
/// @param target of an announcement, that of its next day
/// @param from what fell due before that is nobody's concern
/// @param schedule present where it is a schedule's
/// @param digest present where it is a person's digest
/// @param subscription present where it is a subscription to mail
/// @param announcement present where it is one
record RecurringPost(
        Job job,
        Target target,
        DueTimes times,
        Instant from,
        Optional<Schedule> schedule,
        Optional<Digest> digest,
        Optional<Subscription> subscription,
        Optional<Announcement> announcement) {

    static RecurringPost of(Schedule schedule) {
        return new RecurringPost(
                new Job.OfSchedule(schedule.id()),
                new Target.InChannel(schedule.channel()),
                DueTimes.of(schedule.plan().cadence(), schedule.plan().zone()),
                schedule.from(),
                Optional.of(schedule),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static RecurringPost of(Digest digest) {
        return new RecurringPost(
                new Job.OfDigest(digest.id()),
                new Target.ToPerson(digest.user()),
                DueTimes.of(digest.cadence(), digest.zone()),
                digest.from(),
                Optional.empty(),
                Optional.of(digest),
                Optional.empty(),
                Optional.empty());
    }

    /// Before a subscription is confirmed nothing of it falls due; when it is too late for that, it
    /// is over.
    static RecurringPost of(Subscription subscription) {
        return new RecurringPost(
                new Job.OfSubscription(subscription.id()),
                new Target.InChannel(subscription.channel()),
                DueTimes.of(subscription.cadence(), subscription.zone()),
                subscription.state()
                                instanceof Subscription.SubscriptionState.Pending(Instant until)
                        ? until
                        : subscription.from(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(subscription),
                Optional.empty());
    }

    /// Whether an occurrence is a mail that asks for a confirmation: those are made by hand.
    boolean asksForConfirmation(Outbox.Key key) {
        return subscription.isPresent() && key.slot() > 0;
    }

    /// @param now decides which day's target it has
    static RecurringPost of(Announcement announcement, Instant now) {
        return new RecurringPost(
                announcement.job(),
                announcement.target(announcement.times().next(now).day()),
                announcement.times(),
                announcement.from(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(announcement));
    }

    /// The same for one day, which may have a target of its own.
    RecurringPost on(LocalDate day) {
        return announcement
                .map(it ->
                        new RecurringPost(
                                job,
                                it.target(day),
                                times,
                                from,
                                schedule,
                                digest,
                                subscription,
                                announcement))
                .orElse(this);
    }

    /// Each destination has its own place in a platform's spread, always the same.
    Duration place(Duration spread) {
        if (spread.toMillis() == 0) {
            return Duration.ZERO;
        }
        // Multiplying by a large odd number spreads ids that differ little (Knuth's
        // multiplicative hash).
        long mixed = target.toString().hashCode() * 0x9E3779B97F4A7C15L;
        return Duration.ofMillis(Long.remainderUnsigned(mixed, spread.toMillis()));
    }

    /// Whether its posts open a thread where the platform has them.
    boolean discussed() {
        return schedule.map(Schedule::plan)
                .filter(plan -> plan.kind() == Schedule.EditionKind.PAPER && plan.thread())
                .isPresent();
    }

    /// Whether a person gets it, in a direct conversation.
    boolean isDirect() {
        return target instanceof Target.ToPerson;
    }
}
