package io.broadsheet.clockwork;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import javax.sql.DataSource;

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
    private final Scheduler scheduler;
    private final Clock clock;

    /// Starts running them.
    ///
    /// @param errands 1 or more, each of another name
    public Errands(
            DataSource connections, Clock clock, Clockwork.Timing timing, List<Errand> errands) {
        this.clock = clock;
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
            scheduler.scheduleIfNotExists(descriptor.instance(ONLY).build(), due);
        }
        scheduler.start();
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
        workers.shutdownNow();
        scheduler.stop();
        workers.close();
    }
}
