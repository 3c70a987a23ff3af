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
    static final String LATEST = "2";

    static final String LOCATION = "classpath:db/migration/common";

    private final Path file;
    private final DataSource source;
    private final String known;
    private final String[] locations;

    Migrations(Path file, DataSource source) {
        this(file, source, LATEST, LOCATION);
    }

    /// @param known the newest version at the locations
    Migrations(Path file, DataSource source, String known, String... locations) {
        this.file = file;
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
                    throw StoreException.newer(file, found, known);
                }
                keepCopy(found);
            }
            flyway().migrate();
        } catch (IOException e) {
            throw StoreException.notAccessible(file, e);
        } catch (SQLException | RuntimeException e) {
            throw StoreException.of(file, e);
        }
    }

    /// The layout's version of the file; empty for a new one. Read without Flyway, which takes most
    /// of a start's time.
    private String found() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables =
                    statement.executeQuery(
                            "SELECT COUNT(*) FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
                if (!tables.next() || tables.getInt(1) == 0) {
                    return "";
                }
            }
            try (ResultSet latest =
                    statement.executeQuery(
                            "SELECT version FROM flyway_schema_history WHERE success = 1 AND version IS NOT NULL"
                                    + " ORDER BY installed_rank DESC LIMIT 1")) {
                return latest.next() ? latest.getString(1) : "";
            }
        }
    }

    Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(locations)
                .placeholders(Map.of("bytes", "BLOB"))
                .load();
    }

    /// Copies the file as it stands beside itself, `broadsheet.db.v1.bak` for a file of layout 1.
    private void keepCopy(String version) throws SQLException, IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".v" + version + ".bak");
        Path unfinished = file.resolveSibling(file.getFileName() + ".v" + version + ".bak.part");
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
}
