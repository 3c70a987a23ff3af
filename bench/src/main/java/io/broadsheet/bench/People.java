package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How well papers are picked for people: their libraries are put on the bot's shelves but for a
/// part, and the bot is asked for what it would recommend.
///
/// A folder has the test collection's `corpus.jsonl`, and lines of a person's and a document's
/// number in `users.tsv` (whole libraries), `warm_train.tsv` and `warm_test.tsv` (libraries parted,
/// of documents that others have as well), and lines of a document's number and a fold's in
/// `cold_item_folds.tsv` (documents that nobody has yet).
final class People {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(1_000));
    private static final Instant FRESH = NOW.minus(Duration.ofDays(400));

    /// Where everybody saves in the sight of the others, and where somebody is alone.
    private static final ChannelRef LAB = new ChannelRef(Platform.CONSOLE, "bench", "lab");

    private static final ChannelRef ALONE = new ChannelRef(Platform.CONSOLE, "bench", "alone");
    private static final int DEPTH = 300;
    private static final int[] DEPTHS = {50, 100, 300};
    private static final int[] SIGNALS = {1, 3, 5, 10};
    private static final int LEAST_HELD_OUT = 5;

    private final Path folder;
    private final Collection collection;
    private final Map<String, PaperId> papers = new HashMap<>();
    private final int people;
    private final long seed;
    private final PrintWriter out;

    People(Path folder, int people, long seed, PrintWriter out) throws IOException {
        this.folder = folder;
        this.collection = Collection.readPapers(folder);
        collection.documents().forEach((paper, document) -> papers.put(document, paper));
        this.people = people;
        this.seed = seed;
        this.out = out;
    }

    void run() throws IOException {
        warm();
        cold();
    }

    // --- documents that others have ---

    private void warm() throws IOException {
        Map<String, Set<PaperId>> train = libraries("warm_train.tsv");
        Map<String, Set<PaperId>> test = libraries("warm_test.tsv");
        List<String> asked = drawn(test.keySet());
        Set<String> newcomers = new HashSet<>(asked);
        try (Bench bench = new Bench(dated(OLD, Set.of()))) {
            for (Map.Entry<String, Set<PaperId>> library : train.entrySet()) {
                if (!newcomers.contains(library.getKey())) {
                    bench.save(LAB, user(library.getKey()), library.getValue());
                }
            }
            newcomers(bench, asked, train, test);
            for (String each : asked) {
                bench.save(LAB, user(each), train.getOrDefault(each, Set.of()));
            }
            Recall recall = new Recall();
            for (String each : asked) {
                recall.add(
                        bench.picks(LAB, user(each), Instant.EPOCH, DEPTH),
                        requireNonNull(test.get(each)));
            }
            say("");
            say("libraries of 10 known papers among all of them, %,d people:", asked.size());
            say("%s", recall);
            say("asked in %s", bench.millis());
        }
    }

    /// Somebody who has saved little yet: alone, and where others save in their sight.
    private void newcomers(
            Bench bench,
            List<String> asked,
            Map<String, Set<PaperId>> train,
            Map<String, Set<PaperId>> test) {
        TasteBaselines baselines = new TasteBaselines(collection.papers());
        say("%-9s %-20s %-20s %-20s %s", "papers", "alone", "among others", "centroid", "machine");
        say("%-9s hit@10 and recall@100", "saved");
        for (int count : SIGNALS) {
            List<Recall> columns = List.of(new Recall(), new Recall(), new Recall(), new Recall());
            for (String each : asked) {
                List<PaperId> library = new ArrayList<>(train.getOrDefault(each, Set.of()));
                Set<PaperId> rest = new LinkedHashSet<>(requireNonNull(test.get(each)));
                Collections.shuffle(library, new Random(seed + each.hashCode()));
                if (library.size() < count || rest.size() < LEAST_HELD_OUT) {
                    continue;
                }
                rest.addAll(library.subList(count, library.size()));
                Set<PaperId> saved = new LinkedHashSet<>(library.subList(0, count));
                UserRef visitor = user("newcomer-" + count + "-" + each);
                bench.savePrivately(visitor, saved);
                columns.get(0).add(bench.picks(ALONE, visitor, Instant.EPOCH, 100), rest);
                columns.get(1).add(bench.picks(LAB, visitor, Instant.EPOCH, 100), rest);
                columns.get(2).add(baselines.centroid(saved, 100), rest);
                columns.get(3).add(baselines.machine(saved, 100), rest);
            }
            StringBuilder line = new StringBuilder();
            for (Recall column : columns) {
                line.append(
                        String.format(
                                Locale.ROOT, "%.3f %.3f          ", column.hits(), column.of(1)));
            }
            say("%-9d %s(%,d people)", count, line, columns.getFirst().count);
        }
    }

    // --- documents that nobody has ---

    private void cold() throws IOException {
        Map<String, Set<PaperId>> whole = libraries("users.tsv");
        Map<Integer, Set<PaperId>> folds = new TreeMap<>();
        for (String[] line : lines("cold_item_folds.tsv")) {
            folds.computeIfAbsent(Integer.parseInt(line[1]), _ -> new HashSet<>())
                    .add(paper(line[0]));
        }
        Recall recall = new Recall();
        for (Map.Entry<Integer, Set<PaperId>> fold : folds.entrySet()) {
            Set<PaperId> unseen = fold.getValue();
            try (Bench bench = new Bench(dated(FRESH, unseen))) {
                Map<String, Set<PaperId>> held = new LinkedHashMap<>();
                for (Map.Entry<String, Set<PaperId>> library : whole.entrySet()) {
                    Set<PaperId> known = new LinkedHashSet<>(library.getValue());
                    known.removeAll(unseen);
                    bench.save(LAB, user(library.getKey()), known);
                    Set<PaperId> rest = new LinkedHashSet<>(library.getValue());
                    rest.retainAll(unseen);
                    if (!known.isEmpty() && !rest.isEmpty()) {
                        held.put(library.getKey(), rest);
                    }
                }
                for (String each : drawn(held.keySet())) {
                    recall.add(
                            bench.picks(LAB, user(each), FRESH, DEPTH),
                            requireNonNull(held.get(each)));
                }
                say("fold %d: %s", fold.getKey(), recall);
            }
        }
        say("papers that nobody has yet, %,d questions, all folds so far:", recall.count);
        say("%s", recall);
    }

    // --- reading ---

    private Map<String, Set<PaperId>> libraries(String file) throws IOException {
        Map<String, Set<PaperId>> libraries = new LinkedHashMap<>();
        for (String[] line : lines(file)) {
            libraries.computeIfAbsent(line[0], _ -> new LinkedHashSet<>()).add(paper(line[1]));
        }
        return libraries;
    }

    private List<String[]> lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.filter(line -> !line.isBlank()).map(line -> line.split("\t")).toList();
        }
    }

    private PaperId paper(String document) throws IOException {
        PaperId paper = papers.get(document);
        if (paper == null) {
            throw new IOException("corpus.jsonl has no document '" + document + "'");
        }
        return paper;
    }

    private List<String> drawn(Set<String> from) {
        List<String> all = new ArrayList<>(from);
        Collections.shuffle(all, new Random(seed));
        return all.subList(0, Math.min(people, all.size()));
    }

    private List<Paper> dated(Instant fresh, Set<PaperId> unseen) {
        return collection.papers().stream()
                .map(paper ->
                        paper.toBuilder()
                                .published(unseen.contains(paper.id()) ? fresh : OLD)
                                .build())
                .toList();
    }

    private static UserRef user(String name) {
        return new UserRef(Platform.CONSOLE, "bench", name);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /// Of what was held out, how much is among the first picks, on average over people.
    private static final class Recall {
        private final double[] sums = new double[DEPTHS.length];
        private int hits;
        private int count;

        void add(List<PaperId> picks, Set<PaperId> held) {
            int found = 0;
            boolean early = false;
            double[] at = new double[DEPTHS.length];
            for (int i = 0; i < picks.size(); i++) {
                if (held.contains(picks.get(i))) {
                    found++;
                    early |= i < 10;
                }
                for (int d = 0; d < DEPTHS.length; d++) {
                    if (i < DEPTHS[d]) {
                        at[d] = found;
                    }
                }
            }
            for (int d = 0; d < DEPTHS.length; d++) {
                sums[d] += at[d] / held.size();
            }
            hits += early ? 1 : 0;
            count++;
        }

        double of(int depth) {
            return sums[depth] / Math.max(1, count);
        }

        double hits() {
            return hits / (double) Math.max(1, count);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "recall@50 %.3f, @100 %.3f, @300 %.3f; hit@10 %.3f",
                    of(0),
                    of(1),
                    of(2),
                    hits());
        }
    }

    /// The bot's own catalogue, shelves and recommendations, in a folder that goes when it closes.
    private static final class Bench implements AutoCloseable {
        private final Path home = Files.createTempDirectory("people-");
        private final Store store = Store.open(home);
        private final LuceneSearch search;
        private final Recommender recommender;
        private final List<Double> millis = new ArrayList<>();

        Bench(List<Paper> papers) throws IOException {
            search =
                    LuceneSearch.open(
                            home.resolve("index"),
                            store.catalogue(),
                            store.vectors(),
                            Embeddings.NONE);
            for (int from = 0; from < papers.size(); from += 1_000) {
                store.catalogue()
                        .put(papers.subList(from, Math.min(from + 1_000, papers.size())), OLD);
            }
            search.refresh();
            recommender =
                    new Recommender(
                            store.catalogue(),
                            search,
                            store.library(),
                            Clock.fixed(NOW, ZoneOffset.UTC));
        }

        /// In the order of the file; nobody knows when they were saved, so all are of one moment.
        void save(ChannelRef channel, UserRef user, Set<PaperId> papers) {
            papers.forEach(paper -> store.library().saveIn(channel, user, paper, OLD));
        }

        void savePrivately(UserRef user, Set<PaperId> papers) {
            papers.forEach(paper -> store.library().save(user, paper, OLD));
        }

        List<PaperId> picks(ChannelRef here, UserRef user, Instant since, int limit) {
            long start = System.nanoTime();
            List<PaperId> picks = recommender.order(user, here, since, limit);
            millis.add((System.nanoTime() - start) / 1e6);
            return picks;
        }

        String millis() {
            List<Double> sorted = millis.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "%.1f ms at the median, %.1f at the 99th percentile, lists of %d",
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100),
                    DEPTH);
        }

        @Override
        public void close() throws IOException {
            search.close();
            store.close();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
