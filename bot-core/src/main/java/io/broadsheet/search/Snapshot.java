package io.broadsheet.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;

/// The index at one moment, with what each document of it is: its paper, its row among the vectors,
/// its dates and votes.
final class Snapshot {

    /// Of so many papers the words are remembered, some 10 kB each.
    private static final int REMEMBERED_WORDS = 1_000;

    private final IndexSearcher searcher;
    private final DirectoryReader reader;
    private final SegmentDocuments[] leaves;

    /// A day's papers are compared with one another for every channel.
    private final Cache<PaperId, PaperWords> words =
            Caffeine.newBuilder().maximumSize(REMEMBERED_WORDS).build();

    private Snapshot(DirectoryReader reader, SegmentDocuments[] leaves) {
        this.reader = reader;
        this.leaves = leaves;
        this.searcher = new IndexSearcher(reader);
        searcher.setSimilarity(Ranking.SIMILARITY);
        // Answers are cached in front of the search; Lucene's own cache of filters would only add
        // memory.
        searcher.setQueryCache(null);
    }

    /// @param known what earlier snapshots found out about segments that are still there
    static Snapshot of(
            DirectoryReader reader, VectorTable vectors, Map<Object, SegmentDocuments> known)
            throws IOException {
        List<LeafReaderContext> contexts = reader.leaves();
        SegmentDocuments[] leaves = new SegmentDocuments[contexts.size()];
        Map<Object, SegmentDocuments> used = new ConcurrentHashMap<>();
        for (LeafReaderContext context : contexts) {
            Object key = context.reader().getCoreCacheHelper().getKey();
            SegmentDocuments columns = known.get(key);
            if (columns == null) {
                columns = SegmentDocuments.read(context.reader(), vectors);
            }
            used.put(key, columns);
            leaves[context.ord] = columns;
        }
        known.clear();
        known.putAll(used);
        return new Snapshot(reader, leaves);
    }

    IndexSearcher searcher() {
        return searcher;
    }

    DirectoryReader reader() {
        return reader;
    }

    int size() {
        return reader.maxDoc();
    }

    List<LeafReaderContext> leaves() {
        return reader.leaves();
    }

    /// Rows of a leaf's documents among the vectors.
    int[] rows(LeafReaderContext leaf) {
        return leaves[leaf.ord].rows;
    }

    /// A document's row among the vectors.
    int row(int document) {
        LeafReaderContext leaf = leaf(document);
        return leaves[leaf.ord].rows[document - leaf.docBase];
    }

    /// All papers, those of deleted documents as well.
    List<PaperId> papers() {
        return Arrays.stream(leaves).flatMap(leaf -> Arrays.stream(leaf.papers)).toList();
    }

    PaperId paper(int document) {
        LeafReaderContext leaf = leaf(document);
        return leaves[leaf.ord].papers[document - leaf.docBase];
    }

    long date(int document) {
        LeafReaderContext leaf = leaf(document);
        return leaves[leaf.ord].dates[document - leaf.docBase];
    }

    long upvotes(int document) {
        LeafReaderContext leaf = leaf(document);
        return leaves[leaf.ord].upvotes[document - leaf.docBase];
    }

    /// A paper's words, none where it is not in the index.
    PaperWords words(PaperId paper) throws IOException {
        PaperWords known = words.getIfPresent(paper);
        if (known == null) {
            int document = document(paper);
            known = document < 0 ? PaperWords.NONE : Likeness.words(this, document);
            words.put(paper, known);
        }
        return known;
    }

    /// The paper's document, -1 where it is not in the index.
    int document(PaperId paper) throws IOException {
        Term term = new Term(Fields.ID, paper.toString());
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            for (int d = postings.nextDoc();
                    d != PostingsEnum.NO_MORE_DOCS;
                    d = postings.nextDoc()) {
                if (live == null || live.get(d)) {
                    return leaf.docBase + d;
                }
            }
        }
        return -1;
    }

    private LeafReaderContext leaf(int document) {
        List<LeafReaderContext> contexts = reader.leaves();
        return contexts.get(org.apache.lucene.index.ReaderUtil.subIndex(document, contexts));
    }

    /// Lets the reader go when nobody uses it any more; [#use()] fails from then on.
    void release() throws IOException {
        reader.decRef();
    }

    /// Keeps the reader open until [#release()].
    ///
    /// @return whether it still was
    boolean use() {
        return ((IndexReader) reader).tryIncRef();
    }

    /// What a segment's documents are, by their number in the segment.
    static final class SegmentDocuments {
        private final PaperId[] papers;
        private final int[] rows;
        private final long[] dates;
        private final long[] upvotes;

        private SegmentDocuments(int size) {
            papers = new PaperId[size];
            rows = new int[size];
            dates = new long[size];
            upvotes = new long[size];
        }

        static SegmentDocuments read(LeafReader segment, VectorTable vectors) throws IOException {
            SegmentDocuments columns = new SegmentDocuments(segment.maxDoc());
            BinaryDocValues ids = DocValues.getBinary(segment, Fields.ID);
            NumericDocValues dates = DocValues.getNumeric(segment, Fields.DATE);
            NumericDocValues upvotes = DocValues.getNumeric(segment, Fields.UPVOTES);
            for (int d = 0; d < segment.maxDoc(); d++) {
                if (!ids.advanceExact(d)) {
                    throw new org.apache.lucene.index.CorruptIndexException(
                            "a document without an id", segment.toString());
                }
                String text = ids.binaryValue().utf8ToString();
                PaperId paper =
                        PaperId.parse(text)
                                .orElseThrow(() ->
                                        new org.apache.lucene.index.CorruptIndexException(
                                                "an id that is none: " + text, segment.toString()));
                columns.papers[d] = paper;
                columns.rows[d] = vectors.row(paper);
                columns.dates[d] = dates.advanceExact(d) ? dates.longValue() : 0;
                columns.upvotes[d] = upvotes.advanceExact(d) ? upvotes.longValue() : 0;
            }
            return columns;
        }
    }
}
