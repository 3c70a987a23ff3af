package io.broadsheet.search;

import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/// How a paper lies in the index.
final class Fields {

    /// Changes whenever the index has to be rebuilt to be read.
    static final String SCHEMA = "7";

    /// The paper's id in its text form: a term, and a value of each document.
    static final String ID = "id";

    /// Stems of title and abstract, without common words, in their places.
    static final String BODY = "body";

    /// Stems of what hyphens join in title and abstract, see [TextAnalysis#joined(String, List)].
    static final String JOINED = "joined";

    /// Acronyms that title and abstract introduce, with what they stand for.
    static final String ACRONYM = "acronym";

    /// The same the other way round.
    static final String STANDS_FOR = "standsFor";

    /// Stems of the title.
    static final String TITLE = "title";

    /// Stems of the abstract, for those who ask for what it says.
    static final String ABSTRACT = "abstract";

    /// Words of where the paper was published or accepted.
    static final String VENUE = "venue";

    /// Words of the authors' names.
    static final String NAMES = "names";

    /// All words of title and abstract as written, in their places.
    static final String WORDS = "words";

    /// All words of the authors' names, in their places.
    static final String AUTHOR = "author";

    /// Words of the title as written.
    static final String TITLE_WORDS = "titleWords";

    /// For each author and each part of the name: the name from that part on, folded; a zero; the
    /// name as written.
    static final String AUTHOR_STARTS = "authorStarts";

    /// The title's key, see [PaperId#titleKey(String)].
    static final String TITLE_KEY = "titleKey";

    /// Categories in lower case, each with what it lies in: `cs.cv` and `cs`.
    static final String CATEGORY = "category";

    /// `yes` for a paper with code.
    static final String CODE = "code";

    /// [Paper#published()], else [Paper#featured()], in seconds; nothing for a paper without a
    /// date, which passes no filter by date.
    static final String PUBLISHED = "published";

    /// [Paper#date()] in seconds.
    static final String DATE = "date";

    static final String UPVOTES = "upvotes";

    /// The title as shown, a value of each document.
    static final String SHOWN_TITLE = "shownTitle";

    static final String SUMMARY = "summary";

    private static final int GAP = 100;
    private static final int MAX_NAME = 200;
    private static final int MAX_TITLE = 5_000;

