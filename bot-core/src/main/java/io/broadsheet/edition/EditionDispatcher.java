package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Posts what is due, each occurrence once.
///
/// What fell due while nobody was there is caught up with at most once a job, on the same local day
/// and within [#LATEST]; everything else is recorded as missed. What fell due at the end of a day
/// while the bot was running may come a little after that day. Safe for use by many threads and
/// processes: the [Outbox] decides who may post.
public final class EditionDispatcher implements AutoCloseable {

    /// How late something may be posted.
    public static final Duration LATEST = Duration.ofHours(6);

    /// For so long a post may be held up at least, by a platform's pace or refusals, also where its
    /// local day ends meanwhile.
    static final Duration HOLD_UP = Duration.ofMinutes(10);

    /// A platform's spread ends this long before the local day does.
    static final Duration BEFORE_MIDNIGHT = Duration.ofSeconds(10);

    /// The most papers that a channel's digest has.
    public static final int DIGEST = 10;

    /// For how long votes are gathered before a posted card changes.
    private static final Duration GATHERING = Duration.ofSeconds(5);

    private final PostingContext context;
    private final Map<Platform, PacedPlatform> served = new ConcurrentHashMap<>();
    private final Notices notices;
    private final EditionContent content;
    private final OutcomeRecorder recorder;
    private final PostAttempt attempt;
    private final PostedCards cards;
    private volatile Announcements announcements = Announcements.NONE;

    public EditionDispatcher(PostingContext context) {
        this(context, GATHERING);
    }

    /// @param gathering for how long votes are gathered before a posted card changes
    EditionDispatcher(PostingContext context, Duration gathering) {
        this.context = context;
        this.content = new EditionContent(context);
        this.notices =
                new Notices(context.schedules(), context.layout(), this::platform, context.clock());
        this.recorder = new OutcomeRecorder(context, notices);
        PostLookup lookup = new PostLookup(context, context.clock().instant());
        this.attempt = new PostAttempt(context, content, lookup, recorder, served);
        this.cards =
                new PostedCards(
                        context.outbox(),
                        context.paperMessages(),
                        new CardRenewal(context, content, served, this::announcement, attempt),
                        context.clock(),
                        gathering);
    }

    /// From now on what is due on this platform goes out through it. The outbox knows everything
    /// that was posted there.
    public void serve(ChatPlatform platform) {
        serve(platform, Instant.MIN);
    }

    /// From now on what is due on this platform goes out through it.
    ///
    /// @param resumed since when posts have been noted in this store, see [Processes#resumed]: what
    ///   fell due before is looked for before it is posted
    public void serve(ChatPlatform platform, Instant resumed) {
        served.put(platform.platform(), new PacedPlatform(platform, resumed, context.clock()));
    }

    /// A platform's limits are shared among so many processes from now on.
    ///
    /// @param processes 1 or more
    public void share(Platform platform, int processes) {
        Optional.ofNullable(served.get(platform)).ifPresent(each -> each.pacer().share(processes));
    }

    /// Nothing is posted on a platform before a moment.
    public void holdUntil(Platform platform, Instant moment) {
        Optional.ofNullable(served.get(platform)).ifPresent(each -> each.pacer().holdUntil(moment));
    }

    /// Somebody voted for a paper, or took a vote back: the posts that show its votes will be
    /// changed. Returns at once.
    ///
    /// @param channels where the vote counts, or counted
    public void voted(Set<ChannelRef> channels, PaperId paper) {
        cards.voted(channels, paper);
    }

    /// What an announcement's post says changed: it will be written anew, at most once a second
    /// however many changes there are. Returns at once.
    public void changed(Key post) {
        cards.changed(post);
    }

    private Optional<Announcement> announcement(Job job) {
        return announcements.find(job);
    }

    /// From now on this is announced as well.
    public void announce(Announcements more) {
        announcements = more;
    }

    /// What is announced besides editions and digests.
    public Announcements announcements() {
        return announcements;
    }

    /// Tells somebody of every outcome.
    public void listen(OutcomeListener heard) {
        recorder.listen(heard);
    }

    /// The platform that posts go out through, where this process serves it.
    public Optional<ChatPlatform> platform(Platform platform) {
        return Optional.ofNullable(served.get(platform)).map(PacedPlatform::platform);
    }

