package io.broadsheet.ingest.file;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.ImportJournal;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.ingest.latex.Latex;
import io.broadsheet.paper.Paper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Takes files of papers into the catalogue: one thread reads ahead, the caller's stores, a batch
/// at a time.
///
/// Taking in the same file twice changes nothing. After each batch of a longer file the journal
/// notes how far it is in; an import that was killed goes on there. The journal forgets a file once
/// it is in, so importing it again reads it again and tells its problems again.
public final class Importer {

    private static final int BATCH = 500;
    private static final int BATCH_CHARACTERS = 4 << 20;
    private static final int BATCHES_AHEAD = 4;
    private static final int MOST_PROBLEMS = 100;

    private final Catalogue catalogue;
    private final ImportJournal journal;
    private final Clock clock;

    public Importer(Catalogue catalogue, ImportJournal journal, Clock clock) {
        this.catalogue = catalogue;
        this.journal = journal;
        this.clock = clock;
    }

    /// Takes files in, in order; a file or record that cannot be read does not keep the others out.
    ///
    /// @return when all that can be read is in and survives a crash
    /// @throws InterruptedException when the calling thread is interrupted; what is in so far stays
    ///   in
    /// @throws RuntimeException as the catalogue's [Catalogue#put], when papers cannot be stored
    public ImportSummary run(List<Path> files, ImportListener listener)
            throws InterruptedException {
        long bytes = files.stream().mapToLong(Importer::size).sum();
        listener.started(files.size(), bytes);
        BlockingQueue<Step> steps = new ArrayBlockingQueue<>(BATCHES_AHEAD);
        Thread reading =
                Thread.ofPlatform()
                        .daemon()
                        .name("import-reader")
                        .start(new ReadAhead(files, steps, journal));
        try {
            return store(steps, bytes, listener);
        } finally {
            reading.interrupt();
            reading.join();
        }
    }

    private ImportSummary store(BlockingQueue<Step> steps, long bytes, ImportListener listener)
            throws InterruptedException {
        Map<Catalogue.Intake, Long> taken = new EnumMap<>(Catalogue.Intake.class);
        List<Problem> problems = new ArrayList<>();
        List<Problem> notes = new ArrayList<>();
        long resumed = 0;
        long skipped = 0;
        long mended = 0;
        long papers = 0;
        while (true) {
            switch (steps.take()) {
                case Step.Opened opened -> {
                    listener.opened(opened.file, opened.format, opened.resumed);
                    resumed += opened.resumed;
                }
                case Step.LeftOut left -> {
                    skipped++;
                    if (problems.size() < MOST_PROBLEMS) {
                        problems.add(left.problem);
                    }
                    listener.leftOut(left.problem);
                }
                case Step.Mended note -> {
                    mended++;
                    if (notes.size() < MOST_PROBLEMS) {
                        notes.add(note.note);
                    }
                    listener.mended(note.note);
                }
                case Step.Chunk batch -> {
                    Instant now = clock.instant();
                    if (!batch.papers.isEmpty()) {
                        for (Catalogue.Intake intake : catalogue.put(batch.papers, now)) {
                            taken.merge(intake, 1L, Long::sum);
                        }
                    }
                    batch.reached.forEach(
                            (source, records) -> journal.reached(source, records, now));
                    papers += batch.papers.size();
                    listener.advanced(
                            new ImportListener.ImportedSoFar(
                                    Math.min(bytes, batch.bytesRead), bytes, papers));
                }
                case Step.Failed failed -> throw failed.reason;
                case Step.End _ -> {
                    listener.advanced(new ImportListener.ImportedSoFar(bytes, bytes, papers));
                    return new ImportSummary(
                            taken.getOrDefault(Catalogue.Intake.ADDED, 0L),
                            taken.getOrDefault(Catalogue.Intake.UPDATED, 0L),
                            taken.getOrDefault(Catalogue.Intake.MERGED, 0L),
                            taken.getOrDefault(Catalogue.Intake.UNCHANGED, 0L),
                            resumed,
                            skipped,
                            mended,
                            problems,
                            notes);
                }
            }
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /// What the reader tells the storing thread.
    private sealed interface Step {
        record Opened(Path file, PaperFile.FileFormat format, long resumed) implements Step {}

        record LeftOut(Problem problem) implements Step {}

        record Mended(Problem note) implements Step {}

        /// @param reached how many records of each source are in once this batch is, 0 for a source
        ///   that is wholly in
        record Chunk(List<Paper> papers, Map<String, Long> reached, long bytesRead)
                implements Step {}

        record Failed(RuntimeException reason) implements Step {}

        record End() implements Step {}
    }

    /// Reads files into batches that may span several of them.
    private static final class ReadAhead implements Runnable {
        private final List<Path> files;
        private final BlockingQueue<Step> steps;
        private final ImportJournal journal;
        private List<Paper> papers = new ArrayList<>(BATCH);
        private Map<String, Long> reached = new LinkedHashMap<>();
        private final Set<String> opened = new HashSet<>();
        private long characters;
        private long bytesBefore;

        ReadAhead(List<Path> files, BlockingQueue<Step> steps, ImportJournal journal) {
            this.files = files;
            this.steps = steps;
            this.journal = journal;
        }

        @Override
        public void run() {
            try {
                for (Path file : files) {
                    read(file);
                    bytesBefore += size(file);
                }
                flush(bytesBefore);
                steps.put(new Step.End());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        private void fail(RuntimeException reason) {
            try {
                steps.put(new Step.Failed(reason));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void read(Path path) throws InterruptedException {
            try (PaperFile file = PaperFile.open(path)) {
                String source = file.fingerprint();
                long before = opened.add(source) ? journal.reached(source) : 0;
                steps.put(new Step.Opened(path, file.format(), before));
                file.skip(before);
                long records = before;
                boolean noted = before > 0;
                for (ParsedEntry entry = file.next(); entry != null; entry = file.next()) {
                    records++;
                    take(entry);
                    if (papers.size() >= BATCH || characters >= BATCH_CHARACTERS) {
                        reached.put(source, records);
                        noted = true;
                        flush(bytesBefore + file.position());
                    }
                }
                if (noted) {
                    reached.put(source, 0L);
                }
            } catch (UnreadableFileException e) {
                steps.put(
                        new Step.LeftOut(
                                new Problem(
                                        Latex.readable(path.toString()),
                                        String.valueOf(e.getMessage()))));
            } catch (IOException e) {
                steps.put(
                        new Step.LeftOut(
                                new Problem(
                                        Latex.readable(path.toString()),
                                        "it cannot be closed: " + e.getMessage())));
            }
        }

        private void take(@Nullable ParsedEntry entry) throws InterruptedException {
            switch (entry) {
                case ParsedEntry.Read(var paper, var note) -> {
                    papers.add(paper);
                    characters += paper.rawSummary().length() + paper.rawTitle().length() + 200L;
                    if (note != null) {
                        steps.put(new Step.Mended(note));
                    }
                }
                case ParsedEntry.UnreadableEntry(var problem) ->
                        steps.put(new Step.LeftOut(problem));
                case null -> {}
            }
        }

        private void flush(long bytesRead) throws InterruptedException {
            if (papers.isEmpty() && reached.isEmpty()) {
                return;
            }
            steps.put(new Step.Chunk(papers, reached, bytesRead));
            papers = new ArrayList<>(BATCH);
            reached = new LinkedHashMap<>();
            characters = 0;
        }
    }
}
