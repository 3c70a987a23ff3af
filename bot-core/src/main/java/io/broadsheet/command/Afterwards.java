package io.broadsheet.command;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what nobody waits for, such as that a paper was shown, after the answer has gone
/// out: one thing after the other, in the order given. Whoever is about to read such notes calls
/// [#settle()] first. A crash may lose the notes of its last moments; nothing that was acknowledged
/// to a person is written this way.
public final class Afterwards implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Afterwards.class);
    private static final int WAITING = 10_000;

    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("afterwards").factory());
    private final Semaphore places = new Semaphore(WAITING);

    /// Takes a note to write. Waits only where ten thousand are waiting already.
    void note(Runnable write) {
        places.acquireUninterruptibly();
        writer.execute(() -> {
            try {
                write.run();
            } catch (RuntimeException e) {
                log.warn("A note of what was shown could not be kept: {}", e.getMessage());
            } finally {
                places.release();
            }
        });
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
