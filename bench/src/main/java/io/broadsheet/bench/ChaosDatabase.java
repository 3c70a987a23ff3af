package io.broadsheet.bench;

import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the bot of a chaos run keeps things: the file in its home, or a PostgreSQL server that can
/// be stopped and started again.
interface ChaosDatabase extends AutoCloseable {

    static ChaosDatabase of(Chaos.Engine engine, ChaosHome home) throws IOException {
        return engine == Chaos.Engine.SQLITE ? new OfFile(home.directory()) : new OfServer();
    }

    /// For [ChaosBot]: an address, or `-` for the file in the home directory.
    String address();

    Store open();

    /// Stops the server.
    ///
    /// @return whether there is one
    boolean stop() throws IOException;

    void start() throws IOException;

    @Override
    void close() throws IOException;

    /// The SQLite file in the home directory.
    record OfFile(Path directory) implements ChaosDatabase {

        @Override
        public String address() {
            return "-";
        }

        @Override
        public Store open() {
            return Store.open(directory);
        }

        @Override
        public boolean stop() {
            return false;
        }

        @Override
        public void start() {
            // There is nothing to start.
        }

        @Override
        public void close() {
            // The directory goes with its file system.
        }
    }

    /// A server of PostgreSQL with its data in a directory.
    final class OfServer implements ChaosDatabase {

        private final Path data = Files.createTempDirectory("chaos-postgres");
        private final int port;
        private EmbeddedPostgres server;

        OfServer() throws IOException {
            server = builder().start();
            port = server.getPort();
        }

        /// A server that keeps its data when it stops, and whatever it said that it keeps.
        private EmbeddedPostgres.Builder builder() {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("synchronous_commit", "on");
        }

        @Override
        public String address() {
            return "postgresql://127.0.0.1:" + port + "/postgres";
        }

        @Override
        public Store open() {
            return Store.open(PostgresAddress.parse(address(), "postgres", ""));
        }

        @Override
        public boolean stop() throws IOException {
            server.close();
            return true;
        }

        @Override
        public void start() throws IOException {
            server = builder().setPort(port).start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
