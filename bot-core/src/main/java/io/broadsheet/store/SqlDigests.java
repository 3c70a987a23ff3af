package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.PauseReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// People's digests in SQL.
final class SqlDigests implements Digests {

    private static final String SELECT =
            "SELECT id, person, channel, rhythm, time, zone, counts_from, since, stopped FROM digest ";

    private final Database database;

    SqlDigests(Database database) {
        this.database = database;
    }

    @Override
    public Digest order(
            UserRef user,
            ChannelRef home,
            Digest.Rhythm rhythm,
            LocalTime time,
            ZoneId zone,
            Instant at) {
        return database.write(handle -> {
            long id = Numbers.next(handle, "digest");
            handle.execute(
                    "INSERT INTO digest (person, id, platform, channel, rhythm, time, zone, counts_from, since)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (person) DO UPDATE SET channel = excluded.channel, rhythm = excluded.rhythm,"
                            + " time = excluded.time, zone = excluded.zone, counts_from = excluded.counts_from, stopped = NULL",
                    Columns.person(user),
                    id,
                    user.platform().name(),
                    Columns.channel(home),
                    rhythm.name().toLowerCase(Locale.ROOT),
                    time.toString(),
                    zone.getId(),
                    millis(at),
                    // The first one looks back as far as later ones will.
                    millis(at.minus(rhythm.span())));
            return select(handle, "person", Columns.person(user)).getFirst();
        });
    }

    @Override
    public boolean stop(UserRef user) {
        return database.write(handle ->
                handle.execute("DELETE FROM digest WHERE person = ?", Columns.person(user)) > 0);
    }

    @Override
    public Optional<Digest> of(UserRef user) {
        return database.read(
                handle -> select(handle, "person", Columns.person(user)).stream().findFirst());
    }

    @Override
    public Optional<Digest> find(long id) {
        return database.read(handle -> select(handle, "id", id).stream().findFirst());
    }

    private static final String ACTIVE =
            SELECT + "WHERE platform = :platform AND stopped IS NULL ORDER BY id";

    @Override
    public List<Digest> active(Platform platform) {
        return database.read(handle ->
                handle.createQuery(ACTIVE)
                        .bind("platform", platform.name())
                        .map((row, _) -> digest(row))
                        .list());
    }

    private static final String STOPPED =
            SELECT + "WHERE platform = :platform AND stopped IS NOT NULL ORDER BY id";

    @Override
    public List<Digest> stopped(Platform platform) {
        return database.read(handle ->
                handle.createQuery(STOPPED)
                        .bind("platform", platform.name())
                        .map((row, _) -> digest(row))
                        .list());
    }

    private static final String IN_WORKSPACE =
            SELECT + "WHERE substr(person, 1, :length) = :prefix ORDER BY id";

    @Override
    public List<Digest> in(Platform platform, String workspace) {
        String prefix = Columns.workspace(platform, workspace);
        return database.read(handle ->
                handle.createQuery(IN_WORKSPACE)
                        .bind("length", prefix.codePointCount(0, prefix.length()))
                        .bind("prefix", prefix)
                        .map((row, _) -> digest(row))
                        .list());
    }

    private static final String READMIT =
            "UPDATE digest SET stopped = NULL, counts_from = ? WHERE id = ? AND stopped IS NOT NULL";

    @Override
    public boolean readmit(long id, Instant at) {
        return database.write(handle -> handle.execute(READMIT, millis(at), id) > 0);
    }

    @Override
    public void sent(long id, Instant since) {
        database.write(handle ->
                handle.execute("UPDATE digest SET since = ? WHERE id = ?", millis(since), id));
    }

    @Override
    public void refused(long id, Delivery.Refusal why) {
        database.write(handle ->
                handle.execute(
                        "UPDATE digest SET stopped = ? WHERE id = ?",
                        PauseColumn.write(new PauseReason.PlatformRefuses(why)),
                        id));
    }

    private static List<Digest> select(Handle handle, String column, Object value) {
        return handle.createQuery(SELECT + "WHERE " + column + " = :value")
                .bind("value", value)
                .map((row, _) -> digest(row))
                .list();
    }

    private static Digest digest(ResultSet row) throws SQLException {
        return new Digest(
                row.getLong("id"),
                Columns.person(row.getString("person")),
                Columns.channel(row.getString("channel")),
                Digest.Rhythm.valueOf(row.getString("rhythm").toUpperCase(Locale.ROOT)),
                LocalTime.parse(row.getString("time")),
                ZoneId.of(row.getString("zone")),
                instant(row.getLong("counts_from")),
                instant(row.getLong("since")),
                Optional.ofNullable(row.getString("stopped")).map(PauseColumn::read));
    }
}
