package io.broadsheet.ingest.source;

import static io.broadsheet.ingest.source.SourceAnswers.daily;
import static io.broadsheet.ingest.source.SourceAnswers.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.SourceState.FieldWarning;
import io.broadsheet.waiting.Waiting;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How the network sources fare with a server of this test's own, well and badly behaved.
@Timeout(120)
class NetworkSourcesTest extends NetworkSourcesSetup {

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
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::lookups);
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
            Waiting.until("the first request", () -> !server.requests().isEmpty());
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
}
