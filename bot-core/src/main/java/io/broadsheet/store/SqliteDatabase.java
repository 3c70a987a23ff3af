package io.broadsheet.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A SQLite file with one connection that writes and a few that read beside it. Every failure comes
/// out as a [StoreException].
final class SqliteDatabase implements Database {

    private static final int READERS = 4;
    private static final int PAGE_BYTES = 8192;

    private final Path file;
    private final HikariDataSource writes;
    private final HikariDataSource reads;
    private final Jdbi writer;
    private final Jdbi reader;

    /// @param patience how long a call waits for a database that is held elsewhere, 1 s or more
    SqliteDatabase(Path file, Duration patience) {
        this.file = file;
        try {
            // The writer comes first: it makes the file and turns it to write-ahead logging.
            writes = Database.pool("broadsheet-writer", 1, writing(file, patience), patience);
            try {
                reads =
                        Database.pool(
                                "broadsheet-reader", READERS, reading(file, patience), patience);
            } catch (RuntimeException e) {
                writes.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw StoreException.of(file, e);
        }
        writer = Jdbi.create(writes);
        reader = Jdbi.create(reads);
    }

    Path file() {
        return file;
    }

    @Override
    public String engine() {
        return "SQLite";
    }

    @Override
    public <T> T read(Work<T> work) {
        return attempt(reader, work);
    }

    @Override
    public <T> T write(Work<T> work) {
        try {
            return attempt(writer, handle -> handle.inTransaction(work::on));
        } catch (StoreException e) {
            // After a failed commit SQLite and the driver may disagree on whether a transaction is
            // open. A new connection knows.
            writes.getHikariPoolMXBean().softEvictConnections();
            throw e;
        }
    }

    /// Only one connection writes in a process, and SQLite lets only one process write.
    @Override
    public <T> T writeAlone(Work<T> work) {
        return write(work);
    }

    @Override
    public String now() {
        return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    }

    @Override
    public DataSource connections() {
        return writes;
    }

    private <T> T attempt(Jdbi jdbi, Work<T> work) {
        try {
            return jdbi.withHandle(work::on);
        } catch (Exception e) {
            throw StoreException.of(file, e);
        }
    }

    @Override
    public void close() {
        // SQLite empties the log into the file when the last connection closes; a reader cannot do
        // that.
        reads.close();
        writes.close();
    }

    /// A data source as the writer's, one new connection at every call.
    static DataSource writing(Path file, Duration patience) {
        SQLiteConfig config = common(patience);
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: in write-ahead mode, NORMAL may lose the last transactions when the power goes.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        // What people delete is overwritten, not just unlinked.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(64 << 20));
        config.setCacheSize(-32_000);
        return source(file, config);
    }

    private static DataSource reading(Path file, Duration patience) {
        SQLiteConfig config = common(patience);
        config.setCacheSize(-16_000);
        return source(file, config);
    }

    private static SQLiteConfig common(Duration patience) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        return config;
    }

    private static DataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
