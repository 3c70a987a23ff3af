package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints why papers are said to be alike, to be read: types `similar` into the bot for papers
/// drawn from a file.
@Command(
        name = "reasons",
        description = "Prints why papers are said to be alike, to be read.",
        mixinStandardHelpOptions = true)
final class Reasons implements Callable<Integer> {

    private static final long MILLIS_BETWEEN_LOOKS = 100;
    private static final int OF_EACH = 2;

    @Option(
            names = "--papers",
            paramLabel = "FILE",
            required = true,
            description = "Papers, as `import` reads them: a file, or a folder of files.")
    private @Nullable Path papers;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many reasons are printed (default: ${DEFAULT-VALUE}).")
    private int count = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the papers are drawn with (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        Path home = Files.createTempDirectory("reasons-");
        CoreSettings settings = new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 2);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC())) {
            core.take(Lines.files(requireNonNull(papers)), ImportListener.NONE);
            while (core.search().readiness().papers() < core.papers()
                    || core.search().readiness().rebuilding()) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
            List<PaperId> ids = new ArrayList<>(Everyday.ids(home));
            Collections.shuffle(ids, new Random(seed));
            int printed = 0;
            int silent = 0;
            for (PaperId id : ids) {
                Reply reply = core.conversation().typed("similar " + id, Everyday.SOMEBODY);
                String title = Block.plain(((Block.Paragraph) reply.blocks().getFirst()).spans());
                int shown = 0;
                for (Block block : reply.blocks()) {
                    if (printed >= count || shown >= OF_EACH) {
                        break;
                    }
                    if (block instanceof Block.Entry entry) {
                        shown++;
                        String why = Block.plain(entry.details().getLast());
                        if (why.startsWith("Both about ")) {
                            printed++;
                            out.printf(
                                    "%s%n  %s%n    %s%n",
                                    title.replace("Papers like ", ""), entry.title(), why);
                        } else {
                            silent++;
                        }
                    }
                }
                if (printed >= count) {
                    break;
                }
            }
            out.printf(Locale.ROOT, "%d reasons; %d pairs without one%n", printed, silent);
            out.flush();
        }
        return 0;
    }
}
