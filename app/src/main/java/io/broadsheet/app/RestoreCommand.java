package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.Settings;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.StoreBackup;
import io.broadsheet.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet restore`.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Put a backup in the place of what the bot keeps: in the home directory, where what was there is kept"
                        + " beside it, or in the PostgreSQL database that database.url names, which must be empty. Stop the"
                        + " bot first.")
final class RestoreCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file that ./broadsheet backup wrote.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        Settings settings = requireNonNull(main).configuration().settings();
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Path backup = requireNonNull(file);
        try {
            out.println(backup + ": " + BackupCommand.describe(StoreBackup.check(backup)) + ".");
            Optional<PostgresAddress> database = Bot.database(settings);
            if (database.isPresent()) {
                StoreBackup.restore(backup, database.get());
                out.println("It is in " + database.get() + " now.");
            } else {
                restore(backup, settings.home(), out);
            }
            out.println(
                    "Days between the backup and now are not posted again; docs/operating.md says under Restoring what the"
                            + " next start does.");
            return ExitCode.OK;
        } catch (IllegalArgumentException | StoreException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }

    private static void restore(Path backup, Path home, PrintWriter out)
            throws CannotStart, IOException {
        Bot.createHome(home);
        try (ServeLock _ = ServeLock.take(home)) {
            if (Heartbeat.isFresh(home, Clock.systemUTC())) {
                throw new CannotStart(
                        "The bot runs in "
                                + home
                                + ". Stop it, then start restore again; after a crash, wait a minute.");
            }
            Optional<Path> kept = StoreBackup.restore(backup, home);
            kept.ifPresent(it -> out.println("What was there before is in " + it + "."));
            // Derived from the store that was there; the next start builds them anew.
            delete(home.resolve("index"));
            delete(home.resolve("index.aside"));
            out.println("It is in " + home + " now.");
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(tree)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
