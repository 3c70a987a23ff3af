package io.broadsheet.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;

/// Recognises a title in what somebody typed: the whole of it but for a word or two, or its
/// beginning. What is recognised comes first, before everything that the words or their meaning are
/// about.
final class TitleLikeness {

    /// Of the titles that have nearly all of the words, so many of the best are compared.
    private static final int LOOKED_AT = 20;

    /// A title of fewer words is typed whole.
    private static final int FEW_WORDS = 4;

    /// From so many words on, two may be wrong.
    private static final int MANY_WORDS = 6;

    private static final int MOST_WORDS = 60;

    /// More titles than this begin alike: then the words name a topic.
    private static final int FEW_TITLES = 3;

    /// Added to scores, which are below a hundred; a whole title is above these.
    private static final double ALMOST = 1e5;

    private static final double BEGINS = 1e4;

    private TitleLikeness() {}

    /// The documents whose title was typed, each with what to add to its score.
    static List<Ranking.Scored> of(
            Snapshot snapshot,
            List<TextAnalysis.TextWord> typed,
            float[] lexical,
            FixedBitSet among)
            throws IOException {
        List<Ranking.Scored> almost = new ArrayList<>();
        List<Ranking.Scored> begin = new ArrayList<>();
        if (typed.size() < FEW_WORDS - 1 || typed.size() > MOST_WORDS) {
            return almost;
        }
        List<String> words = Fields.folded(typed);
        TextAnalysis splitter = TextAnalysis.splitter();
        FixedBitSet holding = Ranking.matching(snapshot, holding(words));
        holding.and(among);
        List<Ranking.Scored> looked = Ranking.best(Ranking.widened(lexical), holding, LOOKED_AT);
        for (Ranking.Scored best : looked) {
            String shown = IndexCompletion.title(snapshot, best.document());
            List<String> title = Fields.folded(splitter.split(shown));
            int allowed =
                    Math.max(title.size(), words.size()) >= MANY_WORDS
                            ? 2
                            : title.size() >= FEW_WORDS ? 1 : 0;
            int off = distance(words, title, allowed);
            if (off <= allowed) {
                almost.add(new Ranking.Scored(best.document(), ALMOST / (1 + off)));
            } else if (title.size() > words.size()
                    && title.subList(0, words.size()).equals(words)) {
                begin.add(new Ranking.Scored(best.document(), BEGINS));
            }
        }
        if (begin.size() <= FEW_TITLES) {
            almost.addAll(begin);
        }
        return almost;
    }

    /// Titles that have all of the words but as many as may be wrong.
    private static Query holding(List<String> words) {
        Set<String> distinct = Set.copyOf(words);
        BooleanQuery.Builder most = new BooleanQuery.Builder();
        for (String word : distinct) {
            most.add(new TermQuery(new Term(Fields.TITLE_WORDS, word)), Occur.SHOULD);
        }
        int wrong = words.size() >= MANY_WORDS ? 2 : 1;
        return most.setMinimumNumberShouldMatch(Math.max(1, distinct.size() - wrong)).build();
    }

    /// In how many words two lists differ: added, missing, or another one. Counts no further than
    /// one above `most`.
    private static int distance(List<String> one, List<String> other, int most) {
        if (Math.abs(one.size() - other.size()) > most) {
            return most + 1;
        }
        int[] before = new int[other.size() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.size(); i++) {
            int[] row = new int[before.length];
            row[0] = i;
            int least = i;
            for (int j = 1; j < row.length; j++) {
                int changed = one.get(i - 1).equals(other.get(j - 1)) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + changed, 1 + Math.min(before[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            before = row;
        }
        return before[other.size()];
    }
}
