package io.broadsheet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows other processes that this one is alive: it touches a file every few seconds and removes it
/// in the end.
final class Heartbeat implements AutoCloseable {

    /// Older than this, the heart has stopped.
    static final Duration STALE = Duration.ofSeconds(60);

    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Path file;
    private final Clock clock;
    private final Thread thread;

    private Heartbeat(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
    }

    static Heartbeat start(Path home, Clock clock) {
        Heartbeat heartbeat = new Heartbeat(file(home), clock);
        heartbeat.touch();
        heartbeat.thread.start();
        return heartbeat;
    }

    static Path file(Path home) {
        return home.resolve("run").resolve("alive");
    }

    /// When the heart of a home directory beat last.
    ///
    /// @throws IOException where it never did, or was stopped
    static Instant last(Path home) throws IOException {
        return Files.getLastModifiedTime(file(home)).toInstant();
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                touch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void touch() {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            log.warn("The file {} cannot be touched", file, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("The file {} cannot be removed", file, e);
        }
    }
}
