package io.broadsheet.search;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch.Hit;
import io.broadsheet.catalogue.PaperSearch.Match;
import io.broadsheet.catalogue.PaperSearch.Results;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.lucene.util.FixedBitSet;

/// Answers one query from one snapshot.
final class Finder {

    /// How many results can be paged through.
    static final int DEPTH = 1_000;

    /// The dense score's weight where a topic is compared; the words have the rest.
    private static final double MEANING = 0.7;

    /// From this dot product on a paper is about a topic whatever its words. With bge-small-en-v1.5
    /// nothing of 1,300 papers on computing came above 0.66 for topics that none of them is about,
    /// from dark matter to gardening (BundledPapersTest tries it on fewer).
    private static final float ABOUT = 0.75f;

    private static final float FEEDBACK = 0.5f;
    private static final int FEEDBACK_PAPERS = 10;

    /// Where no paper has all of the words, this many of the best are put in order of date or
    /// votes.
    private static final int SORTED = 50;

    private final Snapshot snapshot;
    private final VectorTable vectors;
    private final Embeddings embeddings;

    Finder(Snapshot snapshot, VectorTable vectors, Embeddings embeddings) {
        this.snapshot = snapshot;
        this.vectors = vectors;
        this.embeddings = embeddings;
    }

    Results find(PaperQuery query, Page page) throws IOException {
        Wording wording = Wording.of(query);
        FixedBitSet live = Ranking.live(snapshot);
        FixedBitSet allowed = live;
        boolean asAsked = true;
        if (query.hasFilters()) {
            allowed = Ranking.matching(snapshot, wording.filter(snapshot.reader(), true));
            if (allowed.cardinality() == 0 && !query.phrases().isEmpty()) {
                // Nobody wrote it like that: the nearest are better than nothing, said as such.
                allowed = Ranking.matching(snapshot, wording.filter(snapshot.reader(), false));
                asAsked = false;
            }
            if (allowed.cardinality() == 0) {
                return Results.NONE;
            }
        }
        if (wording.isEmpty()) {
            return query.hasFilters() || query.sort() != PaperQuery.Sort.RELEVANCE
                    ? listed(allowed, query.sort(), page)
                    : Results.NONE;
        }
        return ranked(query, wording, live, allowed, asAsked, page);
    }

    /// Papers that pass the filters and whose title or abstract has all of the words.
    FixedBitSet within(PaperQuery query) throws IOException {
        FixedBitSet within =
                query.hasFilters()
                        ? Ranking.matching(
                                snapshot, Wording.of(query).filter(snapshot.reader(), true))
                        : Ranking.live(snapshot);
        if (!query.words().isBlank()) {
            within.and(Ranking.matching(snapshot, Wording.within(query.words())));
        }
        return within;
    }

    /// Papers that are about a topic, best first.
    ///
    /// @param since only papers of this date and later
    List<Ranking.Scored> onTopic(String topic, Instant since, int limit) throws IOException {
        PaperQuery query = PaperQuery.words(topic);
        Wording wording = Wording.of(query);
        if (wording.isEmpty()) {
            return List.of();
        }
        FixedBitSet about = Ranking.matching(snapshot, wording.most());
        float[] lexical = Ranking.lexical(snapshot, wording.ranking(Map.of(), snapshot.reader()));
        double[] scores = Ranking.widened(lexical);
        Optional<float[]> meant = meant(query);
        if (meant.isPresent()) {
            FixedBitSet live = Ranking.live(snapshot);
            float[] dense = Ranking.dense(snapshot, vectors, meant.get());
            for (int d = live.nextSetBit(0); d < dense.length; d = Ranking.after(live, d)) {
                if (dense[d] >= ABOUT) {
                    about.set(d);
                }
            }
            scores = Ranking.fused(lexical, dense, live, MEANING);
        }
        Ranking.keepSince(snapshot, about, since);
        return Ranking.best(scores, about, limit);
    }

