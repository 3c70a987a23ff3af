package io.broadsheet.clockwork;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Processes;
import io.broadsheet.edition.StoredTimes;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the dispatcher when something falls due.
///
/// db-scheduler's table holds when to look at which job, nothing else; what is due, the dispatcher
/// finds out from the store. So a row that is lost or late does no harm: rows that are missing are
/// put back regularly, and rows that a clock set that was ahead are set anew.
public final class Clockwork implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Clockwork.class);

    /// A store that does not answer keeps a scheduler waiting for half a minute.
    private static final Duration STUCK_AFTER = Duration.ofMinutes(3);

    /// For so long after a start, or after wrong times were found, all rows are looked through:
    /// what was being worked on meanwhile sets its row when it is done.
    private static final Duration SUSPICIOUS_FOR = Duration.ofMinutes(2);

    /// A row may be set for so much later than its job is due, for others to take their turn.
    private static final Duration LATE = Duration.ofMinutes(1);

    /// How it runs.
    ///
    /// @param worker names this process
    /// @param poll how often it looks for what is due
    /// @param heartbeat how often it shows that it is alive; after four that did not come, others
    ///   take over what it was doing
    /// @param mending how often missing rows are put back
    /// @param hands how many jobs of one platform run at a time, 1 or more; four times as many
    ///   where it paces each workspace alone
    public record Timing(
            String worker, Duration poll, Duration heartbeat, Duration mending, int hands) {

        public static Timing usual(String worker) {
            return new Timing(
                    worker,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    32);
        }
    }

    private final DataSource connections;
    private final EditionDispatcher dispatcher;
    private final Schedules schedules;
    private final Digests digests;
    private final Subscriptions subscriptions;
    private final Processes processes;
    private final StoredTimes storedTimes;
    private final Clock clock;
    private final Timing timing;
    private final ClockWatch watch;

    /// Until when all rows are looked through, in [System#nanoTime()].
    private volatile long suspicious;

    /// Jobs that this process works on. After a step of the clock, what is under way may be taken
    /// for dead.
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final Map<Platform, Wheel> wheels = new ConcurrentHashMap<>();

    /// When each platform's scheduler last looked for what is due, in [System#nanoTime()].
    private final Map<Platform, Long> lastSigns = new ConcurrentHashMap<>();

    private final ScheduledExecutorService mender =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("clockwork-mender").factory());

    /// One platform's scheduler: a platform that is slow holds up no other.
    private record Wheel(
            ChatPlatform platform,
            Scheduler scheduler,
            TaskDescriptor<Void> task,
            ExecutorService workers) {}

    public Clockwork(
            DataSource connections,
            EditionDispatcher dispatcher,
            Schedules schedules,
            Digests digests,
            Subscriptions subscriptions,
            Processes processes,
            StoredTimes storedTimes,
            Clock clock,
            Timing timing) {
        this.connections = connections;
        this.dispatcher = dispatcher;
        this.schedules = schedules;
        this.digests = digests;
        this.subscriptions = subscriptions;
        this.processes = processes;
        this.storedTimes = storedTimes;
        this.clock = clock;
        this.timing = timing;
        this.watch = new ClockWatch(clock);
        long looking = timing.poll().toMillis();
        var _ =
                mender.scheduleWithFixedDelay(
                        this::followClock, looking, looking, TimeUnit.MILLISECONDS);
        long mending = timing.mending().toMillis();
        var unused =
                mender.scheduleWithFixedDelay(this::mend, mending, mending, TimeUnit.MILLISECONDS);
        long beating = beating().toMillis();
        var _ =
                mender.scheduleWithFixedDelay(
                        () -> wheels.keySet().forEach(this::beat),
                        beating,
                        beating,
                        TimeUnit.MILLISECONDS);
    }

    /// How often a process shows the others that it posts.
    private Duration beating() {
        return timing.heartbeat().dividedBy(3);
    }

    /// From now on what is due on a platform is posted.
    public void serve(ChatPlatform platform) {
        suspect();
        correct();
        dispatch(platform);
        TaskDescriptor<Void> descriptor =
                TaskDescriptor.of("editions-" + platform.platform().name());
        CustomTask<Void> task =
                Tasks.custom(descriptor)
                        .onFailure((complete, operations) -> {
                            log.error(
                                    "{} failed",
                                    complete.getExecution().taskInstance.getId(),
                                    complete.getCause().orElse(null));
                            operations.reschedule(complete, clock.instant().plus(timing.mending()));
                        })
                        // As onDeadExecutionRevive does, but by our clock.
                        .onDeadExecution((complete, operations) ->
                                operations.reschedule(complete, clock.instant()))
                        .execute((instance, _) -> done(runAlone(instance.getId())));
        // To choose papers is to compute. On virtual threads it would take the processors from
        // those that answer people.
        int hands = hands(platform.pacing());
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        hands,
                        Thread.ofPlatform().name(descriptor.getTaskName() + "-", 0).factory());
        String loop = descriptor.getTaskName() + "-due";
        Scheduler scheduler =
                Scheduler.create(connections, task)
                        .dueExecutor(
                                Executors.newSingleThreadExecutor(
                                        Thread.ofPlatform().name(loop).factory()))
                        .schedulerName(new SchedulerName.Fixed(timing.worker()))
                        .clock(clock::instant)
                        .threads(hands)
                        .executorService(workers)
                        .pollingInterval(unlikeOthers(timing.poll()))
                        .heartbeatInterval(timing.heartbeat())
                        .missedHeartbeatsLimit(4)
                        // Rows of platforms that another process serves are not this one's to
                        // remove.
                        .deleteUnresolvedAfter(Duration.ofDays(36_500))
                        .failureLogging(LogLevel.WARN, true)
                        .addSchedulerListener(
                                new AbstractSchedulerListener() {
                                    @Override
                                    public void onSchedulerEvent(SchedulerEventType type) {
                                        // Also where it failed, as it does without the store.
                                        if (Thread.currentThread().getName().equals(loop)) {
                                            lastSigns.put(platform.platform(), System.nanoTime());
                                        }
                                    }
                                })
                        .shutdownMaxWait(Duration.ofSeconds(10))
                        .build();
        lastSigns.put(platform.platform(), System.nanoTime());
        wheels.put(platform.platform(), new Wheel(platform, scheduler, descriptor, workers));
        mend(platform.platform());
        scheduler.start();
    }

    private void dispatch(ChatPlatform platform) {
        beat(platform.platform());
        dispatcher.serve(platform, resumed(platform.platform()));
        if (beat(platform.platform()) > 1) {
            // The others do not know yet that they have to share.
            dispatcher.holdUntil(
                    platform.platform(), clock.instant().plus(beating()).plusSeconds(1));
        }
    }

    /// About this long. Processes that look at the same intervals keep their order, and what one of
    /// them puts off for the others would come to the same one again and again.
    private static Duration unlikeOthers(Duration interval) {
        return Duration.ofNanos(
                Math.round(
                        interval.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }

    /// Posts wait for their moment in hand. Where there is no pace of all workspaces together but
    /// one of each, many wait at a time, and nobody's is held up by another's.
    private int hands(Pacing pacing) {
        return Double.isInfinite(pacing.perSecond())
                        && !Double.isInfinite(pacing.perSecondInWorkspace())
                ? 4 * timing.hands()
                : timing.hands();
    }

    /// A job is new or has changed: it is looked at as soon as it is next due.
    ///
    /// @param platform where it posts; nothing happens where another process serves that
    public void wind(Platform platform, Job job) {
        Wheel wheel = wheels.get(platform);
        if (wheel == null) {
            return;
        }
        try {
            dispatcher.next(job).ifPresent(at -> wind(wheel, job, at));
        } catch (RuntimeException e) {
            // The mender will see to it.
            log.warn("{} could not be set", job, e);
        }
    }

    private static void wind(Wheel wheel, Job job, Instant at) {
        if (!wheel.scheduler()
                .scheduleIfNotExists(wheel.task().instance(job.toString()).build(), at)) {
            wheel.scheduler().reschedule(wheel.task().instanceId(job.toString()), at);
        }
    }

    private Optional<Instant> runAlone(String job) {
        if (!underWay.add(job)) {
            return Optional.of(clock.instant().plus(timing.mending()));
        }
        try {
            return run(job);
        } finally {
            underWay.remove(job);
        }
    }

    private Optional<Instant> run(String job) {
        try {
            return dispatcher.run(Job.parse(job));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Stopping: the row stays due for whoever comes next.
            return Optional.of(clock.instant());
        }
    }

    private static CompletionHandler<Void> done(Optional<Instant> next) {
        return (complete, operations) -> {
            if (next.isPresent()) {
                operations.reschedule(complete, next.get());
            } else {
                operations.remove();
            }
        };
    }

    private Instant resumed(Platform platform) {
        try {
            return processes.resumed(platform).orElseGet(clock::instant);
        } catch (RuntimeException e) {
            log.warn("Since when {} is served is not known: {}", platform, e.getMessage());
            return clock.instant();
        }
    }

    /// @return how many processes share the platform, this one included
    private int beat(Platform platform) {
        try {
            int sharers =
                    processes.beat(
                            timing.worker(),
                            platform,
                            clock.instant(),
                            timing.heartbeat().multipliedBy(4).dividedBy(3));
            dispatcher.share(platform, sharers);
            return sharers;
        } catch (RuntimeException e) {
            log.warn("Who else posts on {} is not known: {}", platform, e.getMessage());
            return 1;
        }
    }

    /// Platforms whose scheduler has not looked for what is due for a while, though it does every
    /// second, also where the store fails: only a new start would help. Whatever else a scheduler
    /// does is no sign of that.
    public List<Platform> stuck() {
        return stuck(STUCK_AFTER.plus(timing.poll()));
    }

    List<Platform> stuck(Duration after) {
        long limit = after.toNanos();
        return lastSigns.entrySet().stream()
                .filter(sign -> System.nanoTime() - sign.getValue() > limit)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Platform::name))
                .toList();
    }

    /// A clock that was set back keeps the scheduler asleep until it tells the time again at which
    /// the scheduler wanted to wake.
    private void followClock() {
        try {
            if (!watch.steppedBack()) {
                return;
            }
            log.warn("The clock was set back to {}", clock.instant());
            wheels.values().forEach(wheel -> wheel.scheduler().triggerCheckForDueExecutions());
            suspect();
            mend();
            // The moments that were handed out for posts lie in the future as well.
            wheels.values().forEach(wheel -> dispatch(wheel.platform()));
        } catch (RuntimeException e) {
            log.warn("The clock could not be followed", e);
        }
    }

    private void mend() {
        correct();
        wheels.keySet().forEach(this::mend);
    }

    private void suspect() {
        suspicious = System.nanoTime() + SUSPICIOUS_FOR.toNanos();
    }

    private void correct() {
        try {
            int wrong = storedTimes.correct(clock.instant());
            if (wrong > 0) {
                log.warn("{} times that a wrong clock had written are corrected", wrong);
                suspect();
            }
        } catch (RuntimeException e) {
            log.warn("Times in the future could not be looked for: {}", e.getMessage());
        }
    }

    private void mend(Platform platform) {
        Wheel wheel = wheels.get(platform);
        if (wheel == null) {
            return;
        }
        try {
            Map<String, ScheduledExecution<Void>> known = new HashMap<>();
            wheel.scheduler()
                    .fetchScheduledExecutionsForTask(
                            wheel.task().getTaskName(),
                            Void.class,
                            ScheduledExecutionsFilter.all(),
                            execution -> known.put(execution.getTaskInstance().getId(), execution));
            List<Job> missing =
                    jobs(platform).filter(job -> !known.containsKey(job.toString())).toList();
            for (Job job : missing) {
                dispatcher
                        .next(job)
                        .ifPresent(at ->
                                wheel.scheduler()
                                        .scheduleIfNotExists(
                                                wheel.task().instance(job.toString()).build(), at));
            }
            // Those whose row was set too late, say by a worker that was taken for dead.
            Instant now = clock.instant();
            for (Job job : dispatcher.forgotten(now.minus(timing.mending()))) {
                if (known.containsKey(job.toString())) {
                    recall(wheel, job, now);
                }
            }
            if (System.nanoTime() < suspicious) {
                known.values().forEach(row -> bringForward(wheel, row));
            }
        } catch (RuntimeException e) {
            log.warn("What is due on {} could not be looked through", platform, e);
        }
    }

    /// Everything that may fall due on a platform.
    private Stream<Job> jobs(Platform platform) {
        if (platform.equals(Platform.MAIL)) {
            return subscriptions.running().stream()
                    .map(subscription -> new Job.OfSubscription(subscription.id()));
        }
        return Stream.of(
                        schedules.active(platform).stream()
                                .<Job>map(schedule -> new Job.OfSchedule(schedule.id())),
                        digests.active(platform).stream()
                                .<Job>map(digest -> new Job.OfDigest(digest.id())),
                        dispatcher.announcements().jobs(platform).stream())
                .flatMap(jobs -> jobs);
    }

    /// Sets a row anew that was set for later than its job is due.
    private void bringForward(Wheel wheel, ScheduledExecution<Void> row) {
        Job job = Job.parse(row.getTaskInstance().getId());
        if (!row.isPicked()) {
            dispatcher
                    .next(job)
                    .filter(at -> at.isBefore(row.getExecutionTime().minus(LATE)))
                    .ifPresent(at -> recall(wheel, job, at));
        }
    }

    private static void recall(Wheel wheel, Job job, Instant now) {
        try {
            wheel.scheduler().reschedule(wheel.task().instanceId(job.toString()), now);
        } catch (RuntimeException e) {
            log.debug("{} is being worked on", job, e);
        }
    }

    /// Takes nothing new and waits for what is being posted.
    @Override
    public void close() {
        mender.shutdownNow();
        wheels.values().parallelStream().forEach(wheel -> wheel.scheduler().stop());
        wheels.values().forEach(wheel -> wheel.workers().close());
        try {
            processes.leave(timing.worker());
        } catch (RuntimeException e) {
            // The others will notice.
            log.debug("Could not take leave", e);
        }
    }
}
