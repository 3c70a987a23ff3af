package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import io.broadsheet.cache.CachedEmbeddings;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.PaperId;
import io.broadsheet.search.LangChainEmbeddings;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs test collections through the catalogue, the search and the similar papers that answer the
/// chat commands, and writes what was found for an evaluator to judge.
@Command(
        name = "evaluate",
        description =
                "Runs test collections through the search and writes what it found, one line 'query"
                        + " document score' each.",
        mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {

    private static final int PAGE = 100;
    private static final int DEPTH = 1_000;
    private static final Duration AT_MOST = Duration.ofHours(12);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with corpus.jsonl and queries.jsonl; may be given several times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--papers",
            paramLabel = "FILE",
            description =
                    "Papers to make everyday questions from, and to ask the bot: a file that"
                            + " `import` reads, or a folder of such files; may be given several times.")
    private List<Path> papers = new ArrayList<>();

    @Option(
            names = "--people",
            paramLabel = "DIR",
            description =
                    "Folder with libraries of people, corpus.jsonl, users.tsv, warm_train.tsv,"
                            + " warm_test.tsv and cold_item_folds.tsv: how well papers are picked for them.")
    private @Nullable Path people;

    @Option(
            names = "--asked",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How many people ask, each time as many are drawn (default: ${DEFAULT-VALUE}).")
    private int asked = 1_000;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many everyday questions of each kind (default: ${DEFAULT-VALUE}).")
    private int questions = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            defaultValue = "1",
            description =
                    "What everyday questions are drawn with; another number gives others (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of(1L);

    @Option(
            names = "--missed",
            description = "Lists the everyday questions whose answer did not come first.")
    private boolean missed;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "target/runs",
            description =
                    "Where the run files go, NAME.run for each collection (default:"
                            + " ${DEFAULT-VALUE}).")
    private Path runs = Path.of("target/runs");

    @Option(
            names = "--embeddings",
            paramLabel = "MODEL",
            defaultValue = "bge-small",
            description = "bge-small or none (default: ${DEFAULT-VALUE}).")
    private String embeddings = "bge-small";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keeps each collection's catalogue and vectors here, so that a second run need"
                            + " not compute them.")
    private @Nullable Path keep;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many texts are embedded at once (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = out();
        if (!embeddings.equals("none") && !embeddings.equals("bge-small")) {
            out.println(
                    "I do not know the model '"
                            + embeddings
                            + "'. Write --embeddings bge-small or --embeddings none.");
            return 2;
        }
        if (data.isEmpty() && papers.isEmpty() && people == null) {
            out.println(
                    "There is nothing to evaluate. Write --data FOLDER for a test collection,"
                            + " --papers FILE for everyday questions, or --people FOLDER for libraries of"
                            + " people.");
            return 2;
        }
        Files.createDirectories(runs);
        for (Path folder : data) {
            evaluate(Collection.read(folder), out);
        }
        if (!papers.isEmpty()) {
            everyday(out);
        }
        Path libraries = people;
        if (libraries != null) {
            new People(libraries, asked, seeds.getFirst(), out).run();
        }
        return 0;
    }

    private void everyday(PrintWriter out) throws IOException, InterruptedException {
        Path home =
                keep == null ? Files.createTempDirectory("everyday-") : keep.resolve("everyday");
        String model = embeddings.equals("none") ? CoreSettings.NO_MODEL : CoreSettings.BGE_SMALL;
        try {
            new Everyday(home, files(), out).run(questions, seeds, model, missed);
        } finally {
            if (keep == null) {
                delete(home);
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : papers) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> listed = Files.list(path)) {
                    listed.filter(Files::isRegularFile).sorted().forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private void evaluate(Collection collection, PrintWriter out)
            throws IOException, InterruptedException {
        Path home =
                keep == null
                        ? Files.createTempDirectory("evaluate-")
                        : keep.resolve(collection.name());
        LangChainEmbeddings model =
                embeddings.equals("none")
                        ? null
                        : LangChainEmbeddings.bgeSmall(Math.max(1, threads));
        try (Store store = Store.open(home);
                LuceneSearch search =
                        LuceneSearch.open(
                                home.resolve("index"),
                                store.catalogue(),
                                store.vectors(),
                                model == null
                                        ? Embeddings.NONE
                                        : new CachedEmbeddings(model, DEPTH))) {
            long start = System.nanoTime();
            for (int from = 0; from < collection.papers().size(); from += DEPTH) {
                int until = Math.min(from + DEPTH, collection.papers().size());
                store.catalogue().put(collection.papers().subList(from, until), Instant.EPOCH);
            }
            search.refresh();
            say(
                    out,
                    "%s: %,d papers, found by their words after %.1f s",
                    collection.name(),
                    store.catalogue().size(),
                    seconds(start));
            if (store.catalogue().size() != collection.papers().size()) {
                throw new IOException(
                        "the catalogue took "
                                + store.catalogue().size()
                                + " papers for the "
                                + collection.papers().size()
                                + " of "
                                + collection.name());
            }
            if (model != null) {
                start = System.nanoTime();
                if (!search.awaitVectors(AT_MOST)) {
                    throw new IOException(
                            "the vectors of " + collection.name() + " were not computed");
                }
                // Where they were kept, nothing has waited for the model yet.
                if (!search.awaitMeaning(AT_MOST)) {
                    throw new IOException("the model could not be loaded");
                }
                say(
                        out,
                        "%s: found by their meaning after %.1f s more",
                        collection.name(),
                        seconds(start));
            }
            run(collection, search, runs.resolve(collection.name() + ".run"), out);
        } finally {
            if (model != null) {
                close(model);
            }
            if (keep == null) {
                delete(home);
            }
        }
    }

    private static void run(Collection collection, PaperSearch search, Path file, PrintWriter out)
            throws IOException {
        List<Double> millis = new ArrayList<>();
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Collection.Query query : collection.queries()) {
                int rank = 0;
                for (PaperSearch.Hit hit :
                        hits(query, search, collection.papers().size(), millis)) {
                    // Scores only say what comes first: an evaluator breaks ties in its own way,
                    // the bot does not.
                    lines.printf(
                            Locale.ROOT,
                            "%s\t%s\t%d%n",
                            query.id(),
                            collection.documents().get(hit.id()),
                            DEPTH * DEPTH - rank++);
                }
            }
        }
        millis.sort(Comparator.naturalOrder());
        say(
                out,
                "%s: %,d queries, median %.1f ms, 99th percentile %.1f ms; written to %s",
                collection.name(),
                millis.size(),
                percentile(millis, 0.5),
                percentile(millis, 0.99),
                file);
    }

    private static List<PaperSearch.Hit> hits(
            Collection.Query query, PaperSearch search, int papers, List<Double> millis) {
        long start = System.nanoTime();
        return switch (query) {
            case Collection.Search(String _, String text) -> {
                PaperQuery parsed = QueryLanguage.parse(text, LocalDate.EPOCH).query();
                PaperSearch.Results first = search.search(parsed, new Page(0, PAGE));
                millis.add((System.nanoTime() - start) / 1e6);
                List<PaperSearch.Hit> hits = new ArrayList<>(first.hits());
                for (int from = PAGE; from < Math.min(DEPTH, first.total()); from += PAGE) {
                    hits.addAll(search.search(parsed, new Page(from, PAGE)).hits());
                }
                yield hits;
            }
            case Collection.Similar(String _, PaperId paper) -> {
                List<PaperSearch.Hit> hits =
                        search.similar(Map.of(paper, 1.0), Instant.EPOCH, papers);
                millis.add((System.nanoTime() - start) / 1e6);
                yield hits;
            }
        };
    }

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }

    private static void say(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("the embedding model could not be closed", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
