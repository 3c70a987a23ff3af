package io.broadsheet.store;

import static io.broadsheet.store.Columns.millis;

import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.StoredTimes;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What a clock that was ahead has written, in SQL.
final class SqlStoredTimes implements StoredTimes {

    /// A clock that says an earlier time is itself wrong, say one whose battery is empty: what it
    /// takes for the future is right.
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    /// So long ago a post in doubt counts as sent: longer than any platform remembers keys, so that
    /// it is looked for and not sent again.
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private static final String OPEN = " state IN ('claimed', 'sending', 'retry') AND at > ?";

    private final Database database;

    SqlStoredTimes(Database database) {
        this.database = database;
    }

    @Override
    public int correct(Instant now) {
        if (now.isBefore(EARLIEST)) {
            return 0;
        }
        Instant limit = now.plus(TOLERANCE);
        return database.write(handle ->
                schedules(handle, millis(now), millis(limit))
                        + occurrences(handle, now, millis(limit))
                        + processes(handle, now, limit));
    }

    private static int schedules(Handle handle, long now, long limit) {
        return handle.execute(
                        "UPDATE schedule SET counts_from = ? WHERE counts_from > ?", now, limit)
                + handle.execute("UPDATE schedule SET since = ? WHERE since > ?", now, limit)
                + handle.execute(
                        "UPDATE digest SET counts_from = ? WHERE counts_from > ?", now, limit)
                + handle.execute(
                        "UPDATE club SET counts_from = ? WHERE counts_from > ?", now, limit)
                + handle.execute("UPDATE digest SET since = ? WHERE since > ?", now, limit)
                + handle.execute(
                        "UPDATE subscription SET counts_from = ? WHERE counts_from > ? AND state <> 'pending'",
                        now,
                        limit)
                + handle.execute("UPDATE subscription SET since = ? WHERE since > ?", now, limit);
    }

    private static int occurrences(Handle handle, Instant now, long limit) {
        // Called missed by a clock that was wrong.
        int missed =
                handle.execute(
                        "DELETE FROM outbox WHERE state = 'skipped' AND at > ? AND slot = 0 AND detail <> ?",
                        limit,
                        Columns.text(ReasonColumn.write(new OutcomeReason.ScheduleRemoved())));
        handle.execute(
                "UPDATE outbox SET sent = ? WHERE sent > ? AND" + OPEN,
                millis(now.minus(LONG_AGO)),
                limit,
                limit);
        // What has not been sent and was begun early waits until it is due.
        handle.execute(
                "UPDATE outbox SET until = due + (until - at), at = ?"
                        + " WHERE due > ? AND state IN ('claimed', 'retry') AND at > ?",
                millis(now),
                limit,
                limit);
        return missed
                + handle.execute(
                        "UPDATE outbox SET until = ? + (until - at), at = ? WHERE" + OPEN,
                        millis(now),
                        millis(now),
                        limit);
    }

    private static int processes(Handle handle, Instant now, Instant limit) {
        int wrong = handle.execute("DELETE FROM process WHERE seen > ?", millis(limit));
        wrong +=
                handle.execute(
                        "UPDATE platform_alive SET seen = ? WHERE seen > ?",
                        millis(now),
                        millis(limit));
        wrong +=
                handle.execute(
                        "UPDATE platform_alive SET resumed = ? WHERE resumed > ?",
                        millis(now),
                        millis(limit));
        // Whoever works on a row shows so again soon; whoever died is missed from now on.
        wrong +=
                handle.execute(
                        "UPDATE scheduled_tasks SET last_heartbeat = ? WHERE picked AND last_heartbeat > ?",
                        Timestamp.from(now),
                        Timestamp.from(limit));
        return wrong;
    }
}
