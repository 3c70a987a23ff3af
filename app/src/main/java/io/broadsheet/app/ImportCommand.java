package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.ingest.file.ImportSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet import`.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Take papers in from files. What a file is, is recognised by its content: a Hugging"
                    + " Face result page saved as text, Hugging Face daily-papers JSON, arXiv's"
                    + " metadata snapshot (JSON lines), arXiv Atom, or Broadsheet's own catalogue"
                    + " lines, each plain or gzip.",
            "Taking a file in again adds nothing, and an import that was interrupted goes on where"
                    + " it was. A record that cannot be read is left out and listed, and the exit code"
                    + " is 1."
        })
final class ImportCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with papers.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (Bot bot = Bot.startWithoutModel(requireNonNull(main))) {
            ImportProgress progress =
                    new ImportProgress(out, Terminals.columns(), System::nanoTime);
            ImportSummary summary;
            try (progress) {
                summary = bot.core().take(files, progress);
            }
            progress.conclude(summary);
            return summary.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }
}
