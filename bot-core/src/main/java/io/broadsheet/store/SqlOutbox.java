package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence.Occurrence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The outbox in SQL. Whoever wants to change an occurrence takes its row first.
final class SqlOutbox implements Outbox {

    private static final String SELECT =
            "SELECT job, day, slot, channel, due, state, detail, message, at FROM outbox ";
    private static final String THIS = " WHERE job = ? AND day = ? AND slot = ?";

    private static final String OF_KEY = " WHERE job = :job AND day = :day AND slot = :slot";

    /// Leaves out what nobody will come back to.
    private static final String GOES_ON =
            " AND job NOT IN (SELECT 'schedule/' || id FROM schedule WHERE state = 'removed')";

    private final Database database;

    SqlOutbox(Database database) {
        this.database = database;
    }

    private static final String CLAIM =
            "INSERT INTO outbox (job, day, slot, channel, due, state, detail, worker, fence, until, tries,"
                    + " message, at) VALUES (?, ?, ?, ?, ?, 'claimed', '', ?, 1, ?, 0, '', ?)"
                    + " ON CONFLICT DO NOTHING";

    @Override
    public Claiming claim(
            Key key, Target target, Instant due, String worker, Instant now, Duration lease) {
        return database.write(handle -> {
            long until = millis(now.plus(lease));
            boolean fresh =
                    handle.execute(
                                    CLAIM,
                                    key.job().toString(),
                                    key.day().toString(),
                                    key.slot(),
                                    channel(target),
                                    millis(due),
                                    worker,
                                    until,
                                    millis(now))
                            > 0;
            if (fresh) {
                return new Claiming.Claimed(key, 1, List.of(), 0, Optional.empty());
            }
            take(handle, key);
            Held held = held(handle, key);
            switch (held.state()) {
                case POSTED, IN_DOUBT, BLOCKED, SKIPPED -> {
                    return new Claiming.Settled(held.state());
                }
                case CLAIMED, SENDING, RETRY -> {
                    if (held.until() > millis(now)) {
                        return new Claiming.NotYet(instant(held.until()));
                    }
                }
            }
            // A claim that lapsed while it was being sent stays so: it may have been posted.
            handle.execute(
                    "UPDATE outbox SET fence = fence + 1, worker = ?, until = ?, state = ?, at = ?"
                            + THIS,
                    worker,
                    until,
                    held.state() == OccurrenceState.SENDING ? "sending" : "claimed",
                    millis(now),
                    key.job().toString(),
                    key.day().toString(),
                    key.slot());
            return new Claiming.Claimed(
                    key,
                    held.fence() + 1,
                    picks(handle, key),
                    held.tries(),
                    held.state() == OccurrenceState.SENDING
                            ? Optional.of(instant(held.sent()))
                            : Optional.empty());
        });
    }

    private static final String SENDING =
            "UPDATE outbox SET state = 'sending', until = ?, sent = COALESCE(sent, ?), tries = tries + 1,"
                    + " at = ?"
                    + THIS;

    @Override
    public Sending sending(
            Claiming.Claimed claim, Target target, List<Pick> picks, Instant now, Duration lease) {
        Key key = claim.key();
        try {
            return database.write(handle -> {
                take(handle, key);
                Optional<Held> there = find(handle, key);
                // A subscription may have been ended meanwhile, with all that hangs on it.
                if (there.isEmpty()) {
                    return Sending.CLAIM_LOST;
                }
                Held held = there.get();
                if (held.fence() != claim.fence()
                        || (held.state() != OccurrenceState.CLAIMED
                                && held.state() != OccurrenceState.SENDING)) {
                    return Sending.CLAIM_LOST;
                }
                if (claim.picks().isEmpty() && !keep(handle, key, target, picks)) {
                    throw new PaperTaken();
                }
                handle.execute(
                        SENDING,
                        millis(now.plus(lease)),
                        millis(now),
                        millis(now),
                        key.job().toString(),
                        key.day().toString(),
                        key.slot());
                return Sending.GO;
            });
        } catch (StoreException e) {
            if (e.getCause() instanceof PaperTaken) {
                return Sending.PAPER_TAKEN;
            }
            throw e;
        }
    }

