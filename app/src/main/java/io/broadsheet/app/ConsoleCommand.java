package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.console.ConsolePlatform;
import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.app.console.TerminalConsole;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet console`.
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Talk to the bot in this terminal, or through a pipe: a command a line.",
        footer = {"", "Example: echo 'search vision tokenizers' | broadsheet console --plain"})
final class ConsoleCommand implements Callable<Integer> {

    /// How long a pipe's first answer waits for the embedding model.
    private static final Duration MODEL_AT_MOST = Duration.ofSeconds(3);

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--plain",
            description =
                    "For programs: no colours, every entry on a line of its own, an empty line between answers."
                            + " A pipe is answered like this anyway.")
    private boolean plain;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Who you are; /as USER changes it later.")
    private @Nullable String user;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "The channel you are in; /channel NAME changes it later.")
    private @Nullable String channel;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Your time zone, for example Europe/Berlin.")
    private @Nullable String zone;

    @Option(
            names = "--admin",
            negatable = true,
            description = "Whether you may change what belongs to the channel.")
    private @Nullable Boolean admin;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "The widest that text is set, in columns, 40 to 400.")
    private @Nullable Integer width;

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description =
                    "Take this for the time at the start, for demonstrations of what is due later; for example"
                            + " 2026-03-02T08:59:50+01:00.")
    private @Nullable OffsetDateTime clock;

    @Override
    public Integer call() throws Exception {
        Main started = requireNonNull(main);
        Settings.Console defaults = started.configuration().settings().console();
        Seat seat = seat(defaults);
        int columns = width == null ? defaults.width() : checkedWidth(width);
        if (plain || !Terminals.arePresent()) {
            try (Bot bot = Bot.start(started, clock())) {
                // The first line comes at once, and its answer should be the one a later line gets.
                bot.core().awaitMeaning(MODEL_AT_MOST);
                PrintWriter out = requireNonNull(spec).commandLine().getOut();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                PlainConsole console =
                        new PlainConsole(Dialogue.with(bot.core().conversation()), seat);
                bot.core().serve(new ConsolePlatform(arrival -> console.arrive(arrival, out)));
                console.run(in, out);
            }
        } else {
            talk(started, seat, columns);
        }
        return ExitCode.OK;
    }

    private Clock clock() {
        Clock real = Clock.systemUTC();
        return clock == null
                ? real
                : Clock.offset(real, Duration.between(real.instant(), clock.toInstant()));
    }

    private void talk(Main started, Seat seat, int columns) throws Exception {
        try (Terminal terminal = Terminals.open()) {
            terminal.writer().print("Starting…");
            terminal.flush();
            Bot bot;
            try {
                bot = Bot.start(started, clock());
            } finally {
                terminal.puts(InfoCmp.Capability.carriage_return);
                terminal.puts(InfoCmp.Capability.clr_eol);
                terminal.flush();
            }
            try (bot) {
                TerminalConsole console =
                        new TerminalConsole(
                                terminal,
                                Dialogue.with(bot.core().conversation()),
                                seat,
                                bot.settings().home(),
                                columns,
                                started.places().environment());
                bot.core().serve(new ConsolePlatform(console::arrive));
                console.run(bot.core().papers());
            }
        }
    }

    private Seat seat(Settings.Console defaults) {
        return new Seat(
                checkedName("--as", user == null ? defaults.name() : user),
                checkedName(
                        "--channel",
                        channel == null ? defaults.channel() : channel.replaceFirst("^#", "")),
                zone == null ? defaults.zone() : checkedZone(zone),
                admin == null ? defaults.administrator() : admin);
    }

    private ZoneId checkedZone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "Invalid value for --zone: '"
                            + name
                            + "' must be a time zone, for example Europe/Berlin.",
                    e);
        }
    }

    private String checkedName(String option, String name) {
        if (!name.matches(Settings.NAME_PATTERN)) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "Invalid value for "
                            + option
                            + ": '"
                            + name
                            + "' must be "
                            + Settings.NAME_FORM
                            + ", for example ana.");
        }
        return name;
    }

    private int checkedWidth(int columns) {
        if (columns < 40 || columns > 400) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "Invalid value for --width: " + columns + " must be 40 to 400.");
        }
        return columns;
    }
}
