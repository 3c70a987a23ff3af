package io.broadsheet.search;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// Scores every paper of a snapshot by its words and by its meaning, and makes one order of both.
///
/// Both kinds of score are put on one scale: the mean over the whole index is 0, and the unit is
/// the geometric mean of what two known ways of normalising take for it, the standard deviation
/// (z-score) and the distance of the best score from the mean (min-max). The first says how much a
/// score stands out, which is better for queries about a topic; the second makes the best of both
/// lists equal, which is better for queries that one paper answers. docs/quality.md has the
/// figures.
final class Ranking {

    static final Similarity SIMILARITY = new BM25Similarity(0.9f, 0.4f);

    private static final float UNKNOWN = Float.NaN;

    private Ranking() {}

    /// A document of the snapshot with its score.
    record Scored(int document, double score) {}

    /// Scores of all documents that match, 0 for the others; by document.
    static float[] lexical(Snapshot snapshot, Query query) throws IOException {
        return lexical(snapshot, snapshot.searcher(), query);
    }

    /// @param searcher of the same reader, with a similarity of its own
    static float[] lexical(Snapshot snapshot, IndexSearcher searcher, Query query)
            throws IOException {
        float[] scores = new float[snapshot.size()];
        each(
                snapshot,
                searcher,
                query,
                ScoreMode.COMPLETE,
                (document, scorer) -> scores[document] = scorer.score());
        return scores;
    }

    /// The documents whose score is above 0.
    static FixedBitSet scoring(float[] scores) {
        FixedBitSet scoring = new FixedBitSet(Math.max(1, scores.length));
        for (int d = 0; d < scores.length; d++) {
            if (scores[d] > 0) {
                scoring.set(d);
            }
        }
        return scoring;
    }

    /// The documents that match.
    static FixedBitSet matching(Snapshot snapshot, Query query) throws IOException {
        FixedBitSet matching = new FixedBitSet(Math.max(1, snapshot.size()));
        each(
                snapshot,
                snapshot.searcher(),
                query,
                ScoreMode.COMPLETE_NO_SCORES,
                (document, _) -> matching.set(document));
        return matching;
    }