    /// When a job should run next: at the time it falls due, and as much later as its place in the
    /// platform's spread says; at once where something is under way. Empty where it is not to run.
    public Optional<Instant> next(Job job) {
        return context.outbox().open(job).isEmpty()
                ? next(job, Instant.MIN)
                : recurring(job).map(_ -> context.clock().instant());
    }

    /// @param done what was due until then has been seen to
    private Optional<Instant> next(Job job, Instant done) {
        return recurring(job)
                .map(recurring -> {
                    Instant after = later(handled(recurring, context.clock().instant()), done);
                    Occurrence next = recurring.times().next(after);
                    Duration place = recurring.place(spread(recurring, next));
                    return later(next.due().plus(place), context.clock().instant());
                });
    }

    /// What an occurrence's posts are spread over: less at the end of a day, so that they come on
    /// that day.
    private Duration spread(RecurringPost recurring, Occurrence occurrence) {
        Duration spread =
                platform(recurring.target().platform())
                        .map(platform -> platform.pacing().spread())
                        .orElse(Duration.ZERO);
        Duration left = recurring.times().slack(occurrence);
        return left.compareTo(spread) < 0 ? left : spread;
    }

    /// What fell due by then has been seen to.
    private Instant handled(RecurringPost recurring, Instant now) {
        return later(
                recurring.from(),
                context.outbox().latest(recurring.job(), now).orElse(Instant.MIN));
    }

    /// Does what is due for a job, and waits for the platform's pace while it does.
    ///
    /// @return when to come again; empty where the job is over
    public Optional<Instant> run(Job job) throws InterruptedException {
        Optional<RecurringPost> found = recurring(job);
        PacedPlatform through =
                found.map(recurring -> served.get(recurring.target().platform())).orElse(null);
        if (through == null) {
            return Optional.empty();
        }
        RecurringPost recurring = found.orElseThrow();
        Optional<Instant> again = Optional.empty();
        Instant now = context.clock().instant();
        List<Occurrence> due = recurring.times().due(handled(recurring, now), now);
        Optional<Key> attempted = Optional.empty();
        if (!due.isEmpty()) {
            Occurrence latest = due.getLast();
            Optional<OutcomeReason> late = tooLate(recurring, latest, through, now);
            miss(recurring, due.subList(0, due.size() - 1), new OutcomeReason.NotRunning(), now);
            late.ifPresent(reason -> miss(recurring, List.of(latest), reason, now));
            if (late.isEmpty()) {
                attempted = Optional.of(new Key(job, latest.day(), 0));
                again = attempt.attempt(recurring.on(latest.day()), attempted.get(), latest.due());
            }
        }
        // Read only now: what another worker claimed meanwhile is not due any more, but open.
        for (OutboxEntry open : context.outbox().open(job)) {
            if (!attempted.equals(Optional.of(open.key()))) {
                again =
                        sooner(
                                again,
                                attempt.attempt(
                                        recurring.on(open.key().day()), open.key(), open.due()));
            }
        }
        // What was just refused does not come again.
        Optional<Instant> regular = next(job, due.isEmpty() ? Instant.MIN : due.getLast().due());
        return sooner(again, regular);
    }

    /// Why it is too late to begin with an occurrence; empty where it is not.
    private static Optional<OutcomeReason> tooLate(
            RecurringPost recurring, Occurrence occurrence, PacedPlatform through, Instant now) {
        Instant due = occurrence.due();
        if (recurring.times().isMissed(occurrence, through.ranAt(due), now)) {
            return Optional.of(new OutcomeReason.NotRunning());
        }
        return recurring.times().isLate(occurrence.day(), due, now)
                ? Optional.of(new OutcomeReason.HeldUp())
                : Optional.empty();
    }

    private void miss(
            RecurringPost recurring, List<Occurrence> missed, OutcomeReason reason, Instant now) {
        if (missed.isEmpty()) {
            return;
        }
        context.outbox().skip(recurring.job(), recurring.target(), missed, reason, now);
        recurring.announcement().ifPresent(it -> missed.forEach(each -> it.missed(each.day())));
        missed.forEach(each ->
                recorder.tell(
                        recurring,
                        new PostOutcome.Skipped(reason),
                        Duration.between(each.due(), now)));
    }

