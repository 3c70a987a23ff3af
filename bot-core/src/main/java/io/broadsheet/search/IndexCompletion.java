package io.broadsheet.search;

import io.broadsheet.catalogue.PaperSearch.TitleMatch;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;

/// Completes titles and authors from the index's own word lists, which are mapped into memory.
final class IndexCompletion {

    private static final int MAX_TYPED = 200;
    private static final int MAX_WORDS = 12;

    /// How many name parts are looked at; a single letter begins more, and no list shows them all.
    private static final int MAX_NAMES = 20_000;

    private IndexCompletion() {}

    static List<TitleMatch> titles(Snapshot snapshot, String typed, int limit) throws IOException {
        List<String> parts = parts(typed);
        if (parts.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (int i = 0; i < Math.min(parts.size(), MAX_WORDS); i++) {
            Term part = new Term(Fields.TITLE_WORDS, parts.get(i));
            boolean finished = i < parts.size() - 1 && snapshot.reader().docFreq(part) > 0;
            query.add(finished ? new TermQuery(part) : new PrefixQuery(part), Occur.FILTER);
        }
        FixedBitSet matching = Ranking.matching(snapshot, query.build());
        double[] scores = new double[snapshot.size()];
        for (int d = matching.nextSetBit(0); d < scores.length; d = Ranking.after(matching, d)) {
            scores[d] = snapshot.upvotes(d) * 1e12 + snapshot.date(d);
        }
        String beginning = String.join(" ", parts);
        List<TitleMatch> first = new ArrayList<>();
        List<TitleMatch> others = new ArrayList<>();
        for (Ranking.Scored best : Ranking.best(scores, matching, Math.max(limit * 8, 100))) {
            PaperId paper = snapshot.paper(best.document());
            String title = title(snapshot, best.document());
            boolean starts =
                    String.join(" ", Fields.folded(TextAnalysis.words(title)))
                            .startsWith(beginning);
            (starts ? first : others).add(new TitleMatch(paper, title));
        }
        first.addAll(others);
        return List.copyOf(first.subList(0, Math.min(limit, first.size())));
    }

    static List<String> authors(Snapshot snapshot, String typed, int limit) throws IOException {
        String beginning = String.join(" ", parts(typed));
        if (beginning.isEmpty()) {
            return List.of();
        }
        BytesRef prefix = new BytesRef(beginning);
        Map<String, Integer> papers = new HashMap<>();
        for (LeafReaderContext leaf : snapshot.leaves()) {
            Terms terms = leaf.reader().terms(Fields.AUTHOR_STARTS);
            if (terms == null) {
                continue;
            }
            TermsEnum names = terms.iterator();
            TermsEnum.SeekStatus found = names.seekCeil(prefix);
            BytesRef name = found == TermsEnum.SeekStatus.END ? null : names.term();
            for (int looked = 0;
                    name != null && looked < MAX_NAMES && StringHelper.startsWith(name, prefix);
                    looked++) {
                String term = name.utf8ToString();
                papers.merge(term.substring(term.indexOf('\0') + 1), names.docFreq(), Integer::sum);
                name = names.next();
            }
        }
        return papers.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    static String title(Snapshot snapshot, int document) throws IOException {
        List<LeafReaderContext> leaves = snapshot.leaves();
        LeafReaderContext leaf =
                leaves.get(org.apache.lucene.index.ReaderUtil.subIndex(document, leaves));
        BinaryDocValues titles = leaf.reader().getBinaryDocValues(Fields.SHOWN_TITLE);
        return titles != null && titles.advanceExact(document - leaf.docBase)
                ? titles.binaryValue().utf8ToString()
                : "";
    }

    private static List<String> parts(String typed) {
        return Fields.folded(
                TextAnalysis.words(
                        typed.length() > MAX_TYPED ? typed.substring(0, MAX_TYPED) : typed));
    }
}
