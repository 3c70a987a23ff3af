package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Schedules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// Schedules in SQL.
final class SqlSchedules implements Schedules {

    private static final String SELECT =
            "SELECT id, channel, number, channel_name, days, time, zone, topic, kind, role, thread, state, reason, refused,"
                    + " since, counts_from FROM schedule ";

    /// An admin seen again within this time is not written again.
    private static final Duration SEEN_PRECISION = Duration.ofHours(1);

    private final Database database;

    SqlSchedules(Database database) {
        this.database = database;
    }

    private static final String ADD_SELECT =
            "SELECT COALESCE(MAX(number), 0) FROM schedule WHERE channel = :channel";

    private static final String ADD_INSERT =
            "INSERT INTO schedule (id, channel, number, channel_name, platform, days, time, zone, topic,"
                    + " kind, role, thread, state, reason, refused, since, counts_from)"
                    + " VALUES (:id, :channel, :number, :name, :platform, :days, :time, :zone, :topic, :kind, :role,"
                    + " :thread, 'active', '', 0, :at, :at)";

    @Override
    public Schedule add(
            ChannelRef channel, String channelName, Schedule.Plan plan, UserRef by, Instant at) {
        return database.write(handle -> {
            // Holding the counter's row keeps two from taking one number in a channel.
            long id = Numbers.next(handle, "schedule");
            int number =
                    handle.createQuery(ADD_SELECT)
                                    .bind("channel", Columns.channel(channel))
                                    .mapTo(Integer.class)
                                    .one()
                            + 1;
            handle.createUpdate(ADD_INSERT)
                    .bind("id", id)
                    .bind("channel", Columns.channel(channel))
                    .bind("number", number)
                    .bind("name", Columns.text(channelName))
                    .bind("platform", channel.platform().name())
                    .bind("days", Columns.days(plan.cadence()))
                    .bind("time", plan.cadence().time().toString())
                    .bind("zone", plan.zone().getId())
                    .bind("topic", Columns.textOrNull(plan.topic().orElse(null)))
                    .bind("kind", plan.kind().name().toLowerCase(Locale.ROOT))
                    .bind("role", Columns.textOrNull(plan.role().orElse(null)))
                    .bind("thread", plan.thread() ? 1 : 0)
                    .bind("at", millis(at))
                    .execute();
            handle.execute(
                    "INSERT INTO schedule_person (schedule, person, at) VALUES (?, ?, ?)",
                    id,
                    Columns.person(by),
                    millis(at));
            note(handle, channel, number, Optional.of(by), "", ScheduleText.say(plan), at);
            return select(handle, "WHERE id = ?", id).getFirst();
        });
    }

    @Override
    public Optional<Schedule> find(long id) {
        return database.read(handle -> select(handle, "WHERE id = ?", id).stream().findFirst());
    }

    @Override
    public Optional<Schedule> find(ChannelRef channel, int number) {
        return database.read(handle ->
                select(handle, "WHERE channel = ? AND number = ?", Columns.channel(channel), number)
                        .stream()
                        .findFirst());
    }

    @Override
    public List<Schedule> of(ChannelRef channel) {
        return database.read(handle ->
                select(
                        handle,
                        "WHERE channel = ? AND state <> 'removed' ORDER BY number",
                        Columns.channel(channel)));
    }

    @Override
    public List<Schedule> in(Platform platform, String workspace) {
        String prefix = Columns.workspace(platform, workspace);
        return database.read(handle ->
                select(
                        handle,
                        "WHERE substr(channel, 1, ?) = ? AND state <> 'removed' ORDER BY channel, number",
                        prefix.codePointCount(0, prefix.length()),
                        prefix));
    }

    @Override
    public List<Schedule> active(Platform platform) {
        return database.read(handle ->
                select(
                        handle,
                        "WHERE platform = ? AND state = 'active' ORDER BY id",
                        platform.name()));
    }

    @Override
    public List<Schedule> paused() {
        return database.read(
                handle -> select(handle, "WHERE state = 'paused' ORDER BY since DESC, id"));
    }

    @Override
    public boolean pause(long id, UserRef by, Instant at) {
        return pause(id, new PauseReason.ByAdmin(), Optional.of(by), "paused", at);
    }

