package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.search.LangChainEmbeddings;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How long commands take from the typed line to the rendered answer, beside a bare Lucene query on
/// the same index in the same run.
@Command(
        name = "speed",
        description =
                "Times search, show, similar and recommend over a home directory's catalogue, from the typed line to the rendered answer.",
        mixinStandardHelpOptions = true)
final class Speed implements Callable<Integer> {

    private static final int WIDTH = 384;
    private static final int PUT_AT_ONCE = 1_000;

    @Option(
            names = "--home",
            required = true,
            paramLabel = "DIR",
            description = "A home directory that papers were imported into; it is written to.")
    private Path home = Path.of("");

    @Option(
            names = "--queries",
            paramLabel = "FILE",
            description = "Searches, one a line. Without it: two to six words of titles.")
    private @Nullable Path queries;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Commands of each kind that are timed (default: ${DEFAULT-VALUE}).")
    private int runs = 2_000;

    @Option(
            names = "--stand-in-vectors",
            description =
                    "Gives papers without a vector one of random numbers, because computing them takes long. How fast a search is does not depend on what they say.")
    private boolean standIns;

    @Option(names = "--embeddings", defaultValue = CoreSettings.BGE_SMALL, paramLabel = "MODEL")
    private String embeddings = CoreSettings.BGE_SMALL;

    @Spec private @Nullable CommandSpec spec;

    private final Random random = new Random(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Paper> papers = papers();
        List<String> searches =
                queries == null ? wordsOfTitles(papers) : Files.readAllLines(queries);
        say("%,d papers, %,d different searches", papers.size(), searches.size());
        CoreSettings settings = new CoreSettings(home, List.of(), embeddings, 1);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC());
                DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index()))) {
            if (!embeddings.equals(CoreSettings.NO_MODEL)
                    && !core.awaitMeaning(Duration.ofMinutes(5))) {
                throw new IOException("the vectors could not be loaded");
            }
            say("%,d papers have vectors", core.search().readiness().vectors());
            PlainConsole console =
                    new PlainConsole(
                            Dialogue.with(core.conversation()),
                            new Seat("ana", "general", ZoneOffset.UTC, true));
            IndexSearcher lucene = new IndexSearcher(reader);
            double bare =
                    time("bare Lucene", searches.size(), i -> bare(lucene, searches.get(i)), 0);
            time(
                    "search",
                    searches.size(),
                    i -> answer(console, "search " + searches.get(i)),
                    bare);
            time(
                    "search, asked before",
                    1,
                    _ -> answer(console, "search " + searches.getFirst()),
                    bare);
            time("show", runs, _ -> answer(console, "show " + any(papers)), bare);
            time("similar", runs, _ -> answer(console, "similar " + any(papers)), bare);
            for (int i = 0; i < 10; i++) {
                answer(console, "save " + any(papers));
            }
            answer(console, "follow diffusion models");
            time("recommend", 1, _ -> answer(console, "recommend"), bare);
        }
        return 0;
    }

    /// @return the median in milliseconds
    private double time(String what, int different, IntConsumer command, double bare) {
        // Searches must differ from each other, or a cache would answer: no search is run twice.
        int warmUp = different == 1 ? 50 : Math.min(runs, different) / 2;
        int timed = different == 1 ? 200 : Math.min(runs, different - warmUp);
        for (int i = 0; i < warmUp; i++) {
            command.accept(i % different);
        }
        double[] millis = new double[timed];
        for (int i = 0; i < timed; i++) {
            long start = System.nanoTime();
            command.accept(different == 1 ? 0 : warmUp + i);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        double median = millis[timed / 2];
        say(
                "%-21s n %,6d   median %7.2f ms   p90 %7.2f   p99 %7.2f   max %7.2f%s",
                what,
                timed,
                median,
                millis[(int) (timed * 0.9)],
                millis[(int) (timed * 0.99)],
                millis[timed - 1],
                bare == 0
                        ? ""
                        : String.format(Locale.ROOT, "   %.1f x bare Lucene", median / bare));
        return median;
    }

    private static void answer(PlainConsole console, String line) {
        if (console.answer(line).orElseThrow().isEmpty()) {
            throw new IllegalStateException("no answer to " + line);
        }
    }

    private static void bare(IndexSearcher searcher, String words) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            query.add(new TermQuery(new Term("words", word)), Occur.SHOULD);
        }
        try {
            searcher.search(query.build(), 10);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private PaperId any(List<Paper> papers) {
        return papers.get(random.nextInt(papers.size())).id();
    }

    private List<String> wordsOfTitles(List<Paper> papers) {
        List<String> searches = new ArrayList<>();
        while (searches.size() < 2 * runs) {
            String[] words =
                    papers.get(random.nextInt(papers.size()))
                            .title()
                            .replaceAll("[^\\p{L}\\p{N} ]", " ")
                            .strip()
                            .split(" +");
            int count = Math.min(words.length, 2 + random.nextInt(5));
            int from = random.nextInt(words.length - count + 1);
            searches.add(String.join(" ", Arrays.copyOfRange(words, from, from + count)));
        }
        return searches.stream().distinct().toList();
    }

    private List<Paper> papers() {
        List<Paper> papers = new ArrayList<>();
        try (Store store = Store.open(home)) {
            long reached = 0;
            while (true) {
                List<Catalogue.Change> changes = store.catalogue().changesAfter(reached, 2_000);
                if (changes.isEmpty()) {
                    break;
                }
                reached = changes.getLast().sequence();
                changes.forEach(change -> change.paper().ifPresent(papers::add));
            }
            if (standIns) {
                fill(store);
            }
        }
        return papers;
    }

    private void fill(Store store) {
        String model = LangChainEmbeddings.BGE_SMALL;
        while (true) {
            List<PaperId> missing = store.vectors().missing(model, PUT_AT_ONCE);
            if (missing.isEmpty()) {
                return;
            }
            Map<PaperId, float[]> vectors = new HashMap<>();
            for (PaperId paper : missing) {
                float[] vector = new float[WIDTH];
                double squares = 0;
                for (int i = 0; i < WIDTH; i++) {
                    vector[i] = (float) random.nextGaussian();
                    squares += vector[i] * vector[i];
                }
                for (int i = 0; i < WIDTH; i++) {
                    vector[i] /= (float) Math.sqrt(squares);
                }
                vectors.put(paper, vector);
            }
            store.vectors().keep(model, vectors);
        }
    }

    private Path index() throws IOException {
        try (Stream<Path> builds = Files.list(home.resolve("index"))) {
            return builds.filter(Files::isDirectory)
                    .max(
                            Comparator.comparing(
                                    build -> Integer.parseInt(build.getFileName().toString())))
                    .orElseThrow(() -> new IOException("there is no index in " + home));
        }
    }

    private void say(String format, Object... values) {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
