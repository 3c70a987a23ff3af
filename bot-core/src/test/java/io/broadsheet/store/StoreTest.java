package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.broadsheet.catalogue.Catalogue.Intake;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store as a file: opening, upgrading, and everything that can be wrong with it.
class StoreTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration IMPATIENT = Duration.ofSeconds(1);

    @TempDir Path directory;

    private Path file() {
        return directory.resolve(Store.FILE);
    }

    private static List<Paper> papers(int from, int count) {
        List<Paper> papers = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String title = "Paper number " + i;
            papers.add(
                    Paper.builder(PaperId.ofTitle(title), title)
                            .summary("x".repeat(1000) + i, "")
                            .build());
        }
        return papers;
    }

    /// The sentence that people read.
    private static String failure(StoreException.StoreFault kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(StoreException.class);
        assertThat(((StoreException) thrown).kind()).as(thrown.getMessage()).isEqualTo(kind);
        return thrown.getMessage();
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void makesItsDirectoryAndIsHealthy() {
        Path nested = directory.resolve("a/b");
        try (Store store = Store.open(nested)) {
            assertThat(store.healthy()).isTrue();
            assertThat(store.catalogue().size()).isZero();
        }
        assertThat(nested.resolve(Store.FILE)).exists();
    }

    @Test
    void isNotHealthyOnceClosed() {
        Store store = Store.open(directory);
        store.close();
        assertThat(store.healthy()).isFalse();
    }

    @Test
    void writesAheadAndWaitsForTheDisk() {
        try (Store store = Store.open(directory)) {
            assertThat(pragma(store, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(store, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(store, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(store, "secure_delete")).isEqualTo("1");
        }
    }

    private static String pragma(Store store, String name) {
        return store.database()
                .write(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }

    @Test
    void knowsItsNewestMigration() {
        Migrations migrations = new Migrations(file(), SqliteDatabase.writing(file(), IMPATIENT));
        MigrationInfo[] all = migrations.flyway().info().all();
        assertThat(all[all.length - 1].getVersion().getVersion()).isEqualTo(Migrations.LATEST);
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws Exception {
        Store.open(directory).close();
        sql(
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by, installed_on, 1, 1"
                        + " FROM flyway_schema_history WHERE installed_rank = 1");
        byte[] before = Files.readAllBytes(file());
        assertThat(failure(StoreException.StoreFault.NEWER, () -> Store.open(directory)))
                .contains(
                        file().toString(),
                        "newer version of Broadsheet",
                        "layout is version 99",
                        "restore a backup");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void keepsACopyBeforeItMigrates() throws Exception {
        try (Store store = Store.open(directory)) {
            store.catalogue().put(papers(0, 10), NOON);
        }
        migrateFurther();
        sql("INSERT INTO later (name) VALUES ('x')");
        assertThat(failure(StoreException.StoreFault.NEWER, () -> Store.open(directory)))
                .contains("1000");

        Path copy = directory.resolve(Store.FILE + ".v" + Migrations.LATEST + ".bak");
        Path restored = Files.createDirectory(directory.resolve("restored"));
        Files.copy(copy, restored.resolve(Store.FILE));
        try (Store store = Store.open(restored)) {
            assertThat(store.catalogue().size()).isEqualTo(10);
        }
    }

    private void migrateFurther() {
        new Migrations(
                        file(),
                        SqliteDatabase.writing(file(), IMPATIENT),
                        "1000",
                        Migrations.LOCATION,
                        "classpath:db/later")
                .run();
    }

    @Test
    void opensAgainWithoutCopyingOrMigrating() throws Exception {
        Store.open(directory).close();
        Store.open(directory).close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void finishesAnOpeningThatACrashCutShort() throws Exception {
        // What is left when the process dies before the first migration.
        sql("PRAGMA journal_mode = WAL");
        try (Store store = Store.open(directory)) {
            assertThat(store.catalogue().put(papers(0, 1), NOON)).containsExactly(Intake.ADDED);
        }
    }

    @Test
    void saysWhenTheFileIsNoDatabase() throws Exception {
        Files.writeString(file(), "This is a shopping list, not a database. ".repeat(100));
        assertThat(failure(StoreException.StoreFault.DAMAGED, () -> Store.open(directory)))
                .contains(file().toString(), "Restore a backup");
        assertThat(Files.readString(file())).startsWith("This is a shopping list");
    }

    @Test
    void saysWhenTheFileIsDamaged() throws Exception {
        try (Store store = Store.open(directory)) {
            store.catalogue().put(papers(0, 500), NOON);
        }
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 8192, bytes.length, (byte) 0x5a);
        Files.write(file(), bytes);
        assertThat(
                        failure(
                                StoreException.StoreFault.DAMAGED,
                                () -> {
                                    try (Store store = Store.open(directory)) {
                                        store.catalogue()
                                                .findAll(
                                                        papers(0, 500).stream()
                                                                .map(Paper::id)
                                                                .toList());
                                    }
                                }))
                .contains(file().toString());
    }

    @Test
    void saysWhenAnotherProgramHoldsTheFile() throws Exception {
        try (Store store = Store.open(directory, IMPATIENT);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(
                            failure(
                                    StoreException.StoreFault.BUSY,
                                    () -> store.catalogue().put(papers(0, 1), NOON)))
                    .contains(file().toString(), "in use by another program");
            assertThat(store.catalogue().size()).as("reading goes on").isZero();
            statement.execute("ROLLBACK");
            assertThat(store.catalogue().put(papers(0, 1), NOON)).containsExactly(Intake.ADDED);
        }
    }

    @Test
    void saysWhenTheFileCannotBeWritten() {
        try (Store store = Store.open(directory)) {
            // Makes SQLite report what it reports for a read-only file; permissions would not stop
            // a test that runs as root.
            Database.Work<List<Intake>> put =
                    handle -> {
                        handle.execute("PRAGMA query_only = ON");
                        return new PutBatch(handle.getConnection(), NOON).put(papers(0, 1));
                    };
            assertThat(
                            failure(
                                    StoreException.StoreFault.NOT_ACCESSIBLE,
                                    () -> store.database().write(put)))
                    .contains(file().toString(), "cannot be opened or written");
            assertThat(store.catalogue().put(papers(0, 1), NOON))
                    .as("a new connection writes")
                    .containsExactly(Intake.ADDED);
        }
    }

    @Test
    void saysWhenItsDirectoryIsAFileOrItsFileADirectory() throws Exception {
        Path plain = Files.writeString(directory.resolve("plain"), "x");
        assertThat(failure(StoreException.StoreFault.NOT_ACCESSIBLE, () -> Store.open(plain)))
                .contains(plain.toString());
        Files.createDirectory(file());
        assertThat(failure(StoreException.StoreFault.NOT_ACCESSIBLE, () -> Store.open(directory)))
                .contains(file().toString());
    }

    @Test
    void losesNothingWhenTheDiskIsFull() {
        try (Store store = Store.open(directory)) {
            store.catalogue().put(papers(0, 50), NOON);
            // A limit below the present size is the present size. It lasts as long as the
            // connection.
            store.database()
                    .write(handle ->
                            handle.createQuery("PRAGMA max_page_count = 1")
                                    .mapTo(Long.class)
                                    .one());
            assertThat(
                            failure(
                                    StoreException.StoreFault.FULL,
                                    () -> store.catalogue().put(papers(50, 500), NOON)))
                    .contains(file().toString(), "no room left", "Free some space");
            assertThat(store.catalogue().size()).isEqualTo(50);
            assertThat(store.healthy()).isTrue();
            assertThat(store.catalogue().put(papers(50, 500), NOON))
                    .hasSize(500)
                    .containsOnly(Intake.ADDED);
        }
        try (Store store = Store.open(directory)) {
            assertThat(store.catalogue().size()).isEqualTo(550);
        }
    }

    @Test
    void twoProgramsShareOneFile() {
        try (Store one = Store.open(directory);
                Store other = Store.open(directory)) {
            one.catalogue().put(papers(0, 5), NOON);
            assertThat(other.catalogue().size()).isEqualTo(5);
            other.catalogue().put(papers(5, 5), NOON);
            assertThat(one.catalogue().lastChange()).isEqualTo(10);
            assertThat(one.catalogue().changesAfter(5, 100)).hasSize(5);
        }
    }

    @Test
    void readsWhileAnImportWrites() throws Exception {
        try (Store store = Store.open(directory)) {
            store.catalogue().put(papers(0, 1), NOON);
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            Thread importer =
                    Thread.ofVirtual()
                            .start(() ->
                                    store.database()
                                            .write(handle -> {
                                                handle.execute("DELETE FROM paper");
                                                writing.countDown();
                                                return read.await(20, TimeUnit.SECONDS);
                                            }));
            assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(store.catalogue().size()).isEqualTo(1);
            read.countDown();
            importer.join();
            assertThat(store.catalogue().size()).isZero();
        }
    }
}
