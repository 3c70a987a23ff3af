package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubSettings;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRecord.ChosenBy;
import io.broadsheet.club.MeetingRecord.MeetingPaper;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.club.MeetingText;
import io.broadsheet.club.ReminderKind;
import io.broadsheet.schedule.PauseReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Clubs and their meetings in SQL.
final class SqlClubs implements Clubs {

    private static final String SELECT =
            "SELECT id, channel, channel_name, rhythm, week, weekday, time, zone, first, place, minutes,"
                    + " opens, closes, reminders, state, reason, since, counts_from FROM club ";

    private final Database database;

    SqlClubs(Database database) {
        this.database = database;
    }

    private static final String PUT =
            "INSERT INTO club (id, channel, channel_name, platform, rhythm, week, weekday, time, zone, first,"
                    + " place, minutes, opens, closes, reminders, state, reason, refused, since, counts_from)"
                    + " VALUES (:id, :channel, :name, :platform, :rhythm, :week, :weekday, :time, :zone, :first,"
                    + " :place, :minutes, :opens, :closes, :reminders, 'active', '', 0, :at, :at)"
                    + " ON CONFLICT (channel) DO UPDATE SET channel_name = excluded.channel_name,"
                    + " rhythm = excluded.rhythm, week = excluded.week, weekday = excluded.weekday,"
                    + " time = excluded.time, zone = excluded.zone, first = excluded.first,"
                    + " place = excluded.place, minutes = excluded.minutes, state = 'active', reason = '',"
                    + " refused = 0, since = excluded.since, counts_from = excluded.counts_from";

    @Override
    public Club start(
            ChannelRef channel, String channelName, MeetingPlan plan, UserRef by, Instant at) {
        return database.write(handle -> {
            ClubSettings usual = ClubSettings.USUAL;
            handle.createUpdate(PUT)
                    .bind("id", Numbers.next(handle, "club"))
                    .bind("channel", Columns.channel(channel))
                    .bind("name", Columns.text(channelName))
                    .bind("platform", channel.platform().name())
                    .bind("rhythm", plan.rhythm().name().toLowerCase(Locale.ROOT))
                    .bind("week", plan.week())
                    .bind("weekday", plan.weekday().getValue())
                    .bind("time", plan.time().toString())
                    .bind("zone", plan.zone().getId())
                    .bind("first", plan.first().toString())
                    .bind("place", Columns.textOrNull(plan.place().orElse(null)))
                    .bind("minutes", (int) plan.length().toMinutes())
                    .bind("opens", usual.opens())
                    .bind("closes", usual.closes())
                    .bind("reminders", reminders(usual.reminders()))
                    .bind("at", millis(at))
                    .execute();
            Club club = select(handle, "WHERE channel = ?", Columns.channel(channel)).getFirst();
            note(handle, club.id(), Optional.of(by), "meets " + MeetingText.say(plan), at);
            return club;
        });
    }

    @Override
    public Optional<Club> find(long id) {
        return database.read(handle -> select(handle, "WHERE id = ?", id).stream().findFirst());
    }

    @Override
    public Optional<Club> of(ChannelRef channel) {
        return database.read(handle ->
                select(handle, "WHERE channel = ?", Columns.channel(channel)).stream().findFirst());
    }

    @Override
    public List<Club> in(Platform platform, String workspace) {
        String prefix = Columns.workspace(platform, workspace);
        return database.read(handle ->
                select(
                        handle,
                        "WHERE substr(channel, 1, ?) = ? AND state <> 'stopped' ORDER BY channel",
                        prefix.codePointCount(0, prefix.length()),
                        prefix));
    }

    @Override
    public List<Club> meeting(Platform platform) {
        return database.read(handle ->
                select(
                        handle,
                        "WHERE platform = ? AND state = 'active' ORDER BY id",
                        platform.name()));
    }

    @Override
    public List<Club> refused(Platform platform) {
        return database.read(handle ->
                select(
                        handle,
                        "WHERE platform = ? AND state = 'paused' AND refused = 1 ORDER BY id",
                        platform.name()));
    }

    @Override
    public List<Club> seenBy(UserRef person) {
        return database.read(handle ->
                select(
                        handle,
                        "WHERE state <> 'stopped' AND channel IN (SELECT channel FROM member WHERE person = ?)"
                                + " ORDER BY channel",
                        Columns.person(person)));
    }