    private Optional<float[]> meant(PaperQuery query) {
        String text = Wording.text(query);
        return vectors.size() == 0 || !isEnglishScript(text)
                ? Optional.empty()
                : embeddings.query(text);
    }

    /// The model has learnt English: what it makes of a Chinese text is near to any paper.
    private static boolean isEnglishScript(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .anyMatch(c -> {
                    Character.UnicodeScript script = Character.UnicodeScript.of(c);
                    return script == Character.UnicodeScript.LATIN
                            || script == Character.UnicodeScript.GREEK
                            || script == Character.UnicodeScript.COMMON;
                });
    }

    private Results ranked(
            PaperQuery query,
            Wording wording,
            FixedBitSet live,
            FixedBitSet allowed,
            boolean asAsked,
            Page page)
            throws IOException {
        Spelling spelling = Spelling.of(snapshot.reader(), wording.spelt());
        Map<String, Float> near = spelling.nearStems();
        Expansion expansion = Expansion.of(snapshot, wording);
        float[] lexical =
                Ranking.lexical(
                        snapshot, expansion.added(wording.ranking(near, snapshot.reader())));
        boolean found =
                near.isEmpty()
                        ? matchesAny(lexical, allowed)
                        : matchesAny(
                                Ranking.lexical(
                                        snapshot, wording.ranking(Map.of(), snapshot.reader())),
                                allowed);

        Scores ranked = scores(query, wording, lexical, live, allowed);
        double[] scores = ranked.scores;
        FixedBitSet candidates = ranked.candidates;
        TitleLikeness.of(snapshot, wording.words(), lexical, allowed)
                .forEach(title -> scores[title.document()] += title.score());
        FixedBitSet sameTitle = Ranking.matching(snapshot, wording.title());
        for (int d = sameTitle.nextSetBit(0); d < scores.length; d = Ranking.after(sameTitle, d)) {
            scores[d] += 1e6;
        }
        FixedBitSet byNamed = new NameLine(snapshot).byAndAbout(query.words());
        byNamed.and(candidates);
        for (int d = byNamed.nextSetBit(0); d < scores.length; d = Ranking.after(byNamed, d)) {
            scores[d] += 1e3;
        }
        Optional<String> better = spelling.corrected(Wording.text(query));
        Match match = found && asAsked ? Match.FOUND : Match.NEAREST;
        FixedBitSet having = having(wording, candidates);
        if (candidates.cardinality() == 0) {
            return new Results(List.of(), 0, 0, Match.NOTHING, better);
        }
        if (query.sort() != PaperQuery.Sort.RELEVANCE) {
            FixedBitSet closest =
                    having.cardinality() > 0
                            ? having
                            : few(Ranking.best(scores, candidates, SORTED));
            List<Hit> hits = hits(sorted(closest, query.sort()), page);
            return new Results(hits, closest.cardinality(), having.cardinality(), match, better);
        }
        int shown = Math.min(DEPTH, page.offset() + page.size());
        return new Results(
                hits(tiesByDate(scores, candidates, shown), page),
                candidates.cardinality(),
                having.cardinality(),
                match,
                better);
    }

    /// @param candidates the documents that have a word of the query or a vector
    private record Scores(double[] scores, FixedBitSet candidates) {}

    private Scores scores(
            PaperQuery query,
            Wording wording,
            float[] lexical,
            FixedBitSet live,
            FixedBitSet allowed)
            throws IOException {
        FixedBitSet candidates = allowed.clone();
        Optional<float[]> meant = meant(query);
        if (meant.isEmpty()) {
            candidates.and(Ranking.scoring(lexical));
            return new Scores(Ranking.widened(lexical), candidates);
        }
        double weight = Weighing.meaning(snapshot, wording, lexical, allowed);
        float[] dense = Ranking.dense(snapshot, vectors, meant.get());
        double[] first = Ranking.fused(lexical, dense, live, weight);
        float[] nearer =
                RelevanceFeedback.nearer(
                        meant.get(),
                        Ranking.best(first, live, FEEDBACK_PAPERS),
                        snapshot,
                        vectors,
                        FEEDBACK);
        float[] again = Ranking.dense(snapshot, vectors, nearer);
        keep(candidates, d -> lexical[d] > 0 || !Float.isNaN(again[d]));
        return new Scores(Ranking.fused(lexical, again, live, weight), candidates);
    }