    /// Notes what a post is about, in place of what was noted before.
    ///
    /// @return whether the channel has had none of it by another post
    private static boolean keep(Handle handle, Key key, Target target, List<Pick> picks) {
        handle.execute("DELETE FROM outbox_paper" + THIS, name(key));
        handle.execute("DELETE FROM had" + THIS, name(key));
        boolean fresh = true;
        for (int place = 0; place < picks.size(); place++) {
            fresh &= keep(handle, key, target, picks.get(place), place);
        }
        return fresh;
    }

    private static final String KEEP =
            "INSERT INTO had (channel, paper, job, day, slot) VALUES (?, "
                    + SqlCatalogue.CURRENT
                    + ", ?, ?, ?) ON CONFLICT DO NOTHING";

    private static boolean keep(Handle handle, Key key, Target target, Pick pick, int place) {
        String paper = Columns.paper(pick.paper());
        handle.execute(
                "INSERT INTO outbox_paper (job, day, slot, place, paper, why) VALUES (?, ?, ?, ?, "
                        + SqlCatalogue.CURRENT
                        + ", ?)",
                key.job().toString(),
                key.day().toString(),
                key.slot(),
                place,
                paper,
                paper,
                Columns.text(pick.why()));
        return !(target instanceof Target.InChannel(ChannelRef channel))
                || handle.execute(
                                KEEP,
                                Columns.channel(channel),
                                paper,
                                paper,
                                key.job().toString(),
                                key.day().toString(),
                                key.slot())
                        > 0;
    }

    @Override
    public boolean settle(Claiming.Claimed claim, PostOutcome outcome, Instant now) {
        Key key = claim.key();
        return database.write(handle -> {
            // Before the occurrence's own row, as whoever removes a schedule takes them.
            boolean over = outcome instanceof PostOutcome.Retry && isOver(handle, key.job());
            take(handle, key);
            Optional<Held> there = find(handle, key);
            if (there.isEmpty()) {
                return false;
            }
            Held held = there.get();
            boolean own =
                    held.fence() == claim.fence()
                            && (held.state() == OccurrenceState.CLAIMED
                                    || held.state() == OccurrenceState.SENDING);
            boolean late =
                    outcome instanceof PostOutcome.Confirmed
                            && held.state() == OccurrenceState.IN_DOUBT;
            if (!own && !late) {
                return false;
            }
            switch (outcome) {
                case PostOutcome.Confirmed(String message) -> {
                    set(handle, key, "posted", "", now, 0, message);
                    post(handle, key, now);
                }
                case PostOutcome.FoundPosted(String message, Target target, List<Pick> picks) -> {
                    if (claim.picks().isEmpty()) {
                        keep(handle, key, target, picks);
                    }
                    set(handle, key, "posted", "", now, 0, message);
                    post(handle, key, now);
                }
                case PostOutcome.Retry _ when over -> giveUp(handle, key, now);
                case PostOutcome.Retry(Instant at, OutcomeReason reason) -> {
                    set(handle, key, "retry", ReasonColumn.write(reason), now, millis(at), "");
                    handle.execute("UPDATE outbox SET sent = NULL" + THIS, name(key));
                }
                case PostOutcome.Unsure(Instant at, OutcomeReason reason) ->
                        set(
                                handle,
                                key,
                                "sending",
                                ReasonColumn.write(reason),
                                now,
                                millis(at),
                                "");
                case PostOutcome.StaysInDoubt(OutcomeReason reason) ->
                        set(handle, key, "in_doubt", ReasonColumn.write(reason), now, 0, "");
                case PostOutcome.Blocked(OutcomeReason reason) -> {
                    set(handle, key, "blocked", ReasonColumn.write(reason), now, 0, "");
                    release(handle, key);
                }
                case PostOutcome.Skipped(OutcomeReason reason) -> {
                    set(handle, key, "skipped", ReasonColumn.write(reason), now, 0, "");
                    release(handle, key);
                }
            }
            return true;
        });
    }