    private static final String PARTICIPATIONS =
            "SELECT club, SUM(turns), SUM(nominated), SUM(voted) FROM"
                    + " (SELECT club, 1 AS turns, 0 AS nominated, 0 AS voted FROM club_member"
                    + " WHERE person = :person"
                    + " UNION ALL SELECT n.club, 0, 1, 0 FROM club_nominator w"
                    + " JOIN club_nomination n ON n.id = w.nomination WHERE w.person = :person"
                    + " UNION ALL SELECT club, 0, 0, 1 FROM club_vote WHERE person = :person) done"
                    + " GROUP BY club ORDER BY club";

    @Override
    public List<Participation> participations(UserRef person) {
        return database.read(handle ->
                handle.createQuery(PARTICIPATIONS)
                        .bind("person", Columns.person(person))
                        .map((row, _) ->
                                new Participation(
                                        select(handle, "WHERE id = ?", row.getLong(1)).getFirst(),
                                        row.getInt(2) > 0,
                                        row.getInt(3),
                                        row.getInt(4)))
                        .list());
    }

    @Override
    public boolean pause(long id, UserRef by, Instant at) {
        return pause(id, new PauseReason.ByAdmin(), Optional.of(by), "paused", at);
    }

    @Override
    public boolean refuse(long id, Delivery.Refusal why, Instant at) {
        return pause(
                id,
                new PauseReason.PlatformRefuses(why),
                Optional.empty(),
                "paused: " + why.inWords(),
                at);
    }

    private boolean pause(
            long id, PauseReason reason, Optional<UserRef> by, String what, Instant at) {
        return change(
                id,
                Club::meets,
                "UPDATE club SET state = 'paused', reason = ?, refused = ?, since = ? WHERE id = ?",
                List.of(PauseColumn.write(reason), reason.isRefusal() ? 1 : 0, millis(at), id),
                by,
                what,
                at);
    }

    @Override
    public boolean resume(long id, Optional<UserRef> by, Instant at) {
        return change(
                id,
                club ->
                        club.paused()
                                .filter(reason -> by.isPresent() || reason.isRefusal())
                                .isPresent(),
                "UPDATE club SET state = 'active', reason = '', refused = 0, since = ?, counts_from = ?"
                        + " WHERE id = ?",
                List.of(millis(at), millis(at), id),
                by,
                by.isPresent() ? "resumed" : "resumed: the platform takes it again",
                at);
    }

    @Override
    public boolean stop(long id, UserRef by, Instant at) {
        return change(
                id,
                club -> !club.isStopped(),
                "UPDATE club SET state = 'stopped', since = ? WHERE id = ?",
                List.of(millis(at), id),
                Optional.of(by),
                "stopped",
                at);
    }

    @Override
    public void set(long id, ClubSettings settings, String change, UserRef by, Instant at) {
        change(
                id,
                _ -> true,
                "UPDATE club SET opens = ?, closes = ?, reminders = ? WHERE id = ?",
                List.of(settings.opens(), settings.closes(), reminders(settings.reminders()), id),
                Optional.of(by),
                change,
                at);
    }

    private boolean change(
            long id,
            Predicate<Club> applies,
            String sql,
            List<Object> values,
            Optional<UserRef> by,
            String what,
            Instant at) {
        return database.write(handle -> {
            // Takes the row, so that of two who change it at once one comes second.
            handle.execute("UPDATE club SET state = state WHERE id = ?", id);
            if (select(handle, "WHERE id = ?", id).stream().noneMatch(applies)) {
                return false;
            }
            handle.execute(sql, values.toArray());
            note(handle, id, by, what, at);
            return true;
        });
    }

    private static void note(
            Handle handle, long id, Optional<UserRef> by, String what, Instant at) {
        long change = Numbers.next(handle, "club_change");
        handle.execute(
                "INSERT INTO club_change (id, club, at, after) VALUES (?, ?, ?, ?)",
                change,
                id,
                millis(at),
                Columns.text(what));
        by.ifPresent(person ->
                handle.execute(
                        "INSERT INTO club_change_person (change, person) VALUES (?, ?)",
                        change,
                        Columns.person(person)));
    }

    // --- meetings ---

    private static final String SKIP =
            "UPDATE club_meeting SET skipped = ? WHERE club = ? AND day = ? AND skipped <> ?";

