package io.broadsheet.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.FixedBitSet;

/// Decides how much a query's meaning counts beside its words.
///
/// Who types a title, a name or an acronym uses a paper's own words, and then one paper has them
/// all. Who describes a need uses other words than the papers do, and then none has. So what
/// decides is how much of the query the best paper by words has, each word counted by how rare it
/// is, and how many other papers have as much: where many do, several words name a topic (`vision
/// tokenizers`), not a paper. docs/quality.md has the figures.
final class Weighing {

    /// Where the best paper has [#LITTLE] of what the query says, or less, meaning counts this much
    /// ...
    private static final double MOST_MEANING = 0.7;

    /// ... and this much where it has [#ALL] of it, or more.
    private static final double LEAST_MEANING = 0.2;

    private static final double LITTLE = 0.85;
    private static final double ALL = 1;

    private static final int LOOKED_AT = 10;

    /// Up to this many papers that have as much of the query as the best one, one of them is looked
    /// for ...
    private static final int A_PAPER = 2;

    /// ... and from this many on, all of them are.
    private static final int A_TOPIC = 8;

    /// Papers whose shares of the query differ by no more have as much of it.
    private static final double AS_MUCH = 0.05;

    private Weighing() {}

    /// A word of the query, as texts and as names are indexed.
    private record QueryWord(String stem, String name) {

        List<Term> terms() {
            return List.of(
                    new Term(Fields.BODY, stem),
                    new Term(Fields.NAMES, name),
                    new Term(Fields.JOINED, stem));
        }
    }

    /// The weight of meaning, 0 to 1; the words have the rest.
    static double meaning(Snapshot snapshot, Wording wording, float[] lexical, FixedBitSet among)
            throws IOException {
        Map<QueryWord, Double> worth = worth(snapshot, wording);
        double[] shares = shares(snapshot, worth, lexical, among);
        double most = Arrays.stream(shares).max().orElse(0);
        double share = Math.clamp((most - LITTLE) / (ALL - LITTLE), 0, 1);
        long having = Arrays.stream(shares).filter(it -> it >= most - AS_MUCH).count();
        // One word is an acronym or a name more often than a topic.
        double paper =
                worth.size() < 2
                        ? 1
                        : Math.clamp((A_TOPIC - having) / (double) (A_TOPIC - A_PAPER), 0, 1);
        return MOST_MEANING + share * paper * (LEAST_MEANING - MOST_MEANING);
    }

    /// How much of what the known words say each of the best papers by words has, 0 to 1.
    private static double[] shares(
            Snapshot snapshot, Map<QueryWord, Double> worth, float[] lexical, FixedBitSet among)
            throws IOException {
        double all = worth.values().stream().mapToDouble(Double::doubleValue).sum();
        if (all == 0) {
            return new double[0];
        }
        List<Double> shares = new ArrayList<>();
        for (Ranking.Scored best : Ranking.best(Ranking.widened(lexical), among, LOOKED_AT)) {
            double has = 0;
            for (Map.Entry<QueryWord, Double> word : worth.entrySet()) {
                if (has(snapshot, best.document(), word.getKey())) {
                    has += word.getValue();
                }
            }
            shares.add(has / all);
        }
        return shares.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The inverse document frequency of each word that any paper has.
    private static Map<QueryWord, Double> worth(Snapshot snapshot, Wording wording)
            throws IOException {
        Map<QueryWord, Double> worth = new LinkedHashMap<>();
        int papers = snapshot.reader().numDocs();
        for (int i = 0; i < wording.content().size(); i++) {
            QueryWord word = new QueryWord(wording.content().get(i), wording.names().get(i));
            int having = 0;
            for (Term term : word.terms()) {
                having += snapshot.reader().docFreq(term);
            }
            if (having > 0) {
                worth.put(word, Math.log(1 + papers / (double) having));
            }
        }
        return worth;
    }

    private static boolean has(Snapshot snapshot, int document, QueryWord word) throws IOException {
        List<LeafReaderContext> leaves = snapshot.leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        int inLeaf = document - leaf.docBase;
        for (Term term : word.terms()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings != null && postings.advance(inLeaf) == inLeaf) {
                return true;
            }
        }
        return false;
    }
}
