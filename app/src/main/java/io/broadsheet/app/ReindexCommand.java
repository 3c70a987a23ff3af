package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.catalogue.PaperSearch;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet reindex`.
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Build the search index anew from the database. Vectors that were computed are kept.")
final class ReindexCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        try (Bot bot = Bot.start(requireNonNull(main))) {
            long began = System.nanoTime();
            bot.core().reindex();
            PaperSearch.Readiness readiness = bot.core().search().readiness();
            out.println(
                    String.format(
                            Locale.ENGLISH,
                            "The index has %,d of %,d papers, %,d of them with vectors (%.1f s).",
                            readiness.papers(),
                            bot.core().papers(),
                            readiness.vectors(),
                            (System.nanoTime() - began) / 1e9));
            return readiness.papers() == bot.core().papers() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }
}
