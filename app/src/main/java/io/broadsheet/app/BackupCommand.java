package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.Settings;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.StoreBackup;
import io.broadsheet.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet backup`.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Write everything that the bot keeps into one file, be it in SQLite or PostgreSQL, while the bot runs, and"
                        + " check the file. The keys of tokens are not in it.")
final class BackupCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        Settings settings = requireNonNull(main).configuration().settings();
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Path target = requireNonNull(file);
        try {
            StoreBackup.Contents contents = write(settings, target);
            out.println(target + ": " + describe(contents) + ", checked.");
            return ExitCode.OK;
        } catch (IllegalArgumentException | StoreException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }

    static StoreBackup.Contents write(Settings settings, Path target) {
        Optional<PostgresAddress> database = Bot.database(settings);
        return database.isPresent()
                ? StoreBackup.write(database.get(), target)
                : StoreBackup.write(settings.home(), target);
    }

    static String describe(StoreBackup.Contents contents) {
        return String.format(
                Locale.ENGLISH,
                "%,d rows, %.1f MB, layout %s",
                contents.rows(),
                contents.bytes() / 1e6,
                contents.layout());
    }
}