    private static final String SKIP =
            "INSERT INTO outbox (job, day, slot, channel, due, state, detail, worker, fence, until, tries,"
                    + " message, at) VALUES (?, ?, 0, ?, ?, 'skipped', ?, '', 0, 0, 0, '', ?)"
                    + " ON CONFLICT DO NOTHING";

    @Override
    public void skip(
            Job job, Target target, List<Occurrence> missed, OutcomeReason reason, Instant now) {
        database.write(handle -> {
            for (Occurrence each : missed) {
                handle.execute(
                        SKIP,
                        job.toString(),
                        each.day().toString(),
                        channel(target),
                        millis(each.due()),
                        Columns.text(ReasonColumn.write(reason)),
                        millis(now));
            }
            return missed.size();
        });
    }

    @Override
    public boolean resolve(Key key, boolean there, Instant now) {
        return database.write(handle -> {
            boolean over = isOver(handle, key.job());
            take(handle, key);
            boolean doubtful =
                    handle.createQuery("SELECT state FROM outbox" + OF_KEY)
                            .bindMap(named(key))
                            .mapTo(String.class)
                            .findOne()
                            .filter("in_doubt"::equals)
                            .isPresent();
            if (!doubtful) {
                return false;
            }
            if (there) {
                set(handle, key, "posted", ReasonColumn.CONFIRMED, now, 0, "");
                post(handle, key, now);
            } else if (over) {
                giveUp(handle, key, now);
            } else {
                set(handle, key, "retry", ReasonColumn.REPEATED, now, millis(now), "");
                handle.execute("UPDATE outbox SET sent = NULL" + THIS, name(key));
            }
            return true;
        });
    }

    @Override
    public Optional<OutboxEntry> find(Key key) {
        return database.read(handle ->
                handle.createQuery(SELECT + OF_KEY)
                        .bindMap(named(key))
                        .map((row, _) -> entry(handle, row))
                        .findOne());
    }

    private static final String LATEST =
            "SELECT MAX(due) FROM outbox" + " WHERE job = :job AND slot = 0 AND due <= :until";

    @Override
    public Optional<Instant> latest(Job job, Instant until) {
        return database.read(handle ->
                handle.createQuery(LATEST)
                        .bind("job", job.toString())
                        .bind("until", millis(until))
                        .mapTo(Long.class)
                        .findOne()
                        .map(Columns::instant));
    }

    private static final String LOG =
            SELECT + "WHERE job = :job ORDER BY due DESC, slot DESC LIMIT :limit";

    @Override
    public List<OutboxEntry> log(Job job, int limit) {
        return database.read(handle ->
                handle.createQuery(LOG)
                        .bind("job", job.toString())
                        .bind("limit", limit)
                        .map((row, _) -> entry(handle, row))
                        .list());
    }

    private static final String OPEN =
            SELECT
                    + "WHERE job = :job AND state IN ('claimed', 'sending', 'retry') ORDER BY due, slot";

    @Override
    public List<OutboxEntry> open(Job job) {
        return database.read(handle ->
                handle.createQuery(OPEN)
                        .bind("job", job.toString())
                        .map((row, _) -> entry(handle, row))
                        .list());
    }

    private static final String OVERDUE =
            "SELECT DISTINCT job FROM outbox WHERE state IN ('claimed', 'sending', 'retry')"
                    + " AND until < :before"
                    + GOES_ON
                    + " ORDER BY job";

    @Override
    public List<Job> overdue(Instant before) {
        return database.read(handle ->
                handle.createQuery(OVERDUE)
                        .bind("before", millis(before))
                        .map((row, _) -> Job.parse(row.getString(1)))
                        .list());
    }

    private static final String IN_DOUBT =
            SELECT + "WHERE state = 'in_doubt' ORDER BY at DESC, job, day LIMIT :limit";

