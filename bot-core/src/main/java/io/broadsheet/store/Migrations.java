package io.broadsheet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/// Brings a database file to the layout this program knows, keeping a copy of what was there
/// before.
final class Migrations {

    /// The version of the newest file under `db/migration`.
    static final String LATEST = "17";

    /// The layout's version of a database.
    static final String VERSION_QUERY =
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
                    + " ORDER BY installed_rank DESC LIMIT 1";

    static final String LOCATION = "classpath:db/migration/common";

    private final Engine engine;
    private final DataSource source;
    private final String known;
    private final String[] locations;

    Migrations(Path file, DataSource source) {
        this(file, source, LATEST, LOCATION);
    }

    /// Migrations of a SQLite file.
    Migrations(Path file, DataSource source, String known, String... locations) {
        this(new SqliteFile(file), source, known, locations);
    }

    /// Migrations of a PostgreSQL database.
    Migrations(PostgresAddress address, DataSource source) {
        this(new PostgresServer(address), source, LATEST, LOCATION);
    }

    /// What engines do in ways of their own.
    private sealed interface Engine {

        /// Counts the tables of this name.
        String tables();

        /// The type of bytes.
        String bytes();

        /// Keeps what is there before it changes.
        void keepCopy(DataSource source, String version) throws SQLException, IOException;

        StoreException failure(Throwable failure);

        /// For people.
        String place();
    }

    /// @param known the newest version at the locations
    private Migrations(Engine engine, DataSource source, String known, String... locations) {
        this.engine = engine;
        this.source = source;
        this.known = known;
        this.locations = locations.clone();
    }

    /// @throws StoreException where a newer program made the file, or it cannot be used
    void run() {
        try {
            String found = found();
            if (found.equals(known)) {
                return;
            }
            if (!found.isEmpty()) {
                if (MigrationVersion.fromVersion(found)
                                .compareTo(MigrationVersion.fromVersion(known))
                        > 0) {
                    throw StoreException.newer(engine.place(), found, known);
                }
                engine.keepCopy(source, found);
            }
            flyway().migrate();
        } catch (IOException | SQLException | RuntimeException e) {
            throw engine.failure(e);
        }
    }

    /// The layout's version of the file; empty for a new one. Read without Flyway, which takes most
    /// of a start's time.
    private String found() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery(engine.tables())) {
                if (!tables.next() || tables.getInt(1) == 0) {
                    return "";
                }
            }
            try (ResultSet latest = statement.executeQuery(VERSION_QUERY)) {
                return latest.next() ? latest.getString(1) : "";
            }
        }
    }

    Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(locations)
                .placeholders(Map.of("bytes", engine.bytes()))
                .load();
    }

    private record SqliteFile(Path file) implements Engine {

        @Override
        public String tables() {
            return "SELECT COUNT(*) FROM sqlite_master WHERE name = 'flyway_schema_history'";
        }

        @Override
        public String bytes() {
            return "BLOB";
        }

        /// Copies the file as it stands beside itself, `broadsheet.db.v1.bak` for a file of layout
        /// 1.
        @Override
        public void keepCopy(DataSource source, String version) throws SQLException, IOException {
            Path copy = file.resolveSibling(file.getFileName() + ".v" + version + ".bak");
            Path unfinished =
                    file.resolveSibling(file.getFileName() + ".v" + version + ".bak.part");
            Files.deleteIfExists(unfinished);
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, unfinished.toString());
                statement.execute();
            }
            Files.move(
                    unfinished,
                    copy,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public StoreException failure(Throwable failure) {
            return failure instanceof IOException io
                    ? StoreException.notAccessible(file, io)
                    : StoreException.of(file, failure);
        }

        @Override
        public String place() {
            return file.toString();
        }
    }

    private record PostgresServer(PostgresAddress address) implements Engine {

        @Override
        public String tables() {
            return "SELECT COUNT(*) FROM information_schema.tables"
                    + " WHERE table_schema = current_schema() AND table_name = 'flyway_schema_history'";
        }

        @Override
        public String bytes() {
            return "BYTEA";
        }

        /// A server has backups of its own.
        @Override
        public void keepCopy(DataSource source, String version) {}

        @Override
        public StoreException failure(Throwable failure) {
            return PostgresDatabase.failure(address.toString(), failure);
        }

        @Override
        public String place() {
            return address.toString();
        }
    }
}
