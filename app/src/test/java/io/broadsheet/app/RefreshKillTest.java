package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A back-fill by `broadsheet refresh` that is killed again and again and goes on ends where an
/// undisturbed one does, and asks for no day twice but those that were under way.
///
/// `-Drecorded=DIRECTORY -Dkills=20` runs it over a directory of recorded days of Hugging Face.
class RefreshKillTest {

    private static final int DAYS = 7;
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final Pattern DATE = Pattern.compile("date=(\\d{4}-\\d{2}-\\d{2})");

    /// What the server has, the latest day first.
    private final List<String> days = new ArrayList<>();

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /// The day that Hugging Face has now: it turns over two and a half hours before midnight.
    private final LocalDate latest =
            ZonedDateTime.now(ZoneId.of("America/New_York")).plusMinutes(150).toLocalDate();

    private HttpServer server;

    @TempDir private Path directory;

    @BeforeEach
    void serve() throws IOException {
        String recorded = System.getProperty("recorded", "");
        if (recorded.isEmpty()) {
            for (int i = 0; i < DAYS; i++) {
                days.add(day(i));
            }
        } else {
            try (Stream<Path> files = Files.list(Path.of(recorded))) {
                for (Path file : files.sorted().toList().reversed()) {
                    days.add(Files.readString(file));
                }
            }
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/daily_papers",
                exchange -> {
                    String query = exchange.getRequestURI().getQuery();
                    asked.merge(query, 1, Integer::sum);
                    byte[] body = answer(query).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aKilledBackFillGoesOnToTheSameCatalogueAndAsksForNoDayTwice() throws Exception {
        int minutes = 8 + days.size() / 20;
        Process undisturbed = start(directory.resolve("undisturbed"));
        assertThat(undisturbed.waitFor(minutes, TimeUnit.MINUTES)).isTrue();
        assertThat(undisturbed.exitValue()).as(log("undisturbed")).isZero();
        assertThat(asked.values()).as("requests without a kill").containsOnly(1);
        Map<String, String> expected = catalogue(directory.resolve("undisturbed"));
        assertThat(expected).hasSizeGreaterThan(DAYS);
        int requests = asked.size();
        asked.clear();

        Random random = new Random(20261124);
        int interrupted = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(directory.resolve("disturbed"));
            int before = asked.values().stream().mapToInt(Integer::intValue).sum();
            int until = before + 1 + random.nextInt(Math.max(2, requests / (KILLS + 1)));
            while (process.isAlive()
                    && asked.values().stream().mapToInt(Integer::intValue).sum() < until) {
                Thread.sleep(20);
            }
            // Requests are a second apart. One that is killed while it is asking keeps its turn
            // until
            // that lapses, which takes longer than a short test should.
            Thread.sleep(150 + random.nextInt(700));
            if (process.isAlive()) {
                interrupted++;
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(interrupted).as("back-fills that were really interrupted").isPositive();
        Process last = start(directory.resolve("disturbed"));
        assertThat(last.waitFor(minutes, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(log("disturbed")).isZero();

        assertThat(catalogue(directory.resolve("disturbed"))).isEqualTo(expected);
        assertThat(asked).hasSize(requests);
        int again = asked.values().stream().mapToInt(times -> times - 1).sum();
        assertThat(again).as("requests under way at a kill").isLessThanOrEqualTo(interrupted);
        System.out.printf(
                "%d days, %d papers, %d requests, killed %d times, %d requests sent again%n",
                days.size(), expected.size(), requests, interrupted, again);
    }

    private String answer(String query) {
        Matcher date = DATE.matcher(query);
        if (!date.find() || !query.endsWith("p=0")) {
            return "[]";
        }
        long back = latest.toEpochDay() - LocalDate.parse(date.group(1)).toEpochDay();
        return back >= 0 && back < days.size() ? days.get((int) back) : "[]";
    }

    /// Three papers, one of which the day before has too, with fewer votes.
    private String day(int back) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int number = back * 2 + i;
            entries.append(entries.isEmpty() ? "[" : ",")
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    """
                                    {"paper":{"id":"2611.%05d","authors":[{"name":"Ana Example"}],
                                    "publishedAt":"2026-11-0%dT10:00:00.000Z","submittedOnDailyAt":"%sT10:00:00.000Z",
                                    "title":"Paper number %d","summary":"About number %d.","upvotes":%d},
                                    "publishedAt":"2026-11-01T05:00:00.000Z","title":"Paper number %d"}
                                    """,
                                    number + 1,
                                    1 + number % 9,
                                    latest.minusDays(back),
                                    number,
                                    number,
                                    10 + back,
                                    number));
        }
        return entries + "]";
    }

    /// Everything the catalogue says of each paper but when it came in, by id.
    private static Map<String, String> catalogue(Path home) {
        Map<String, String> papers = new TreeMap<>();
        try (Store store = Store.open(home)) {
            for (Catalogue.Change change : store.catalogue().changesAfter(0, 100_000)) {
                papers.put(
                        change.id().toString(),
                        change.paper()
                                .map(Paper::toString)
                                .orElse("merged")
                                .replaceFirst(", added=.*", ""));
            }
        }
        return papers;
    }

    private String log(String home) throws IOException {
        return Files.readString(directory.resolve(home + ".log"));
    }

    private Process start(Path home) throws IOException {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: []
                        sources:
                          huggingFace:
                            url: http://127.0.0.1:%d
                          arxiv:
                            enabled: false
                        """
                                .formatted(server.getAddress().getPort()));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        config.toString(),
                        "refresh",
                        "huggingface",
                        "--since",
                        latest.minusDays(days.size() - 1L).toString());
        builder.environment().put("BROADSHEET_HOME", home.toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".log").toFile()));
        return builder.start();
    }
}
