package io.broadsheet.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Starts the evaluation.
@Command(
        name = "bench",
        description = "Measures search, recommendation and speed.",
        subcommands = {
            Evaluate.class,
            Picks.class,
            Lines.class,
            Reasons.class,
            Pictures.class,
            Speed.class,
            DiscordSpeed.class,
            SlackSpeed.class,
            PagesSpeed.class,
            Deferrals.class,
            Rush.class,
            Chaos.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new Main())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(args));
    }
}
