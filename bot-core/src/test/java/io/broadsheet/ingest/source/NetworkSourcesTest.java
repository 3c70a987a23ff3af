package io.broadsheet.ingest.source;

import static io.broadsheet.ingest.source.SourceAnswers.api;
import static io.broadsheet.ingest.source.SourceAnswers.apiEntry;
import static io.broadsheet.ingest.source.SourceAnswers.daily;
import static io.broadsheet.ingest.source.SourceAnswers.feed;
import static io.broadsheet.ingest.source.SourceAnswers.feedEntry;
import static io.broadsheet.ingest.source.SourceAnswers.list;
import static io.broadsheet.ingest.source.SourceAnswers.nothing;
import static io.broadsheet.ingest.source.SourceAnswers.parameters;
import static io.broadsheet.ingest.source.SourceAnswers.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.SourceState.FieldWarning;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How the network sources fare with a server of this test's own, well and badly behaved.
@Timeout(120)
class NetworkSourcesTest {

    /// Wednesday, 2025-03-05, 00:40 in New York.
    private static final String NIGHT = "2025-03-05T05:40:00Z";

    private static final LocalDate TUESDAY = LocalDate.of(2025, 3, 4);

    @TempDir Path directory;

    // --- the daily list ---

    @ParameterizedTest
    @EnumSource(Fault.class)
    void bringsTheSameDaysWhateverGoesWrongWithAnswers(Fault fault) throws Exception {
        List<Paper> undisturbed;
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("a"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-01", "2025-03-04");
            undisturbed = bench.papers();
        }
        assertThat(undisturbed).hasSize(4 * SourceAnswers.A_DAY);
        try (FaultySource other = new FaultySource(_ -> Page.of("[]"));
                FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("b"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                manners(fault))) {
            server.elsewhere = other.uri("/api/daily_papers");
            // The first request for two of the days.
            server.plan =
                    (request, time) ->
                            time == 1 && request.query().matches(".*2025-03-0[24].*")
                                    ? fault
                                    : Fault.NONE;
            untilItIsThrough(bench, "huggingface", "2025-03-01", "2025-03-04");
            assertThat(bench.papers()).isEqualTo(undisturbed);
            assertThat(bench.sink.closed).hasSize(4);
            assertThat(other.requests()).as("requests to another host").isEmpty();
        }
    }

    /// Only where an answer does not come is it worth being impatient.
    private static Manners manners(Fault fault) {
        return fault == Fault.DRIP || fault == Fault.SILENCE
                ? SourceBench.quick(Duration.ofMillis(700), Duration.ofMillis(300))
                : SourceBench.QUICK;
    }

    private static void untilItIsThrough(SourceBench bench, String source, String from, String to)
            throws InterruptedException {
        for (int run = 1; ; run++) {
            try {
                bench.harvest(source, from, to);
                return;
            } catch (SourceException e) {
                assertThat(run).as(e.getMessage()).isLessThan(300);
                Thread.sleep(100);
            }
        }
    }

