package io.broadsheet.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// What a query says with an acronym, said with what it stands for as well, and the other way
/// round, as the catalogue's own abstracts introduce them.
final class Expansion {

    /// In a longer query every word has others beside it that tell what is meant, and what an
    /// acronym stands for in other papers leads away from it.
    private static final int FEW_WORDS = 3;

    private static final int LONGEST = 5;

    /// Of what an acronym stands for, the most usual.
    private static final int MOST_FORMS = 2;

    private static final float LONG_WEIGHT = 0.4f;
    private static final float SHORT_WEIGHT = 0.5f;

    /// For a paper that introduces the acronym, in units of BM25.
    private static final float INTRODUCES = 2f;

    private final Map<Query, Float> clauses = new LinkedHashMap<>();

    private Expansion() {}

    static Expansion of(Snapshot snapshot, Wording wording) throws IOException {
        Expansion expansion = new Expansion();
        List<String> content = wording.content();
        if (content.size() > FEW_WORDS) {
            return expansion;
        }
        for (TextAnalysis.TextWord word : wording.words()) {
            if (!word.isCommon() && wording.mayBeAcronym(word)) {
                expansion.lengthen(snapshot, word, content.size());
            }
        }
        for (int from = 0; from < content.size(); from++) {
            for (int to = from + 2; to <= Math.min(content.size(), from + LONGEST); to++) {
                expansion.shorten(snapshot, content.subList(from, to));
            }
        }
        return expansion;
    }

    /// @param words of the query: what one of several stands for must not weigh more than the
    ///   others, or a common acronym drowns the rare word beside it (`finnish BERT`)
    private void lengthen(Snapshot snapshot, TextAnalysis.TextWord word, int words)
            throws IOException {
        String acronym = word.folded();
        Map<String, Integer> forms = Acronyms.longForms(snapshot, acronym);
        if (forms.isEmpty()) {
            forms = Acronyms.longForms(snapshot, word.stem());
            acronym = word.stem();
        }
        if (forms.isEmpty()) {
            return;
        }
        clauses.put(
                new ConstantScoreQuery(
                        new PrefixQuery(new Term(Fields.ACRONYM, Acronyms.beginning(acronym)))),
                words == 1 ? INTRODUCES : INTRODUCES / 4);
        for (String form : usual(forms)) {
            String[] stems = form.split(" ");
            float weight = words == 1 ? LONG_WEIGHT : LONG_WEIGHT / stems.length;
            clauses.put(new PhraseQuery(Fields.BODY, stems), weight);
        }
    }

    private void shorten(Snapshot snapshot, List<String> stems) throws IOException {
        for (String acronym : usual(Acronyms.shortForms(snapshot, stems))) {
            clauses.put(new TermQuery(new Term(Fields.BODY, acronym)), SHORT_WEIGHT);
        }
    }

    private static List<String> usual(Map<String, Integer> forms) {
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(forms.entrySet());
        sorted.sort(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
        return sorted.stream().limit(MOST_FORMS).map(Map.Entry::getKey).toList();
    }

    /// The query with what this adds to it.
    Query added(Query ranking) {
        if (clauses.isEmpty()) {
            return ranking;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(ranking, Occur.SHOULD);
        clauses.forEach((query, weight) -> all.add(new BoostQuery(query, weight), Occur.SHOULD));
        return all.build();
    }
}
