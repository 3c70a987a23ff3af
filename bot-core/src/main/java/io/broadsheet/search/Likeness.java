package io.broadsheet.search;

import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// How alike papers are: by their vectors, and by the words they share, rarer ones counting more.
final class Likeness {

    /// The dense score's weight; the words have the rest. See docs/quality.md.
    private static final double MEANING = 0.7;

    /// How many terms of the papers asked for are searched for, the weightiest first.
    private static final int TERMS = 50;

    /// How many of the papers asked for lend their words; all lend their vectors.
    private static final int LENDERS = 20;

    /// The first results count as this much of what was asked for, spread over so many of them
    /// (Rocchio's feedback).
    private static final float FEEDBACK = 0.3f;

    private static final int FEEDBACK_PAPERS = 5;

    /// So many of the best are compared with what the feedback made; the rest are not among the
    /// best with it either.
    private static final int COMPARED_AGAIN = 500;

    /// Vectors of unrelated papers still have about this much in common (bge-small-en-v1.5: most
    /// pairs lie between 0.4 and 0.9).
    private static final double UNRELATED = 0.45;

    private Likeness() {}

    static List<Ranking.Scored> like(
            Snapshot snapshot,
            VectorTable vectors,
            Map<PaperId, Double> papers,
            Instant since,
            int limit)
            throws IOException {
        FixedBitSet others = Ranking.live(snapshot);
        Map<Integer, Double> documents = new LinkedHashMap<>();
        for (Map.Entry<PaperId, Double> paper : papers.entrySet()) {
            int document = snapshot.document(paper.getKey());
            if (document >= 0) {
                documents.put(document, paper.getValue());
            }
        }
        if (documents.isEmpty()) {
            return List.of();
        }
        FixedBitSet live = others.clone();
        documents.keySet().forEach(others::clear);

        float[] lexical = Ranking.lexical(snapshot, words(snapshot, documents));
        float[] towards = middle(papers, vectors);
        double[] scores;
        if (towards == null) {
            scores = Ranking.widened(lexical);
        } else {
            float[] dense = Ranking.dense(snapshot, vectors, towards);
            scores = Ranking.fused(lexical, dense, others, MEANING);
            List<Ranking.Scored> first = Ranking.best(scores, others, COMPARED_AGAIN);
            float[] nearer =
                    RelevanceFeedback.nearer(
                            towards,
                            first.subList(0, Math.min(FEEDBACK_PAPERS, first.size())),
                            snapshot,
                            vectors,
                            FEEDBACK);
            Ranking.again(dense, first, snapshot, vectors, nearer);
            scores = Ranking.fused(lexical, dense, others, MEANING);
        }
        live.and(others);
        Ranking.keepSince(snapshot, live, since);
        List<Ranking.Scored> best = Ranking.best(scores, live, limit);
        return towards != null ? best : best.stream().filter(scored -> scored.score() > 0).toList();
    }

    /// From 0, nothing in common, to 1, the same.
    static double between(Snapshot snapshot, VectorTable vectors, PaperId one, PaperId other)
            throws IOException {
        float[] a = vectors.vector(one);
        float[] b = vectors.vector(other);
        if (a != null && b != null && a.length == b.length) {
            double product = org.apache.lucene.util.VectorUtil.dotProduct(a, b);
            return Math.clamp((product - UNRELATED) / (1 - UNRELATED), 0, 1);
        }
        return snapshot.words(one).cosine(snapshot.words(other));
    }

    private static float @Nullable [] middle(Map<PaperId, Double> papers, VectorTable vectors) {
        float[] sum = null;
        for (Map.Entry<PaperId, Double> paper : papers.entrySet()) {
            float[] vector = vectors.vector(paper.getKey());
            if (vector == null || (sum != null && sum.length != vector.length)) {
                continue;
            }
            sum = sum == null ? new float[vector.length] : sum;
            for (int i = 0; i < vector.length; i++) {
                sum[i] += (float) (paper.getValue() * vector[i]);
            }
        }
        return sum == null ? null : RelevanceFeedback.unit(sum);
    }

    /// The weightiest terms of the papers, each paper's together counting as much as its weight;
    /// title words count twice.
    private static BooleanQuery words(Snapshot snapshot, Map<Integer, Double> documents)
            throws IOException {
        Map<String, Double> sum = new HashMap<>();
        List<Map.Entry<Integer, Double>> lenders =
                documents.entrySet().stream()
                        .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                        .limit(LENDERS)
                        .toList();
        for (Map.Entry<Integer, Double> lender : lenders) {
            Map<String, Integer> counts = counts(snapshot, lender.getKey());
            for (Map.Entry<String, Integer> count : counts.entrySet()) {
                sum.merge(count.getKey(), lender.getValue() * count.getValue(), Double::sum);
            }
        }
        record Weighted(String term, double weight, double worth) {}
        List<Weighted> weighted = new ArrayList<>();
        for (Map.Entry<String, Double> term : sum.entrySet()) {
            double worth = term.getValue() * rarity(snapshot.reader(), term.getKey());
            weighted.add(new Weighted(term.getKey(), term.getValue(), worth));
        }
        weighted.sort(
                Comparator.comparingDouble(Weighted::worth)
                        .reversed()
                        .thenComparing(Weighted::term));
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (Weighted term : weighted.subList(0, Math.min(TERMS, weighted.size()))) {
            query.add(
                    new BoostQuery(
                            new TermQuery(new Term(Fields.BODY, term.term())),
                            (float) Math.max(0, term.weight())),
                    Occur.SHOULD);
        }
        return query.build();
    }

    /// A document's words; what is said often counts more, and what few papers say.
    static PaperWords words(Snapshot snapshot, int document) throws IOException {
        Map<String, Double> worth = new HashMap<>();
        for (Map.Entry<String, Integer> count : counts(snapshot, document).entrySet()) {
            worth.put(
                    count.getKey(),
                    (1 + Math.log(count.getValue())) * rarity(snapshot.reader(), count.getKey()));
        }
        return PaperWords.of(worth);
    }

    /// How often each stem occurs, in the title twice as often.
    private static Map<String, Integer> counts(Snapshot snapshot, int document) throws IOException {
        Document stored = stored(snapshot, document);
        Map<String, Integer> counts = new HashMap<>();
        for (String stem :
                TextAnalysis.stems(TextAnalysis.words(text(stored, Fields.SHOWN_TITLE)))) {
            counts.merge(stem, 2, Integer::sum);
        }
        for (String stem : TextAnalysis.stems(TextAnalysis.words(text(stored, Fields.SUMMARY)))) {
            counts.merge(stem, 1, Integer::sum);
        }
        return counts;
    }

    static Document stored(Snapshot snapshot, int document) throws IOException {
        return snapshot.searcher()
                .storedFields()
                .document(document, Set.of(Fields.SHOWN_TITLE, Fields.SUMMARY));
    }

    static String text(Document stored, String field) {
        String text = stored.get(field);
        return text == null ? "" : text;
    }

    /// BM25's inverse document frequency.
    static double rarity(IndexReader reader, String stem) throws IOException {
        double papers = Math.max(1, reader.numDocs());
        double with = reader.docFreq(new Term(Fields.BODY, stem));
        return Math.log(1 + Math.max(0, papers - with + 0.5) / (with + 0.5));
    }
}
