package io.broadsheet.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of this JVM's own, with a database for each directory that a test has.
public final class PostgresServer implements TestEngine {

    public static final PostgresServer SHARED = new PostgresServer();

    private static final String TEMPLATE = "template_broadsheet";

    private final Map<Path, String> databases = new HashMap<>();
    private @Nullable EmbeddedPostgres server;

    private PostgresServer() {}

    @Override
    public Store open(Path directory) {
        return Store.open(address(directory));
    }

    /// The database of a directory, made where it is missing.
    public synchronized PostgresAddress address(Path directory) {
        String database = databases.get(directory);
        if (database == null) {
            database = "d" + databases.size();
            create(database, TEMPLATE);
            databases.put(directory, database);
        }
        return address(database);
    }

    /// A database without a table in it.
    public synchronized PostgresAddress empty(String name) {
        create(name, "template0");
        return address(name);
    }

    /// A copy of a database that nobody is connected to.
    public synchronized PostgresAddress copy(PostgresAddress original, String name) {
        create(name, original.database());
        return address(name);
    }

    private PostgresAddress address(String database) {
        return new PostgresAddress(
                "localhost", server().getPort(), database, "postgres", "postgres", "");
    }

    private void create(String database, String template) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "300")
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            create(TEMPLATE, "template0");
            // Migrating takes most of a test's time.
            Store.open(address(TEMPLATE)).close();
        }
        return server;
    }

    @Override
    public List<String> tablesWithColumnLike(Store store, String pattern) {
        return store.database()
                .read(handle ->
                        handle.createQuery(
                                        "SELECT DISTINCT table_name FROM information_schema.columns"
                                                + " WHERE table_schema = current_schema() AND column_name LIKE ?")
                                .bind(0, pattern)
                                .mapTo(String.class)
                                .list());
    }
}
