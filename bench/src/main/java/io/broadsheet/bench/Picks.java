package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.PaperOfTheDay;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.file.PaperFile;
import io.broadsheet.ingest.file.UnreadableFileException;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.search.LangChainEmbeddings;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How well the paper of the day is chosen: whether the paper that came first in the end is among
/// the first ones chosen that morning, when nobody had voted.
///
/// The days are gone through in order, as a running bot would. On each, the catalogue has that
/// day's papers without their votes and the earlier days' papers with theirs, and the channel has
/// had all earlier ones.
@Command(
        name = "picks",
        description = {
            "Chooses papers of recorded days without their votes, and tells how often the paper"
                    + " that came first in the end is among them.",
            "A day is a file named by its date, 2025-03-20.json, with that day's answer of Hugging"
                    + " Face's daily papers API."
        },
        mixinStandardHelpOptions = true)
final class Picks implements Callable<Integer> {

    private static final Duration AT_MOST = Duration.ofHours(12);
    private static final ChannelRef CHANNEL = new ChannelRef(Platform.CONSOLE, "bench", "picks");

    @Option(
            names = "--days",
            required = true,
            paramLabel = "DIR",
            description = "Folder with a file for each day.")
    private Path days = Path.of("");

    @Option(
            names = "--picks",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many papers are chosen (default: ${DEFAULT-VALUE}).")
    private int picks = 5;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "40",
            description =
                    "Days at the beginning that are learnt from and not counted (default:"
                            + " ${DEFAULT-VALUE}).")
    private int skip = 40;

    @Option(
            names = "--embeddings",
            paramLabel = "MODEL",
            defaultValue = "none",
            description =
                    "bge-small or none (default: ${DEFAULT-VALUE}); it tells only how alike papers"
                            + " are.")
    private String embeddings = "none";

    @Option(names = "--verbose", description = "Says what was chosen on each day.")
    private boolean verbose;

    @Spec private @Nullable CommandSpec spec;

    /// A counted day.
    ///
    /// @param chance how likely the paper is among as many drawn blindly
    private record Outcome(double chance, boolean newest, boolean chosen) {}

    @Override
    public Integer call() throws Exception {
        Map<LocalDate, List<Paper>> recorded = read();
        Path home = Files.createTempDirectory("picks-");
        List<Outcome> outcomes = new ArrayList<>();
        LangChainEmbeddings model =
                embeddings.equals("none") ? null : LangChainEmbeddings.bgeSmall(2);
        try (Store store = Store.open(home);
                LuceneSearch search =
                        LuceneSearch.open(
                                home.resolve("index"),
                                store.catalogue(),
                                store.vectors(),
                                model == null ? Embeddings.NONE : model)) {
            PaperOfTheDay chooser =
                    new PaperOfTheDay(
                            store.catalogue(),
                            store.library(),
                            store.ledger(),
                            store.outbox(),
                            new Recommender(
                                    store.catalogue(), search, store.library(), Clock.systemUTC()));
            int place = 0;
            for (Map.Entry<LocalDate, List<Paper>> day : recorded.entrySet()) {
                Optional<Outcome> outcome =
                        choose(day.getKey(), day.getValue(), store, search, chooser);
                if (place++ >= skip) {
                    outcome.ifPresent(outcomes::add);
                }
            }
        } finally {
            if (model != null) {
                model.close();
            }
            delete(home);
        }
        report(outcomes);
        return 0;
    }

