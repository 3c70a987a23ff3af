package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of both engines, restored to both.
class StoreBackupTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @TempDir private Path directory;

    @Test
    void aBackupOfSqliteIsRestoredToBothEngines() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> before = filled(home);
        Path file = directory.resolve("backups/one.db");

        StoreBackup.Contents written = StoreBackup.write(home, file);

        assertThat(written).isEqualTo(StoreBackup.check(file));
        assertThat(written.layout()).isEqualTo(Migrations.LATEST);
        assertThat(written.rows()).isGreaterThan(100);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files(file.getParent())).containsExactly("one.db");
        Path other = directory.resolve("other");
        assertThat(StoreBackup.restore(file, other)).isEmpty();
        assertThat(contents(other)).isEqualTo(before);
        assertThat(files(other)).contains("broadsheet.db").noneMatch(name -> name.contains("part"));
        PostgresAddress database = PostgresServer.SHARED.empty("restored_from_sqlite");
        StoreBackup.restore(file, database);
        assertThat(contents(database)).isEqualTo(before);
    }

    @Test
    void aBackupOfPostgresqlIsRestoredToBothEngines() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> before = filled(home);
        PostgresAddress database = PostgresServer.SHARED.empty("backed_up");
        StoreCopy.run(home, database, _ -> {});
        Path file = directory.resolve("postgres.db");

        StoreBackup.Contents written = StoreBackup.write(database, file);

        assertThat(written).isEqualTo(StoreBackup.check(file));
        assertThat(files(directory)).containsExactlyInAnyOrder("home", "postgres.db");
        Path other = directory.resolve("other");
        StoreBackup.restore(file, other);
        assertThat(contents(other)).isEqualTo(before);
        PostgresAddress second = PostgresServer.SHARED.empty("restored_from_postgres");
        StoreBackup.restore(file, second);
        assertThat(contents(second)).isEqualTo(before);
        // Not into one that holds something.
        assertThatThrownBy(() -> StoreBackup.restore(file, second))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has something in it already");
    }

    /// One moment, in the middle of writing: each paper comes with its change in one transaction.
    @Test
    void isOfOneMomentWhileTheStoreIsWrittenTo() throws Exception {
        Path home = directory.resolve("home");
        filled(home);
        AtomicBoolean goOn = new AtomicBoolean(true);
        AtomicInteger put = new AtomicInteger();
        try (Store store = Store.open(home)) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 10_000; goOn.get(); i += 10) {
                                    List<io.broadsheet.paper.Paper> ten = new ArrayList<>();
                                    for (int each = i; each < i + 10; each++) {
                                        ten.add(StoreCopyTest.paper(each));
                                    }
                                    store.catalogue().put(ten, NOON);
                                    put.incrementAndGet();
                                }
                            });
            long before = store.catalogue().size();
            for (int i = 0; i < 3; i++) {
                int seen = put.get();
                while (put.get() == seen) {
                    Thread.onSpinWait();
                }
                Path file = directory.resolve("while-" + i + ".db");
                StoreBackup.write(home, file);
                Path other = directory.resolve("other-" + i);
                StoreBackup.restore(file, other);
                try (Store restored = Store.open(other)) {
                    assertThat((restored.catalogue().size() - before) % 10).isZero();
                    assertThat(restored.catalogue().size()).isGreaterThan(before);
                }
            }
            goOn.set(false);
            writer.join();
        }
    }

    @Test
    void keepsWhatARestoreReplaces() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> first = filled(home);
        Path file = directory.resolve("one.db");
        StoreBackup.write(home, file);
        Map<String, String> second;
        try (Store store = Store.open(home)) {
            store.catalogue().put(List.of(StoreCopyTest.paper(77_777)), NOON);
            second = contents(store);
        }

        Path kept = StoreBackup.restore(file, home).orElseThrow();

        assertThat(contents(home)).isEqualTo(first);
        Path again = directory.resolve("again");
        StoreBackup.restore(kept, again);
        assertThat(contents(again)).isEqualTo(second);
        assertThat(StoreBackup.restore(file, home).orElseThrow()).isNotEqualTo(kept);
    }

    @Test
    void leavesEverythingAsItWasWhereTheBackupIsNoGood() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> before = filled(home);
        Path file = directory.resolve("one.db");
        StoreBackup.write(home, file);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 20_000; i++) {
            bytes[i] ^= 0x55;
        }
        Path damaged = Files.write(directory.resolve("damaged.db"), bytes);
        Path cut =
                Files.write(
                        directory.resolve("cut.db"),
                        java.util.Arrays.copyOf(Files.readAllBytes(file), bytes.length / 2));
        Path text = Files.writeString(directory.resolve("text.db"), "no database at all");
        Path missing = directory.resolve("missing.db");

        for (Path each : List.of(damaged, cut, text, missing)) {
            assertThatThrownBy(() -> StoreBackup.restore(each, home))
                    .as(each.toString())
                    .isInstanceOf(StoreException.class);
        }

        assertThat(contents(home)).isEqualTo(before);
        assertThat(files(home)).noneMatch(name -> name.contains("before-restore"));
    }

    @Test
    void writesOverNothingAndLeavesNothingUnfinished() throws Exception {
        Path home = directory.resolve("home");
        filled(home);
        Path there = Files.writeString(directory.resolve("there.db"), "mine");

        assertThatThrownBy(() -> StoreBackup.write(home, there))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> StoreBackup.write(directory.resolve("nowhere"), there))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("There is no database");

        assertThat(Files.readString(there)).isEqualTo("mine");
        assertThat(files(directory)).containsExactlyInAnyOrder("home", "there.db");
    }

    private static Map<String, String> filled(Path home) throws Exception {
        try (Store store = Store.open(home)) {
            StoreCopyTest.fill(store);
            return contents(store);
        }
    }

    private static Map<String, String> contents(Path home) {
        try (Store store = Store.open(home)) {
            return contents(store);
        }
    }

    private static Map<String, String> contents(PostgresAddress database) {
        try (Store store = Store.open(database)) {
            return contents(store);
        }
    }

    private static Map<String, String> contents(Store store) {
        return store.database()
                .read(handle -> {
                    Map<String, String> checksums = new TreeMap<>();
                    for (String table : StoreCopy.TABLES) {
                        try {
                            checksums.put(
                                    table,
                                    StoreCopy.checksum(
                                            handle, table, StoreCopy.columns(handle, table)));
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return checksums;
                });
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