    @Override
    public boolean refused(long id, Delivery.Refusal why, Instant at) {
        return pause(
                id,
                new PauseReason.PlatformRefuses(why),
                Optional.empty(),
                "paused: " + why.inWords(),
                at);
    }

    private boolean pause(
            long id, PauseReason reason, Optional<UserRef> by, String after, Instant at) {
        return change(
                id,
                Schedule::active,
                "UPDATE schedule SET state = 'paused', reason = ?, refused = ?, since = ? WHERE id = ?",
                List.of(PauseColumn.write(reason), reason.isRefusal() ? 1 : 0, millis(at), id),
                by,
                after,
                at);
    }

    @Override
    public boolean resume(long id, UserRef by, Instant at) {
        return change(
                id,
                schedule -> schedule.state() instanceof Schedule.State.Paused,
                "UPDATE schedule SET state = 'active', reason = '', refused = 0, since = ?, counts_from = ?"
                        + " WHERE id = ?",
                List.of(millis(at), millis(at), id),
                Optional.of(by),
                "resumed",
                at);
    }

    @Override
    public boolean readmit(long id, Instant at) {
        return change(
                id,
                Schedule::isRefused,
                "UPDATE schedule SET state = 'active', reason = '', refused = 0, since = ?, counts_from = ?"
                        + " WHERE id = ?",
                List.of(millis(at), millis(at), id),
                Optional.empty(),
                "resumed: the platform takes it again",
                at);
    }

    private static final String RENAME =
            "UPDATE schedule SET channel_name = ? WHERE channel = ? AND channel_name <> ?";

    @Override
    public boolean rename(ChannelRef channel, String name) {
        return database.write(handle ->
                handle.execute(
                                RENAME,
                                Columns.text(name),
                                Columns.channel(channel),
                                Columns.text(name))
                        > 0);
    }

    @Override
    public boolean remove(long id, UserRef by, Instant at) {
        return database.write(handle -> {
            boolean removed =
                    change(
                            id,
                            schedule -> !(schedule.state() instanceof Schedule.State.Removed),
                            "UPDATE schedule SET state = 'removed', since = ? WHERE id = ?",
                            List.of(millis(at), id),
                            Optional.of(by),
                            "removed",
                            at);
            if (removed) {
                SqlOutbox.giveUp(handle, new Outbox.Job.OfSchedule(id), at);
            }
            return removed;
        });
    }

    @Override
    public Optional<UserRef> author(long id) {
        return database.read(handle ->
                handle.createQuery("SELECT person FROM schedule_person WHERE schedule = :schedule")
                        .bind("schedule", id)
                        .mapTo(String.class)
                        .findOne()
                        .map(Columns::person));
    }

    private static final String SEEN_SELECT =
            "SELECT seen FROM channel_admin WHERE channel = :channel AND person = :person";

    private static final String SEEN_INSERT =
            "INSERT INTO channel_admin (channel, person, seen) VALUES (?, ?, ?)"
                    + " ON CONFLICT (channel, person) DO UPDATE SET seen = excluded.seen";

    @Override
    public void seen(UserRef user, ChannelRef channel, boolean admin, Instant at) {
        String person = Columns.person(user);
        String place = Columns.channel(channel);
        Optional<Long> known =
                database.read(handle ->
                        handle.createQuery(SEEN_SELECT)
                                .bind("channel", place)
                                .bind("person", person)
                                .mapTo(Long.class)
                                .findOne());
        if (!admin && known.isPresent()) {
            database.write(handle ->
                    handle.execute(
                            "DELETE FROM channel_admin WHERE channel = ? AND person = ?",
                            place,
                            person));
        } else if (admin
                && known.filter(seen -> millis(at) - seen < SEEN_PRECISION.toMillis()).isEmpty()) {
            database.write(handle -> handle.execute(SEEN_INSERT, place, person, millis(at)));
        }
    }

    private static final String IS_ADMIN =
            "SELECT seen FROM channel_admin WHERE channel = :channel AND person = :person";

    @Override
    public boolean isAdmin(UserRef user, ChannelRef channel) {
        return database.read(handle ->
                handle.createQuery(IS_ADMIN)
                        .bind("channel", Columns.channel(channel))
                        .bind("person", Columns.person(user))
                        .mapTo(Long.class)
                        .findOne()
                        .isPresent());
    }