    private Map<LocalDate, List<Paper>> read() throws IOException {
        Map<LocalDate, List<Paper>> recorded = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> listed = Files.list(days)) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            LocalDate day;
            try {
                day = LocalDate.parse(name.replaceFirst("[.].*$", ""));
            } catch (DateTimeParseException e) {
                continue;
            }
            Map<PaperId, Paper> papers = new LinkedHashMap<>();
            Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
            try (PaperFile entries = PaperFile.open(file)) {
                for (ParsedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                    if (entry instanceof ParsedEntry.Read read) {
                        Paper paper = read.paper().toBuilder().featured(noon).build();
                        papers.putIfAbsent(paper.id(), paper);
                    }
                }
            } catch (UnreadableFileException e) {
                say("%s is left out: %s", file, String.valueOf(e.getMessage()));
                continue;
            }
            recorded.put(day, List.copyOf(papers.values()));
        }
        return recorded;
    }

    /// @return empty for a day on which nothing can be told: fewer papers than would be right by
    ///   chance alone, or all with equally many votes
    private Optional<Outcome> choose(
            LocalDate day,
            List<Paper> papers,
            Store store,
            LuceneSearch search,
            PaperOfTheDay chooser)
            throws InterruptedException {
        Instant now = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        // A paper may have been listed before; then its votes are known, and it is not new.
        List<Paper> fresh =
                papers.stream()
                        .filter(paper -> store.catalogue().find(paper.id()).isEmpty())
                        .toList();
        store.catalogue()
                .put(
                        fresh.stream().map(paper -> paper.toBuilder().upvotes(0).build()).toList(),
                        now);
        search.refresh();
        if (!embeddings.equals("none") && !search.awaitVectors(AT_MOST)) {
            throw new IllegalStateException("the vectors were not computed");
        }
        List<Paper> chosen =
                chooser.choose(CHANNEL, day, Optional.empty(), picks).stream()
                        .map(Suggestion::paper)
                        .toList();
        int most = fresh.stream().mapToInt(Paper::upvotes).max().orElse(0);
        List<PaperId> best =
                fresh.stream().filter(paper -> paper.upvotes() == most).map(Paper::id).toList();
        Optional<Outcome> outcome = Optional.empty();
        if (fresh.size() > picks && best.size() < fresh.size()) {
            boolean right = chosen.stream().anyMatch(paper -> best.contains(paper.id()));
            outcome =
                    Optional.of(
                            new Outcome(
                                    chance(fresh.size(), best.size()),
                                    fresh.stream()
                                            .sorted(
                                                    Comparator.comparing(Picks::published)
                                                            .reversed()
                                                            .thenComparing(Paper::id))
                                            .limit(picks)
                                            .anyMatch(paper -> best.contains(paper.id())),
                                    right));
            if (verbose) {
                say(
                        "%s %s of %d papers; first came %s",
                        day, right ? "right, out" : "wrong, out", fresh.size(), best);
            }
        }
        store.catalogue().put(fresh, now);
        for (Paper paper : fresh) {
            store.ledger()
                    .record(
                            new Ledger.LedgerEntry(
                                    CHANNEL, paper.id(), now, Ledger.Occasion.EDITION));
        }
        return outcome;
    }

    private static Instant published(Paper paper) {
        return paper.published() == null ? Instant.EPOCH : requireNonNull(paper.published());
    }

    /// How likely it is that at least one of `best` papers is among those drawn out of `all`.
    private double chance(int all, int best) {
        double none = 1;
        for (int i = 0; i < best; i++) {
            none *= Math.max(0.0, all - picks - i) / (all - i);
        }
        return 1 - none;
    }

    private void report(List<Outcome> outcomes) {
        say("%,d days counted; the paper that came first is among the %d:", outcomes.size(), picks);
        shares(outcomes);
        int half = outcomes.size() / 2;
        say(
                "chosen, earlier half %.3f, later half %.3f",
                share(outcomes.subList(0, half)), share(outcomes.subList(half, outcomes.size())));
    }

    private void shares(List<Outcome> outcomes) {
        double n = Math.max(1, outcomes.size());
        double chance = outcomes.stream().mapToDouble(Outcome::chance).sum() / n;
        double newest = outcomes.stream().filter(Outcome::newest).count() / n;
        double chosen = share(outcomes);
        say("%-24s %.3f", "drawn blindly", chance);
        say("%-24s %.3f", "published last", newest);
        // Twice the standard error of a share.
        say(
                "%-24s %.3f (between %.3f and %.3f, 95 %%)",
                "chosen",
                chosen,
                chosen - 1.96 * Math.sqrt(chosen * (1 - chosen) / n),
                chosen + 1.96 * Math.sqrt(chosen * (1 - chosen) / n));
    }

    private static double share(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::chosen).count()
                / (double) Math.max(1, outcomes.size());
    }

    private void say(String format, Object... values) {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
