package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.config.Places;
import io.broadsheet.ingest.Problem;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.ingest.file.ImportSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line without the core: what it refuses, what it says, and with which exit code.
class MainTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsItselfWhenCalledWithoutACommand() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("Usage: broadsheet", "console", "serve", "import", "reindex", "config");
    }

    @Test
    void refusesAWrongCommandLineWithASuggestion() {
        assertThat(run("consle")).isEqualTo(2);
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("console", "--width", "3")).isEqualTo(2);
        assertThat(run("console", "--as", "a b")).isEqualTo(2);
        assertThat(run("console", "--zone", "Berlin")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Did you mean: broadsheet console")
                .contains("FILE")
                .contains("must be 40 to 400")
                .contains("'a b' must be 1 to 80 letters")
                .contains("--zone: 'Berlin' must be a time zone, for example Europe/Berlin.")
                .doesNotContain("\tat ", "java.");
    }

    @Test
    void doesNotStartWithAWrongConfiguration() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "zone: Berlin\n");

        assertThat(run("--config", bad.toString(), "console")).isEqualTo(3);
        assertThat(err.toString())
                .contains("has 1 problem:", "bad.yaml:1: zone")
                .doesNotContain("\tat ");
        assertThat(run("config", "check", "--config", bad.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("bad.yaml:1: zone");
    }

    @Test
    void showsTheConfigurationThatHolds() {
        assertThat(run("config")).isZero();
        assertThat(out.toString())
                .contains(
                        "home: " + directory.resolve("home"),
                        "search.embeddings: bge-small-en-v1.5-q");
        assertThat(run("config", "check")).isZero();
    }

    @Test
    void printsSlacksManifestForEachWayIn() {
        assertThat(run("slack", "manifest")).isZero();
        assertThat(out.toString())
                .contains("\"socket_mode_enabled\": true", "\"command\": \"/paper\"")
                .doesNotContain("request_url");
        out.getBuffer().setLength(0);
        assertThat(
                        run(
                                "slack",
                                "manifest",
                                "--http",
                                "https://bot.example.org",
                                "--install",
                                "https://bot.example.org",
                                "--format",
                                "yaml"))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "socket_mode_enabled: false",
                        "request_url: https://bot.example.org/slack/events",
                        "- https://bot.example.org/slack/oauth_redirect");
        assertThat(run("slack", "manifest", "--http", "bot.example.org")).isEqualTo(2);
        assertThat(err.toString())
                .contains("https://bot.example.org, not bot.example.org")
                .doesNotContain("\tat ");
    }

    @Test
    void showsNoSecretOfSlacks() throws IOException {
        String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
        Path config =
                Files.writeString(
                        directory.resolve("slack.yaml"),
                        "slack:\n  install:\n    keys: "
                                + key
                                + "\n    clientSecret: 0123456789abcdef0123\n");

        assertThat(run("config", "--config", config.toString())).isZero();
        assertThat(out.toString())
                .contains("slack.install.keys: (set)", "slack.install.clientSecret: (set)")
                .doesNotContain(key, "0123456789abcdef0123");
        Files.writeString(config, "slack:\n  install:\n    keys: " + key.substring(7) + "\n");
        assertThat(run("config", "check", "--config", config.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("slack.install.keys is set to something that is not shown here")
                .doesNotContain(key.substring(7));
    }

    @Test
    void explainsTheCheckOfTheConfiguration() {
        assertThat(run("config", "check", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: broadsheet config check");
    }

    @Test
    void doesNotStartWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(run(Map.of("BROADSHEET_HOME", file.resolve("home").toString()), "reindex"))
                .isEqualTo(3);
        assertThat(err.toString())
                .contains("cannot be written. Set BROADSHEET_HOME")
                .doesNotContain("\tat ");
        assertThat(run(Map.of("BROADSHEET_HOME", file.resolve("home").toString()), "doctor"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("BAD  store: The directory " + file.resolve("home") + " cannot be");
    }

    @Test
    void examinesWhatIsKeptAndSaysThatNothingRuns() {
        Map<String, String> environment =
                Map.of(
                        "BROADSHEET_HOME",
                        directory.resolve("home").toString(),
                        "BROADSHEET_HTTP_PORT",
                        "9");

        assertThat(run(environment, "doctor")).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("ok   configuration: "))
                .contains(
                        "ok   store: SQLite, 0 papers",
                        "ok   schedules: none is paused",
                        "ok   posts: none is in doubt")
                .anyMatch(line ->
                        line.startsWith("note process: none answers at http://127.0.0.1:9"));
    }

    @Test
    void tellsTheDoctorWhatIsWrong() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "zone: Berlin\n");

        assertThat(run("--config", bad.toString(), "doctor")).isEqualTo(1);
        assertThat(out.toString()).contains("BAD  configuration: ", "bad.yaml:1: zone");
    }

    @Test
    void copiesTheStoreOnlyWhereItIsToldTo() {
        assertThat(run("migrate-store")).isEqualTo(3);
        assertThat(err.toString()).contains("Set database.url").doesNotContain("\tat ");
        assertThat(
                        run(
                                Map.of(
                                        "BROADSHEET_HOME",
                                        directory.resolve("home").toString(),
                                        "BROADSHEET_DATABASE_URL",
                                        "postgresql://user:secret@localhost/x"),
                                "config",
                                "check"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("database.url", "without user and password");
    }

    @Test
    void copiesNoStoreThatABotStillWritesTo() {
        Path home = directory.resolve("home");
        Map<String, String> environment =
                Map.of(
                        "BROADSHEET_HOME",
                        home.toString(),
                        "BROADSHEET_DATABASE_URL",
                        "postgresql://localhost:9/none");

        try (Heartbeat heartbeat = Heartbeat.start(home, Clock.systemUTC())) {
            assertThat(heartbeat).isNotNull();
            assertThat(run(environment, "migrate-store")).isEqualTo(3);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(
                            "The bot runs in "
                                    + home
                                    + ", and what it posts meanwhile would be missing in the copy."
                                    + " Stop it, then start migrate-store again; after a crash,"
                                    + " wait a minute.");
        }
        assertThat(run(environment, "migrate-store")).isEqualTo(3);
        assertThat(err.toString()).contains("There is no database ");
    }

    @Test
    void knowsFromItsHeartbeatWhetherItIsAlive() {
        SettableClock clock = new SettableClock(Instant.parse("2025-03-20T09:00:00Z"));
        Path home = directory.resolve("home");

        assertThat(health(clock)).startsWith("1 Broadsheet is not running");
        try (Heartbeat heartbeat = Heartbeat.start(home, clock)) {
            assertThat(heartbeat).isNotNull();
            assertThat(health(clock)).startsWith("0 Broadsheet is alive");
            clock.pass(Duration.ofSeconds(61));
            assertThat(health(clock)).startsWith("1 Broadsheet has not moved for 61 seconds");
        }
        assertThat(health(clock)).startsWith("1 Broadsheet is not running");
    }

    @Test
    void leavesTheHeartbeatOfAnotherProcessAlone() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2025-03-20T09:00:00Z"));
        Path home = directory.resolve("home");
        long other = ProcessHandle.current().parent().orElseThrow().pid();

        try (Heartbeat first = Heartbeat.start(home, clock, other)) {
            assertThat(first).isNotNull();
            Heartbeat.start(home, clock).close();
            assertThat(health(clock)).startsWith("0 Broadsheet is alive");
        }
    }

    @Test
    void knowsThatAKilledProcessIsNotAlive() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2025-03-20T09:00:00Z"));
        Path home = directory.resolve("home");
        Process gone =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-version")
                        .start();
        gone.waitFor();

        try (Heartbeat killed = Heartbeat.start(home, clock, gone.pid())) {
            assertThat(killed).isNotNull();
            assertThat(health(clock)).startsWith("1 Broadsheet is not running");
        }
    }

    @Test
    void findsWhatTheConfigurationNamesAndIsNotThere() throws IOException {
        Path bad =
                Files.writeString(
                        directory.resolve("missing.yaml"),
                        "search:\n"
                                + "  embeddings: no.such.Model\n"
                                + "catalogue:\n"
                                + "  bundled: [/no/such.jsonl]\n");
        Path unknown =
                Files.writeString(directory.resolve("unknown.yaml"), "nosuch: ${ENV:NO_X}\n");
        Path latin =
                Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xe9});

        for (Path file : List.of(bad, unknown, latin)) {
            assertThat(run("config", "check", "--config", file.toString())).isEqualTo(1);
        }
        assertThat(out.toString())
                .contains(
                        "the class no.such.Model, which does not exist",
                        "catalogue.bundled names /no/such.jsonl",
                        "variable NO_X is not set",
                        "It is not UTF-8 text.");
    }

    @Test
    void tellsAPipeHowAnImportGoesAndListsTheFirstProblems() {
        AtomicLong nanos = new AtomicLong();
        try (ImportProgress progress = new ImportProgress(new PrintWriter(out), 0, nanos::get)) {
            progress.started(1, 1_000);
            for (int i = 1; i <= 4; i++) {
                nanos.addAndGet(2_000_000_000L);
                progress.advanced(new ImportListener.ImportedSoFar(i * 250L, 1_000, i * 500L));
            }
            for (int i = 1; i <= 22; i++) {
                progress.leftOut(new Problem("a.jsonl, line " + i, "no\u001b title"));
            }
            progress.conclude(new ImportSummary(1_500, 2, 1, 497, 0, 22, 0, List.of(), List.of()));
        }

        assertThat(out.toString().lines())
                .startsWith("50 % read, 1,000 papers, 250 a second, about 4 s left")
                .contains("Left out, 22 in all:", "  a.jsonl, line 20: no  title")
                .doesNotContain("  a.jsonl, line 21: no  title")
                .anyMatch(line -> line.startsWith("  and 2 more."))
                .last()
                .isEqualTo(
                        "1,500 papers are new, 2 updated, 1 turned out to be known under another"
                                + " name, 497 as they were, 22 left out (8 s, 250 a second).");
    }

    private int run(String... args) {
        return run(Map.of("BROADSHEET_HOME", directory.resolve("home").toString()), args);
    }

    private int run(Map<String, String> environment, String... args) {
        return Main.run(places(environment), new PrintWriter(out), new PrintWriter(err), args);
    }

    private String health(SettableClock clock) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Places places = places(Map.of("BROADSHEET_HOME", directory.resolve("home").toString()));
        int code =
                Healthcheck.check(
                        places, clock, new PrintStream(said, true, StandardCharsets.UTF_8));
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }

    private Places places(Map<String, String> environment) {
        return new Places(environment, "Linux", directory, ProjectFilesTest.PROJECT);
    }
}