    @Test
    void takesTheGoodRecordsAndCountsTheBadOnes() throws Exception {
        String good = SourceAnswers.ids(TUESDAY).getFirst();
        UnaryOperator<String> spoil =
                body ->
                        body.substring(0, body.length() - 1)
                                + ",{\"paper\":{\"id\":\"2503.00999\",\"summary\":\"no title\"}}"
                                + ",{\"paper\":{\"id\":\"2503.00998\",\"title\":7,\"authors\":\"x\",\"upvotes\":[]}},{\"paper\":{\"id\":null,\"title\":\"no"
                                + " id\",\"summary\":\"s\"}},{\"paper\":{\"id\":\"../../etc\",\"title\":\"odd"
                                + " id\"}},null,17,[],\"text\","
                                + SourceAnswers.wrapped(
                                        SourceAnswers.paper(good, TUESDAY, 7), TUESDAY)
                                + "]";
        try (FaultySource server =
                        new FaultySource(request ->
                                Page.of(spoil.apply(SourceAnswers.huggingFace(request).body())));
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.papers()).hasSize(SourceAnswers.A_DAY);
            assertThat(bench.sink.closed).containsExactly(TUESDAY);
            assertThat(bench.sink.rejections).hasSize(8);
            assertThat(bench.sink.rejections.getFirst().toString())
                    .isEqualTo("Hugging Face, 2025-03-04, entry 6: it has no title");
            assertThat(bench.state("huggingface").rejected()).isEqualTo(8);
            assertThat(bench.state("huggingface").lastRejection()).isNotNull();
        }
    }

    @Test
    void bringsVotesStarsAndCode() throws Exception {
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            Paper paper = bench.papers().getFirst();
            assertThat(paper.upvotes()).isEqualTo(7);
            assertThat(paper.stars()).isEqualTo(14);
            assertThat(paper.hasCode()).isTrue();
            assertThat(paper.title()).startsWith("Über paper");
            assertThat(paper.featured()).isEqualTo("2025-03-04T03:00:00Z");
            // Only the settings' host, and with the contact.
            Request request = server.requests().getFirst();
            assertThat(request.header("User-Agent"))
                    .startsWith("Broadsheet")
                    .endsWith("(papers@example.org)");
            assertThat(request.header("Authorization")).isEqualTo("Bearer hf_secret");
        }
    }

    @Test
    void asksADayOnceADayAndThenOnlyForWhatChanged() throws Exception {
        MovableClock clock = new MovableClock(NIGHT);
        boolean[] grown = {false};
        try (FaultySource server =
                        new FaultySource(request -> {
                            String tag = grown[0] ? "\"two\"" : "\"one\"";
                            return request.header("If-None-Match").equals(tag)
                                    ? new Page(304, "", Map.of())
                                    : new Page(
                                            200,
                                            SourceAnswers.huggingFace(request)
                                                    .body()
                                                    .replace(
                                                            "\"upvotes\":7",
                                                            grown[0]
                                                                    ? "\"upvotes\":70"
                                                                    : "\"upvotes\":7"),
                                            Map.of("ETag", tag));
                        });
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                clock,
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-03", "2025-03-04");
            bench.harvest("huggingface", "2025-03-03", "2025-03-04");
            assertThat(server.requests()).as("identical queries of one day").hasSize(2);

            clock.move(Duration.ofDays(1));
            bench.harvest("huggingface", "2025-03-03", "2025-03-04");
            assertThat(server.requests()).hasSize(4);
            assertThat(server.requests().getLast().header("If-None-Match")).isEqualTo("\"one\"");
            assertThat(bench.papers().getFirst().upvotes()).isEqualTo(7);

            clock.move(Duration.ofDays(1));
            grown[0] = true;
            bench.harvest("huggingface", "2025-03-03", "2025-03-04");
            assertThat(bench.papers()).allMatch(paper -> paper.upvotes() == 70);
        }
    }

    @Test
    void readsEveryPageOfALongDay() throws Exception {
        LocalDate other = TUESDAY.minusDays(40);
        try (FaultySource server =
                        new FaultySource(request ->
                                parameters(request).get("p").equals("0")
                                        ? new Page(
                                                200,
                                                daily(TUESDAY),
                                                Map.of(
                                                        "Link",
                                                        "<https://elsewhere.example/api/daily_papers?p=1>;"
                                                                + " rel=\"next\""))
                                        : Page.of(daily(other)));
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.papers()).hasSize(2 * SourceAnswers.A_DAY);
            assertThat(server.targets())
                    .containsExactly(
                            "/api/daily_papers?date=2025-03-04&limit=100&p=0",
                            "/api/daily_papers?date=2025-03-04&limit=100&p=1");
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void asksTheDayThatLastsAgainWhileItGrows() throws Exception {
        MovableClock clock = new MovableClock("2025-03-04T08:00:00Z");
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                clock,
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-04", "2025-03-09");
            assertThat(bench.sink.open).containsExactly(TUESDAY);
            assertThat(bench.sink.closed).isEmpty();
            clock.move(Duration.ofMinutes(59));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).hasSize(1);
            clock.move(Duration.ofMinutes(2));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).hasSize(2);
            // 21:30 in New York.
            clock.set("2025-03-05T02:29:00Z");
            assertThat(bench.source("huggingface").latestDay(clock.instant())).isEqualTo(TUESDAY);
            assertThat(bench.source("huggingface").nextRenewal(clock.instant()))
                    .isEqualTo("2025-03-05T02:30:00Z");
            clock.set("2025-03-05T02:31:00Z");
            assertThat(bench.source("huggingface").latestDay(clock.instant()))
                    .isEqualTo(TUESDAY.plusDays(1));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).hasSize(3);
            assertThat(bench.sink.closed).containsExactly(TUESDAY);
        }
    }

    @Test
    void goesOnWhereItWasKilledAndAsksNoDayTwice() throws Exception {
        Random random = new Random(7);
        List<Paper> undisturbed;
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("a"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-01-01", "2025-02-28");
            undisturbed = bench.papers();
        }
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace)) {
            LocalDate[] next = {LocalDate.of(2025, 1, 1)};
            LocalDate last = LocalDate.of(2025, 2, 28);
            int kills = 0;
            while (!next[0].isAfter(last)) {
                try (SourceBench bench =
                        new SourceBench(
                                directory.resolve("b"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
                    int lives = 3 + random.nextInt(12);
                    SourceBench.Sink dying =
                            new SourceBench.Sink(bench.store.catalogue(), bench.clock) {
                                private int days;

                                @Override
                                public void complete(LocalDate day, boolean closed) {
                                    if (days++ == lives) {
                                        throw new Killed();
                                    }
                                    next[0] = day.plusDays(1);
                                }
                            };
                    bench.source("huggingface").harvest(new DaySpan(next[0], last), dying);
                } catch (Killed e) {
                    kills++;
                }
            }
            assertThat(kills).isGreaterThan(2);
            assertThat(server.targets()).doesNotHaveDuplicates().hasSize(59);
            try (SourceBench bench =
                    new SourceBench(
                            directory.resolve("b"),
                            SourceBench.settings(server, true, false),
                            new MovableClock(NIGHT),
                            SourceBench.QUICK)) {
                assertThat(bench.papers()).isEqualTo(undisturbed);
            }
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void letsOneUnusableDayHoldUpNoOther() throws Exception {
        MovableClock clock = new MovableClock(NIGHT);
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                clock,
                                SourceBench.QUICK)) {
            server.plan =
                    (request, _) ->
                            request.query().contains("2025-03-02") ? Fault.HALF : Fault.NONE;
            for (int day = 1; day < Harvesting.MOST_FAULTS; day++) {
                assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                        .isInstanceOf(SourceException.class)
                        .hasMessageStartingWith(
                                "Hugging Face answered with something that cannot be used for"
                                        + " 2025-03-02: it breaks off");
                assertThat(bench.sink.closed).doesNotContain(LocalDate.of(2025, 3, 2)).hasSize(3);
                assertThat(bench.papers())
                        .as("the records before the break are in")
                        .hasSizeGreaterThan(15);
                clock.move(Duration.ofDays(1));
            }
            bench.harvest("huggingface", "2025-03-01", "2025-03-04");
            assertThat(bench.sink.closed).hasSize(4);
            assertThat(bench.sink.rejections.getLast().reason()).startsWith("given up:");
        }
    }

    @Test
    void warnsOfFieldsThatAreAddedDroppedAndRenamed() throws Exception {
        MovableClock clock = new MovableClock(NIGHT);
        String[] change = {"upvotes", "votes"};
        try (FaultySource server =
                        new FaultySource(request ->
                                Page.of(
                                        SourceAnswers.huggingFace(request)
                                                .body()
                                                .replace(
                                                        "\"" + change[0] + "\"",
                                                        "\"" + change[1] + "\"")));
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                clock,
                                SourceBench.QUICK)) {
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.papers()).hasSize(SourceAnswers.A_DAY);
            assertThat(bench.state("huggingface").warnings())
                    .containsExactly(
                            new FieldWarning(
                                    FieldWarning.FieldChange.ADDED, "paper.votes", clock.instant()),
                            new FieldWarning(
                                    FieldWarning.FieldChange.MISSING,
                                    "paper.upvotes",
                                    clock.instant()));
            assertThat(bench.state("huggingface").isTroubled()).isTrue();

            // Nothing can be read without an identifier: the day stays open until it can.
            clock.move(Duration.ofDays(1));
            change[0] = "id";
            change[1] = "arxivId";
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-05", "2025-03-05"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("no arXiv identifier");
            assertThat(bench.sink.closed).containsExactly(TUESDAY);
            assertThat(bench.papers()).hasSize(SourceAnswers.A_DAY);

            change[1] = "id";
            bench.harvest("huggingface", "2025-03-05", "2025-03-05");
            assertThat(bench.papers()).hasSize(2 * SourceAnswers.A_DAY);
            assertThat(bench.state("huggingface").warnings()).isEmpty();
        }
    }

    // --- manners ---

    @Test
    void leavesASourceAloneThatFailsTooOftenAndComesBackByItself() throws Exception {
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.quick(Duration.ofSeconds(20), Duration.ofSeconds(4)))) {
            server.plan = (_, _) -> Fault.STATUS_500;
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                        .isInstanceOf(SourceException.class);
            }
            assertThat(bench.state("huggingface").circuit()).isEqualTo(SourceState.Circuit.OPEN);
            assertThat(bench.state("huggingface").failure())
                    .isEqualTo("Hugging Face answered with HTTP status 500.");
            int before = server.requests().size();
            assertThat(before).isEqualTo(4 * SourceBench.QUICK.harvestTries());
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("left alone");
            assertThat(server.requests()).hasSize(before);

            server.plan = (_, _) -> Fault.NONE;
            untilItIsThrough(bench, "huggingface", "2025-03-01", "2025-03-04");
            assertThat(bench.state("huggingface").circuit()).isEqualTo(SourceState.Circuit.CLOSED);
            assertThat(bench.papers()).hasSize(20);
        }
    }

    @Test
    void waitsAsLongAsTheSourceAsksFor() throws Exception {
        try (FaultySource server =
                        new FaultySource(request ->
                                new Page(
                                        200,
                                        SourceAnswers.huggingFace(request).body(),
                                        request.query().contains("2025-03-02")
                                                ? Map.of("RateLimit", "\"api\";r=0;t=1")
                                                : Map.of("RateLimit", "\"api\";r=400;t=250")));
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            server.plan =
                    (request, time) ->
                            time == 1 && request.query().contains("2025-03-03")
                                    ? Fault.TOO_MANY
                                    : Fault.NONE;
            bench.harvest("huggingface", "2025-03-01", "2025-03-04");
            List<Long> times = server.requests().stream().map(Request::nanos).toList();
            assertThat(times).hasSize(5);
            assertThat(Duration.ofNanos(times.get(2) - times.get(1)))
                    .as("after RateLimit said that nothing remains")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
            assertThat(Duration.ofNanos(times.get(3) - times.get(2)))
                    .as("after 429")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
            assertThat(bench.papers()).hasSize(20);
        }
    }

    @Test
    void stopsAtOnceWhenItIsInterrupted() throws Exception {
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                Manners.usual(Duration.ofMinutes(5)))) {
            Thread[] caller = {Thread.currentThread()};
            server.plan =
                    (_, _) -> {
                        caller[0].interrupt();
                        return Fault.SILENCE;
                    };
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                    .as("while an answer is awaited")
                    .isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                    .as("while a turn is awaited")
                    .isInstanceOf(InterruptedException.class);
            assertThat(server.requests()).hasSize(1);
            assertThat(bench.state("huggingface").failure()).isEmpty();
        }
    }

    @Test
    void interruptsThePauseBeforeARepetition() throws Exception {
        Manners slow =
                new Manners(
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        4,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        1 << 20);
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                slow)) {
            server.plan = (_, _) -> Fault.STATUS_500;
            Thread harvest = Thread.currentThread();
            Thread.ofVirtual()
                    .start(() -> {
                        while (!isPausing(harvest)) {
                            Thread.onSpinWait();
                        }
                        harvest.interrupt();
                    });
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                    .isInstanceOf(InterruptedException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static boolean isPausing(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return Arrays.stream(trace).limit(4).anyMatch(each -> each.getMethodName().equals("sleep"))
                && Arrays.stream(trace)
                        .limit(8)
                        .anyMatch(each -> each.getClassName().contains("resilience4j.retry"));
    }

    @Test
    void asksNothingAfterItsEnd() throws Exception {
        try (FaultySource server = new FaultySource(SourceAnswers::huggingFace);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                SourceBench.QUICK)) {
            bench.sources.close();
            assertThatThrownBy(() -> bench.harvest("huggingface", "2025-03-01", "2025-03-04"))
                    .isInstanceOf(SourceException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void letsPeopleGoBeforeAHarvest() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::lookups);
                SourceBench bench =
                        new SourceBench(
                                directory,
                                SourceBench.settings(server, true, false),
                                new MovableClock(NIGHT),
                                Manners.usual(Duration.ofMillis(400)))) {
            Thread harvest =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    bench.harvest("huggingface", "2025-02-01", "2025-02-28");
                                } catch (SourceException | InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            while (server.requests().isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(find(bench, "2503.00400")).isInstanceOf(Outcome.Found.class);
            long before =
                    server.targets().stream()
                            .filter(target -> target.startsWith("/api/daily"))
                            .count();
            assertThat(before).as("harvested days until the answer").isLessThanOrEqualTo(10);
            harvest.interrupt();
            harvest.join();
        }
    }

    // --- arXiv ---

    private static final String JOURNAL = "<journal-ref>Nature 1 (2025)</journal-ref>";

    private static Page arxiv(Request request) {
        Map<String, String> asked = parameters(request);
        return switch (request.path()) {
            case "/atom/cs.AI+stat.ML" ->
                    Page.of(
                            feed(
                                    feedEntry("2503.01001", 1, "new", TUESDAY),
                                    feedEntry("2502.05001", 1, "cross", TUESDAY),
                                    feedEntry("2312.00009", 1, "cross", TUESDAY),
                                    feedEntry("2503.01009", 1, "new", TUESDAY),
                                    feedEntry("2401.00002", 3, "replace", TUESDAY)));
            case "/oai" ->
                    Page.of(
                            "second page".equals(asked.get("resumptionToken"))
                                    ? list(
                                            List.of(
                                                    record(
                                                            "2401.00001",
                                                            2,
                                                            LocalDate.of(2024, 1, 1),
                                                            JOURNAL),
                                                    record(
                                                            "2503.00900",
                                                            1,
                                                            LocalDate.of(2025, 3, 1),
                                                            ""),
                                                    "<record><header"
                                                            + " status=\"deleted\"><identifier>oai:arXiv.org:2503.1"
                                                            + "</identifier></header></record>"),
                                            "")
                                    : "2025-03-04".equals(asked.get("from"))
                                                    && "cs:cs:AI".equals(asked.get("set"))
                                            ? list(
                                                    List.of(
                                                            record(
                                                                    "2503.01001",
                                                                    1,
                                                                    LocalDate.of(2025, 3, 3),
                                                                    ""),
                                                            record(
                                                                    "2502.05001",
                                                                    1,
                                                                    LocalDate.of(2025, 2, 25),
                                                                    "")),
                                                    "second page")
                                            : nothing());
            default -> Page.missing();
        };
    }

    @Test
    void takesWhatIsAnnouncedAsNewAndChangesOfKnownPapers() throws Exception {
        MovableClock clock = new MovableClock("2025-03-04T05:40:00Z");
        try (FaultySource server = new FaultySource(NetworkSourcesTest::arxiv);
                SourceBench bench = new SourceBench(directory, server, clock)) {
            bench.store
                    .catalogue()
                    .put(
                            List.of(
                                    Paper.builder(id("2401.00001"), "Über record 2401.00001")
                                            .version(1)
                                            .build()),
                            clock.instant());
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");

            assertThat(bench.papers())
                    .extracting(paper -> paper.id().value())
                    .containsExactly("2401.00001", "2502.05001", "2503.01001", "2503.01009");
            Paper held = bench.papers().get(1);
            assertThat(held.announced()).isEqualTo("2025-03-04T05:00:00Z");
            assertThat(held.date()).isEqualTo(held.announced());
            assertThat(held.published()).isEqualTo("2025-02-25T17:00:00Z");
            assertThat(held.version()).isEqualTo(1);
            assertThat(held.authorNames()).containsExactly("Ana Pérez", "Bo Li Jr.", "Cy Nu");
            assertThat(held.categories()).hasToString("[cs.AI, cs.LG]");
            Paper changed = bench.papers().getFirst();
            assertThat(changed.version()).isEqualTo(2);
            assertThat(changed.journalReference()).isEqualTo("Nature 1 (2025)");
            assertThat(changed.updated()).isEqualTo("2024-01-02T17:00:00Z");
            assertThat(bench.sink.open).containsExactly(TUESDAY);
            assertThat(server.targets()).doesNotHaveDuplicates();

            int before = server.requests().size();
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).as("once a day").hasSize(before);

            // The day after, it is complete. Its feed is gone, and what was left out stays out
            // only where it is old.
            clock.move(Duration.ofDays(1));
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");
            assertThat(bench.sink.closed).containsExactly(TUESDAY);
            assertThat(bench.state("arxiv").warnings()).isEmpty();
            assertThat(bench.sink.rejections).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void bringsTheSameAnnouncementsWhateverGoesWrongWithAnswers(Fault fault) throws Exception {
        List<Paper> undisturbed;
        try (FaultySource server = new FaultySource(NetworkSourcesTest::arxiv);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("a"),
                                server,
                                new MovableClock("2025-03-04T05:40:00Z"))) {
            bench.harvest("arxiv", "2025-03-03", "2025-03-04");
            undisturbed = bench.papers();
        }
        assertThat(undisturbed).hasSize(3);
        try (FaultySource other = new FaultySource(_ -> Page.of(feed()));
                FaultySource server = new FaultySource(NetworkSourcesTest::arxiv);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("b"),
                                SourceBench.settings(server, true, true),
                                new MovableClock("2025-03-04T05:40:00Z"),
                                manners(fault))) {
            server.elsewhere = other.uri("/oai");
            boolean passing = fault != Fault.STATUS_403 && fault != Fault.REDIRECT_ELSEWHERE;
            server.plan =
                    (request, time) ->
                            time == 1
                                            && (request.query().contains("second")
                                                    || request.query().contains("03-04")
                                                            && request.query().contains("AI")
                                                    || (passing
                                                            && request.path().startsWith("/atom")))
                                    ? fault
                                    : Fault.NONE;
            untilItIsThrough(bench, "arxiv", "2025-03-03", "2025-03-04");
            assertThat(bench.papers()).isEqualTo(undisturbed);
            assertThat(other.requests()).as("requests to another host").isEmpty();
        }
    }

    @Test
    void takesRecentPapersWhereTheFeedIsGone() throws Exception {
        MovableClock clock = new MovableClock("2025-03-20T05:40:00Z");
        try (FaultySource server = new FaultySource(NetworkSourcesTest::arxiv);
                SourceBench bench = new SourceBench(directory, server, clock)) {
            bench.harvest("arxiv", "2025-03-02", "2025-03-06");
            assertThat(bench.papers())
                    .extracting(paper -> paper.id().value())
                    .containsExactly("2502.05001", "2503.00900", "2503.01001");
            assertThat(bench.papers())
                    .allMatch(paper ->
                            Instant.parse("2025-03-04T05:00:00Z").equals(paper.announced()));
            assertThat(bench.sink.closed).hasSize(5);
            assertThat(server.targets())
                    .as("a feed of another day is of no use")
                    .noneMatch(target -> target.startsWith("/atom"));
        }
    }

    @Test
    void namesTheSetsOfCategories() {
        assertThat(ArxivSource.set("cs.AI")).isEqualTo("cs:cs:AI");
        assertThat(ArxivSource.set("stat.ML")).isEqualTo("stat:stat:ML");
        assertThat(ArxivSource.set("hep-th")).isEqualTo("physics:hep-th");
        assertThat(ArxivSource.set("physics.optics")).isEqualTo("physics:physics:optics");
        assertThat(ArxivSource.set("cond-mat.mes-hall")).isEqualTo("physics:cond-mat:mes-hall");
        assertThat(ArxivSource.set("q-bio.NC")).isEqualTo("q-bio:q-bio:NC");
    }

    @Test
    void waitsForTheNextFeed() {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::arxiv);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(bench.source("arxiv").nextRenewal(Instant.parse("2025-03-07T05:30:00Z")))
                    .as("after Friday's comes Monday's, in summer time")
                    .isEqualTo("2025-03-10T04:30:00Z");
        }
    }

    // --- single papers ---

    private static Page lookups(Request request) {
        Map<String, String> asked = parameters(request);
        if (request.path().equals("/api/query")) {
            String ids = asked.getOrDefault("id_list", "");
            String words = asked.getOrDefault("search_query", "");
            return Page.of(
                    switch (ids.isEmpty() ? words : ids) {
                        case "2503.00400" -> api(apiEntry(ids, 2, "A paper", ""));
                        case "2503.00400,2503.00402" ->
                                api(
                                        apiEntry("2503.00402", 1, "Another", ""),
                                        apiEntry("2503.00400", 2, "A paper", ""));
                        case "2501.00013" ->
                                api(
                                        apiEntry(
                                                ids,
                                                2,
                                                "Gone",
                                                "<arxiv:comment>This paper has been withdrawn by"
                                                        + " the authors</arxiv:comment>"));
                        case "hep-th/9901001" -> api(apiEntry(ids, 1, "Old", ""));
                        case "ti:\"Attention really is all you need\"" ->
                                api(
                                        apiEntry(
                                                "2503.00007",
                                                1,
                                                "Is attention really all you need",
                                                ""),
                                        apiEntry(
                                                "2503.00008",
                                                1,
                                                "Attention Really\n Is All You Need",
                                                ""));
                        case "doi:\"10.1145/1.2\"" ->
                                api(
                                        apiEntry(
                                                "2503.00009",
                                                1,
                                                "Published",
                                                "<arxiv:doi>10.1145/1.2</arxiv:doi>"));
                        default -> api();
                    });
        }
        if (request.path().startsWith("/graph/v1/paper/DOI:10.1145/3.4")) {
            return Page.of(
                    """
                    {"paperId":"x","externalIds":{"DOI":"10.1145/3.4"},"title":"Of S2","abstract":"It is.",
                     "authors":[{"authorId":"1","name":"Ana"}],"publicationDate":"2024-05-06","journal":{"name":"J"}}
                    """);
        }
        if (request.path().equals("/works/doi:10.1145/5.6")) {
            return Page.of(
                    """
                    {"doi":"https://doi.org/10.1145/5.6","title":"Of OpenAlex","publication_date":"2024-05-06",
                     "authorships":[{"author":{"display_name":"Bo"}}],"primary_location":null,
                     "abstract_inverted_index":{"A":[0,2],"robot":[1],"arm":[3]}}
                    """);
        }
        return SourceAnswers.huggingFace(request);
    }

    private static Outcome find(SourceBench bench, String reference) throws InterruptedException {
        return bench.sources.lookup().find(PaperReferences.parse(reference));
    }

    @Test
    void findsAPaperByEveryFormOfItsName() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            for (String form :
                    List.of(
                            "2503.00400",
                            "arXiv:2503.00400v1",
                            "https://arxiv.org/abs/2503.00400v2",
                            "https://arxiv.org/pdf/2503.00400",
                            "https://arxiv.org/html/2503.00400v1",
                            "https://huggingface.co/papers/2503.00400",
                            "https://www.alphaxiv.org/abs/2503.00400",
                            "10.48550/arXiv.2503.00400",
                            "https://doi.org/10.48550/arXiv.2503.00400")) {
                assertThat(find(bench, form)).as(form).isInstanceOf(Outcome.Found.class);
            }
            assertThat(server.targets()).as("each source once a day").hasSize(2);
            Outcome.Found found = (Outcome.Found) find(bench, "2503.00400");
            assertThat(found.accounts()).hasSize(2);
            assertThat(found.paper().version()).isEqualTo(2);
            bench.store.catalogue().put(found.accounts(), bench.clock.instant());
            Paper paper = bench.papers().getFirst();
            assertThat(bench.papers()).hasSize(1);
            assertThat(paper.categories()).hasToString("[cs.AI]");
            assertThat(paper.upvotes()).isEqualTo(9);

            assertThat(find(bench, "hep-th/9901001")).isInstanceOf(Outcome.Found.class);
            assertThat(((Outcome.Found) find(bench, "10.1145/1.2")).paper().id())
                    .isEqualTo(id("2503.00009"));
            Paper scholar = ((Outcome.Found) find(bench, "https://doi.org/10.1145/3.4")).paper();
            assertThat(scholar.id()).hasToString("doi:10.1145/3.4");
            assertThat(scholar.summary()).isEqualTo("It is.");
            Paper work = ((Outcome.Found) find(bench, "doi:10.1145/5.6")).paper();
            assertThat(work.summary()).isEqualTo("A robot A arm");
            assertThat(work.authorNames()).containsExactly("Bo");
        }
    }

    @Test
    void saysWhatIsUnknownWithdrawnOutOfReachOrNotForSourcesAtAll() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(find(bench, "2503.99999"))
                    .isEqualTo(new UnknownPaper(List.of("arXiv", "Hugging Face")));
            int before = server.requests().size();
            find(bench, "2503.99999");
            assertThat(server.requests()).as("once a day").hasSize(before);
            assertThat(find(bench, "10.1145/9.9"))
                    .isEqualTo(new UnknownPaper(List.of("arXiv", "Semantic Scholar", "OpenAlex")));
            assertThat(find(bench, "2501.00013")).isInstanceOf(Outcome.Withdrawn.class);

            before = server.requests().size();
            assertThat(find(bench, "https://openreview.net/forum?id=abc"))
                    .isInstanceOf(NotAsked.class);
            assertThat(find(bench, "http://127.0.0.1:8080/admin")).isInstanceOf(NotAsked.class);
            assertThat(server.requests()).hasSize(before);

            server.plan = (_, _) -> Fault.STATUS_500;
            assertThat(find(bench, "2503.00777")).isInstanceOf(Unreachable.class);
            server.plan =
                    (request, _) ->
                            request.path().equals("/api/query")
                                    ? Fault.REDIRECT_ELSEWHERE
                                    : Fault.NONE;
            Outcome partly = find(bench, "2503.00402");
            assertThat(partly).as("Hugging Face knows it").isInstanceOf(Outcome.Found.class);
            server.plan = (_, _) -> Fault.NONE;
            assertThat(find(bench, "2503.00402").toString()).doesNotContain("Unreachable");
        }
        try (FaultySource closed = new FaultySource(NetworkSourcesTest::lookups)) {
            closed.close();
            try (SourceBench bench =
                    new SourceBench(directory.resolve("c"), closed, new MovableClock(NIGHT))) {
                assertThat(find(bench, "2503.00400"))
                        .isEqualTo(
                                new Unreachable(
                                        "arXiv cannot be reached: the connection is refused.",
                                        null));
            }
        }
    }

    @Test
    void findsManyPapersWithOneRequestAndOneByItsTitle() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            ArxivId first = ArxivId.parse("2503.00400").orElseThrow();
            ArxivId second = ArxivId.parse("2503.00402").orElseThrow();
            assertThat(bench.sources.lookup().findAll(List.of(first, second)))
                    .hasEntrySatisfying(
                            first, outcome -> assertThat(outcome).isInstanceOf(Outcome.Found.class))
                    .hasEntrySatisfying(
                            second,
                            outcome -> assertThat(outcome).isInstanceOf(Outcome.Found.class));
            assertThat(server.requests()).hasSize(1);

            Catalogue catalogue = bench.store.catalogue();
            String title = "Attention really is all you need";
            catalogue.put(
                    List.of(Paper.builder(PaperId.ofTitle(title), title).upvotes(3).build()),
                    bench.clock.instant());
            Outcome.Found found = (Outcome.Found) bench.sources.lookup().findByTitle(title + ".");
            catalogue.put(found.accounts(), bench.clock.instant());
            assertThat(catalogue.size()).isEqualTo(1);
            Paper merged = catalogue.find(PaperId.ofTitle(title)).orElseThrow();
            assertThat(merged.id()).isEqualTo(id("2503.00008"));
            assertThat(merged.upvotes()).isEqualTo(3);
            assertThat(bench.sources.lookup().findByTitle("Nobody wrote this"))
                    .isInstanceOf(UnknownPaper.class);
        }
    }

    @Test
    void completesListedPapersWithWhatOnlyArxivSays() throws Exception {
        MovableClock clock = new MovableClock(NIGHT);
        List<String> ids = SourceAnswers.ids(TUESDAY);
        try (FaultySource server =
                        new FaultySource(request ->
                                request.path().equals("/api/query")
                                        ? Page.of(
                                                api(
                                                        ids.stream()
                                                                .map(id ->
                                                                        apiEntry(
                                                                                id,
                                                                                2,
                                                                                "Über paper " + id,
                                                                                ""))
                                                                .toArray(String[]::new)))
                                        : SourceAnswers.huggingFace(request));
                SourceBench bench = new SourceBench(directory, server, clock)) {
            server.plan =
                    (request, _) ->
                            request.path().equals("/api/query") ? Fault.STATUS_500 : Fault.NONE;
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.sink.closed).as("without arXiv too").containsExactly(TUESDAY);
            assertThat(bench.papers()).allMatch(paper -> paper.categories().isEmpty());

            server.plan = (_, _) -> Fault.NONE;
            server.forget();
            clock.move(Duration.ofDays(1));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.papers())
                    .hasSize(SourceAnswers.A_DAY)
                    .allMatch(paper -> paper.categories().toString().equals("[cs.AI]"))
                    .allMatch(paper -> paper.version() == 2 && paper.upvotes() == 7);
            assertThat(server.targets())
                    .as("one request more for all of a day")
                    .hasSize(2)
                    .last()
                    .isEqualTo("/api/query?id_list=" + String.join("%2C", ids) + "&max_results=5");

            clock.move(Duration.ofDays(1));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.targets()).as("once").hasSize(3);
        }
    }

    @Test
    void asksNothingOfWhatIsOff() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesTest::lookups)) {
            SourceSettings off = SourceSettings.OFF;
            try (SourceBench bench =
                    new SourceBench(directory, off, new MovableClock(NIGHT), SourceBench.QUICK)) {
                assertThat(bench.sources.harvested()).isEmpty();
                assertThat(find(bench, "2503.00400")).isInstanceOf(NotAsked.class);
                assertThat(find(bench, "10.1145/3.4")).isInstanceOf(NotAsked.class);
                assertThat(bench.sources.discovery().trending(5)).isEmpty();
                assertThat(bench.sources.states()).hasSize(4).noneMatch(SourceState::on);
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void showsWhatTrendsAndSearchesOnDemand() throws Exception {
        try (FaultySource server = new FaultySource(_ -> Page.of(daily(TUESDAY)));
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(bench.sources.discovery().trending(20)).hasSize(SourceAnswers.A_DAY);
            assertThat(bench.sources.discovery().search("  vision & <tokens> ", 10))
                    .hasSize(SourceAnswers.A_DAY);
            assertThat(bench.sources.discovery().search("vision & <tokens>", 10))
                    .hasSize(SourceAnswers.A_DAY);
            assertThat(server.targets())
                    .containsExactly(
                            "/api/daily_papers?sort=trending&limit=20",
                            "/api/papers/search?q=vision+%26+%3Ctokens%3E&limit=10");
            assertThat(bench.store.catalogue().size()).isZero();
            assertThat(bench.store.sources().asked("huggingface", "search 10 vision & <tokens>"))
                    .as("what people search for is not kept")
                    .isEmpty();
        }
    }

    private static PaperId id(String arxiv) {
        return PaperId.of(ArxivId.parse(arxiv).orElseThrow());
    }
}
