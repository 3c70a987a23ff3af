package io.broadsheet.store;

import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.SourceState.FieldWarning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The sources' journal in SQL. Turns go by the database's clock, which all processes share.
final class SqlSourceJournal implements SourceJournal {

    private static final int LONGEST_SENTENCE = 500;

    /// Between the times that one transaction asks for.
    private static final long SLACK_MILLIS = 1_000;

    private final Database database;

    SqlSourceJournal(Database database) {
        this.database = database;
    }

    private static final String TAKE_TURN =
            "INSERT INTO source_turn (lane, fence, free, until, spacing, resting) VALUES (:lane, 0, 0, 0, 0, 0)"
                    + " ON CONFLICT DO NOTHING";

    @Override
    public RequestTurn takeTurn(String lane, Duration spacing, Duration lease) {
        String now = database.now();
        return database.write(handle -> {
            handle.createUpdate(TAKE_TURN).bind("lane", lane).execute();
            // One statement, so that of several processes one gets the turn.
            int taken =
                    handle.createUpdate(
                                    "UPDATE source_turn SET fence = fence + 1, free = "
                                            + now
                                            + " + :spacing, spacing = :spacing, until = "
                                            + now
                                            + " + :lease WHERE lane = :lane AND free NOT BETWEEN "
                                            + now
                                            + " + 1 AND "
                                            + now
                                            + " + :longest AND until NOT BETWEEN "
                                            + now
                                            + " + 1 AND "
                                            + now
                                            + " + :longest")
                            .bind("spacing", spacing.toMillis())
                            .bind("lease", lease.toMillis())
                            .bind("lane", lane)
                            .bind("longest", longest(spacing))
                            .execute();
            return handle.createQuery(
                            "SELECT fence, free - "
                                    + now
                                    + ", until - "
                                    + now
                                    + " FROM source_turn WHERE lane = :lane")
                    .bind("lane", lane)
                    .map((row, _) -> turn(taken > 0, row))
                    .one();
        });
    }

    /// What lies further ahead than this, in milliseconds, is of a clock that was ahead.
    private static long longest(Duration spacing) {
        return Math.max(spacing.toMillis(), LONGEST_REST.toMillis()) + SLACK_MILLIS;
    }

    private static RequestTurn turn(boolean taken, ResultSet row) throws SQLException {
        if (taken) {
            return new RequestTurn.Taken(row.getLong(1));
        }
        // Who holds a turn mostly gives it back long before it lapses.
        long early = row.getLong(2);
        long held = Math.min(row.getLong(3), 250);
        return new RequestTurn.Wait(Duration.ofMillis(Math.max(1, Math.max(early, held))));
    }

    @Override
    public void holdTurn(String lane, RequestTurn.Taken turn, Duration lease) {
        database.write(handle ->
                handle.createUpdate(
                                "UPDATE source_turn SET until = "
                                        + database.now()
                                        + " + :lease WHERE lane = :lane AND fence = :fence AND until > 0")
                        .bind("lease", lease.toMillis())
                        .bind("lane", lane)
                        .bind("fence", turn.fence())
                        .execute());
    }

    @Override
    public void endTurn(String lane, RequestTurn.Taken turn, Duration rest) {
        String rested = database.now() + " + :rest";
        database.write(handle -> {
            // From the end of a turn: its request may have reached the source late.
            handle.createUpdate(
                            "UPDATE source_turn SET until = 0, free = "
                                    + database.now()
                                    + " + spacing WHERE lane = :lane AND fence = :fence")
                    .bind("lane", lane)
                    .bind("fence", turn.fence())
                    .execute();
            if (rest.isPositive()) {
                handle.createUpdate(
                                "UPDATE source_turn SET free = "
                                        + rested
                                        + ", resting = "
                                        + rested
                                        + " WHERE lane = :lane AND free < "
                                        + rested)
                        .bind("rest", rest.toMillis())
                        .bind("lane", lane)
                        .execute();
            }
            return true;
        });
    }

    private static final String ASKED =
            "SELECT at, etag, last_modified, answer FROM source_query WHERE source = :source AND query = :query";