    @Override
    public boolean skip(long id, LocalDate day, boolean skipped, UserRef by, Instant at) {
        return database.write(handle -> {
            known(handle, id, day);
            int value = skipped ? 1 : 0;
            boolean changed = handle.execute(SKIP, value, id, day.toString(), value) > 0;
            if (changed) {
                String what = (skipped ? "no meeting on " : "a meeting after all on ") + day;
                note(handle, id, Optional.of(by), what, at);
            }
            return changed;
        });
    }

    /// Makes a meeting's row where there is none, and holds it until the transaction ends.
    static void known(Handle handle, long id, LocalDate day) {
        handle.execute(
                "INSERT INTO club_meeting (club, day, skipped, why, ballots) VALUES (?, ?, 0, '', 0)"
                        + " ON CONFLICT (club, day) DO UPDATE SET ballots = club_meeting.ballots",
                id,
                day.toString());
    }

    @Override
    public MeetingRecord meeting(long id, LocalDate day) {
        return database.read(handle -> meeting(handle, id, day));
    }

    static MeetingRecord meeting(Handle handle, long id, LocalDate day) {
        return handle.createQuery(OF_MEETING + " WHERE m.club = :club AND m.day = :day")
                .bind("club", id)
                .bind("day", day.toString())
                .map((row, _) -> meeting(row))
                .findOne()
                .orElse(MeetingRecord.unknown(day));
    }

    private static final String OF_MEETING =
            "SELECT m.day, m.skipped, m.opened, m.closed, m.paper, m.choice, m.why, m.ballots, m.held,"
                    + " p.person FROM club_meeting m"
                    + " LEFT JOIN club_presenter p ON p.club = m.club AND p.day = m.day";

    @Override
    public List<MeetingRecord> meetingsFrom(long id, LocalDate day) {
        return database.read(handle ->
                handle.createQuery(
                                OF_MEETING
                                        + " WHERE m.club = :club AND m.day >= :day ORDER BY m.day")
                        .bind("club", id)
                        .bind("day", day.toString())
                        .map((row, _) -> meeting(row))
                        .list());
    }

    private static final String SKIPPED =
            "SELECT day FROM club_meeting WHERE club = :club AND day >= :day AND skipped = 1";

    @Override
    public Set<LocalDate> skippedFrom(long id, LocalDate day) {
        return database.read(handle ->
                handle.createQuery(SKIPPED)
                        .bind("club", id)
                        .bind("day", day.toString())
                        .map((row, _) -> LocalDate.parse(row.getString(1)))
                        .collect(Collectors.toSet()));
    }

    @Override
    public List<MeetingRecord> held(long id) {
        return database.read(handle -> held(handle, id));
    }

    static List<MeetingRecord> held(Handle handle, long id) {
        return handle.createQuery(
                        OF_MEETING
                                + " WHERE m.club = :club AND m.held IS NOT NULL ORDER BY m.day DESC")
                .bind("club", id)
                .map((row, _) -> meeting(row))
                .list();
    }

    @Override
    public void present(long id, LocalDate day, Optional<UserRef> presenter) {
        database.write(handle -> {
            known(handle, id, day);
            return present(handle, id, day, presenter);
        });
    }

    private static int present(Handle handle, long id, LocalDate day, Optional<UserRef> presenter) {
        String date = day.toString();
        handle.execute("DELETE FROM club_swap WHERE club = ? AND day = ?", id, date);
        return presenter
                .map(person ->
                        handle.execute(
                                "INSERT INTO club_presenter (club, day, person) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (club, day) DO UPDATE SET person = excluded.person",
                                id,
                                date,
                                Columns.person(person)))
                .orElseGet(() ->
                        handle.execute(
                                "DELETE FROM club_presenter WHERE club = ? AND day = ?", id, date));
    }

    private static final String HOLD =
            "UPDATE club_meeting SET held = ? WHERE club = ? AND day = ? AND held IS NULL";

    @Override
    public boolean hold(long id, LocalDate day, Optional<UserRef> presenter, Instant start) {
        return database.write(handle -> {
            known(handle, id, day);
            boolean fresh = handle.execute(HOLD, millis(start), id, day.toString()) > 0;
            if (fresh) {
                present(handle, id, day, presenter);
            }
            return fresh;
        });
    }

