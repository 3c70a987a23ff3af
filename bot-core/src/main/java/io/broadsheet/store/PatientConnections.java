package io.broadsheet.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Connections of a pool for whoever waits long where the server is busy, and hears within seconds
/// where it is away.
final class PatientConnections extends DelegatingDataSource {

    /// After it was found away, for so long nobody else waits to find the same.
    private static final long AWAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final HikariDataSource pool;
    private final BooleanSupplier answers;
    private final Duration patience;
    private volatile @Nullable Away away;

    private record Away(long since, SQLException failure) {}

    /// @param pool gives up within a second or two
    /// @param answers whether the server answers at all, asked within a second
    /// @param patience how long to wait for a connection of a server that answers
    PatientConnections(HikariDataSource pool, BooleanSupplier answers, Duration patience) {
        super(pool);
        this.pool = pool;
        this.answers = answers;
        this.patience = patience;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Away found = away;
        if (found != null && System.nanoTime() - found.since() < AWAY_NANOS) {
            throw new SQLTransientConnectionException(
                    found.failure().getMessage(), "08001", found.failure());
        }
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Connection connection = pool.getConnection();
                away = null;
                return connection;
            } catch (SQLTransientConnectionException e) {
                if (!answers.getAsBoolean()) {
                    away = new Away(System.nanoTime(), e);
                    throw new SQLTransientConnectionException(e.getMessage(), "08001", e);
                }
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }
}
