package io.broadsheet.bench;

import io.broadsheet.bench.Questions.Kind;
import io.broadsheet.bench.Questions.Question;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Asks the bot everyday questions as a person would, `search` and the words, and counts how often
/// the answer is the first of the list, and on its first page. Plain BM25 answers the same
/// questions beside it.
final class Everyday {

    private static final Duration AT_MOST = Duration.ofHours(12);
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final int PAGE = 5;

    /// A button that names a paper, see [io.broadsheet.command.Codes].
    private static final Pattern ABOUT_PAPER =
            Pattern.compile("1:(?:show|save|unsave|similar|cite|upvote) (\\S+).*");

    static final Caller SOMEBODY =
            new Caller(
                    new UserRef(Platform.CONSOLE, "bench", "ana"),
                    new ChannelRef(Platform.CONSOLE, "bench", "general"),
                    "ana",
                    "general",
                    ZoneOffset.UTC,
                    Locale.ENGLISH,
                    false,
                    Set.of());

    private final Path home;
    private final List<Path> files;
    private final PrintWriter out;

    /// @param home an empty folder, or one that the same files were taken into before
    Everyday(Path home, List<Path> files, PrintWriter out) {
        this.home = home;
        this.files = files;
        this.out = out;
    }

    /// How one way of searching did.
    private record Score(int first, int page, int of, double millis) {}

    /// @param missed whether to list the questions that were not answered
    void run(int each, List<Long> seeds, String embeddings, boolean missed)
            throws IOException, InterruptedException {
        List<Paper> papers = papers();
        say("%,d papers", papers.size());
        Map<Long, List<Question>> questions = new LinkedHashMap<>();
        for (long seed : seeds) {
            questions.put(seed, new Questions(papers, seed).make(each));
        }
        Map<String, Map<Long, Map<Kind, Score>>> ways = new LinkedHashMap<>();
        try (PlainBm25 plain = PlainBm25.of(papers)) {
            ways.put("plain BM25", scores(questions, plain::first, false));
        }
        ways.put("words only", asked(questions, CoreSettings.NO_MODEL, missed));
        if (!embeddings.equals(CoreSettings.NO_MODEL)) {
            ways.put("with vectors", asked(questions, embeddings, missed));
        }
        questions.forEach((seed, some) -> report(seed, some, ways));
    }

