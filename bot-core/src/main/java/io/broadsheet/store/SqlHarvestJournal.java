package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.paper.PaperId;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestJournal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The journal of harvests in SQL. Days stand as ISO dates, which sort like what they mean.
final class SqlHarvestJournal implements HarvestJournal {

    private final Database database;

    SqlHarvestJournal(Database database) {
        this.database = database;
    }

    private static final String PROGRESS =
            "SELECT since, done, failures, (SELECT COUNT(*) FROM harvested_day"
                    + " d WHERE d.source = h.source) AS days, (SELECT MAX(day) FROM"
                    + " harvested_day d WHERE d.source = h.source) AS last_day FROM"
                    + " harvest h WHERE h.source = :source";

    @Override
    public HarvestProgress progress(String source) {
        // One statement, so that it reads one state.
        return database.read(handle ->
                handle.createQuery(PROGRESS)
                        .bind("source", Columns.text(source))
                        .map((row, _) ->
                                new HarvestProgress(
                                        day(row.getString("since")),
                                        row.getLong("days"),
                                        day(row.getString("last_day")),
                                        time(row, "done"),
                                        row.getInt("failures")))
                        .findOne()
                        .orElse(HarvestProgress.NEVER));
    }

    @Override
    public LocalDate reachBack(String source, LocalDate day) {
        return database.write(handle -> {
            handle.execute(
                    "INSERT INTO harvest (source, since, failures) VALUES (?, ?, 0) ON CONFLICT"
                            + " (source) DO UPDATE SET since = excluded.since WHERE harvest.since IS"
                            + " NULL OR harvest.since > excluded.since",
                    Columns.text(source),
                    day.toString());
            return handle.createQuery("SELECT since FROM harvest WHERE source = :source")
                    .bind("source", Columns.text(source))
                    .mapTo(String.class)
                    .map(LocalDate::parse)
                    .one();
        });
    }

    private static final String COMPLETE =
            "SELECT day, at FROM harvested_day WHERE source = :source AND day >= :day AND"
                    + " day <= :last";

    @Override
    public Map<LocalDate, Instant> complete(String source, DaySpan span) {
        return database.read(handle -> {
            Map<LocalDate, Instant> days = new HashMap<>();
            handle.createQuery(COMPLETE)
                    .bind("source", Columns.text(source))
                    .bind("day", span.first().toString())
                    .bind("last", span.last().toString())
                    .map((row, _) ->
                            days.put(
                                    LocalDate.parse(row.getString("day")),
                                    instant(row.getLong("at"))))
                    .list();
            return days;
        });
    }

    private static final String NOTE_COMPLETE =
            "INSERT INTO harvested_day (source, day, papers, at) VALUES (?, ?, ?, ?) ON"
                    + " CONFLICT (source, day) DO UPDATE SET at = excluded.at, papers ="
                    + " CASE WHEN excluded.papers > harvested_day.papers THEN"
                    + " excluded.papers ELSE harvested_day.papers END";

    @Override
    public void noteComplete(String source, LocalDate day, long papers, Instant at) {
        database.write(handle ->
                handle.execute(
                        NOTE_COMPLETE, Columns.text(source), day.toString(), papers, millis(at)));
    }

    private static final String NOTE_DONE =
            "INSERT INTO harvest (source, done, failures) VALUES (?, ?, 0) ON CONFLICT"
                    + " (source) DO UPDATE SET done = excluded.done, failures = 0";

    @Override
    public void noteDone(String source, Instant at) {
        database.write(handle -> handle.execute(NOTE_DONE, Columns.text(source), millis(at)));
    }

    @Override
    public int noteFailed(String source) {
        return database.write(handle -> {
            handle.execute(
                    "INSERT INTO harvest (source, failures) VALUES (?, 1)"
                            + " ON CONFLICT (source) DO UPDATE SET failures = harvest.failures + 1",
                    Columns.text(source));
            return handle.createQuery("SELECT failures FROM harvest WHERE source = :source")
                    .bind("source", Columns.text(source))
                    .mapTo(Integer.class)
                    .one();
        });
    }

    private static final String TITLES_DUE =
            "SELECT p.id FROM paper p LEFT JOIN title_lookup t ON t.paper ="
                    + " p.id WHERE p.id LIKE 'title:%' AND (t.next IS NULL OR"
                    + " t.next <= :next) ORDER BY CASE WHEN EXISTS (SELECT 1 FROM shelf"
                    + " s WHERE s.paper = p.id) THEN 0 ELSE 1 END, p.added DESC,"
                    + " p.id LIMIT :limit";

    @Override
    public List<PaperId> titlesDue(Instant now, int limit) {
        return database.read(handle ->
                handle
                        .createQuery(TITLES_DUE)
                        .bind("next", millis(now))
                        .bind("limit", limit)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(Columns::paper)
                        .toList());
    }

    @Override
    public Optional<TitleAsked> titleAsked(PaperId paper) {
        return database.read(handle ->
                handle.createQuery("SELECT times, next FROM title_lookup WHERE paper = :paper")
                        .bind("paper", Columns.paper(paper))
                        .map((row, _) ->
                                new TitleAsked(row.getInt("times"), instant(row.getLong("next"))))
                        .findOne());
    }

    private static final String NOTE_TITLE =
            "INSERT INTO title_lookup (paper, times, next) VALUES (?, ?, ?) ON CONFLICT"
                    + " (paper) DO UPDATE SET times = excluded.times, next = excluded.next";

    @Override
    public void noteTitle(PaperId paper, TitleAsked asked) {
        database.write(handle ->
                handle.execute(
                        NOTE_TITLE, Columns.paper(paper), asked.times(), millis(asked.next())));
    }

    private static @Nullable LocalDate day(@Nullable String column) {
        return column == null ? null : LocalDate.parse(column);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : instant(millis);
    }
}