    /// Jobs that somebody should have come back to before a moment, and did not.
    public List<Job> forgotten(Instant before) {
        return context.outbox().overdue(before);
    }

    /// Posts an edition of a schedule now, besides what its cadence brings.
    ///
    /// @return the occurrence; its entry in the outbox says what became of it
    public Key postNow(Schedule schedule) throws InterruptedException {
        Instant now = context.clock().instant();
        Job job = new Job.OfSchedule(schedule.id());
        LocalDate day = LocalDate.ofInstant(now, schedule.plan().zone());
        Key key = new Key(job, day, context.outbox().nextSlot(job, day));
        RecurringPost recurring = RecurringPost.of(schedule);
        if (attempt.isElsewhere(recurring)) {
            leave(recurring, key, now);
        } else {
            attempt.attempt(recurring, key, now, true);
        }
        return key;
    }

    /// Notes what is to be posted now for the process that posts there.
    private void leave(RecurringPost recurring, Key key, Instant now) {
        Claiming claiming =
                context.outbox()
                        .claim(
                                key,
                                recurring.target(),
                                now,
                                context.worker(),
                                now,
                                context.lease());
        if (claiming instanceof Claiming.Claimed claim) {
            recorder.settle(
                    recurring,
                    claim,
                    now,
                    new PostOutcome.Retry(now, new OutcomeReason.PostedElsewhere()));
        }
    }

    /// What a schedule would post on a day.
    public List<Suggestion> choose(Schedule.Plan plan, ChannelRef channel, LocalDate day) {
        return content.choose(plan, channel, day);
    }

    private Optional<RecurringPost> recurring(Job job) {
        return switch (job) {
            case Job.OfSchedule(long id) ->
                    context.schedules().find(id).filter(Schedule::active).map(RecurringPost::of);
            case Job.OfDigest(long id) ->
                    context.digests()
                            .find(id)
                            .filter(digest -> digest.stopped().isEmpty())
                            .map(RecurringPost::of);
            case Job.OfSubscription(long id) ->
                    context.subscriptions().find(id).filter(this::runs).map(RecurringPost::of);
            case Job.OfClub _ ->
                    announcements
                            .find(job)
                            .map(it -> RecurringPost.of(it, context.clock().instant()));
        };
    }

    /// Whether anything is to be done for a subscription. One that nobody confirmed in time is
    /// removed.
    private boolean runs(Subscription subscription) {
        return switch (subscription.state()) {
            case Subscription.SubscriptionState.Running _ -> true;
            case Subscription.SubscriptionState.RefusedAddress _ -> false;
            case Subscription.SubscriptionState.Pending(Instant until) -> {
                boolean waits = context.clock().instant().isBefore(until);
                if (!waits) {
                    context.subscriptions().remove(subscription.id());
                }
                yield waits;
            }
        };
    }

    /// Has a mail sent that asks whether somebody wants a subscription; returns at once. Whoever
    /// serves mail sends it as soon as it looks at the job.
    public void askForConfirmation(Subscription subscription) {
        Instant now = context.clock().instant();
        Job job = new Job.OfSubscription(subscription.id());
        LocalDate day = LocalDate.ofInstant(now, subscription.zone());
        leave(
                RecurringPost.of(subscription),
                new Key(job, day, context.outbox().nextSlot(job, day)),
                now);
    }

    /// Whether it is too late to post what was due at a moment of a local day and has been in hand
    /// since: after [#LATEST], and once the day is over, unless it was due within [#HOLD_UP].
    public static boolean isLate(LocalDate day, Instant due, ZoneId zone, Instant now) {
        return now.isAfter(due.plus(LATEST))
                || (!now.isBefore(end(day, zone)) && now.isAfter(due.plus(HOLD_UP)));
    }

    /// When a local day is over.
    static Instant end(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /// Pauses an active schedule that the platform refuses, and tells whoever made it.
    void stop(Schedule schedule, Delivery.Refused refused) {
        notices.stop(schedule, refused);
    }

    /// Lets a schedule go on that a refusal had paused, and tells whoever made it.
    ///
    /// @return whether a refusal had paused it
    boolean restart(Schedule schedule) {
        return notices.restart(schedule);
    }

    /// Stops changing posts.
    @Override
    public void close() {
        cards.close();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Instant> sooner(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
