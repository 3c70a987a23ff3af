package io.broadsheet.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL database, which several processes use at once.
///
/// Papers merge, and then every row that names one of them is renamed. So that no row is written
/// with the old name meanwhile, those who write hold a lock together, and whoever takes papers in
/// holds it alone.
final class PostgresDatabase implements Database {

    private static final int CONNECTIONS = 12;

    /// Any number that no other program uses in this database: "broadsh" in ASCII.
    private static final long LOCK = 0x62726f61647368L;

    /// The server undid the transaction because of another one; it may succeed now.
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01");

    private static final int TRIES = 5;

    /// So long a call waits for a connection before it looks whether the server is there at all.
    /// With [#PROBE] that is less than the three seconds within which people are answered.
    private static final Duration FIRST_WAIT = Duration.ofMillis(1_500);

    private static final Duration PROBE = Duration.ofSeconds(1);

    private final String place;
    private final HikariDataSource pool;
    private final DataSource connections;
    private final Jdbi jdbi;

    /// @param patience how long a call waits for a connection, 1 s or more
    PostgresDatabase(PostgresAddress address, Duration patience) {
        this.place = address.toString();
        try {
            pool = Database.pool("broadsheet", CONNECTIONS, source(address, patience), FIRST_WAIT);
            pool.setValidationTimeout(PROBE.toMillis());
        } catch (RuntimeException e) {
            throw failure(place, e);
        }
        PostgresProbe probe = new PostgresProbe(address.host(), address.port(), PROBE);
        connections = new PatientConnections(pool, probe::answers, patience);
        jdbi = Jdbi.create(connections);
    }

    @Override
    public String engine() {
        return "PostgreSQL";
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return jdbi.withHandle(work::on);
        } catch (Exception e) {
            throw failure(place, e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        return transaction("SELECT pg_advisory_xact_lock_shared(" + LOCK + ")", work);
    }

    @Override
    public <T> T writeAlone(Work<T> work) {
        return transaction("SELECT pg_advisory_xact_lock(" + LOCK + ")", work);
    }

    private <T> T transaction(String lock, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(handle -> {
                    handle.execute(lock);
                    return work.on(handle);
                });
            } catch (Exception e) {
                String state = state(e);
                if (attempt == TRIES || state == null || !WORTH_ANOTHER_TRY.contains(state)) {
                    throw failure(place, e);
                }
            }
        }
    }

    @Override
    public String now() {
        return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        pool.close();
    }

    static DataSource source(PostgresAddress address, Duration patience) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setApplicationName("Broadsheet");
        if (!address.sslMode().isEmpty()) {
            source.setSslMode(address.sslMode());
        }
        int seconds = Math.toIntExact(Math.max(1, patience.toSeconds()));
        source.setConnectTimeout(seconds);
        // A connection that died silently is noticed in the end.
        source.setTcpKeepAlive(true);
        source.setSocketTimeout(Math.max(60, 4 * seconds));
        return source;
    }

    /// Says in words what PostgreSQL reports.
    ///
    /// @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's
    ///   error codes</a>
    static StoreException failure(String place, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof StoreException known) {
                return known;
            }
        }
        String state = state(failure);
        if (state == null) {
            return new StoreException(
                    StoreException.StoreFault.FAILED,
                    "The database " + place + " failed: " + failure.getMessage(),
                    failure);
        }
        if (state.equals("42501")) {
            return new StoreException(
                    StoreException.StoreFault.NOT_ACCESSIBLE,
                    "The database "
                            + place
                            + " does not let the user of database.user do that: "
                            + failure.getMessage()
                            + ". Let the database belong to that user: ALTER DATABASE ... OWNER TO ...",
                    failure);
        }
        return switch (state.substring(0, 2)) {
            case "08", "57" ->
                    new StoreException(
                            StoreException.StoreFault.NOT_ACCESSIBLE,
                            "The database "
                                    + place
                                    + " does not answer. Check that it runs and can be reached from here.",
                            failure);
            case "28" ->
                    new StoreException(
                            StoreException.StoreFault.NOT_ACCESSIBLE,
                            "The database "
                                    + place
                                    + " refuses the user or password. Check database.user and database.password.",
                            failure);
            case "3D" ->
                    new StoreException(
                            StoreException.StoreFault.NOT_ACCESSIBLE,
                            "The database "
                                    + place
                                    + " does not exist. Create it, for example with createdb.",
                            failure);
            case "53" ->
                    new StoreException(
                            StoreException.StoreFault.FULL,
                            "The database "
                                    + place
                                    + " has no room or no connection left: "
                                    + failure.getMessage(),
                            failure);
            default ->
                    new StoreException(
                            StoreException.StoreFault.FAILED,
                            "The database " + place + " failed: " + failure.getMessage(),
                            failure);
        };
    }

    private static @Nullable String state(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
