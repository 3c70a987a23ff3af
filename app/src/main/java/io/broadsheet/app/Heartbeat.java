package io.broadsheet.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
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
    private final long process;
    private final Thread thread;

    private Heartbeat(Path file, Clock clock, long process) {
        this.file = file;
        this.clock = clock;
        this.process = process;
        this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
    }

    static Heartbeat start(Path home, Clock clock) {
        return start(home, clock, ProcessHandle.current().pid());
    }

    static Heartbeat start(Path home, Clock clock, long process) {
        Heartbeat heartbeat = new Heartbeat(file(home), clock, process);
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

    /// Whether a heart has beaten in a home directory so lately that it may still do, also one of a
    /// process that cannot be seen from here.
    static boolean isFresh(Path home, Clock clock) throws IOException {
        try {
            return Duration.between(last(home), clock.instant()).compareTo(STALE) <= 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Whether the process that touches the file of a home directory is there; where the file does
    /// not say which it is, its age alone counts.
    ///
    /// @throws IOException where there is no file
    static boolean hasLivingProcess(Path home) throws IOException {
        OptionalLong owner = owner(file(home));
        return owner.isEmpty() || lives(owner.getAsLong());
    }

    private static OptionalLong owner(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return text.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /// Whether another process in the same home touches the file, which then is left to it.
    private boolean isOthers() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        OptionalLong owner = owner(file);
        return owner.isPresent()
                && owner.getAsLong() != process
                && lives(owner.getAsLong())
                && Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant())
                                .compareTo(STALE)
                        <= 0;
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
            if (isOthers()) {
                return;
            }
            Files.writeString(file, Long.toString(process));
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            log.warn("The file {} cannot be touched", file, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (Files.exists(file) && !isOthers()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.warn("The file {} cannot be removed", file, e);
        }
    }
}
