package io.broadsheet.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.ImportJournal;
import io.broadsheet.catalogue.InMemoryCatalogue;
import io.broadsheet.ingest.Problem;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImporterTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-06T08:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path directory;

    private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
    private final Map<String, Long> noted = new HashMap<>();
    private final ImportJournal journal =
            new ImportJournal() {
                @Override
                public long reached(String source) {
                    synchronized (noted) {
                        return noted.getOrDefault(source, 0L);
                    }
                }

                @Override
                public void reached(String source, long records, Instant at) {
                    synchronized (noted) {
                        noted.put(source, records);
                    }
                }
            };

    @Test
    void takesPapersInOnceHoweverOftenAFileIsImported() throws Exception {
        Path file = Files.writeString(directory.resolve("lines"), PaperFileTest.lines(1_234));

        ImportSummary first = importer(catalogue).run(List.of(file), ImportListener.NONE);
        ImportSummary second = importer(catalogue).run(List.of(file, file), ImportListener.NONE);

        assertThat(first.added()).isEqualTo(1_234);
        assertThat(first.complete()).isTrue();
        assertThat(second.added()).isZero();
        assertThat(second.unchanged()).isEqualTo(2 * 1_234);
        assertThat(catalogue.size()).isEqualTo(1_234);
        assertThat(catalogue.find(new PaperId(PaperId.Scheme.ARXIV, "2101.00001")))
                .get()
                .extracting(Paper::added)
                .isEqualTo(CLOCK.instant());
    }

    @Test
    void mergesAPaperKnownByItsTitleWithTheSameUnderItsIdentifier() throws Exception {
        Path page = PaperFileTest.fixture("huggingface-page.txt");
        Path line =
                Files.writeString(
                        directory.resolve("line"),
                        "{\"id\":\"2503.08497\",\"title\":\"MMRL: Multi-modal Representation"
                                + " Learning for Vision-Language\\n"
                                + "  Models\",\"abstract\":\"A.\"}\n");

        ImportSummary summary = importer(catalogue).run(List.of(page, line), ImportListener.NONE);

        assertThat(summary.merged()).isEqualTo(1);
        assertThat(summary.added()).isEqualTo(5);
        assertThat(catalogue.size()).isEqualTo(5);
    }

    @Test
    void reportsWhatItLeavesOutAndTakesTheRest() throws Exception {
        Path unknown =
                Files.writeString(directory.resolve("letter.txt"), "Dear reader,\n\nhello.\n");
        Path mixed =
                Files.writeString(
                        directory.resolve("mixed"),
                        PaperFileTest.lines(2) + "oops\n" + PaperFileTest.lines(3));
        Path gone = directory.resolve("gone.json");
        List<Problem> heard = new ArrayList<>();

        ImportSummary summary =
                importer(catalogue)
                        .run(
                                List.of(gone, unknown, mixed),
                                new ImportListener() {
                                    @Override
                                    public void leftOut(Problem problem) {
                                        heard.add(problem);
                                    }
                                });

        assertThat(summary.skipped()).isEqualTo(3);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.papers()).isEqualTo(5);
        assertThat(summary.problems()).isEqualTo(heard);
        assertThat(heard)
                .map(Problem::toString)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("gone.json: there is no such file"),
                        second ->
                                assertThat(second)
                                        .contains("letter.txt: it is none of the formats"),
                        third ->
                                assertThat(third)
                                        .startsWith(
                                                "mixed, line 3: it is no JSON: Unrecognized token"
                                                        + " 'oops'"));
    }

    @Test
    void goesOnWhereAKilledImportStopped() throws Exception {
        Path file = Files.writeString(directory.resolve("lines"), PaperFileTest.lines(3_000));
        InMemoryCatalogue undisturbed = new InMemoryCatalogue();
        new Importer(undisturbed, new ForgetfulJournal(), CLOCK)
                .run(List.of(file), ImportListener.NONE);
        for (int deadly = 1; deadly <= 6; deadly++) {
            InMemoryCatalogue survivor = new InMemoryCatalogue();
            noted.clear();
            Importer dying = importer(failing(survivor, deadly));
            assertThatThrownBy(() -> dying.run(List.of(file), ImportListener.NONE))
                    .hasMessage("power cut");
            assertThat(survivor.size()).isEqualTo((deadly - 1) * 500L);

            ImportSummary summary = importer(survivor).run(List.of(file), ImportListener.NONE);

            assertThat(summary.resumed()).isEqualTo((deadly - 1) * 500L);
            assertThat(summary.added()).isEqualTo(3_000 - (deadly - 1) * 500L);
            assertThat(survivor.changesAfter(0, 10_000))
                    .isEqualTo(undisturbed.changesAfter(0, 10_000));
            assertThat(noted.values()).containsOnly(0L);
        }
    }

    @Test
    void tellsItsProgressInBytesThatOnlyGrow() throws Exception {
        Path one = Files.writeString(directory.resolve("one"), PaperFileTest.lines(1_700));
        Path two =
                Files.writeString(
                        directory.resolve("two"),
                        PaperFileTest.lines(400).replace("2101.", "2102."));
        List<ImportListener.ImportedSoFar> heard = new ArrayList<>();
        List<String> opened = new ArrayList<>();

        importer(catalogue)
                .run(
                        List.of(one, two),
                        new ImportListener() {
                            @Override
                            public void opened(
                                    Path file, PaperFile.FileFormat format, long resumedAfter) {
                                opened.add(file.getFileName() + " " + format + " " + resumedAfter);
                            }

                            @Override
                            public void advanced(ImportedSoFar progress) {
                                heard.add(progress);
                            }
                        });

        long bytes = Files.size(one) + Files.size(two);
        assertThat(opened).containsExactly("one JSON lines 0", "two JSON lines 0");
        assertThat(heard)
                .extracting(ImportListener.ImportedSoFar::bytesRead)
                .isSorted()
                .last()
                .isEqualTo(bytes);
        assertThat(heard)
                .allMatch(progress -> progress.bytes() == bytes && progress.fraction() <= 1);
        assertThat(heard.getLast().papers()).isEqualTo(2_100);
    }

    @Test
    void stopsWhenInterruptedAndKeepsWhatIsIn() throws Exception {
        Path file = Files.writeString(directory.resolve("lines"), PaperFileTest.lines(20_000));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> importer(catalogue).run(List.of(file), ImportListener.NONE))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("import-reader"));
    }

    private Importer importer(Catalogue into) {
        return new Importer(into, journal, CLOCK);
    }

    /// A catalogue that fails at its n-th `put`.
    private static Catalogue failing(Catalogue real, int deadly) {
        AtomicInteger puts = new AtomicInteger();
        return (Catalogue)
                Proxy.newProxyInstance(
                        Catalogue.class.getClassLoader(),
                        new Class<?>[] {Catalogue.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("put")
                                    && puts.incrementAndGet() == deadly) {
                                throw new IllegalStateException("power cut");
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static final class ForgetfulJournal implements ImportJournal {
        @Override
        public long reached(String source) {
            return 0;
        }

        @Override
        public void reached(String source, long records, Instant at) {}
    }
}
