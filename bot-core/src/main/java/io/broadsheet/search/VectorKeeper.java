package io.broadsheet.search;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the vectors that are kept, computes the missing ones in the background and keeps them.
final class VectorKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VectorKeeper.class);

    private static final int LOADED_AT_ONCE = 500;
    private static final int MISSING_AT_ONCE = 32;

    /// Few enough that a search waits for no more than some hundred milliseconds of one core.
    private static final int EMBEDDED_AT_ONCE = 4;

    private static final long IDLE_MILLIS = 2_000;
    private static final long AFTER_FAILURE_MILLIS = 15_000;

    /// How long after a search nothing is computed, so that the next one finds the processor free
    /// ...
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long IN_USE = TimeUnit.SECONDS.toNanos(10);

    /// ... but under constant load the vectors get on all the same.
    private static final long MOST_QUIET = TimeUnit.SECONDS.toNanos(3);

    /// Stands for a text that the model cannot take, so that it is not tried again: it compares
    /// with no other vector.
    private static final float[] NONE = {0};

    private final Catalogue catalogue;
    private final VectorStore store;
    private final Embeddings embeddings;
    private final VectorTable vectors;
    private final AtomicLong version;
    private final Thread thread =
            Thread.ofPlatform().name("search-vectors").daemon().unstarted(this::work);

    /// Guards the fields of this block.
    private final Object state = new Object();

    private final Set<PaperId> toLoad = new LinkedHashSet<>();
    private boolean settled;

    private volatile long asked = System.nanoTime() - IN_USE;
    private volatile boolean closed;
    private @Nullable IndexFollower index;

    VectorKeeper(
            Catalogue catalogue,
            VectorStore store,
            Embeddings embeddings,
            VectorTable vectors,
            AtomicLong version) {
        this.catalogue = catalogue;
        this.store = store;
        this.embeddings = embeddings;
        this.vectors = vectors;
        this.version = version;
    }

    void start(IndexFollower follower) {
        index = follower;
        if (hasModel()) {
            thread.start();
        }
    }

    /// Says that these papers are new or may have another text now.
    void changed(Collection<PaperId> papers) {
        if (!hasModel() || papers.isEmpty()) {
            return;
        }
        synchronized (state) {
            toLoad.addAll(papers);
            settled = false;
            state.notifyAll();
        }
    }

    /// Says that somebody is searching.
    void asked() {
        asked = System.nanoTime();
    }

    /// Whether somebody searched in the last seconds.
    boolean isAsked() {
        return System.nanoTime() - asked < IN_USE;
    }

    long vectors() {
        return vectors.size();
    }

    boolean await(Duration atMost) throws InterruptedException {
        if (!hasModel()) {
            return false;
        }
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (state) {
            while (!settled && !closed && thread.isAlive()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                state.wait(Math.min(left, 500));
            }
            return settled;
        }
    }

    boolean awaitLoaded(Duration atMost) throws InterruptedException {
        if (!hasModel()) {
            return false;
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (!closed) {
            boolean loaded;
            synchronized (state) {
                loaded = toLoad.isEmpty();
            }
            if (loaded && embeddings.isReady()) {
                return true;
            }
            if (System.nanoTime() >= end || !thread.isAlive()) {
                return false;
            }
            Thread.sleep(5);
        }
        return false;
    }

    private boolean hasModel() {
        return !embeddings.equals(Embeddings.NONE);
    }

    private void work() {
        while (!closed) {
            long wait = 0;
            try {
                if (!load() && !compute()) {
                    wait = IDLE_MILLIS;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                LOG.warn("Papers' vectors could not be brought up to date; trying again", e);
                wait = AFTER_FAILURE_MILLIS;
            }
            if (wait > 0 && !rest(wait)) {
                return;
            }
        }
    }

    /// The caller loops, so waking up for nothing only makes it look once more.
    @SuppressWarnings("WaitNotInLoop")
    private boolean rest(long millis) {
        synchronized (state) {
            try {
                if (toLoad.isEmpty() && !closed) {
                    state.wait(millis);
                }
                return !closed;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    /// @return whether there was something to load
    private boolean load() {
        List<PaperId> batch = new ArrayList<>();
        synchronized (state) {
            Iterator<PaperId> next = toLoad.iterator();
            while (next.hasNext() && batch.size() < LOADED_AT_ONCE) {
                batch.add(next.next());
            }
        }
        if (batch.isEmpty()) {
            return false;
        }
        Map<PaperId, float[]> loaded = store.load(embeddings.model(), batch);
        boolean changed = false;
        for (PaperId paper : batch) {
            float[] vector = loaded.get(paper);
            changed |= vector != null || vectors.vector(paper) != null;
            vectors.put(paper, vector);
        }
        synchronized (state) {
            batch.forEach(toLoad::remove);
        }
        if (changed) {
            version.incrementAndGet();
        }
        return true;
    }

    /// @return whether there was something to compute
    private boolean compute() throws InterruptedException {
        if (index == null || !index.isOwner()) {
            return false;
        }
        List<PaperId> missing = store.missing(embeddings.model(), MISSING_AT_ONCE);
        List<Paper> papers = missing.isEmpty() ? List.of() : catalogue.findAll(missing);
        if (papers.isEmpty()) {
            synchronized (state) {
                settled = toLoad.isEmpty();
                state.notifyAll();
            }
            return false;
        }
        for (int from = 0; from < papers.size() && !closed; from += EMBEDDED_AT_ONCE) {
            letSearchesPass();
            List<Paper> few =
                    papers.subList(from, Math.min(from + EMBEDDED_AT_ONCE, papers.size()));
            List<Optional<float[]>> computed =
                    embeddings.documents(few.stream().map(VectorKeeper::text).toList());
            Map<PaperId, float[]> kept = new HashMap<>();
            for (int i = 0; i < few.size(); i++) {
                kept.put(few.get(i).id(), computed.get(i).orElse(NONE));
            }
            store.keep(embeddings.model(), kept);
            kept.forEach(vectors::put);
            version.incrementAndGet();
        }
        return true;
    }

    private void letSearchesPass() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - asked < QUIET && System.nanoTime() - start < MOST_QUIET) {
            Thread.sleep(50);
        }
    }

    /// What of a paper is embedded. Another making of it needs another [Embeddings#model()].
    static String text(Paper paper) {
        return paper.title() + ". " + paper.summary();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (state) {
            state.notifyAll();
        }
        if (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
