package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.Settings;
import io.broadsheet.core.BotCore;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.StoreException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet migrate-store`.
@Command(
        name = "migrate-store",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Copy the SQLite file of the home directory into the PostgreSQL database that database.url names, which"
                        + " must be empty, and compare both. Stop the bot first.")
final class MigrateStoreCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Settings settings = requireNonNull(main).configuration().settings();
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try {
            Optional<PostgresAddress> target = Bot.database(settings);
            if (target.isEmpty()) {
                throw new CannotStart(
                        "Set database.url to the PostgreSQL database to copy into, for example"
                                + " BROADSHEET_DATABASE_URL=postgresql://localhost:5432/broadsheet.");
            }
            if (Heartbeat.isFresh(settings.home(), Clock.systemUTC())) {
                throw new CannotStart(
                        "The bot runs in "
                                + settings.home()
                                + ", and what it posts meanwhile would be missing in the copy. Stop it, then start"
                                + " migrate-store again; after a crash, wait a minute.");
            }
            Bot.createHome(settings.home());
            BotCore.copyStore(
                    settings.home(),
                    target.get(),
                    table ->
                            out.println(
                                    String.format(
                                            Locale.ENGLISH,
                                            "%-24s %,9d rows, the same on both sides (%s)",
                                            table.table(),
                                            table.rows(),
                                            table.checksum())));
            out.println("Everything is in " + target.get() + ". The file stays as it was.");
            return ExitCode.OK;
        } catch (IllegalArgumentException | StoreException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }
}
