package io.broadsheet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.broadsheet.ingest.AtomReader;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.SourceException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that were recorded, replayed with and without faults. Runs where
/// `-Drecorded.huggingFace=DIRECTORY` has a file `2024-05-27.json` for each day, and
/// `-Drecorded.arxiv=DIRECTORY` a feed and an answer of the query API.
class RecordedAnswersTest {

    private static final String LATER = "2026-01-01T12:00:00Z";

    private static final Manners HASTY =
            SourceBench.quick(Duration.ofMillis(800), Duration.ofMillis(300));

    @TempDir Path directory;

    @Test
    void bringsTheSameDaysUndisturbedAndKilledAmongFaults() throws Exception {
        String recorded = System.getProperty("recorded.huggingFace", "");
        assumeThat(recorded).isNotEmpty();
        Path days = Path.of(recorded);
        List<LocalDate> dates = dates(days);
        DaySpan all = new DaySpan(dates.getFirst(), dates.getLast());

        List<Paper> undisturbed;
        try (FaultySource server = new FaultySource(request -> replay(days, request));
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("a"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(LATER),
                                SourceBench.QUICK)) {
            long start = System.nanoTime();
            bench.source("huggingface").harvest(all, bench.sink);
            undisturbed = bench.papers();
            assertThat(bench.sink.closed).hasSize((int) all.length());
            assertThat(server.targets()).doesNotHaveDuplicates();
            System.out.printf(
                    "%d days, %d of them recorded: %d requests, %d papers, %d records rejected,"
                            + " warnings %s, %d ms%n",
                    all.length(),
                    dates.size(),
                    server.requests().size(),
                    undisturbed.size(),
                    bench.sink.rejections.size(),
                    bench.state("huggingface").warnings(),
                    (System.nanoTime() - start) / 1_000_000);
            bench.sink.rejections.stream().limit(5).forEach(System.out::println);
        }

        Random random = new Random(Long.getLong("recorded.seed", 1));
        Fault[] faults = Fault.values();
        int kills = 0;
        int troubles = 0;
        try (FaultySource other = new FaultySource(_ -> Page.of("[]"));
                FaultySource server = new FaultySource(request -> replay(days, request))) {
            server.elsewhere = other.uri("/");
            // One day in eight meets a fault at its first request.
            server.plan =
                    (_, time) ->
                            time == 1 && random.nextInt(8) == 0
                                    ? faults[random.nextInt(faults.length)]
                                    : Fault.NONE;
            LocalDate[] next = {all.first()};
            while (!next[0].isAfter(all.last())) {
                int lives = 10 + random.nextInt(60);
                try (SourceBench bench =
                        new SourceBench(
                                directory.resolve("b"),
                                SourceBench.settings(server, true, false),
                                new MovableClock(LATER),
                                HASTY)) {
                    SourceBench.Sink dying =
                            new SourceBench.Sink(bench.store.catalogue(), bench.clock) {
                                private int calls;

                                @Override
                                public void complete(LocalDate day, boolean closed) {
                                    if (calls++ == lives) {
                                        throw new IllegalStateException("killed");
                                    }
                                    if (day.equals(next[0])) {
                                        next[0] = day.plusDays(1);
                                    }
                                }
                            };
                    bench.source("huggingface").harvest(new DaySpan(next[0], all.last()), dying);
                } catch (IllegalStateException e) {
                    kills++;
                } catch (SourceException e) {
                    troubles++;
                }
            }
            try (SourceBench bench =
                    new SourceBench(
                            directory.resolve("b"),
                            SourceBench.settings(server, true, false),
                            new MovableClock(LATER),
                            SourceBench.QUICK)) {
                assertThat(bench.papers()).isEqualTo(undisturbed);
            }
            assertThat(other.requests()).isEmpty();
            System.out.printf(
                    "Killed %d times, %d runs broken off by faults: %d requests, the same papers%n",
                    kills, troubles, server.requests().size());
        }
    }

    private static List<LocalDate> dates(Path days) throws IOException {
        try (Stream<Path> files = Files.list(days)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-\\d\\d-\\d\\d\\.json"))
                    .map(name -> LocalDate.parse(name.substring(0, 10)))
                    .sorted()
                    .toList();
        }
    }

    private static Page replay(Path days, Request request) {
        String date = SourceAnswers.parameters(request).get("date");
        Path file = days.resolve(date + ".json");
        try {
            return Page.of(Files.exists(file) ? Files.readString(file) : "[]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsTheFeedAndTheQueryAnswerOfArxiv() throws Exception {
        String recorded = System.getProperty("recorded.arxiv", "");
        assumeThat(recorded).isNotEmpty();
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(recorded))) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                texts.add(Files.readString(file));
            }
        }
        String feed =
                texts.stream()
                        .filter(text -> text.contains("Announce Type"))
                        .findFirst()
                        .orElseThrow();
        String answer =
                texts.stream()
                        .filter(text -> text.contains("totalResults"))
                        .findFirst()
                        .orElseThrow();
        Fault[] fault = {Fault.NONE};
        List<Paper> undisturbed = List.of();
        for (Fault each : Fault.values()) {
            fault[0] = each;
            try (FaultySource other = new FaultySource(_ -> Page.of(""));
                    FaultySource server =
                            new FaultySource(request ->
                                    Page.of(
                                            request.path().startsWith("/atom")
                                                    ? feed
                                                    : request.path().equals("/oai")
                                                            ? SourceAnswers.nothing()
                                                            : answer));
                    SourceBench bench =
                            new SourceBench(
                                    directory.resolve(each.name()),
                                    SourceBench.settings(server, true, true),
                                    new MovableClock("2025-08-20T05:00:00Z"),
                                    HASTY)) {
                server.elsewhere = other.uri("/");
                boolean passing = each != Fault.STATUS_403 && each != Fault.REDIRECT_ELSEWHERE;
                server.plan =
                        (request, time) ->
                                time == 1 && (passing || request.path().equals("/oai"))
                                        ? each
                                        : Fault.NONE;
                for (int run = 0; ; run++) {
                    try {
                        bench.harvest("arxiv", "2025-08-20", "2025-08-20");
                        break;
                    } catch (SourceException e) {
                        assertThat(run).as(e.getMessage()).isLessThan(300);
                        Thread.sleep(100);
                    }
                }
                if (each == Fault.NONE) {
                    undisturbed = bench.papers();
                    System.out.printf(
                            "%d papers announced, warnings %s%n",
                            undisturbed.size(), bench.state("arxiv").warnings());
                    for (Paper paper : papers(answer)) {
                        ArxivId id = paper.arxivId().orElseThrow();
                        assertThat(bench.sources.lookup().findAll(List.of(id)).get(id))
                                .isInstanceOf(Outcome.Found.class);
                    }
                    assertThat(bench.state("arxiv").warnings()).isEmpty();
                }
                assertThat(bench.papers()).as(each.name()).isNotEmpty().isEqualTo(undisturbed);
                assertThat(other.requests()).isEmpty();
            }
        }
    }

    private static List<Paper> papers(String answer) throws IOException {
        List<Paper> papers = new ArrayList<>();
        AtomReader reader = new AtomReader(new StringReader(answer), "recorded");
        for (ParsedEntry entry = reader.next(); entry != null; entry = reader.next()) {
            papers.add(((ParsedEntry.Read) entry).paper());
        }
        return papers;
    }
}
