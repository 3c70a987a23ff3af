package io.broadsheet.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Backups of a store while it is in use, each one SQLite file, whichever engine it comes from, so
/// that it can be restored to either.
public final class StoreBackup {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What is appended to a file that is not finished.
    private static final String UNFINISHED = ".part";

    /// What is in a backup, as it was read from it.
    ///
    /// @param layout the version of the store's layout
    /// @param rows in all its tables
    /// @param bytes the file's size
    public record Contents(String layout, long rows, long bytes) {}

    private StoreBackup() {}

    /// Writes a backup of the SQLite store in a directory as it is at one moment, and checks it.
    /// The file appears when it is whole, readable by its owner alone.
    ///
    /// @throws StoreException where it cannot be written or is not whole; nothing is left then
    public static Contents write(Path directory, Path file) {
        Path store = directory.resolve(Store.FILE);
        requireStore(store);
        return finished(file, part -> vacuumInto(store, part));
    }

    /// The same of a PostgreSQL database. Its rows are copied in one snapshot, and compared.
    public static Contents write(PostgresAddress source, Path file) {
        return finished(
                file,
                part -> {
                    Path directory =
                            Files.createTempDirectory(part.toAbsolutePath().getParent(), ".backup");
                    try {
                        copyFrom(source, directory);
                        vacuumInto(directory.resolve(Store.FILE), part);
                    } finally {
                        deleteTree(directory);
                    }
                });
    }

    /// Reads a backup through and says what is in it.
    ///
    /// @throws StoreException where it is damaged, no backup, or of a newer program
    public static Contents check(Path file) {
        requireStore(file);
        try (Connection connection = open(file, true);
                Statement statement = connection.createStatement()) {
            for (String check : List.of("integrity_check", "foreign_key_check")) {
                requireSound(statement, check, file);
            }
            String layout = text(statement, Migrations.VERSION_QUERY);
            if (MigrationVersion.fromVersion(layout)
                            .compareTo(MigrationVersion.fromVersion(Migrations.LATEST))
                    > 0) {
                throw StoreException.newer(file.toString(), layout, Migrations.LATEST);
            }
            return new Contents(layout, rows(connection), Files.size(file));
        } catch (IOException e) {
            throw StoreException.notAccessible(file, e);
        } catch (SQLException e) {
            throw StoreException.of(file, e);
        }
    }

    /// Puts a backup in the place of the SQLite store in a directory, which nobody may use
    /// meanwhile. What was there is kept beside it.
    ///
    /// @return where what was there is now; empty where nothing was
    /// @throws StoreException where the backup cannot be used; then everything is as it was
    public static Optional<Path> restore(Path file, Path directory) {
        check(file);
        Path store = directory.resolve(Store.FILE);
        Path incoming = directory.resolve(Store.FILE + UNFINISHED);
        try {
            Files.createDirectories(directory);
            Files.copy(file, incoming, StandardCopyOption.REPLACE_EXISTING);
            OwnerOnly.close(incoming);
            force(incoming);
            check(incoming);
            Optional<Path> kept = Optional.empty();
            if (Files.exists(store)) {
                Path aside = free(directory.resolve(Store.FILE + ".before-restore"));
                vacuumInto(store, aside);
                OwnerOnly.close(aside);
                force(aside);
                kept = Optional.of(aside);
            }
            // The log of the old file must not be taken for one of the new.
            for (String log : List.of("-wal", "-shm")) {
                Files.deleteIfExists(directory.resolve(Store.FILE + log));
            }
            Files.move(
                    incoming,
                    store,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } catch (IOException e) {
            throw StoreException.notAccessible(store, e);
        } catch (SQLException e) {
            throw StoreException.of(store, e);
        }
    }

    /// Copies a backup into an empty PostgreSQL database and compares both.
    ///
    /// @throws StoreException as [StoreCopy#run] does
    public static void restore(Path file, PostgresAddress target) {
        check(file);
        try {
            Path directory = Files.createTempDirectory("broadsheet-restore");
            try {
                Files.copy(file, directory.resolve(Store.FILE));
                StoreCopy.run(directory, target, _ -> {});
            } finally {
                deleteTree(directory);
            }
        } catch (IOException e) {
            throw StoreException.notAccessible(file, e);
        }
    }

    // --- writing ---

    @FunctionalInterface
    private interface Writing {
        void write(Path part) throws IOException, SQLException;
    }

    private static Contents finished(Path file, Writing writing) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            if (Files.exists(target)) {
                throw new StoreException(
                        StoreException.StoreFault.NOT_ACCESSIBLE,
                        "The file " + target + " is there already. Name another one.",
                        null);
            }
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(part);
            // Nobody else may read it while it grows either.
            OwnerOnly.create(part);
            writing.write(part);
            Contents contents = check(part);
            force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return contents;
        } catch (IOException e) {
            throw StoreException.notAccessible(target, e);
        } catch (SQLException e) {
            throw StoreException.of(target, e);
        } finally {
            deleteQuietly(part);
        }
    }

    /// SQLite writes a copy of one moment, beside whoever writes to the store. The copy must not
    /// exist or be empty.
    private static void vacuumInto(Path store, Path copy) throws SQLException {
        try (Connection connection = open(store, false);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    private static void copyFrom(PostgresAddress source, Path directory) {
        try (Store sink = Store.open(directory)) {
            Jdbi.create(PostgresDatabase.source(source, PATIENCE))
                    .useTransaction(
                            TransactionIsolationLevel.REPEATABLE_READ,
                            from -> {
                                requireLayout(from, source);
                                sink.database().writeAlone(to -> StoreCopy.pourAll(from, to));
                            });
        } catch (RuntimeException e) {
            throw PostgresDatabase.failure(source.toString(), e);
        }
    }

    private static void requireLayout(Handle from, PostgresAddress source) {
        String layout =
                from.createQuery(Migrations.VERSION_QUERY)
                        .mapTo(String.class)
                        .findOne()
                        .orElse("0");
        if (!layout.equals(Migrations.LATEST)) {
            throw new StoreException(
                    StoreException.StoreFault.FAILED,
                    "The database "
                            + source
                            + " has layout "
                            + layout
                            + " and this program "
                            + Migrations.LATEST
                            + ". Back it up with the program that runs on it.",
                    null);
        }
    }

    // --- reading ---

    private static void requireStore(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    StoreException.StoreFault.NOT_ACCESSIBLE,
                    "There is no database " + file.toAbsolutePath() + ".",
                    null);
        }
    }

    private static Connection open(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void requireSound(Statement statement, String check, Path file)
            throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA " + check)) {
            if (found.next() && !"ok".equals(found.getString(1))) {
                throw new StoreException(
                        StoreException.StoreFault.DAMAGED,
                        "The file " + file + " is damaged: " + found.getString(1) + ".",
                        null);
            }
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "0";
        }
    }

    private static long rows(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        long rows = 0;
        for (String table : tables) {
            try (Statement statement = connection.createStatement();
                    ResultSet count =
                            statement.executeQuery("SELECT COUNT(*) FROM \"" + table + "\"")) {
                rows += count.next() ? count.getLong(1) : 0;
            }
        }
        return rows;
    }

    // --- files ---

    private static Path free(Path wanted) {
        Path free = wanted;
        for (int i = 2; Files.exists(free); i++) {
            free = wanted.resolveSibling(wanted.getFileName() + "." + i);
        }
        return free;
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path file) {
        for (String end : List.of("", "-wal", "-shm", "-journal")) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            } catch (IOException e) {
                // The next backup deletes it.
                continue;
            }
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(directory);
    }
}
