package io.broadsheet.clockwork;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs errands when they fall due: of several processes on one database one does each.
///
/// An errand is a task of its own in db-scheduler's table, so that a process that does not know it
/// leaves it to those that do. Should its process die, another one takes it over once the heartbeat
/// has stopped.
public final class Errands implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);
    private static final String ONLY = "only";

    /// How long an errand that failed by a mistake of ours is left alone.
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);

    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-", 0).factory());

    /// A row that is set for so much later than its errand is due was set by a clock that was
    /// ahead: no pause after a failure is as long.
    private static final Duration TOO_LATE = Duration.ofHours(12);

    private final ScheduledExecutorService watching =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("errands-clock").factory());
    private final Scheduler scheduler;
    private final Clock clock;
    private final ClockWatch watch;
    private final List<Errand> errands;

    /// Starts running them.
    ///
    /// @param errands 1 or more, each of another name
    public Errands(
            DataSource connections, Clock clock, Clockwork.Timing timing, List<Errand> errands) {
        this.clock = clock;
        this.watch = new ClockWatch(clock);
        this.errands = List.copyOf(errands);
        List<Task<?>> tasks = errands.stream().map(this::task).collect(Collectors.toList());
        scheduler =
                Scheduler.create(connections, tasks)
                        .schedulerName(new SchedulerName.Fixed(timing.worker()))
                        .clock(clock::instant)
                        .threads(errands.size())
                        .executorService(workers)
                        .pollingInterval(timing.poll())
                        .heartbeatInterval(timing.heartbeat())
                        .missedHeartbeatsLimit(4)
                        // Rows of errands that only another process knows are not this one's to
                        // remove.
                        .deleteUnresolvedAfter(Duration.ofDays(36_500))
                        .failureLogging(LogLevel.WARN, true)
                        .shutdownMaxWait(Duration.ofSeconds(10))
                        .build();
        for (Errand errand : errands) {
            Instant due = errand.due();
            TaskDescriptor<Void> descriptor = descriptor(errand);
            // A row that is there keeps its time, so that a restart does not bring it forward.
            if (!scheduler.scheduleIfNotExists(descriptor.instance(ONLY).build(), due)) {
                bringForward(errand, TOO_LATE);
            }
        }
        scheduler.start();
        long looking = timing.poll().toMillis();
        var _ =
                watching.scheduleWithFixedDelay(
                        this::followClock, looking, looking, TimeUnit.MILLISECONDS);
    }

    /// A clock that was set back keeps the scheduler asleep, and its rows lie in the future.
    private void followClock() {
        try {
            if (watch.steppedBack()) {
                scheduler.triggerCheckForDueExecutions();
                errands.forEach(errand -> bringForward(errand, Duration.ZERO));
            }
        } catch (RuntimeException e) {
            log.warn("The clock could not be followed", e);
        }
    }

    /// Sets a row anew that is set for later than its errand is due.
    ///
    /// @param tolerance how much later it may be
    private void bringForward(Errand errand, Duration tolerance) {
        TaskInstanceId row = descriptor(errand).instanceId(ONLY);
        Instant now = clock.instant();
        Instant due = errand.due();
        Instant from = due.isAfter(now) ? due : now;
        scheduler
                .getScheduledExecution(row)
                .filter(each -> !each.isPicked())
                .filter(each -> each.getExecutionTime().isAfter(from.plus(tolerance)))
                .ifPresent(_ -> scheduler.reschedule(row, from));
    }

    private static TaskDescriptor<Void> descriptor(Errand errand) {
        return TaskDescriptor.of("errand-" + errand.name());
    }

    private Task<Void> task(Errand errand) {
        return Tasks.custom(descriptor(errand))
                .onFailure((complete, operations) -> {
                    log.error("{} failed", errand.name(), complete.getCause().orElse(null));
                    operations.reschedule(complete, clock.instant().plus(AFTER_FAILURE));
                })
                // As onDeadExecutionRevive does, but by our clock.
                .onDeadExecution((complete, operations) -> {
                    log.info("Its process died: {} is done anew", errand.name());
                    operations.reschedule(complete, clock.instant());
                })
                .execute((_, _) -> {
                    Instant next = run(errand);
                    return (complete, operations) -> operations.reschedule(complete, next);
                });
    }

    private Instant run(Errand errand) {
        try {
            return errand.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Stopping: the row stays due for whoever comes next.
            return clock.instant();
        }
    }

    /// Breaks off what is under way and starts nothing any more.
    @Override
    public void close() {
        watching.shutdownNow();
        workers.shutdownNow();
        scheduler.stop();
        workers.close();
    }
}
