package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Places;
import io.broadsheet.app.config.Settings;
import io.broadsheet.command.Checkup;
import io.broadsheet.store.Store;
import io.broadsheet.store.StoreBackup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups from the command line, and those that come by themselves.
class BackupTest {

    @TempDir private Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-04T01:30:00Z"));
    private Path home;
    private Path backups;

    @BeforeEach
    void fill() {
        home = directory.resolve("home");
        backups = directory.resolve("backups");
        Store.open(home).close();
    }

    @Test
    void theCommandLineWritesOneAndPutsItBack() throws Exception {
        Path file = directory.resolve("one.db");

        assertThat(run("backup", file.toString())).startsWith("0 ").contains("rows", "checked.");
        assertThat(run("backup", file.toString())).startsWith("3 ").contains("is there already");
        Files.createDirectories(home.resolve("index"));
        Files.writeString(home.resolve("index/of-the-old-store"), "");

        assertThat(run("restore", file.toString()))
                .startsWith("0 ")
                .contains("What was there before is in", "It is in " + home + " now.");
        assertThat(home.resolve("index")).doesNotExist();
        assertThat(run("restore", directory.resolve("none.db").toString()))
                .startsWith("3 ")
                .contains("There is no database")
                .doesNotContain("\tat ");
        Store.open(home).close();
    }

    @Test
    void nothingIsRestoredBelowABotThatRuns() {
        Path file = directory.resolve("one.db");
        run("backup", file.toString());

        try (Heartbeat heartbeat = Heartbeat.start(home, Clock.systemUTC())) {
            assertThat(heartbeat).isNotNull();
            assertThat(run("restore", file.toString()))
                    .startsWith("3 ")
                    .contains("The bot runs in");
            // A backup is made while it runs.
            assertThat(run("backup", directory.resolve("two.db").toString())).startsWith("0 ");
        }
    }

    @Test
    void oneADayComesByItselfAndTheLatestAreKept() throws Exception {
        Settings settings = settings();
        DailyBackups daily =
                DailyBackups.of(settings, file -> BackupCommand.write(settings, file), clock);
        assertThat(daily.findings()).extracting(Checkup.Finding::level).containsOnly(note());

        daily.look();
        assertThat(backups).as("before its hour").doesNotExist();
        for (int day = 0; day < 4; day++) {
            clock.pass(Duration.ofHours(2));
            daily.look();
            daily.look();
            clock.pass(Duration.ofHours(22));
        }

        assertThat(files())
                .containsExactly(
                        "broadsheet-2026-03-06.db", "broadsheet-2026-03-07.db", "mine.txt");
        assertThat(daily.findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.detail())
                                .isEqualTo("2 in " + backups + ", the last of 2026-03-07"));
    }

    @Test
    void aFailureIsSaidAndTriedAgain() throws Exception {
        Settings settings = settings();
        int[] tries = {0};
        DailyBackups daily =
                DailyBackups.of(
                        settings,
                        file -> {
                            if (++tries[0] < 3) {
                                throw new IllegalStateException("There is no room left");
                            }
                            return StoreBackup.write(home, file);
                        },
                        clock);
        clock.pass(Duration.ofHours(2));

        daily.look();
        daily.look();
        assertThat(tries[0]).isEqualTo(1);
        assertThat(daily.findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.detail()).contains("There is no room left"));
        clock.pass(Duration.ofMinutes(31));
        daily.look();
        clock.pass(Duration.ofMinutes(31));
        daily.look();

        assertThat(files()).contains("broadsheet-2026-03-04.db");
        assertThat(daily.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).startsWith("1 in "));
    }

    private static Checkup.Level note() {
        return Checkup.Finding.note("", "").level();
    }

    private List<String> files() throws Exception {
        Files.writeString(backups.resolve("mine.txt"), "not a backup");
        try (Stream<Path> all = Files.list(backups)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Settings settings() throws Exception {
        return Configuration.load(
                        places(),
                        Optional.of(
                                Files.writeString(
                                        directory.resolve("settings.yaml"),
                                        "backup:\n  directory: " + backups + "\n  keep: 2\n")))
                .settings();
    }

    private Places places() {
        return new Places(
                Map.of("BROADSHEET_HOME", home.toString()),
                "Linux",
                directory,
                ProjectFilesTest.PROJECT);
    }

    /// The exit code and all that was printed.
    private String run(String... command) {
        StringWriter said = new StringWriter();
        int code = Main.run(places(), new PrintWriter(said), new PrintWriter(said), command);
        return code + " " + said;
    }
}
