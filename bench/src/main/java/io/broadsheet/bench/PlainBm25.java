package io.broadsheet.bench;

import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/// What a search engine does as it comes: Lucene's English analysis and BM25 over title, abstract
/// and authors as one text. It is what the bot is compared with.
final class PlainBm25 implements AutoCloseable {

    private static final String TEXT = "text";
    private static final int PAGE = 5;
    private static final int MOST_WORDS = 500;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final List<PaperId> ids = new ArrayList<>();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    private PlainBm25(List<Paper> papers) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        config.setSimilarity(new BM25Similarity(0.9f, 0.4f));
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Paper paper : papers) {
                Document document = new Document();
                String text = paper.title() + ' ' + paper.summary() + ' ' + paper.authors();
                document.add(new TextField(TEXT, text, Field.Store.NO));
                writer.addDocument(document);
                ids.add(paper.id());
            }
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(0.9f, 0.4f));
    }

    static PlainBm25 of(List<Paper> papers) throws IOException {
        return new PlainBm25(papers);
    }

    /// The first papers for a text.
    List<PaperId> first(String text) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        try (TokenStream words = analyzer.tokenStream(TEXT, new StringReader(text))) {
            CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
            words.reset();
            for (int i = 0; i < MOST_WORDS && words.incrementToken(); i++) {
                query.add(new TermQuery(new Term(TEXT, word.toString())), Occur.SHOULD);
            }
            words.end();
        }
        List<PaperId> first = new ArrayList<>();
        // Documents are numbered in the order in which one thread wrote them.
        for (ScoreDoc hit : searcher.search(query.build(), PAGE).scoreDocs) {
            first.add(ids.get(hit.doc));
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        analyzer.close();
    }
}