    private static void each(
            Snapshot snapshot, IndexSearcher searcher, Query query, ScoreMode mode, Visitor visitor)
            throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), mode, 1);
        for (LeafReaderContext leaf : snapshot.leaves()) {
            BulkScorer scorer = weight.bulkScorer(leaf);
            if (scorer != null) {
                scorer.score(
                        new Leaf(leaf.docBase, visitor),
                        leaf.reader().getLiveDocs(),
                        0,
                        DocIdSetIterator.NO_MORE_DOCS);
            }
        }
    }

    private interface Visitor {
        void visit(int document, Scorable scorer) throws IOException;
    }

    private static final class Leaf implements LeafCollector {
        private final int base;
        private final Visitor visitor;
        private @Nullable Scorable scorer;

        Leaf(int base, Visitor visitor) {
            this.base = base;
            this.visitor = visitor;
        }

        @Override
        public void setScorer(Scorable leafScorer) {
            scorer = leafScorer;
        }

        @Override
        public void collect(int document) throws IOException {
            if (scorer != null) {
                visitor.visit(base + document, scorer);
            }
        }
    }

    /// The documents that were not deleted.
    static FixedBitSet live(Snapshot snapshot) {
        FixedBitSet live = new FixedBitSet(Math.max(1, snapshot.size()));
        for (LeafReaderContext leaf : snapshot.leaves()) {
            Bits bits = leaf.reader().getLiveDocs();
            int max = leaf.reader().maxDoc();
            if (bits == null) {
                live.set(leaf.docBase, leaf.docBase + max);
            } else {
                for (int d = 0; d < max; d++) {
                    if (bits.get(d)) {
                        live.set(leaf.docBase + d);
                    }
                }
            }
        }
        return live;
    }

    /// Clears those that are dated earlier.
    static void keepSince(Snapshot snapshot, FixedBitSet documents, Instant since) {
        if (since.equals(Instant.EPOCH)) {
            return;
        }
        for (int d = documents.nextSetBit(0); d < snapshot.size(); d = after(documents, d)) {
            if (snapshot.date(d) < since.getEpochSecond()) {
                documents.clear(d);
            }
        }
    }

    /// The dot product of each live document's vector with this one, not a number where it has
    /// none; by document.
    static float[] dense(Snapshot snapshot, VectorTable vectors, float[] towards) {
        float[] scores = new float[snapshot.size()];
        float[] byRow = vectors.products(towards);
        for (LeafReaderContext leaf : snapshot.leaves()) {
            int[] rows = snapshot.rows(leaf);
            Bits live = leaf.reader().getLiveDocs();
            for (int d = 0; d < rows.length; d++) {
                scores[leaf.docBase + d] =
                        rows[d] < byRow.length && (live == null || live.get(d))
                                ? byRow[rows[d]]
                                : UNKNOWN;
            }
        }
        return scores;
    }

    /// Compares the best documents once more, with a vector near to the first one; the scores of
    /// the others stay.
    static void again(
            float[] dense,
            List<Scored> best,
            Snapshot snapshot,
            VectorTable vectors,
            float[] towards) {
        for (Scored scored : best) {
            dense[scored.document()] = vectors.product(snapshot.row(scored.document()), towards);
        }
    }

    /// Both scores of each document as one. A document without a vector gets what its words alone
    /// are worth.
    ///
    /// @param meaning the dense score's weight, 0 to 1; the lexical score has the rest
    static double[] fused(float[] lexical, float[] dense, FixedBitSet live, double meaning) {
        Spread words = Spread.of(lexical, live);
        Spread meanings = Spread.of(dense, live);
        double[] fused = new double[lexical.length];
        for (int d = 0; d < fused.length; d++) {
            double word = words.units(lexical[d]);
            double near = Float.isNaN(dense[d]) ? word / 2 : meanings.units(dense[d]);
            fused[d] = meaning * near + (1 - meaning) * word;
        }
        return fused;
    }

    /// The best documents, best first; equal ones in the order of the snapshot.
    static List<Scored> best(double[] scores, FixedBitSet among, int limit) {
        PriorityQueue<Scored> best =
                new PriorityQueue<>(
                        Comparator.comparingDouble(Scored::score)
                                .thenComparing(Scored::document, Comparator.reverseOrder()));
        double least = Double.NEGATIVE_INFINITY;
        for (int d = among.nextSetBit(0); d < scores.length; d = after(among, d)) {
            if (best.size() < limit) {
                best.add(new Scored(d, scores[d]));
            } else if (scores[d] > least) {
                best.remove();
                best.add(new Scored(d, scores[d]));
            } else {
                continue;
            }
            least = best.element().score();
        }
        Scored[] sorted = best.toArray(Scored[]::new);
        Arrays.sort(
                sorted,
                Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparingInt(Scored::document));
        return List.of(sorted);
    }

    static int after(FixedBitSet bits, int bit) {
        return bit + 1 >= bits.length() ? DocIdSetIterator.NO_MORE_DOCS : bits.nextSetBit(bit + 1);
    }

    static double[] widened(float[] scores) {
        double[] wide = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            wide[i] = scores[i];
        }
        return wide;
    }

    /// How scores lie.
    private record Spread(double mean, double unit) {

        static Spread of(float[] scores, FixedBitSet live) {
            double sum = 0;
            double squares = 0;
            double most = Double.NEGATIVE_INFINITY;
            long count = 0;
            for (int d = live.nextSetBit(0); d < scores.length; d = after(live, d)) {
                float score = scores[d];
                if (!Float.isNaN(score)) {
                    sum += score;
                    squares += (double) score * score;
                    most = Math.max(most, score);
                    count++;
                }
            }
            if (count == 0) {
                return new Spread(0, 0);
            }
            double mean = sum / count;
            double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
            return new Spread(mean, Math.sqrt(deviation * (most - mean)));
        }

        double units(double score) {
            return unit < 1e-9 ? 0 : (score - mean) / unit;
        }
    }
}