    @Override
    public Optional<Asked> asked(String source, String query) {
        return database.read(handle ->
                handle.createQuery(ASKED)
                        .bind("source", source)
                        .bind("query", Columns.text(query))
                        .map((row, _) ->
                                new Asked(
                                        Columns.instant(row.getLong(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                        .findOne());
    }

    private static final String ANSWERED =
            "INSERT INTO source_query (source, query, at, etag, last_modified, answer)"
                    + " VALUES (:source, :query, :at, :etag, :lastModified, :answer) ON CONFLICT (source, query) DO UPDATE"
                    + " SET at = excluded.at, etag = excluded.etag,"
                    + " last_modified = excluded.last_modified, answer = excluded.answer";

    @Override
    public void answered(String source, String query, Asked asked) {
        database.write(handle ->
                handle.createUpdate(ANSWERED)
                        .bind("source", source)
                        .bind("query", Columns.text(query))
                        .bind("at", Columns.millis(asked.at()))
                        .bind("etag", Columns.textOrNull(asked.etag()))
                        .bind("lastModified", Columns.textOrNull(asked.lastModified()))
                        .bind("answer", Columns.text(asked.answer()))
                        .execute());
    }

    @Override
    public void forgetAnswers(Instant before) {
        database.write(handle ->
                handle.createUpdate("DELETE FROM source_query WHERE at < :at")
                        .bind("at", Columns.millis(before))
                        .execute());
    }

    private static final String NOTE_ANSWER =
            "UPDATE source_state SET last_answer = :lastAnswer, circuit = 'closed', rejected = rejected + :rejected"
                    + " WHERE source = :source";

    private static final String NOTE_REJECTION =
            "UPDATE source_state SET rejected_place = :rejectedPlace, rejected_reason = :rejectedReason WHERE source = :source";

    @Override
    public void noteAnswer(String source, Instant at, List<Rejection> rejected) {
        database.write(handle -> {
            insert(handle, source);
            handle.createUpdate(NOTE_ANSWER)
                    .bind("lastAnswer", Columns.millis(at))
                    .bind("rejected", rejected.size())
                    .bind("source", source)
                    .execute();
            if (!rejected.isEmpty()) {
                handle.createUpdate(NOTE_REJECTION)
                        .bind("rejectedPlace", sentence(rejected.getLast().place()))
                        .bind("rejectedReason", sentence(rejected.getLast().reason()))
                        .bind("source", source)
                        .execute();
            }
            return true;
        });
    }

    @Override
    public void noteFailure(String source, Instant at, String failure) {
        database.write(handle -> {
            insert(handle, source);
            return handle.createUpdate(
                            "UPDATE source_state SET last_failure = :lastFailure, failure = :failure WHERE source = :source")
                    .bind("lastFailure", Columns.millis(at))
                    .bind("failure", sentence(failure))
                    .bind("source", source)
                    .execute();
        });
    }

    @Override
    public void noteCircuit(String source, SourceState.Circuit circuit) {
        database.write(handle -> {
            insert(handle, source);
            return handle.createUpdate(
                            "UPDATE source_state SET circuit = :circuit WHERE source = :source")
                    .bind("circuit", circuit.name().toLowerCase(Locale.ROOT))
                    .bind("source", source)
                    .execute();
        });
    }

    private static final String INSERT =
            "INSERT INTO source_state (source, failure, circuit, rejected, rejected_place, rejected_reason)"
                    + " VALUES (:source, '', 'closed', 0, '', '') ON CONFLICT DO NOTHING";

    private static void insert(Handle handle, String source) {
        handle.createUpdate(INSERT).bind("source", source).execute();
    }

    private static final String NOTE_FIELDS_DELETE =
            "DELETE FROM source_field WHERE source = :source AND answer = :answer AND field = :field AND change = :change";

    private static final String NOTE_FIELDS_INSERT =
            "INSERT INTO source_field (source, answer, field, change, since) VALUES (:source, :answer, :field, :change, :since)"
                    + " ON CONFLICT DO NOTHING";

    @Override
    public void noteFields(
            String source,
            String answer,
            Instant at,
            Collection<String> added,
            Collection<String> missing) {
        Set<WarnedField> now = new HashSet<>();
        added.forEach(
                field -> now.add(new WarnedField(FieldWarning.FieldChange.ADDED, sentence(field))));
        missing.forEach(field ->
                now.add(new WarnedField(FieldWarning.FieldChange.MISSING, sentence(field))));
        // Mostly nothing has changed, and reading is cheaper than writing.
        if (database.read(handle -> fields(handle, source, answer)).equals(now)) {
            return;
        }
        database.write(handle -> {
            Set<WarnedField> known = fields(handle, source, answer);
            for (WarnedField field : known) {
                if (!now.contains(field)) {
                    handle.createUpdate(NOTE_FIELDS_DELETE)
                            .bind("source", source)
                            .bind("answer", answer)
                            .bind("field", field.name())
                            .bind("change", field.column())
                            .execute();
                }
            }
            for (WarnedField field : now) {
                handle.createUpdate(NOTE_FIELDS_INSERT)
                        .bind("source", source)
                        .bind("answer", answer)
                        .bind("field", field.name())
                        .bind("change", field.column())
                        .bind("since", Columns.millis(at))
                        .execute();
            }
            return true;
        });
    }

    private static Set<WarnedField> fields(Handle handle, String source, String answer) {
        return handle.createQuery(
                        "SELECT change, field FROM source_field WHERE source = :source AND answer = :answer")
                .bind("source", source)
                .bind("answer", answer)
                .map((row, _) -> new WarnedField(change(row.getString(1)), row.getString(2)))
                .set();
    }

    private record WarnedField(FieldWarning.FieldChange change, String name) {
        String column() {
            return change.name().toLowerCase(Locale.ROOT);
        }
    }

    private static FieldWarning.FieldChange change(String column) {
        return FieldWarning.FieldChange.valueOf(column.toUpperCase(Locale.ROOT));
    }

    private static final String STATE =
            "SELECT circuit, last_answer, last_failure, failure, rejected, rejected_place,"
                    + " rejected_reason FROM source_state WHERE source = :source";

    @Override
    public SourceState state(String source, String title, boolean on) {
        return database.read(handle -> {
            List<FieldWarning> warnings = warnings(handle, source);
            Instant resting = restingUntil(handle, source);
            return handle.createQuery(STATE)
                    .bind("source", source)
                    .map((row, _) -> state(source, title, on, resting, warnings, row))
                    .findOne()
                    .orElseGet(() -> unasked(source, title, on, resting, warnings));
        });
    }

    private static final String WARNINGS =
            "SELECT change, field, MIN(since) FROM source_field WHERE source = :source"
                    + " GROUP BY change, field ORDER BY change, field";

    private static List<FieldWarning> warnings(Handle handle, String source) {
        return handle.createQuery(WARNINGS)
                .bind("source", source)
                .map((row, _) ->
                        new FieldWarning(
                                change(row.getString(1)),
                                row.getString(2),
                                Columns.instant(row.getLong(3))))
                .list();
    }

    /// Until when a source is to be left alone; null where it may be asked. A time further ahead
    /// than any source asks for is a clock's mistake, and does not count.
    private @Nullable Instant restingUntil(Handle handle, String source) {
        return handle.createQuery(
                        "SELECT resting FROM source_turn WHERE lane = :source AND resting > "
                                + database.now()
                                + " AND resting <= "
                                + database.now()
                                + " + :longest")
                .bind("source", source)
                .bind("longest", longest(Duration.ZERO))
                .mapTo(Long.class)
                .findOne()
                .map(Columns::instant)
                .orElse(null);
    }

    private static SourceState state(
            String source,
            String title,
            boolean on,
            @Nullable Instant resting,
            List<FieldWarning> warnings,
            ResultSet row)
            throws SQLException {
        String place = row.getString("rejected_place");
        return new SourceState(
                source,
                title,
                on,
                SourceState.Circuit.valueOf(row.getString("circuit").toUpperCase(Locale.ROOT)),
                time(row, "last_answer"),
                time(row, "last_failure"),
                row.getString("failure"),
                resting,
                row.getLong("rejected"),
                place.isEmpty() ? null : new Rejection(place, row.getString("rejected_reason")),
                warnings);
    }

    /// Of a source that has never been asked.
    private static SourceState unasked(
            String source,
            String title,
            boolean on,
            @Nullable Instant resting,
            List<FieldWarning> warnings) {
        return new SourceState(
                source,
                title,
                on,
                SourceState.Circuit.CLOSED,
                null,
                null,
                "",
                resting,
                0,
                null,
                warnings);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Columns.instant(millis);
    }

    private static String sentence(String text) {
        String line = Columns.line(text);
        return line.length() <= LONGEST_SENTENCE
                ? line
                : Columns.text(line.substring(0, LONGEST_SENTENCE - 1) + "…");
    }
}
