package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.command.Checkup;
import io.broadsheet.store.StoreBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup a day, and keeps the latest. Of several processes with one directory the first
/// one does.
final class DailyBackups implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DailyBackups.class);
    private static final Duration CHECK = Duration.ofMinutes(1);

    /// After a failure it is tried again, but not each minute.
    private static final Duration PAUSE = Duration.ofMinutes(30);

    private static final Pattern NAME = Pattern.compile("broadsheet-(\\d{4}-\\d{2}-\\d{2})\\.db");

    private final Settings settings;
    private final Function<Path, StoreBackup.Contents> write;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private volatile @Nullable String failure;
    private volatile @Nullable ZonedDateTime failed;

    private DailyBackups(
            Settings settings, Function<Path, StoreBackup.Contents> write, Clock clock) {
        this.settings = settings;
        this.write = write;
        this.clock = clock;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("backup").factory());
    }

    /// Begins to look each minute whether one is due; does nothing where none are wanted.
    static DailyBackups start(Settings settings, Clock clock) {
        DailyBackups backups =
                new DailyBackups(settings, file -> BackupCommand.write(settings, file), clock);
        if (!settings.backup().directory().isEmpty()) {
            var _ =
                    backups.thread.scheduleWithFixedDelay(
                            backups::look, 0, CHECK.toMillis(), TimeUnit.MILLISECONDS);
        }
        return backups;
    }

    /// For tests: nothing happens by itself.
    static DailyBackups of(
            Settings settings, Function<Path, StoreBackup.Contents> write, Clock clock) {
        return new DailyBackups(settings, write, clock);
    }

    /// Makes today's where it is due and not there.
    void look() {
        ZonedDateTime now = clock.instant().atZone(settings.zone());
        if (now.getHour() < settings.backup().hour() || pausesAt(now)) {
            return;
        }
        Path file = directory().resolve("broadsheet-" + now.toLocalDate() + ".db");
        if (Files.exists(file)) {
            return;
        }
        try {
            StoreBackup.Contents contents = write.apply(file);
            log.info("Backup {}: {}", file, BackupCommand.describe(contents));
            failure = null;
            failed = null;
            prune();
        } catch (IOException | RuntimeException e) {
            failure = Logs.reason(e);
            failed = now;
            log.error("The backup {} failed: {}", file, failure);
        }
    }

    /// Also where the clock stepped back behind the failure.
    private boolean pausesAt(ZonedDateTime now) {
        ZonedDateTime since = failed;
        return since != null && Duration.between(since, now).abs().compareTo(PAUSE) < 0;
    }

    private void prune() throws IOException {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - settings.backup().keep()))) {
            Files.deleteIfExists(old);
        }
    }

    /// Those there are, oldest first.
    private List<Path> all() throws IOException {
        if (!Files.isDirectory(directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    private Path directory() {
        return Path.of(settings.backup().directory());
    }

    /// What the doctor says of them; nothing where none are wanted.
    List<Checkup.Finding> findings() {
        if (settings.backup().directory().isEmpty()) {
            return List.of();
        }
        String problem = failure;
        if (problem != null) {
            return List.of(Checkup.Finding.bad("backup", "the last one failed. " + problem));
        }
        try {
            List<Path> all = all();
            if (all.isEmpty()) {
                return List.of(
                        Checkup.Finding.note(
                                "backup", "none so far in " + directory() + "; the first is due"));
            }
            String last = all.getLast().getFileName().toString().replaceAll("\\D*(.*)\\.db", "$1");
            LocalDate today = clock.instant().atZone(settings.zone()).toLocalDate();
            String text = all.size() + " in " + directory() + ", the last of " + last;
            return List.of(
                    LocalDate.parse(last).isBefore(today.minusDays(1))
                            ? Checkup.Finding.bad("backup", text)
                            : Checkup.Finding.good("backup", text));
        } catch (IOException e) {
            return List.of(
                    Checkup.Finding.bad("backup", directory() + " cannot be read: " + e + "."));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
