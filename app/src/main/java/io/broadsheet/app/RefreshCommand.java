package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.harvest.HarvestSummary;
import io.broadsheet.source.PaperSource;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet refresh`.
@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Take in what the network sources have that is not in yet: the days since the last time, and the latest days again for"
                    + " their votes. A running bot does this by itself.",
            "It may be stopped at any time and goes on where it was. If a source does not answer, or a record has to be left out, it"
                    + " says so, and the exit code is 1."
        },
        footer = {"", "Example: broadsheet refresh huggingface --since 2025-01-01"})
final class RefreshCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..1",
            description = "huggingface or arxiv; without it, every source that is switched on.")
    private @Nullable String source;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description =
                    "Be complete back to this day, for example 2025-01-01, now and from now on.")
    private @Nullable LocalDate since;

    @Override
    public Integer call() throws Exception {
        if (since != null
                && since.isAfter(LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC)))) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "Invalid value for option '--since': " + since + " has not come yet.");
        }
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (Bot bot = Bot.startWithoutModel(requireNonNull(main))) {
            boolean complete = true;
            for (PaperSource each : chosen(bot.core().sources().harvested())) {
                RefreshProgress progress =
                        new RefreshProgress(out, Terminals.columns(), System::nanoTime);
                HarvestSummary summary;
                try (progress) {
                    summary = bot.core().refresh(each, Optional.ofNullable(since), progress);
                }
                progress.conclude(each, summary);
                complete &= summary.complete();
            }
            return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    private List<PaperSource> chosen(List<PaperSource> on) throws CannotStart {
        if (on.isEmpty()) {
            throw new CannotStart(
                    "No source is switched on that papers could be taken from. See sources in the configuration.");
        }
        if (source == null) {
            return on;
        }
        List<PaperSource> named =
                on.stream().filter(each -> each.name().equalsIgnoreCase(source)).toList();
        if (named.isEmpty()) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "No source that is switched on is called '"
                            + Terminals.safe(source)
                            + "'. There is "
                            + on.stream()
                                    .map(PaperSource::name)
                                    .collect(Collectors.joining(" and "))
                            + ".");
        }
        return named;
    }
}
