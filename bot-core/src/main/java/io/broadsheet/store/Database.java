package io.broadsheet.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Collections;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// An engine's connections. Every failure comes out as a [StoreException].
interface Database extends AutoCloseable {

    /// The engine's name.
    String engine();

    /// Reads; sees everything acknowledged before, and one state throughout where `work` runs a
    /// single statement.
    <T> T read(Work<T> work);

    /// Writes in one transaction. When this returns, the disk has it.
    <T> T write(Work<T> work);

    /// Writes in one transaction while nobody else does: for work that reads first and relies on
    /// what it read.
    <T> T writeAlone(Work<T> work);

    /// An expression of SQL for the time now, in milliseconds since 1970, by a clock that all
    /// processes share: that of the computer where the database is.
    String now();

    /// Connections that write.
    DataSource connections();

    @Override
    void close();

    /// Something done with a connection.
    @FunctionalInterface
    interface Work<T> {
        T on(Handle handle) throws Exception;
    }

    /// `?, ?, ?`
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /// @param patience how long a call waits for a connection, 1 s or more
    static HikariDataSource pool(String name, int size, DataSource source, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        config.setInitializationFailTimeout(1);
        // Connections to a file do not wear out, and their page caches are worth keeping.
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setKeepaliveTime(0);
        return new HikariDataSource(config);
    }
}