    private static void keep(FixedBitSet documents, IntPredicate kept) {
        for (int d = documents.nextSetBit(0);
                d < documents.length();
                d = Ranking.after(documents, d)) {
            if (!kept.test(d)) {
                documents.clear(d);
            }
        }
    }

    /// Those that have all of the words. Words that are too common to search for are in all of
    /// them.
    private FixedBitSet having(Wording wording, FixedBitSet candidates) throws IOException {
        if (wording.content().isEmpty()) {
            return candidates;
        }
        FixedBitSet all = Ranking.matching(snapshot, wording.all());
        all.and(candidates);
        return all;
    }

    private FixedBitSet few(List<Ranking.Scored> best) {
        FixedBitSet few = new FixedBitSet(Math.max(1, snapshot.size()));
        best.forEach(scored -> few.set(scored.document()));
        return few;
    }

    /// The best papers; those as good as each other, the newest first. Scores that differ by less
    /// than a ten thousandth are equal: how often a word occurs counts papers that were replaced
    /// until the index drops them, so the last digits depend on when that was.
    ///
    /// @param count how many at least; there are more where others are as good as the last of them
    private List<Ranking.Scored> tiesByDate(double[] scores, FixedBitSet among, int count) {
        List<Ranking.Scored> best = Ranking.best(scores, among, count);
        if (best.isEmpty()) {
            return best;
        }
        long last = Math.round(best.getLast().score() * 1e4);
        double least = (last - 1) / 1e4;
        List<Ranking.Scored> tied = new ArrayList<>();
        for (int d = among.nextSetBit(0); d < scores.length; d = Ranking.after(among, d)) {
            if (scores[d] >= least && Math.round(scores[d] * 1e4) >= last) {
                tied.add(new Ranking.Scored(d, scores[d]));
            }
        }
        tied.sort(
                Comparator.comparingLong(
                                (Ranking.Scored scored) -> Math.round(scored.score() * 1e4))
                        .thenComparingLong(scored -> snapshot.date(scored.document()))
                        .reversed()
                        .thenComparing(scored -> snapshot.paper(scored.document())));
        return tied;
    }

    private List<Ranking.Scored> sorted(FixedBitSet documents, PaperQuery.Sort sort) {
        double[] scores = new double[snapshot.size()];
        for (int d = documents.nextSetBit(0); d < scores.length; d = Ranking.after(documents, d)) {
            scores[d] =
                    sort == PaperQuery.Sort.TOP
                            ? snapshot.upvotes(d) * 1e12 + snapshot.date(d)
                            : snapshot.date(d);
        }
        return Ranking.best(scores, documents, DEPTH).stream()
                .sorted(
                        Comparator.comparingDouble(Ranking.Scored::score)
                                .reversed()
                                .thenComparing(scored -> snapshot.paper(scored.document())))
                .toList();
    }

    /// All papers that pass the filters, where there are no words to rank them by.
    private Results listed(FixedBitSet documents, PaperQuery.Sort sort, Page page) {
        int total = documents.cardinality();
        return new Results(
                hits(sorted(documents, sort), page), total, total, Match.FOUND, Optional.empty());
    }

    private List<Hit> hits(List<Ranking.Scored> best, Page page) {
        List<Hit> hits = new ArrayList<>();
        int end = Math.min(best.size(), page.offset() + page.size());
        for (int i = page.offset(); i < end; i++) {
            hits.add(new Hit(snapshot.paper(best.get(i).document()), best.get(i).score()));
        }
        return hits;
    }

    private static boolean matchesAny(float[] lexical, FixedBitSet allowed) {
        for (int d = 0; d < lexical.length; d++) {
            if (lexical[d] > 0 && allowed.get(d)) {
                return true;
            }
        }
        return false;
    }
}
