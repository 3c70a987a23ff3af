package io.broadsheet.app;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Places;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line.
@Command(
        name = "broadsheet",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "A bot for research papers. Start it with @|bold broadsheet console|@ and type help.",
        subcommands = {
            ConsoleCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            RefreshCommand.class,
            ReindexCommand.class,
            DoctorCommand.class,
            SlackCommand.class,
            DiscordCommand.class,
            MigrateStoreCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ConfigCommand.class,
            Version.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All went well.",
            "1:Done, but something was skipped or found wrong; it is listed.",
            "2:The command line was wrong; nothing was done.",
            "3:Broadsheet could not start, or had to stop."
        })
public final class Main implements Runnable {

    private final Places places;
    private boolean serving;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Read this configuration instead of $BROADSHEET_CONFIG, the home directory's or the distribution's.")
    private @Nullable Path config;

    @Spec private @Nullable CommandSpec spec;

    Main(Places places) {
        this.places = places;
    }

    /// Runs the command line and exits with its code.
    public static void main(String[] args) {
        // Papers are written in every script, whatever the system's own encoding is.
        PrintWriter out =
                new PrintWriter(
                        new PrintStream(System.out, true, StandardCharsets.UTF_8),
                        true,
                        StandardCharsets.UTF_8);
        PrintWriter err =
                new PrintWriter(
                        new PrintStream(System.err, true, StandardCharsets.UTF_8),
                        true,
                        StandardCharsets.UTF_8);
        int code = run(Places.ofThisProcess(), out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /// @return the exit code
    static int run(Places places, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main(places))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(80)
                .setParameterExceptionHandler((wrong, _) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, line, _) -> explain(failure, line.getErr()))
                .execute(args);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    Places places() {
        return places;
    }

    /// From now on it is logged where whoever serves wants it.
    void serve() {
        serving = true;
    }

    /// Reads the configuration. From then on what is logged goes to the home directory it names, so
    /// that a command's answer is all that is printed.
    ///
    /// @throws BadConfiguration with everything that is wrong in it
    Configuration configuration() throws BadConfiguration, CannotStart {
        Configuration configuration = Configuration.load(places, Optional.ofNullable(config));
        Logs.begin(
                configuration.settings().home(),
                places.configDirectory().resolve("logback.xml"),
                serving ? configuration.settings().logging().to() : "files");
        return configuration;
    }

    /// Says what is wrong with the command line and where to read more; the whole usage would push
    /// that off the screen.
    private static int refuse(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, line.getErr())) {
            line.getErr()
                    .println(
                            "Type "
                                    + line.getCommandSpec().qualifiedName()
                                    + " --help for how it is used.");
        }
        line.getErr().flush();
        return ExitCode.USAGE;
    }

    private static int explain(Exception failure, PrintWriter err) {
        switch (failure) {
            case BadConfiguration bad -> err.println(bad.getMessage());
            case CannotStart cannot -> {
                Logs.note(cannot.getMessage(), cannot.getCause());
                err.println(cannot.getMessage());
            }
            default -> {
                Logs.note("Stopped", failure);
                err.println("Broadsheet had to stop: " + Logs.reason(failure) + Logs.whereabouts());
            }
        }
        err.flush();
        return ExitCode.NOT_STARTED;
    }
}
