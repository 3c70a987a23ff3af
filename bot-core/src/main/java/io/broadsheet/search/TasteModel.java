package io.broadsheet.search;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// A linear model of what somebody likes, on words and on the dimensions of vectors together: a
/// weight for each is the sum of what the papers say that they liked, and less so of what papers
/// say that were liked by people who like the same, less what papers say that they did not want. It
/// is built when it is asked for, so it knows the latest click.
///
/// A paper says a word as loudly as `(1 + ln count) × rarity`, scaled so that every paper speaks
/// for one, and the similarity multiplies by the rarity once more. That, and a similarity that lets
/// words of long papers count less than a search does, are worth as much as latent semantics were;
/// docs/quality.md has the figures.
final class TasteModel {

    /// `k1` and `b`: counts level off late, and a paper's length counts in full.
    static final BM25Similarity SIMILARITY = new BM25Similarity(3f, 1f);

    /// So many words are compared, the weightiest first; more than twice as many change nothing.
    private static final int WORDS = 300;

    /// What is not liked needs fewer: it only lowers what came near.
    private static final int UNWANTED_WORDS = 60;

    private static final double MEANING = 0.7;

    /// What others liked counts as this much of what was liked.
    private static final double OTHERS_COUNT = 0.4;

    /// What is not wanted counts as this much at most, half of it from so many papers on.
    private static final double UNWANTED_COUNTS = 0.5;

    private static final double FEW_UNWANTED = 3;

    private final Map<String, Double> words = new HashMap<>();
    private float @Nullable [] meaning;

    private TasteModel() {}

    /// Papers that suit, best first, without those that were liked or not wanted.
    ///
    /// @param since only papers of this date and later
    static List<Ranking.Scored> suiting(
            Snapshot snapshot,
            VectorTable vectors,
            PaperSearch.Signals signals,
            Instant since,
            int limit)
            throws IOException {
        FixedBitSet live = Ranking.live(snapshot);
        FixedBitSet others = live.clone();
        Map<PaperId, Double> liked = known(snapshot, signals.liked(), others);
        Map<PaperId, Double> unwanted = known(snapshot, signals.unwanted(), others);
        Map<PaperId, Double> byOthers = known(snapshot, signals.byOthers(), live.clone());
        if (liked.isEmpty()) {
            return List.of();
        }
        double count = unwanted.size();
        TasteModel model = new TasteModel();
        model.add(snapshot, vectors, liked, 1);
        model.add(snapshot, vectors, byOthers, OTHERS_COUNT);
        model.add(snapshot, vectors, unwanted, -UNWANTED_COUNTS * count / (count + FEW_UNWANTED));
        return model.best(snapshot, vectors, live, others, since, limit);
    }

    /// Those that are in the index, which are taken out of `others`.
    private static Map<PaperId, Double> known(
            Snapshot snapshot, Map<PaperId, Double> papers, FixedBitSet others) throws IOException {
        Map<PaperId, Double> known = new LinkedHashMap<>();
        for (Map.Entry<PaperId, Double> paper : papers.entrySet()) {
            int document = snapshot.document(paper.getKey());
            if (document >= 0) {
                known.put(paper.getKey(), paper.getValue());
                others.clear(document);
            }
        }
        return known;
    }

    /// Adds what papers say together, brought to length 1.
    private void add(
            Snapshot snapshot, VectorTable vectors, Map<PaperId, Double> papers, double share)
            throws IOException {
        Map<String, Double> said = new HashMap<>();
        float[] meant = null;
        for (Map.Entry<PaperId, Double> paper : papers.entrySet()) {
            double weight = paper.getValue();
            snapshot.words(paper.getKey())
                    .each((stem, worth) -> said.merge(stem, weight * worth, Double::sum));
            float[] vector = vectors.vector(paper.getKey());
            if (vector != null && (meant == null || meant.length == vector.length)) {
                meant = meant == null ? new float[vector.length] : meant;
                for (int i = 0; i < vector.length; i++) {
                    meant[i] += (float) (weight * vector[i]);
                }
            }
        }
        double squares = said.values().stream().mapToDouble(each -> each * each).sum();
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        said.forEach((stem, worth) -> words.merge(stem, share * worth / length, Double::sum));
        if (meant != null && (meaning == null || meaning.length == meant.length)) {
            RelevanceFeedback.unit(meant);
            meaning = meaning == null ? new float[meant.length] : meaning;
            for (int i = 0; i < meant.length; i++) {
                meaning[i] += (float) (share * meant[i]);
            }
        }
    }

    private List<Ranking.Scored> best(
            Snapshot snapshot,
            VectorTable vectors,
            FixedBitSet live,
            FixedBitSet others,
            Instant since,
            int limit)
            throws IOException {
        IndexSearcher searcher = new IndexSearcher(snapshot.reader());
        searcher.setSimilarity(SIMILARITY);
        searcher.setQueryCache(null);
        float[] lexical = Ranking.lexical(snapshot, searcher, query(1, WORDS));
        float[] unwanted = Ranking.lexical(snapshot, searcher, query(-1, UNWANTED_WORDS));
        for (int d = 0; d < lexical.length; d++) {
            lexical[d] -= unwanted[d];
        }
        float[] towards = meaning;
        double[] scores =
                towards == null
                        ? Ranking.widened(lexical)
                        : Ranking.fused(
                                lexical, Ranking.dense(snapshot, vectors, towards), live, MEANING);
        Ranking.keepSince(snapshot, others, since);
        List<Ranking.Scored> best = Ranking.best(scores, others, limit);
        return towards != null ? best : best.stream().filter(scored -> scored.score() > 0).toList();
    }

    /// The weightiest words of one sign.
    private Query query(int sign, int most) {
        List<Map.Entry<String, Double>> weightiest = new ArrayList<>();
        for (Map.Entry<String, Double> word : words.entrySet()) {
            if (sign * word.getValue() > 0) {
                weightiest.add(word);
            }
        }
        weightiest.sort(
                Comparator.comparingDouble(
                                (Map.Entry<String, Double> word) -> -sign * word.getValue())
                        .thenComparing(Map.Entry::getKey));
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (Map.Entry<String, Double> word :
                weightiest.subList(0, Math.min(most, weightiest.size()))) {
            query.add(
                    new BoostQuery(
                            new TermQuery(new Term(Fields.BODY, word.getKey())),
                            (float) (sign * word.getValue())),
                    Occur.SHOULD);
        }
        return query.build();
    }
}