    private static final FieldType COUNTED = type(IndexOptions.DOCS_AND_FREQS, false);
    private static final FieldType COUNTED_ONLY = type(IndexOptions.DOCS_AND_FREQS, true);
    private static final FieldType PLACED = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);
    private static final FieldType PLACED_ONLY =
            type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);
    private static final FieldType PRESENT = type(IndexOptions.DOCS, true);

    private Fields() {}

    /// A paper as it stands in the index.
    static Document document(Paper paper, TextAnalysis text) {
        Document document = new Document();
        String id = paper.id().toString();
        document.add(new StringField(ID, id, Field.Store.NO));
        document.add(new BinaryDocValuesField(ID, new BytesRef(id)));
        addWords(document, paper, text);
        addNames(document, paper, text);
        addCategories(document, paper);
        addFacts(document, paper);
        return document;
    }

    /// What titles, abstracts and venues say, in each way in which it is searched.
    private static void addWords(Document document, Paper paper, TextAnalysis text) {
        List<TextAnalysis.TextWord> title = text.split(paper.title());
        List<TextAnalysis.TextWord> summary = text.split(paper.summary());
        List<String> titleStems = TextAnalysis.stems(title);
        List<String> summaryStems = TextAnalysis.stems(summary);
        document.add(new Field(BODY, new Listed(titleStems), PLACED));
        document.add(new Field(BODY, new Listed(summaryStems), PLACED));
        document.add(new Field(TITLE, new Listed(titleStems), COUNTED));
        document.add(new Field(ABSTRACT, new Listed(summaryStems), PRESENT));
        document.add(new Field(VENUE, new Listed(folded(text.split(venue(paper)))), PRESENT));
        document.add(new Field(WORDS, new Listed(folded(title)), PLACED_ONLY));
        document.add(new Field(WORDS, new Listed(folded(summary)), PLACED_ONLY));
        document.add(new Field(TITLE_WORDS, new Listed(folded(title)), PRESENT));
        document.add(new StringField(TITLE_KEY, PaperId.titleKey(paper.title()), Field.Store.NO));
        if (!paper.rawTitle().equals(paper.title())) {
            String raw = PaperId.titleKey(paper.rawTitle());
            document.add(new StringField(TITLE_KEY, raw, Field.Store.NO));
        }
        List<String> joined = new ArrayList<>(text.joined(paper.title(), title));
        joined.addAll(text.joined(paper.summary(), summary));
        document.add(new Field(JOINED, new Listed(joined), COUNTED_ONLY));
        Set<Acronyms.Pair> acronyms = Acronyms.introduced(paper.title(), text);
        acronyms.addAll(Acronyms.introduced(paper.summary(), text));
        for (Acronyms.Pair pair : acronyms) {
            document.add(new StringField(ACRONYM, pair.expanding(), Field.Store.NO));
            document.add(new StringField(STANDS_FOR, pair.shortening(), Field.Store.NO));
        }
    }

    /// Each author's name, and its ends, by which names are completed: of `Kaiming He` also `he`.
    private static void addNames(Document document, Paper paper, TextAnalysis text) {
        List<String> names = new ArrayList<>();
        for (String author : paper.authorNames()) {
            List<String> parts = folded(text.split(author));
            names.addAll(parts);
            document.add(new Field(AUTHOR, new Listed(parts), PLACED_ONLY));
            if (author.length() <= MAX_NAME) {
                for (int i = 0; i < parts.size(); i++) {
                    String start = String.join(" ", parts.subList(i, parts.size())) + '\0' + author;
                    document.add(new StringField(AUTHOR_STARTS, start, Field.Store.NO));
                }
            }
        }
        document.add(new Field(NAMES, new Listed(names), COUNTED));
        AuthorNames.add(document, paper.authors());
    }

    /// Each category with those it belongs to: of `astro-ph.ga` also `astro-ph`.
    private static void addCategories(Document document, Paper paper) {
        for (Category category : paper.categories()) {
            String code = category.code().toLowerCase(Locale.ROOT);
            document.add(new StringField(CATEGORY, code, Field.Store.NO));
            for (int dot = code.indexOf('.'); dot > 0; dot = code.indexOf('.', dot + 1)) {
                document.add(new StringField(CATEGORY, code.substring(0, dot), Field.Store.NO));
            }
        }
    }

    /// What is filtered and sorted by, and what is shown.
    private static void addFacts(Document document, Paper paper) {
        if (paper.hasCode()) {
            document.add(new StringField(CODE, "yes", Field.Store.NO));
        }
        Instant published = paper.published() != null ? paper.published() : paper.featured();
        if (published != null) {
            document.add(new LongField(PUBLISHED, published.getEpochSecond(), Field.Store.NO));
        }
        document.add(new NumericDocValuesField(DATE, paper.date().getEpochSecond()));
        document.add(new NumericDocValuesField(UPVOTES, paper.upvotes()));
        document.add(new BinaryDocValuesField(SHOWN_TITLE, new BytesRef(shown(paper.title()))));
        document.add(new StoredField(SHOWN_TITLE, paper.title()));
        document.add(new StoredField(SUMMARY, paper.summary()));
    }

    private static String venue(Paper paper) {
        String reference = paper.journalReference();
        String comment = paper.comment();
        return (reference == null ? "" : reference) + ' ' + (comment == null ? "" : comment);
    }

    static List<String> folded(List<TextAnalysis.TextWord> words) {
        return words.stream().map(TextAnalysis.TextWord::folded).toList();
    }

    /// Lucene takes values of up to 32,766 bytes.
    private static String shown(String title) {
        return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
    }

    /// Keeps phrases from reaching from one author, or from the title, into the next.
    static int gap() {
        return GAP;
    }

    private static FieldType type(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }

    /// Terms that are there already, as Lucene takes them.
    private static final class Listed extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final List<String> terms;
        private int next;

        Listed(List<String> terms) {
            this.terms = terms;
        }

        @Override
        public boolean incrementToken() {
            if (next == terms.size()) {
                return false;
            }
            // Only the term ever changes.
            term.setEmpty().append(terms.get(next++));
            return true;
        }

        @Override
        public void reset() {
            next = 0;
        }
    }
}
