package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// People are answered while a source that answers at once is harvested, which is faster than any
/// network.
///
/// `-Dlines=20000 -Dharvest.rest=1000 -Dcatalogue=FILE` measures over a larger catalogue, beside a
/// source that rests a second after each page of 100 papers, as Hugging Face's is made to.
class BusyHarvestTest {

    private static final int PAPERS_A_DAY = 100;
    private static final int LINES = Integer.getInteger("lines", 300);

    /// In milliseconds, between two days.
    private static final int REST = Integer.getInteger("harvest.rest", 0);

    private static final int DAYS = 2_000;
    private static final Path PAPERS =
            ProjectFilesTest.PROJECT.resolve(
                    System.getProperty("catalogue", "config/catalogue/papers.jsonl"));

    @TempDir private Path home;

    @Test
    @Timeout(300)
    void answersWhileItHarvests() {
        SourceSettings sources =
                new SourceSettings(
                        "",
                        SourceSettings.OFF.huggingFace(),
                        SourceSettings.OFF.arxiv(),
                        SourceSettings.OFF.semanticScholar(),
                        SourceSettings.OFF.openAlex(),
                        DAYS);
        CoreSettings settings =
                new CoreSettings(
                        home, List.of(PAPERS), CoreSettings.NO_MODEL, 1, Optional.empty(), sources);
        Torrent torrent = new Torrent();
        try (BotCore core = BotCore.start(settings, Clock.systemUTC(), _ -> torrent)) {
            PlainConsole console =
                    new PlainConsole(
                            Dialogue.with(core.conversation()),
                            new Seat("ana", "general", ZoneOffset.UTC, false));
            List<Long> quiet = lines(console);
            core.keepFresh(HarvestListener.NONE);
            while (torrent.number.get() == 0) {
                Thread.onSpinWait();
            }
            List<Long> busy = lines(console);
            int taken = torrent.number.get();
            System.out.printf(
                    Locale.ROOT,
                    "median %.1f ms, 99th percentile %.1f ms; harvesting %d papers meanwhile: %.1f ms, %.1f ms%n",
                    quiet.get(LINES / 2) / 1e6,
                    quiet.get(LINES * 99 / 100) / 1e6,
                    taken,
                    busy.get(LINES / 2) / 1e6,
                    busy.get(LINES * 99 / 100) / 1e6);
            assertThat(taken).as("under way all the time").isBetween(1, DAYS * PAPERS_A_DAY - 1);
            // A second is what nobody would call the usual speed, on the slowest machine.
            assertThat(busy.get(LINES / 2)).isLessThan(1_000_000_000L);
        }
    }

    /// How long each of many lines took, shortest first.
    private static List<Long> lines(PlainConsole console) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            long begun = System.nanoTime();
            List<String> answer =
                    console.answer(i % 2 == 0 ? "search vision tokenizers " + i : "show 1")
                            .orElseThrow();
            times.add(System.nanoTime() - begun);
            assertThat(answer).isNotEmpty();
        }
        times.sort(null);
        return times;
    }

    /// A source that never waits, unless it is told to.
    private static final class Torrent implements Sources, PaperSource {

        final AtomicInteger number = new AtomicInteger();

        @Override
        public List<PaperSource> harvested() {
            return List.of(this);
        }

        @Override
        public PaperLookup lookup() {
            return PaperLookup.NONE;
        }

        @Override
        public PaperDiscovery discovery() {
            return PaperDiscovery.NONE;
        }

        @Override
        public List<SourceState> states() {
            return List.of();
        }

        @Override
        public String name() {
            return "torrent";
        }

        @Override
        public String title() {
            return "The torrent";
        }

        @Override
        public LocalDate firstDay() {
            return LocalDate.of(2020, 1, 1);
        }

        @Override
        public LocalDate latestDay(Instant now) {
            return LocalDate.ofInstant(now, ZoneOffset.UTC);
        }

        @Override
        public Instant nextRenewal(Instant after) {
            return after.plusSeconds(1);
        }

        @Override
        public int refreshedDays() {
            return 0;
        }

        @Override
        public void harvest(DaySpan days, HarvestSink sink) throws InterruptedException {
            for (LocalDate day : days.days().toList()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                List<Paper> papers = new ArrayList<>();
                for (int i = 0; i < PAPERS_A_DAY; i++) {
                    int next = number.incrementAndGet();
                    String id =
                            String.format(
                                    Locale.ROOT, "%02d01.%05d", 15 + next / 90_000, next % 90_000);
                    papers.add(
                            Paper.builder(
                                            PaperId.of(ArxivId.parse(id).orElseThrow()),
                                            "Vision and number " + next)
                                    .summary("Tokens ".repeat(60) + next, "Tokens " + next)
                                    .build());
                }
                sink.papers(papers);
                sink.complete(day, true);
                Thread.sleep(REST);
            }
        }

        @Override
        public void close() {}
    }
}
