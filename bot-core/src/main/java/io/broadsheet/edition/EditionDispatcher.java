package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Duration BEFORE_MIDNIGHT = Duration.ofSeconds(10);

    /// The most papers that a channel's digest has.
    public static final int DIGEST = 10;

    private static final int PERSONAL_DIGEST = 5;
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

    /// For how long votes are gathered before a posted card changes.
    private static final Duration GATHERING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(EditionDispatcher.class);

    private final PostingContext context;
    private final Map<Platform, PacedPlatform> served = new ConcurrentHashMap<>();
    private final Notices notices;
    private final PostLookup lookup;
    private final PostedCards cards;
    private final Instant opened;

    /// To choose is to compute. However many channels are due, half of the processors are left for
    /// those who ask something.
    private final Semaphore choosing =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private volatile OutcomeListener listener = OutcomeListener.NONE;

    public EditionDispatcher(PostingContext context) {
        this(context, GATHERING);
    }

    /// @param gathering for how long votes are gathered before a posted card changes
    EditionDispatcher(PostingContext context, Duration gathering) {
        this.context = context;
        this.opened = context.clock().instant();
        this.lookup = new PostLookup(context, opened);
        this.notices =
                new Notices(context.schedules(), context.layout(), this::platform, context.clock());
        this.cards = new PostedCards(context.outbox(), this::renew, context.clock(), gathering);
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

    /// Tells somebody of every outcome.
    public void listen(OutcomeListener heard) {
        listener = heard;
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
                    Instant after = later(handled(recurring), done);
                    Occurrence next = recurring.cadence().next(after, recurring.zone());
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
        Instant last = end(occurrence.day(), recurring.zone()).minus(BEFORE_MIDNIGHT);
        Duration left = Duration.between(occurrence.due(), last);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(spread) < 0 ? left : spread;
    }

    private Instant handled(RecurringPost recurring) {
        return later(
                recurring.from(), context.outbox().latest(recurring.job()).orElse(Instant.MIN));
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
        List<Occurrence> due = recurring.due(handled(recurring), now);
        Optional<Key> attempted = Optional.empty();
        if (!due.isEmpty()) {
            Occurrence latest = due.getLast();
            Optional<OutcomeReason> late = tooLate(recurring, latest, through, now);
            miss(recurring, due.subList(0, due.size() - 1), new OutcomeReason.NotRunning(), now);
            late.ifPresent(reason -> miss(recurring, List.of(latest), reason, now));
            if (late.isEmpty()) {
                attempted = Optional.of(new Key(job, latest.day(), 0));
                again = attempt(recurring, attempted.get(), latest.due());
            }
        }
        // Read only now: what another worker claimed meanwhile is not due any more, but open.
        for (OutboxEntry open : context.outbox().open(job)) {
            if (!attempted.equals(Optional.of(open.key()))) {
                again = sooner(again, attempt(recurring, open.key(), open.due()));
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
        boolean dayIsOver = !now.isBefore(end(occurrence.day(), recurring.zone()));
        if (now.isAfter(due.plus(LATEST)) || (dayIsOver && !through.ranAt(due))) {
            return Optional.of(new OutcomeReason.NotRunning());
        }
        return isLate(occurrence.day(), due, recurring.zone(), now)
                ? Optional.of(new OutcomeReason.HeldUp())
                : Optional.empty();
    }

    private void miss(
            RecurringPost recurring, List<Occurrence> missed, OutcomeReason reason, Instant now) {
        if (missed.isEmpty()) {
            return;
        }
        context.outbox().skip(recurring.job(), recurring.target(), missed, reason, now);
        missed.forEach(each ->
                tell(
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
        if (isElsewhere(recurring)) {
            leave(recurring, key, now);
        } else {
            attempt(recurring, key, now, true);
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
            settle(
                    recurring,
                    claim,
                    now,
                    new PostOutcome.Retry(now, new OutcomeReason.PostedElsewhere()));
        }
    }

    /// What a schedule would post on a day.
    public List<Suggestion> choose(Schedule.Plan plan, ChannelRef channel, LocalDate day) {
        return context.chooser()
                .choose(
                        channel,
                        day,
                        plan.topic(),
                        plan.kind() == Schedule.Kind.PAPER ? 1 : DIGEST);
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
        };
    }

    /// Whether it is too late to post what was due at a moment of a local day and has been in hand
    /// since: after [#LATEST], and once the day is over, unless it was due within [#HOLD_UP].
    public static boolean isLate(LocalDate day, Instant due, ZoneId zone, Instant now) {
        return now.isAfter(due.plus(LATEST))
                || (!now.isBefore(end(day, zone)) && now.isAfter(due.plus(HOLD_UP)));
    }

    /// When a local day is over.
    private static Instant end(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    // --- one occurrence ---

    /// Tries to post an occurrence.
    ///
    /// @return when to try again; empty where it is over
    private Optional<Instant> attempt(RecurringPost recurring, Key key, Instant due)
            throws InterruptedException {
        return attempt(recurring, key, due, false);
    }

    /// @param urgent whether somebody waits for it
    private Optional<Instant> attempt(RecurringPost recurring, Key key, Instant due, boolean urgent)
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
    private boolean isElsewhere(RecurringPost recurring) {
        return recurring.target() instanceof Target.InChannel(ChannelRef channel)
                && platform(channel.platform()).filter(each -> !each.serves(channel)).isPresent();
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
        if (!unsure && isLate(claim.key().day(), due, recurring.zone(), now)) {
            return settle(
                    recurring, claim, due, new PostOutcome.Skipped(new OutcomeReason.TooLate()));
        }
        Optional<PostOutcome> known =
                unsure ? Optional.empty() : lookup.forgotten(recurring, claim, due, through);
        if (known.isPresent()) {
            return settle(recurring, claim, due, known.get(), due);
        }
        List<ShelfChange> changes = changes(recurring);
        List<Pick> picks = claim.picks();
        for (int choice = 0; ; choice++) {
            if (picks.isEmpty()) {
                picks = choose(recurring, claim.key().day(), urgent);
            }
            if (picks.isEmpty() && changes.isEmpty()) {
                return settle(
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
                return deliver(recurring, claim, due, new PostContent(picks, changes), through);
            }
            if (sending == Outbox.Sending.CLAIM_LOST || choice == MOST_CHOICES) {
                return Optional.of(context.clock().instant().plus(context.lease()));
            }
            picks = List.of();
        }
    }

    private Optional<Instant> stopped(
            RecurringPost recurring, Claiming.Claimed claim, Instant due) {
        Instant now = context.clock().instant();
        return settle(
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
        if (!settled(recurring, claim, due, outcome, claim.unsure().orElseThrow())) {
            return Optional.of(context.clock().instant().plus(context.lease()));
        }
        if (outcome instanceof PostOutcome.Posted(String message)) {
            complete(recurring, claim, message, through.platform());
        }
        return again(outcome);
    }

    /// Does what follows a post, which nobody did while its fate was not known.
    private void complete(
            RecurringPost recurring,
            Claiming.Claimed claim,
            String message,
            ChatPlatform platform) {
        List<Layout.Item> items = items(claim.picks());
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

    // --- posting ---

    private Optional<Instant> deliver(
            RecurringPost recurring,
            Claiming.Claimed claim,
            Instant due,
            PostContent content,
            PacedPlatform through) {
        Delivery delivery;
        try {
            delivery = send(recurring, claim.key(), content, through.platform());
        } catch (RuntimeException e) {
            // Whether it was posted is not known.
            log.error("{} failed while it was posted", claim.key(), e);
            OutcomeReason failed = new OutcomeReason.BotFailed();
            return settle(recurring, claim, due, inDoubt(recurring, claim, through, failed));
        }
        PostOutcome outcome = outcome(recurring, claim, due, delivery, through);
        Optional<Instant> again = settle(recurring, claim, due, outcome);
        if (delivery instanceof Delivery.Refused refused) {
            refused(recurring, refused);
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
            case Delivery.Posted(String message) -> new PostOutcome.Posted(message);
            case Delivery.RetryAfter(Duration after, String said) when unsure ->
                    new PostOutcome.Unsure(
                            now.plus(pause(claim, after)), new OutcomeReason.PlatformSaid(said));
            case Delivery.Refused refused when unsure -> new PostOutcome.InDoubt(reason(refused));
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
        Instant again = now.plus(RESEND_PAUSE);
        if (again.isBefore(first.plus(through.memory(recurring.target())))) {
            return new PostOutcome.Unsure(again, doubt);
        }
        return through.platform().readsBack()
                ? new PostOutcome.Unsure(now.plus(PostLookup.PAUSE), doubt)
                : new PostOutcome.InDoubt(doubt);
    }

    private Delivery send(
            RecurringPost recurring, Key key, PostContent content, ChatPlatform platform) {
        List<Layout.Item> items = items(content.picks());
        if (recurring.schedule().isPresent()) {
            Schedule schedule = recurring.schedule().get();
            Reply reply = context.layout().edition(schedule, key.day(), items, platform.features());
            return schedule.plan().role().isPresent()
                    ? platform.post(
                            schedule.channel(), reply, key.toString(), schedule.plan().role().get())
                    : platform.post(schedule.channel(), reply, key.toString());
        }
        Digest digest = recurring.digest().orElseThrow();
        return platform.send(
                digest.user(),
                context.layout().digest(digest, items, content.changes()),
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
        return isLate(claim.key().day(), due, recurring.zone(), at)
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

    /// @return when to try again; empty where it is over
    private Optional<Instant> settle(
            RecurringPost recurring, Claiming.Claimed claim, Instant due, PostOutcome outcome) {
        Instant sent = claim.unsure().orElseGet(context.clock()::instant);
        return settle(recurring, claim, due, outcome, sent);
    }

    private Optional<Instant> settle(
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
    private boolean settled(
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
            case PostOutcome.Posted _, PostOutcome.FoundPosted _ ->
                    recurring.digest().ifPresent(digest -> noteDigest(digest, claim.key(), sent));
            case PostOutcome.InDoubt _ ->
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

    private static Optional<Instant> again(PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Retry(Instant at, _) -> Optional.of(at);
            case PostOutcome.Unsure(Instant at, _) -> Optional.of(at);
            case PostOutcome.Posted _,
                    PostOutcome.FoundPosted _,
                    PostOutcome.InDoubt _,
                    PostOutcome.Blocked _,
                    PostOutcome.Skipped _ ->
                    Optional.empty();
        };
    }

    private void noteDigest(Digest digest, Key key, Instant sent) {
        List<PaperId> papers =
                context.outbox().find(key).stream()
                        .flatMap(entry -> entry.picks().stream())
                        .map(Pick::paper)
                        .toList();
        context.library().suggested(digest.user(), papers, sent);
        context.library().shown(digest.user(), papers, sent);
        context.digests().sent(digest.id(), sent);
    }

    private void refused(RecurringPost recurring, Delivery.Refused refused) {
        recurring
                .digest()
                .ifPresent(digest ->
                        context.digests().refused(digest.id(), inWordsToPerson(refused.refusal())));
        recurring.schedule().ifPresent(schedule -> notices.stop(schedule, refused));
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

    /// Why somebody gets no direct message, for them.
    private static String inWordsToPerson(Delivery.Refusal refusal) {
        return switch (refusal) {
            case CHANNEL_GONE, CHANNEL_ARCHIVED -> "the conversation is gone";
            case NOT_INVITED, NO_PERMISSION -> "direct messages from me are not allowed";
            case WORKSPACE_GONE, CREDENTIALS_REVOKED, INVALID_MESSAGE -> refusal.inWords();
        };
    }

    // --- posted cards ---

    /// Writes a post with the votes that its papers have now.
    private Optional<Duration> renew(OutboxEntry post) {
        Optional<Schedule> schedule =
                post.key().job() instanceof Job.OfSchedule(long id)
                        ? context.schedules().find(id)
                        : Optional.empty();
        PacedPlatform through =
                post.channel().map(channel -> served.get(channel.platform())).orElse(null);
        List<Layout.Item> items = items(post.picks());
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
                    Optional.of(after.isZero() ? FIRST_PAUSE : after);
            // However often it is changed, it says the same then.
            case Delivery.InDoubt _ -> Optional.of(FIRST_PAUSE);
            case Delivery.Refused(_, String detail) -> {
                log.info("The post {} keeps its counts: {}", post.key(), detail);
                yield Optional.empty();
            }
        };
    }

    /// Stops changing posts.
    @Override
    public void close() {
        cards.close();
    }

    // --- choosing ---

    /// What is in a post.
    private record PostContent(List<Pick> picks, List<ShelfChange> changes) {}

    private List<ShelfChange> changes(RecurringPost recurring) {
        return recurring
                .digest()
                .map(digest ->
                        ShelfChange.of(
                                digest.user(),
                                digest.since(),
                                context.library(),
                                context.catalogue()))
                .orElse(List.of());
    }

    /// @param urgent whether somebody waits for it
    private List<Pick> choose(RecurringPost recurring, LocalDate day, boolean urgent) {
        List<Suggestion> chosen;
        if (urgent) {
            chosen = choose(recurring, day);
        } else {
            choosing.acquireUninterruptibly();
            try {
                chosen = choose(recurring, day);
            } finally {
                choosing.release();
            }
        }
        return chosen.stream()
                .map(pick -> new Pick(pick.paper().id(), context.layout().why(pick.reason())))
                .toList();
    }

    private List<Suggestion> choose(RecurringPost recurring, LocalDate day) {
        return recurring
                .schedule()
                .map(schedule -> choose(schedule.plan(), schedule.channel(), day))
                .orElseGet(() ->
                        context.chooser()
                                .choose(recurring.digest().orElseThrow(), PERSONAL_DIGEST));
    }

    private List<Layout.Item> items(List<Pick> picks) {
        Map<PaperId, Paper> papers = new HashMap<>();
        context.catalogue()
                .findAll(picks.stream().map(Pick::paper).toList())
                .forEach(paper -> papers.put(paper.id(), paper));
        List<Layout.Item> items = new ArrayList<>();
        for (Pick pick : picks) {
            Paper paper = papers.get(context.catalogue().canonical(pick.paper()));
            if (paper != null) {
                items.add(new Layout.Item(paper, pick.why()));
            }
        }
        return items;
    }

    private void tell(RecurringPost recurring, PostOutcome outcome, Duration late) {
        listener.settled(
                recurring.target().platform(), outcome, late.isNegative() ? Duration.ZERO : late);
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