    private static final String RENAME =
            "UPDATE club SET channel_name = ? WHERE channel = ? AND channel_name <> ?";

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

    private static final String CHANGES =
            "SELECT c.at, m.name, c.after FROM club_change c JOIN club b ON b.id = c.club"
                    + " LEFT JOIN club_change_person p ON p.change = c.id"
                    + " LEFT JOIN member m ON m.person = p.person AND m.channel = b.channel"
                    + " WHERE c.club = :club ORDER BY c.id DESC LIMIT :limit";

    @Override
    public List<ClubChange> changes(long id, int limit) {
        return database.read(handle ->
                handle.createQuery(CHANGES)
                        .bind("club", id)
                        .bind("limit", limit)
                        .map((row, _) ->
                                new ClubChange(
                                        instant(row.getLong(1)),
                                        Optional.ofNullable(row.getString(2)),
                                        row.getString(3)))
                        .list());
    }

    private static final String REVISION =
            "SELECT COUNT(*), COALESCE(MAX(at), 0) FROM club_change WHERE club = :club";

    @Override
    public CalendarRevision revision(long id) {
        return database.read(handle ->
                handle.createQuery(REVISION)
                        .bind("club", id)
                        .map((row, _) ->
                                new CalendarRevision(row.getInt(1), instant(row.getLong(2))))
                        .one());
    }

    // --- rows ---

    private static List<Club> select(Handle handle, String where, Object... values) {
        var query = handle.createQuery(SELECT + where);
        for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
        }
        return query.map((row, _) -> club(row)).list();
    }

    private static Club club(ResultSet row) throws SQLException {
        Instant since = instant(row.getLong("since"));
        Club.Standing standing =
                switch (row.getString("state")) {
                    case "active" -> new Club.Standing.Meets();
                    case "paused" ->
                            new Club.Standing.PausedClub(
                                    PauseColumn.read(row.getString("reason")), since);
                    case "stopped" -> new Club.Standing.Stopped(since);
                    default ->
                            throw new IllegalStateException(
                                    "the store has a club '" + row.getString("state") + "'");
                };
        return new Club(
                row.getLong("id"),
                Columns.channel(row.getString("channel")),
                row.getString("channel_name"),
                new MeetingPlan(
                        MeetingRhythm.valueOf(row.getString("rhythm").toUpperCase(Locale.ROOT)),
                        row.getInt("week"),
                        DayOfWeek.of(row.getInt("weekday")),
                        LocalTime.parse(row.getString("time")),
                        ZoneId.of(row.getString("zone")),
                        LocalDate.parse(row.getString("first")),
                        Optional.ofNullable(row.getString("place")),
                        Duration.ofMinutes(row.getInt("minutes"))),
                new ClubSettings(
                        row.getInt("opens"),
                        row.getInt("closes"),
                        reminders(row.getString("reminders"))),
                standing,
                instant(row.getLong("counts_from")));
    }

    private static MeetingRecord meeting(ResultSet row) throws SQLException {
        Optional<String> paper = Optional.ofNullable(row.getString("paper"));
        String choice = row.getString("choice");
        String why = row.getString("why");
        return new MeetingRecord(
                LocalDate.parse(row.getString("day")),
                row.getInt("skipped") == 1,
                optionalInstant(row, "opened"),
                optionalInstant(row, "closed"),
                paper.map(id ->
                        new MeetingPaper(
                                Columns.paper(id),
                                ChosenBy.valueOf(choice.toUpperCase(Locale.ROOT)),
                                why)),
                row.getInt("ballots"),
                Optional.ofNullable(row.getString("person")).map(Columns::person),
                optionalInstant(row, "held"));
    }

    private static Optional<Instant> optionalInstant(ResultSet row, String column)
            throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(millis));
    }

    private static String reminders(Set<ReminderKind> reminders) {
        return reminders.stream().sorted().map(ReminderKind::code).collect(Collectors.joining(" "));
    }

    private static Set<ReminderKind> reminders(String column) {
        List<String> codes = Arrays.asList(column.split(" "));
        Set<ReminderKind> reminders = EnumSet.noneOf(ReminderKind.class);
        for (ReminderKind each : ReminderKind.values()) {
            if (codes.contains(each.code())) {
                reminders.add(each);
            }
        }
        return reminders;
    }
}
