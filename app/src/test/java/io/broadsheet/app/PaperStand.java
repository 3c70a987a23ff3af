package io.broadsheet.app;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sources for transcripts, by what a paper's number ends with: arXiv knows those that end with 1
/// to 5, of which those with 3 are withdrawn and those with 4 have a second version; it does not
/// answer for those with 9, and knows no others. Hugging Face finds papers about frogs and nothing
/// else, does not answer about toads, and has two papers that trend.
final class PaperStand implements Sources, PaperLookup, PaperDiscovery {

    @Override
    public List<PaperSource> harvested() {
        return List.of();
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
        return List.of(
                new SourceState(
                        "arxiv",
                        "arXiv",
                        true,
                        SourceState.Circuit.CLOSED,
                        Instant.parse("2025-03-20T08:30:00Z"),
                        null,
                        "",
                        null,
                        2,
                        new io.broadsheet.source.Rejection(
                                "arXiv, cs.CV, entry 7", "it has no title"),
                        List.of(
                                new SourceState.FieldWarning(
                                        SourceState.FieldWarning.Change.MISSING,
                                        "entry.summary",
                                        Instant.parse("2025-03-19T08:30:00Z")))));
    }

    @Override
    public Outcome find(PaperReference reference) throws InterruptedException {
        // As long as a network takes at the least, so that people are told that it is being done.
        Thread.sleep(100);
        if (!(reference instanceof PaperReference.Identified(PaperId id))) {
            return new Outcome.NotAsked(
                    "No source that is switched on can be asked about such a page.");
        }
        if (id.scheme() != PaperId.Scheme.ARXIV) {
            return new Outcome.NotAsked("No source that is switched on knows DOIs of publishers.");
        }
        return find(ArxivId.parse(id.value()).orElseThrow());
    }

    private static Outcome find(ArxivId id) {
        Paper.Builder paper =
                Paper.builder(PaperId.of(id), "A Paper About the Number " + id.value())
                        .summary("We look into a number.", "We look into a number.")
                        .authors(List.of("Ana Example", "Cleo Sample"))
                        .categories(List.of(new Category("cs.CV")))
                        .version(1)
                        .published(Instant.parse("2025-03-18T10:00:00Z"));
        return switch (id.value().charAt(id.value().length() - 1)) {
            case '1', '2', '5' -> new Outcome.Found(List.of(paper.build()));
            case '3' -> new Outcome.Withdrawn(paper.withdrawn(true).build());
            case '4' ->
                    new Outcome.Found(
                            List.of(
                                    paper.version(2)
                                            .updated(Instant.parse("2025-03-19T10:00:00Z"))
                                            .journalReference("Journal of Numbers 4 (2025)")
                                            .doi(new Doi("10.1000/numbers.4"))
                                            .build()));
            case '9' ->
                    new Outcome.Unreachable(
                            "arXiv does not answer.", Instant.parse("2025-03-20T09:07:00Z"));
            default -> new Outcome.Unknown(List.of("arXiv", "Hugging Face"));
        };
    }

    @Override
    public Outcome findByTitle(String title) {
        return new Outcome.Unknown(List.of("arXiv"));
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
        Thread.sleep(100);
        if (words.contains("toads")) {
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
                .authors(List.of("Ana Example", "Cleo Sample"))
                .upvotes(upvotes)
                .published(Instant.parse("2025-03-18T10:00:00Z"))
                .build();
    }

    @Override
    public void close() {}
}
