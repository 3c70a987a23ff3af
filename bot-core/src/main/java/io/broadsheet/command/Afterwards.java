package io.broadsheet.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what nobody waits for, such as that a paper was shown, after the answer has gone
/// out: one thing after the other, in the order given. What is waiting is written together, because
/// the disk takes as long for one note as for a hundred. Whoever is about to read such notes calls
/// [#settle()] first. A crash may lose the notes of its last moments; nothing that was acknowledged
/// to a person is written this way.
public final class Afterwards implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Afterwards.class);
    private static final int WAITING = 10_000;

    /// The most that is written at once, so that nobody else waits long to write.
    private static final int TOGETHER = 200;

    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("afterwards").factory());
    private final Semaphore places = new Semaphore(WAITING);
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Consumer<Runnable> together;

    /// @param together runs what it is given so that all of it is kept at once, or nothing
    public Afterwards(Consumer<Runnable> together) {
        this.together = together;
    }

    /// Takes a note to write. Waits only where ten thousand are waiting already.
    void note(Runnable write) {
        places.acquireUninterruptibly();
        waiting.add(write);
        writer.execute(this::writeWaiting);
    }

    private void writeWaiting() {
        List<Runnable> notes = new ArrayList<>();
        for (Runnable note = waiting.poll(); note != null; note = waiting.poll()) {
            notes.add(note);
            if (notes.size() == TOGETHER) {
                break;
            }
        }
        if (notes.isEmpty()) {
            return;
        }
        try {
            together.accept(() -> notes.forEach(Runnable::run));
        } catch (RuntimeException e) {
            // One that cannot be kept must not cost the others.
            notes.forEach(Afterwards::writeAlone);
        } finally {
            places.release(notes.size());
        }
    }

    private static void writeAlone(Runnable note) {
        try {
            note.run();
        } catch (RuntimeException e) {
            log.warn("A note of what was shown could not be kept: {}", e.getMessage());
        }
    }

    /// Returns when everything noted before has been written.
    void settle() {
        Future<?> last = writer.submit(() -> {});
        try {
            last.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            log.warn("Notes of what was shown are slow to be kept", e);
        }
    }

    /// Writes what is waiting and takes no more.
    @Override
    public void close() {
        writer.close();
    }
}
