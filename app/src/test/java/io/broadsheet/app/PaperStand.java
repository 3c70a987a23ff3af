package io.broadsheet.app;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sources for transcripts, by what a paper's number ends with: arXiv knows those that end with 1
/// to 5, of which those with 3 are withdrawn and those with 4 have a second version; it does not
/// answer for those with 9, and knows no others. It may change papers. Hugging Face finds papers
/// about frogs and nothing else, does not answer about toads, and has two papers that trend. Both
/// may be away.
final class PaperStand implements Sources, PaperLookup, PaperDiscovery {

    private static final String NAME = "arxiv";
    private static final String TITLE = "arXiv";

    /// After so many failures in a row it is left alone.
    private static final int TOO_MANY = 4;

    private final SourceJournal journal;
    private final Clock clock;
    private final Map<ArxivId, UnaryOperator<Paper.Builder>> changes = new LinkedHashMap<>();
    private volatile boolean answering = true;
    private int failures;
    private volatile int timesAsked;

    PaperStand(SourceJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.noteAnswer(
                NAME,
                Instant.parse("2025-03-20T08:30:00Z"),
                List.of(
                        new Rejection("arXiv, cs.CV, entry 3", "its id is none"),
                        new Rejection("arXiv, cs.CV, entry 7", "it has no title")));
        journal.noteFields(
                NAME,
                "list",
                Instant.parse("2025-03-19T08:30:00Z"),
                List.of(),
                List.of("entry.summary"));
    }

    /// How often Hugging Face was asked to find something.
    int timesAsked() {
        return timesAsked;
    }

    void answering(boolean value) {
        answering = value;
    }

    /// From now on arXiv says something else about a paper.
    void changes(String id, UnaryOperator<Paper.Builder> change) {
        changes.merge(
                ArxivId.parse(id).orElseThrow(),
                change,
                (one, other) -> paper -> other.apply(one.apply(paper)));
    }

    @Override
    public List<PaperSource> harvested() {
        return List.of(new Archive());
    }

    @Override
    public PaperLookup lookup() {
        return this;
    }

    @Override
    public PaperDiscovery discovery() {
        return this;
    }

    @Override
    public List<SourceState> states() {
        return List.of(journal.state(NAME, TITLE, true));
    }

    @Override
    public Outcome find(PaperReference reference) throws InterruptedException {
        // As long as a network takes at the least, so that people are told that it is being done.
        Thread.sleep(100);
        if (!(reference instanceof PaperReference.Identified(PaperId id))) {
            return new NotAsked("No source that is switched on can be asked about such a page.");
        }
        if (id.scheme() != PaperId.Scheme.ARXIV) {
            return new NotAsked("No source that is switched on knows DOIs of publishers.");
        }
        return find(ArxivId.parse(id.value()).orElseThrow());
    }

    private Outcome find(ArxivId id) {
        if (!answering) {
            return new Unreachable(
                    "arXiv does not answer.", clock.instant().plus(Duration.ofMinutes(7)));
        }
        return switch (last(id)) {
            case '1', '2', '3', '4', '5' -> {
                Paper paper = account(id);
                yield paper.withdrawn()
                        ? new Outcome.Withdrawn(paper)
                        : new Outcome.Found(List.of(paper));
            }
            case '9' ->
                    new Unreachable(
                            "arXiv does not answer.", Instant.parse("2025-03-20T09:07:00Z"));
            default -> new UnknownPaper(List.of("arXiv", "Hugging Face"));
        };
    }

