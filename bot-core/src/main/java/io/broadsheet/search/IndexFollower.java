package io.broadsheet.search;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index in step with the catalogue, and hands out snapshots of it.
final class IndexFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);

    private static final int BATCH = 2_000;

    /// From so many papers at once on, they are a flood.
    private static final int FLOOD = 500;

    private static final int ANALYSERS = 2;
    private static final long POLL_MILLIS = 500;
    private static final long LONGEST_POLL_MILLIS = 4_000;
    private static final long AFTER_FAILURE_MILLIS = 15_000;

    /// How often searches see more of a flood of papers, while somebody searches and while nobody
    /// does.
    private static final long SHOW_EVERY = TimeUnit.MILLISECONDS.toNanos(700);

    private static final long SHOW_NOBODY_EVERY = TimeUnit.SECONDS.toNanos(10);
    private static final long COMMIT_EVERY = TimeUnit.SECONDS.toNanos(15);

    private final IndexFiles files;
    private final Catalogue catalogue;
    private final VectorTable vectors;
    private final VectorKeeper keeper;
    private final AtomicLong version;
    private final ExecutorService analysers =
            Executors.newFixedThreadPool(
                    ANALYSERS, Thread.ofPlatform().name("search-analysis-", 0).daemon().factory());
    private final Thread thread =
            Thread.ofPlatform().name("search-index").daemon().unstarted(this::follow);

    /// Guards whatever writes: the fields of this block.
    private final Object writing = new Object();

    /// One for each part of a batch, so that they remember words.
    private final List<TextAnalysis> splitters =
            Stream.generate(TextAnalysis::splitter).limit(ANALYSERS).toList();

    private @Nullable IndexWriter writer;
    private IndexFiles.@Nullable Build build;
    private long reached;
    private boolean complete;
    private boolean uncommitted;
    private boolean unshown;
    private long shown = System.nanoTime();
    private long committed = System.nanoTime();
    private final Map<Object, Snapshot.SegmentDocuments> columns = new ConcurrentHashMap<>();

    /// Guards waking the thread up.
    private final Object bell = new Object();

    private volatile Snapshot snapshot;
    private volatile boolean rebuilding;
    private volatile boolean damaged;
    private volatile boolean suspected;
    private volatile boolean owner;
    private volatile boolean closed;

    IndexFollower(
            IndexFiles files,
            Catalogue catalogue,
            VectorTable vectors,
            VectorKeeper keeper,
            AtomicLong version)
            throws IOException {
        this.files = files;
        this.catalogue = catalogue;
        this.vectors = vectors;
        this.keeper = keeper;
        this.version = version;
        Optional<Snapshot> there = open();
        this.snapshot =
                there.isPresent() ? there.get() : Snapshot.of(empty(), vectors, new HashMap<>());
        this.suspected = there.isPresent();
        this.rebuilding = there.isEmpty() && catalogue.lastChange() > 0;
    }

    void start() {
        thread.start();
    }

    /// The latest snapshot, to be given back with [#release].
    Snapshot acquire() {
        while (!closed) {
            Snapshot latest = snapshot;
            if (latest.use()) {
                return latest;
            }
        }
        throw new IllegalStateException("the search is closed");
    }

    void release(Snapshot used) {
        try {
            used.release();
        } catch (IOException e) {
            LOG.debug("An old snapshot of the index could not be closed", e);
        }
    }

    boolean isRebuilding() {
        return rebuilding || damaged;
    }

    /// Whether this process is the one that writes.
    boolean isOwner() {
        return owner;
    }

    /// Asks for a check of the files, because a search failed.
    void suspect(Snapshot failed) {
        if (failed == snapshot) {
            suspected = true;
            wake();
        }
    }

    void wake() {
        synchronized (bell) {
            bell.notifyAll();
        }
    }

    /// Takes in what changed in the catalogue, and commits it: other processes see it.
    void catchUp() {
        catchUp(true);
    }

    /// @param settled whether to commit at once; else a flood of papers is committed in larger
    ///   steps
    private void catchUp(boolean settled) {
        synchronized (writing) {
            if (closed) {
                return;
            }
            try {
                owner = files.own();
                if (owner) {
                    takeIn(settled);
                } else {
                    followOther();
                }
            } catch (IOException e) {
                damaged = true;
                LOG.warn("The search index could not be written and will be built again", e);
            } catch (RuntimeException e) {
                if (writer != null && !writer.isOpen()) {
                    damaged = true;
                }
                throw e;
            }
        }
    }

    /// Builds the index again beside the old one, then changes over.
    void rebuild() {
        synchronized (writing) {
            try {
                owner = files.own();
                if (!owner) {
                    throw new IllegalStateException(
                            "Another Broadsheet process is running on this data. Stop it, or run reindex there.");
                }
                rebuilding = true;
                IndexWriter oldWriter = writer;
                IndexFiles.Build oldBuild = build;
                long oldReached = reached;
                boolean oldComplete = complete;
                try {
                    begin();
                    index(Sight.NONE);
                    finish();
                    show();
                } catch (IOException | RuntimeException e) {
                    abandon(writer);
                    writer = oldWriter;
                    build = oldBuild;
                    reached = oldReached;
                    complete = oldComplete;
                    throw e;
                }
                abandon(oldWriter);
                files.deleteAllBut(number());
            } catch (IOException e) {
                throw new IllegalStateException(
                        "the search index could not be built again: " + e.getMessage(), e);
            } finally {
                rebuilding = false;
            }
        }
    }

    private void follow() {
        long wait = 0;
        while (!closed) {
            try {
                if (suspected) {
                    check();
                }
                long start = System.nanoTime();
                catchUp(false);
                // While much comes in, looking too often would cost more than the papers
                // themselves.
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                wait =
                        damaged
                                ? AFTER_FAILURE_MILLIS
                                : Math.clamp(4 * took, POLL_MILLIS, LONGEST_POLL_MILLIS);
            } catch (RuntimeException | InternalError e) {
                LOG.warn("The search index could not follow the catalogue; trying again", e);
                wait = AFTER_FAILURE_MILLIS;
            }
            pause(wait);
        }
    }

    /// The caller loops, so waking up for nothing only makes it look once more.
    @SuppressWarnings("WaitNotInLoop")
    private void pause(long millis) {
        synchronized (bell) {
            try {
                if (!closed && !suspected) {
                    bell.wait(millis);
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    /// Reads every byte of the index once; a damaged one is given up.
    private void check() {
        suspected = false;
        Snapshot checked = acquire();
        try {
            IndexFiles.verify(checked.reader());
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.warn("The search index is damaged and will be built again: {}", e.toString());
            damaged = true;
        } finally {
            release(checked);
        }
    }

    private Optional<Snapshot> open() throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<IndexFiles.Build> latest = files.latest();
            DirectoryReader reader = latest.map(IndexFiles.Build::reader).orElse(null);
            if (latest.isEmpty() || reader == null) {
                return Optional.empty();
            }
            try {
                Snapshot there = Snapshot.of(reader, vectors, columns);
                build = latest.get();
                complete = true;
                reached =
                        Long.parseLong(
                                reader.getIndexCommit()
                                        .getUserData()
                                        .getOrDefault(IndexFiles.REACHED, "0"));
                keeper.changed(there.papers());
                return Optional.of(there);
            } catch (IOException | RuntimeException | InternalError e) {
                LOG.warn("The search index is damaged and will be built again: {}", e.toString());
                damaged = true;
                IndexFiles.close(reader);
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void takeIn(boolean settled) throws IOException {
        long latest = catalogue.lastChange();
        boolean unusable = build == null || damaged || latest < reached;
        if (!unusable && latest == reached && complete) {
            if (unshown) {
                show();
            }
            if (uncommitted) {
                commit();
            }
            return;
        }
        if (unusable) {
            startOver(latest);
        } else if (writer == null) {
            try {
                writer = IndexFiles.writer(build());
                swap(DirectoryReader.open(writer));
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "The search index cannot be written and will be built again: {}",
                        e.toString());
                startOver(latest);
            }
        }
        index(settled ? Sight.AT_ONCE : Sight.IN_STEPS);
        if (complete) {
            uncommitted = true;
            if (settled || System.nanoTime() - committed > COMMIT_EVERY) {
                commit();
            }
        } else {
            finish();
            rebuilding = false;
            files.deleteAllBut(number());
        }
    }

    /// Gives up what is there and answers from what the new build has got so far.
    private void startOver(long latest) throws IOException {
        rebuilding = latest > 0;
        abandon(writer);
        begin();
        swap(DirectoryReader.open(open(writer)));
        damaged = false;
        suspected = false;
    }

    private void begin() throws IOException {
        build = files.fresh();
        writer = IndexFiles.writer(build);
        reached = 0;
        complete = false;
    }

    /// Brings the writer up to the catalogue's latest change.
    private void index(Sight sight) throws IOException {
        long pause = 0;
        List<PaperId> touched = new ArrayList<>();
        while (!closed) {
            List<Catalogue.Change> changes = catalogue.changesAfter(reached, BATCH);
            if (changes.isEmpty()) {
                break;
            }
            write(changes);
            reached = changes.getLast().sequence();
            changes.forEach(change -> touched.add(change.id()));
            long now = System.nanoTime();
            long every = keeper.isAsked() ? SHOW_EVERY : SHOW_NOBODY_EVERY;
            if (sight != Sight.NONE && now - shown > Math.max(every, pause)) {
                show();
                keeper.changed(touched);
                touched.clear();
                pause = 10 * (shown - now);
            }
            if (now - committed > COMMIT_EVERY) {
                commit();
            }
        }
        if (sight == Sight.AT_ONCE || (sight == Sight.IN_STEPS && touched.size() < FLOOD)) {
            show();
        } else {
            unshown = sight != Sight.NONE;
        }
        keeper.changed(touched);
    }

    /// When searches see what is written.
    private enum Sight {
        AT_ONCE,
        /// A flood now and then, and when it is over.
        IN_STEPS,
        NONE
    }

    private void write(List<Catalogue.Change> changes) throws IOException {
        IndexWriter target = open(writer);
        if (changes.size() < 100) {
            write(changes, target, splitters.getFirst());
            return;
        }
        int share = (changes.size() + ANALYSERS - 1) / ANALYSERS;
        List<Future<?>> parts = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += share) {
            List<Catalogue.Change> part =
                    changes.subList(from, Math.min(from + share, changes.size()));
            TextAnalysis text = splitters.get(parts.size());
            parts.add(
                    analysers.submit(() -> {
                        write(part, target, text);
                        return null;
                    }));
        }
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while writing the search index", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException(
                        "the search index could not be written", e.getCause());
            }
        }
    }

    private static void write(List<Catalogue.Change> changes, IndexWriter target, TextAnalysis text)
            throws IOException {
        for (Catalogue.Change change : changes) {
            Term id = new Term(Fields.ID, change.id().toString());
            Optional<Paper> paper = change.paper();
            if (paper.isEmpty()) {
                target.deleteDocuments(id);
                continue;
            }
            target.updateDocument(id, Fields.document(paper.get(), text));
        }
    }

    private void finish() throws IOException {
        complete = true;
        commit();
    }

    private void commit() throws IOException {
        IndexWriter target = open(writer);
        target.setLiveCommitData(
                Map.of(
                                IndexFiles.SCHEMA,
                                Fields.SCHEMA,
                                IndexFiles.REACHED,
                                Long.toString(reached),
                                IndexFiles.COMPLETE,
                                complete ? "yes" : "no")
                        .entrySet());
        target.commit();
        uncommitted = false;
        committed = System.nanoTime();
    }

    /// Makes what was written visible to searches.
    @SuppressWarnings(
            "ReferenceEquality") // whether the reader is of the very folder that is being written
    private void show() throws IOException {
        IndexWriter target = open(writer);
        DirectoryReader current = snapshot.reader();
        DirectoryReader next;
        if (current.directory() == target.getDirectory()) {
            next = DirectoryReader.openIfChanged(current, target);
        } else {
            next = DirectoryReader.open(target);
        }
        if (next != null) {
            swap(next);
        }
        unshown = false;
        shown = System.nanoTime();
    }

    private void followOther() throws IOException {
        IndexFiles.Build ours = build;
        if (ours != null && !damaged && files.builds().contains(ours.number())) {
            DirectoryReader next = DirectoryReader.openIfChanged(snapshot.reader());
            if (next != null) {
                swap(next);
                keeper.changed(snapshot.papers());
            }
            return;
        }
        Optional<Snapshot> there = open();
        if (there.isPresent()) {
            damaged = false;
            replace(there.get());
        }
    }

    private void swap(DirectoryReader reader) throws IOException {
        try {
            replace(Snapshot.of(reader, vectors, columns));
        } catch (IOException | RuntimeException e) {
            IndexFiles.close(reader);
            throw e;
        }
    }

    private void replace(Snapshot next) {
        Snapshot old = snapshot;
        snapshot = next;
        version.incrementAndGet();
        release(old);
    }

    private static void abandon(@Nullable IndexWriter old) {
        if (old != null) {
            try {
                old.rollback();
            } catch (IOException | RuntimeException e) {
                LOG.debug("Giving up a writer failed", e);
            }
        }
    }

    private static IndexWriter open(@Nullable IndexWriter writer) {
        if (writer == null) {
            throw new IllegalStateException("the search index is not open for writing");
        }
        return writer;
    }

    private IndexFiles.Build build() {
        if (build == null) {
            throw new IllegalStateException("there is no search index yet");
        }
        return build;
    }

    private int number() {
        return build().number();
    }

    private static DirectoryReader empty() throws IOException {
        Directory nowhere = new ByteBuffersDirectory();
        try (IndexWriter none = IndexFiles.writer(new IndexFiles.Build(0, nowhere, null))) {
            none.commit();
        }
        return DirectoryReader.open(nowhere);
    }

    @Override
    public void close() {
        closed = true;
        wake();
        boolean interrupted = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (writing) {
            try {
                if (writer != null && writer.isOpen()) {
                    commit();
                    writer.close();
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "The search index could not be closed and will be brought up to date at the next start",
                        e);
                abandon(writer);
            }
            writer = null;
            release(snapshot);
            files.close();
        }
        analysers.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