    private List<Paper> papers() throws InterruptedException {
        CoreSettings settings = new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC())) {
            if (core.papers() == 0) {
                core.take(files, ImportListener.NONE);
            }
        }
        List<Paper> papers = new ArrayList<>();
        try (Store store = Store.open(home)) {
            long reached = 0;
            while (true) {
                List<Catalogue.Change> changes = store.catalogue().changesAfter(reached, 2_000);
                if (changes.isEmpty()) {
                    return papers;
                }
                reached = changes.getLast().sequence();
                changes.forEach(change -> change.paper().ifPresent(papers::add));
            }
        }
    }

    /// The ids of all papers that a home has.
    static List<PaperId> ids(Path home) {
        List<PaperId> ids = new ArrayList<>();
        try (Store store = Store.open(home)) {
            long reached = 0;
            while (true) {
                List<Catalogue.Change> changes = store.catalogue().changesAfter(reached, 2_000);
                if (changes.isEmpty()) {
                    return ids;
                }
                reached = changes.getLast().sequence();
                changes.forEach(change -> change.paper().ifPresent(paper -> ids.add(paper.id())));
            }
        }
    }

    private Map<Long, Map<Kind, Score>> asked(
            Map<Long, List<Question>> questions, String embeddings, boolean missed)
            throws IOException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        CoreSettings settings = new CoreSettings(home, List.of(), embeddings, threads);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC())) {
            while (core.search().readiness().papers() < core.papers()
                    || core.search().readiness().rebuilding()) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
            if (!embeddings.equals(CoreSettings.NO_MODEL)) {
                while (core.search().readiness().vectors() < core.papers()) {
                    Thread.sleep(MILLIS_BETWEEN_LOOKS);
                }
                if (!core.awaitMeaning(AT_MOST)) {
                    throw new IOException("the model could not be loaded");
                }
            }
            return scores(
                    questions,
                    text -> papers(core.conversation().typed("search " + text, SOMEBODY)),
                    missed);
        }
    }

    /// The papers that a reply shows, in its order.
    private static List<PaperId> papers(Reply reply) {
        Set<PaperId> papers = new LinkedHashSet<>();
        reply.blocks().stream()
                .flatMap(Everyday::codes)
                .map(ABOUT_PAPER::matcher)
                .filter(Matcher::matches)
                .flatMap(code -> PaperId.parse(code.group(1)).stream())
                .forEach(papers::add);
        return List.copyOf(papers);
    }

    private static Stream<String> codes(Block block) {
        return switch (block) {
            case Block.Entry entry -> Stream.of(entry.open().value());
            case Block.Buttons buttons ->
                    buttons.buttons().stream()
                            .filter(Button.Run.class::isInstance)
                            .map(button -> ((Button.Run) button).code().value());
            default -> Stream.empty();
        };
    }

    private interface Search {
        List<PaperId> first(String text) throws IOException;
    }

    private Map<Long, Map<Kind, Score>> scores(
            Map<Long, List<Question>> questions, Search search, boolean missed) throws IOException {
        Map<Long, Map<Kind, Score>> scores = new LinkedHashMap<>();
        for (Map.Entry<Long, List<Question>> some : questions.entrySet()) {
            Map<Kind, Score> byKind = new EnumMap<>(Kind.class);
            for (Question question : some.getValue()) {
                long start = System.nanoTime();
                List<PaperId> found = search.first(question.text());
                double millis = (System.nanoTime() - start) / 1e6;
                Score score = judged(question, found, millis);
                byKind.merge(question.kind(), score, Everyday::sum);
                if (missed && score.first == 0) {
                    say(
                            "missed: %s | %s | %s | found %s",
                            question.kind(), question.text(), question.answers(), found);
                }
            }
            scores.put(some.getKey(), byKind);
        }
        return scores;
    }

    /// A person is found where every paper of the first page is by that person.
    private static Score judged(Question question, List<PaperId> found, double millis) {
        List<PaperId> page = found.subList(0, Math.min(PAGE, found.size()));
        boolean first;
        boolean among;
        if (question.kind() == Kind.AUTHOR) {
            first = !page.isEmpty() && question.answers().containsAll(page);
            among = page.stream().anyMatch(question.answers()::contains);
        } else {
            first = !page.isEmpty() && question.answers().contains(page.getFirst());
            among = page.stream().anyMatch(question.answers()::contains);
        }
        return new Score(first ? 1 : 0, among ? 1 : 0, 1, millis);
    }

    private static Score sum(Score one, Score other) {
        return new Score(
                one.first + other.first,
                one.page + other.page,
                one.of + other.of,
                one.millis + other.millis);
    }

    private void report(
            long seed, List<Question> questions, Map<String, Map<Long, Map<Kind, Score>>> ways) {
        StringBuilder head = new StringBuilder();
        ways.keySet().forEach(way -> head.append(String.format(Locale.ROOT, " | %-18s", way)));
        say("%nseed %d: success@1, success@5, mean milliseconds", seed);
        say("%-26s   n%s", "", head);
        for (Kind kind : Kind.values()) {
            long count = questions.stream().filter(question -> question.kind() == kind).count();
            StringBuilder line = new StringBuilder();
            ways.values()
                    .forEach(way ->
                            line.append(
                                    Optional.ofNullable(way.get(seed))
                                            .map(scores -> scores.get(kind))
                                            .map(Everyday::shown)
                                            .orElse(" | -")));
            say("%-26s %3d%s", kind, count, line);
        }
    }

    private static String shown(Score score) {
        return String.format(
                Locale.ROOT,
                " | %.3f %.3f %5.1f ",
                (double) score.first / score.of,
                (double) score.page / score.of,
                score.millis / score.of);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