    /// What arXiv says about a paper now.
    private Paper account(ArxivId id) {
        Paper.Builder paper =
                Paper.builder(PaperId.of(id), "A Paper About the Number " + id.value())
                        .summary("We look into a number.", "We look into a number.")
                        .authorNames(List.of("Ana Example", "Cleo Sample"))
                        .categories(List.of(new Category("cs.CV")))
                        .version(1)
                        .published(Instant.parse("2025-03-18T10:00:00Z"));
        switch (last(id)) {
            case '3' -> paper.withdrawn(true);
            case '4' ->
                    paper.version(2)
                            .updated(Instant.parse("2025-03-19T10:00:00Z"))
                            .journalReference("Journal of Numbers 4 (2025)")
                            .doi(new Doi("10.1000/numbers.4"));
            default -> {}
        }
        return changes.getOrDefault(id, UnaryOperator.identity()).apply(paper).build();
    }

    private static char last(ArxivId id) {
        return id.value().charAt(id.value().length() - 1);
    }

    @Override
    public Outcome findByTitle(String title) {
        return new UnknownPaper(List.of("arXiv"));
    }

    @Override
    public Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) throws InterruptedException {
        Thread.sleep(100);
        Map<ArxivId, Outcome> outcomes = new LinkedHashMap<>();
        ids.forEach(id -> outcomes.put(id, find(id)));
        return outcomes;
    }

    @Override
    public Optional<String> source() {
        return Optional.of("Hugging Face");
    }

    @Override
    public boolean searches() {
        return true;
    }

    @Override
    public List<Paper> trending(int most) throws InterruptedException {
        Thread.sleep(100);
        return List.of(
                listed("2503.20041", "Frogs Are All You Need", 91),
                listed("2503.20042", "Leaping Attention", 64));
    }

    @Override
    public List<Paper> search(String words, int most) throws SourceException, InterruptedException {
        timesAsked++;
        Thread.sleep(100);
        if (words.contains("toads") || !answering) {
            throw new SourceException(
                    "huggingface",
                    "Hugging Face does not answer.",
                    Instant.parse("2025-03-20T09:12:00Z"));
        }
        List<Paper> found = new ArrayList<>();
        for (int i = 41; words.contains("frogs") && i < 48; i++) {
            found.add(
                    listed(
                            "2503.200" + i,
                            i == 41
                                    ? "Frogs Are All You Need"
                                    : "A Paper About " + (i - 40) + " Frogs",
                            132 - i));
        }
        return found;
    }

    private static Paper listed(String id, String title, int upvotes) {
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), title)
                .summary("We look into frogs.", "We look into frogs.")
                .authorNames(List.of("Ana Example", "Cleo Sample"))
                .upvotes(upvotes)
                .published(Instant.parse("2025-03-18T10:00:00Z"))
                .build();
    }

    @Override
    public void close() {}

    /// The days of arXiv, on each of which it says everything that changed so far.
    private final class Archive implements PaperSource {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String title() {
            return TITLE;
        }

        @Override
        public LocalDate firstDay() {
            return LocalDate.of(2025, 3, 1);
        }

        @Override
        public LocalDate latestDay(Instant now) {
            return LocalDate.ofInstant(now, ZoneOffset.UTC);
        }

        @Override
        public Instant nextRenewal(Instant after) {
            return latestDay(after).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public int refreshedDays() {
            return 1;
        }

        @Override
        public void harvest(DaySpan span, HarvestSink sink) throws SourceException {
            if (!answering) {
                failures++;
                journal.noteFailure(NAME, clock.instant(), "arXiv answered with HTTP status 503.");
                if (failures >= TOO_MANY) {
                    journal.noteCircuit(NAME, SourceState.Circuit.OPEN);
                }
                throw new SourceException(NAME, "arXiv answered with HTTP status 503.", null);
            }
            failures = 0;
            journal.noteCircuit(NAME, SourceState.Circuit.CLOSED);
            journal.noteAnswer(NAME, clock.instant(), List.of());
            List<Paper> changed = changes.keySet().stream().map(PaperStand.this::account).toList();
            LocalDate latest = latestDay(clock.instant());
            for (LocalDate day : span.within(firstDay(), latest).days().toList()) {
                sink.begun(day);
                if (!changed.isEmpty()) {
                    sink.changes(changed);
                }
                sink.complete(day, day.isBefore(latest));
            }
        }
    }
}