    private static final String ADMINS =
            "SELECT person FROM channel_admin WHERE channel = :channel ORDER BY seen DESC, person LIMIT :limit";

    @Override
    public List<UserRef> admins(ChannelRef channel, int limit) {
        return database.read(handle ->
                handle.createQuery(ADMINS)
                        .bind("channel", Columns.channel(channel))
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .map(Columns::person)
                        .list());
    }

    private static final String CHANGES =
            "SELECT c.at, c.number, m.name, c.before, c.after FROM schedule_change c"
                    + " LEFT JOIN schedule_change_person p ON p.change = c.id"
                    + " LEFT JOIN member m ON m.person = p.person AND m.channel = c.channel"
                    + " WHERE c.channel = :channel ORDER BY c.id DESC LIMIT :limit";

    @Override
    public List<ScheduleChange> changes(ChannelRef channel, int limit) {
        return database.read(handle ->
                handle.createQuery(CHANGES)
                        .bind("channel", Columns.channel(channel))
                        .bind("limit", limit)
                        .map((row, _) ->
                                new ScheduleChange(
                                        instant(row.getLong(1)),
                                        row.getInt(2),
                                        Optional.ofNullable(row.getString(3)),
                                        row.getString(4),
                                        row.getString(5)))
                        .list());
    }

    private boolean change(
            long id,
            Predicate<Schedule> applies,
            String sql,
            List<Object> values,
            Optional<UserRef> by,
            String after,
            Instant at) {
        return database.write(handle -> {
            // Takes the row, so that of two who change it at once one comes second.
            handle.execute("UPDATE schedule SET state = state WHERE id = ?", id);
            Optional<Schedule> found = select(handle, "WHERE id = ?", id).stream().findFirst();
            if (found.isEmpty() || !applies.test(found.get())) {
                return false;
            }
            handle.execute(sql, values.toArray());
            Schedule schedule = found.get();
            note(
                    handle,
                    schedule.channel(),
                    schedule.number(),
                    by,
                    ScheduleText.say(schedule.plan()),
                    after,
                    at);
            return true;
        });
    }

    /// Whether a schedule is removed; holds its row, so that it stays as it is meanwhile.
    static boolean isRemoved(Handle handle, long id) {
        handle.execute("UPDATE schedule SET state = state WHERE id = ?", id);
        return handle.createQuery("SELECT state FROM schedule WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .filter("removed"::equals)
                .isPresent();
    }

    private static void note(
            Handle handle,
            ChannelRef channel,
            int number,
            Optional<UserRef> by,
            String before,
            String after,
            Instant at) {
        long change = Numbers.next(handle, "schedule_change");
        handle.execute(
                "INSERT INTO schedule_change (id, channel, number, at, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                change,
                Columns.channel(channel),
                number,
                millis(at),
                Columns.text(before),
                Columns.text(after));
        by.ifPresent(person ->
                handle.execute(
                        "INSERT INTO schedule_change_person (change, person) VALUES (?, ?)",
                        change,
                        Columns.person(person)));
    }

    private static List<Schedule> select(Handle handle, String where, Object... values) {
        var query = handle.createQuery(SELECT + where);
        for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
        }
        return query.map((row, _) -> schedule(row)).list();
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        Instant since = instant(row.getLong("since"));
        Schedule.State state =
                switch (row.getString("state")) {
                    case "active" -> new Schedule.State.Active();
                    case "paused" ->
                            new Schedule.State.Paused(
                                    PauseColumn.read(row.getString("reason")), since);
                    case "removed" -> new Schedule.State.Removed(since);
                    default ->
                            throw new IllegalStateException(
                                    "the store has a schedule '" + row.getString("state") + "'");
                };
        return new Schedule(
                row.getLong("id"),
                row.getInt("number"),
                Columns.channel(row.getString("channel")),
                row.getString("channel_name"),
                new Schedule.Plan(
                        Cadence.on(
                                Columns.days(row.getString("days")),
                                LocalTime.parse(row.getString("time"))),
                        ZoneId.of(row.getString("zone")),
                        Optional.ofNullable(row.getString("topic")),
                        Schedule.EditionKind.valueOf(
                                row.getString("kind").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString("role")),
                        row.getInt("thread") == 1),
                state,
                instant(row.getLong("counts_from")));
    }
}