    @Override
    public List<OutboxEntry> inDoubt(int limit) {
        return database.read(handle ->
                handle.createQuery(IN_DOUBT)
                        .bind("limit", limit)
                        .map((row, _) -> entry(handle, row))
                        .list());
    }

    private static final String IN_DOUBT_OF_JOB =
            SELECT
                    + "WHERE job = :job AND state = 'in_doubt' ORDER BY at DESC, day DESC, slot DESC";

    @Override
    public List<OutboxEntry> inDoubt(Job job) {
        return database.read(handle ->
                handle.createQuery(IN_DOUBT_OF_JOB)
                        .bind("job", job.toString())
                        .map((row, _) -> entry(handle, row))
                        .list());
    }

    private static final String POSTS_OF =
            "SELECT o.job, o.day, o.slot, o.channel, o.due, o.state, o.detail, o.message, o.at"
                    + " FROM outbox o JOIN outbox_paper p"
                    + " ON p.job = o.job AND p.day = o.day AND p.slot = o.slot"
                    + " WHERE p.paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + " AND o.state = 'posted' AND o.message <> '' AND o.channel IS NOT NULL"
                    + " AND o.at >= :at ORDER BY o.at DESC, o.job";

    @Override
    public List<OutboxEntry> postsOf(PaperId paper, Instant since) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(POSTS_OF)
                        .bind("paper", column)
                        .bind("at", millis(since))
                        .map((row, _) -> entry(handle, row))
                        .list());
    }

    private static final String NEXT_SLOT =
            "SELECT COALESCE(MAX(slot), 0) FROM outbox WHERE job = :job AND day = :day";

    @Override
    public int nextSlot(Job job, LocalDate day) {
        return database.read(handle ->
                handle.createQuery(NEXT_SLOT)
                                .bind("job", job.toString())
                                .bind("day", day.toString())
                                .mapTo(Integer.class)
                                .one()
                        + 1);
    }

    @Override
    public Set<PaperId> had(ChannelRef channel) {
        return database.read(handle ->
                new HashSet<>(
                        handle.createQuery("SELECT paper FROM had WHERE channel = :channel")
                                .bind("channel", Columns.channel(channel))
                                .map((row, _) -> Columns.paper(row.getString(1)))
                                .list()));
    }

    private static final String COUNTS =
            "SELECT state, COUNT(*) FROM outbox"
                    + " WHERE state IN ('claimed', 'sending', 'retry', 'in_doubt', 'blocked')"
                    + GOES_ON
                    + " GROUP BY state";

    @Override
    public Map<OccurrenceState, Integer> counts() {
        return database.read(handle -> {
            Map<OccurrenceState, Integer> counts = new EnumMap<>(OccurrenceState.class);
            handle.createQuery(COUNTS)
                    .map((row, _) -> Map.entry(state(row.getString(1)), row.getInt(2)))
                    .forEach(count -> counts.put(count.getKey(), count.getValue()));
            return counts;
        });
    }

    // --- removed schedules ---

    /// Gives up what a schedule that is being removed has not sent. What may have been posted stays
    /// as it is.
    static void giveUp(Handle handle, Job job, Instant now) {
        String unsent = " WHERE job = :job AND state IN ('claimed', 'retry')";
        handle.createUpdate("UPDATE outbox SET fence = fence" + unsent)
                .bind("job", job.toString())
                .execute();
        handle.createQuery("SELECT day, slot FROM outbox" + unsent)
                .bind("job", job.toString())
                .map((row, _) -> new Key(job, LocalDate.parse(row.getString(1)), row.getInt(2)))
                .list()
                .forEach(key -> giveUp(handle, key, now));
    }

    private static void giveUp(Handle handle, Key key, Instant now) {
        set(handle, key, "skipped", ReasonColumn.REMOVED, now, 0, "");
        release(handle, key);
    }

    private static boolean isOver(Handle handle, Job job) {
        return job instanceof Job.OfSchedule(long id) && SqlSchedules.isRemoved(handle, id);
    }

    // --- rows ---

    /// An occurrence's columns that claims depend on.
    private record Held(OccurrenceState state, long fence, long until, int tries, long sent) {}

    /// Takes the row until the transaction ends, on an engine where several write at once.
    private static void take(Handle handle, Key key) {
        handle.execute("UPDATE outbox SET fence = fence" + THIS, name(key));
    }

    private static Held held(Handle handle, Key key) {
        return find(handle, key).orElseThrow();
    }

    private static Optional<Held> find(Handle handle, Key key) {
        return handle.createQuery("SELECT state, fence, until, tries, sent FROM outbox" + OF_KEY)
                .bindMap(named(key))
                .map((row, _) ->
                        new Held(
                                state(row.getString(1)),
                                row.getLong(2),
                                row.getLong(3),
                                row.getInt(4),
                                row.getLong(5)))
                .findOne();
    }

    private static void set(
            Handle handle,
            Key key,
            String state,
            String detail,
            Instant now,
            long until,
            String message) {
        handle.execute(
                "UPDATE outbox SET state = ?, detail = ?, at = ?, until = ?, message = ?" + THIS,
                state,
                Columns.text(detail),
                millis(now),
                until,
                Columns.text(message),
                key.job().toString(),
                key.day().toString(),
                key.slot());
    }

    /// Notes the papers as posted in their channel.
    private static void post(Handle handle, Key key, Instant now) {
        handle.execute(
                "INSERT INTO posting (channel, paper, at, occasion) SELECT o.channel, p.paper, CAST(? AS BIGINT), 'edition'"
                        + " FROM outbox o JOIN outbox_paper p ON p.job = o.job AND p.day = o.day AND p.slot = o.slot"
                        + " WHERE o.job = ? AND o.day = ? AND o.slot = ? AND o.channel IS NOT NULL"
                        + " ON CONFLICT DO NOTHING",
                millis(now),
                key.job().toString(),
                key.day().toString(),
                key.slot());
    }

    /// Lets go of papers that were not posted.
    private static void release(Handle handle, Key key) {
        handle.execute("DELETE FROM had" + THIS, name(key));
        handle.execute("DELETE FROM outbox_paper" + THIS, name(key));
    }

    private static List<Pick> picks(Handle handle, Key key) {
        return handle.createQuery(
                        "SELECT paper, why FROM outbox_paper" + OF_KEY + " ORDER BY place")
                .bindMap(named(key))
                .map((row, _) -> new Pick(Columns.paper(row.getString(1)), row.getString(2)))
                .list();
    }

    private static OutboxEntry entry(Handle handle, ResultSet row) throws SQLException {
        Key key =
                new Key(
                        Job.parse(row.getString("job")),
                        LocalDate.parse(row.getString("day")),
                        row.getInt("slot"));
        String channel = row.getString("channel");
        return new OutboxEntry(
                key,
                channel == null ? Optional.empty() : Optional.of(Columns.channel(channel)),
                instant(row.getLong("due")),
                state(row.getString("state")),
                ReasonColumn.read(row.getString("detail")),
                new ArrayList<>(picks(handle, key)),
                row.getString("message"),
                instant(row.getLong("at")));
    }

    private static OccurrenceState state(String column) {
        return OccurrenceState.valueOf(column.toUpperCase(Locale.ROOT));
    }

    private static Map<String, Object> named(Key key) {
        return Map.of("job", key.job().toString(), "day", key.day().toString(), "slot", key.slot());
    }

    private static Object[] name(Key key) {
        return new Object[] {key.job().toString(), key.day().toString(), key.slot()};
    }

    private static @Nullable String channel(Target target) {
        return switch (target) {
            case Target.InChannel(ChannelRef channel) -> Columns.channel(channel);
            case Target.ToPerson _ -> null;
        };
    }

    /// Undoes a transaction: the channel has one of the papers.
    private static final class PaperTaken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
