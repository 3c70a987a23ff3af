package io.broadsheet.search;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Puts what somebody searches for into Lucene's terms.
final class Wording {

    /// A longer text says nothing more about what is searched for.
    private static final int MAX_LENGTH = 4_000;

    /// Four clauses each stay below Lucene's limit of 1,024.
    private static final int MAX_STEMS = 200;

    /// Of so many words a paper about them has every one.
    private static final int FEW = 3;

    private static final int SHORT_QUERY = 8;

    /// A title's words are worth this much again, a name's as much; the same for pairs that stand
    /// together. See docs/quality.md.
    private static final float TITLE_WEIGHT = 0.3f;

    private static final float NAME_WEIGHT = 0.7f;
    private static final float PAIR_WEIGHT = 0.2f;

    /// From so many words on, a query may tell what a sentence says.
    private static final int SENTENCE = 4;

    /// Words are near each other with so many others between them, that is within a sentence.
    private static final int NEAR = 6;

    private static final float NEAR_WEIGHT = 0.3f;

    /// A word that so many times as many papers write without a hyphen is none that has one.
    private static final int SELDOM_JOINED = 50;

    private static final float JOINED_WEIGHT = 0.7f;

    /// LaTeX that says how letters look, not what they are.
    private static final Pattern LOOK =
            Pattern.compile(
                    "\\\\(?:math|text)[a-z]*|\\\\(?:bf|cal|em|emph|it|rm|sc|tt)(?![a-zA-Z])");

    private static final Pattern NUMBERED =
            Pattern.compile("(?<name>\\p{L}{2,})(?<number>\\d{1,3}(?:\\.\\d{1,2})?\\p{L}?)");
    private static final Pattern NAME = Pattern.compile("\\p{L}{2,}");
    private static final Pattern NUMBER = Pattern.compile("\\p{L}?\\d{1,3}(?:\\.\\d{1,2})?\\p{L}?");

    private static final Pattern LATEX_SIGNS = Pattern.compile("[$^{}\\\\~]");

    private final List<TextAnalysis.TextWord> words;

    /// Of [#words], what says what is searched for.
    private final List<TextAnalysis.TextWord> telling;

    private final Optional<ForeignWords> foreign;
    private final List<String> content;

    /// The same words unstemmed, as names are indexed.
    private final List<String> names;

    /// Neighbouring words as one, by their stems: `gpt4` for "gpt 4".
    private final Set<String> joined;

    private final PaperQuery query;

    private Wording(PaperQuery query, List<TextAnalysis.TextWord> words, Set<String> joined) {
        this.query = query;
        this.words = words;
        this.joined = joined;
        this.foreign = ForeignWords.in(text(query), words);
        List<TextAnalysis.TextWord> topic = AskingWords.topic(words);
        List<TextAnalysis.TextWord> said =
                foreign.map(it -> it.telling(text(query), topic)).orElse(topic);
        this.telling = AskingWords.leftOut(said.stream().filter(word -> !word.isCommon()).toList());
        this.content = telling.stream().map(TextAnalysis.TextWord::stem).toList();
        this.names = Fields.folded(telling);
    }

    static Wording of(PaperQuery query) {
        TextAnalysis splitter = TextAnalysis.splitter();
        List<TextAnalysis.TextWord> words = splitter.split(text(query));
        return new Wording(query, words, joined(query, words, splitter));
    }

    /// In a short query, what hyphens join, and any two neighbours: people type "gpt 4" and "fast
    /// mesh" for GPT-4 and FastMesh. In a long one it would only count twice.
    private static Set<String> joined(
            PaperQuery query, List<TextAnalysis.TextWord> words, TextAnalysis splitter) {
        Set<String> joined = new LinkedHashSet<>();
        if (words.size() <= SHORT_QUERY) {
            joined.addAll(splitter.joined(text(query), words));
            for (int i = 1; i < words.size(); i++) {
                String both = words.get(i - 1).folded() + words.get(i).folded();
                joined.add(splitter.stem(both));
                if (i > 1 && words.get(i - 1).folded().equals("to")) {
                    joined.add(splitter.stem(words.get(i - 2).folded() + both));
                }
            }
        }
        return joined;
    }

    /// The free words and the phrases as one text.
    static String text(PaperQuery query) {
        String text =
                query.phrases().isEmpty()
                        ? query.words()
                        : (query.words() + ' ' + String.join(" ", query.phrases())).strip();
        if (text.indexOf('\\') >= 0 || text.indexOf('$') >= 0) {
            text = LATEX_SIGNS.matcher(LOOK.matcher(text).replaceAll("")).replaceAll("").strip();
        }
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        return text.substring(
                0,
                Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1))
                        ? MAX_LENGTH - 1
                        : MAX_LENGTH);
    }

    /// Where the words are in another language than English: which, and what of them is searched
    /// for.
    Optional<PaperSearch.Foreign> foreign() {
        String text = text(query);
        return foreign.map(it ->
                new PaperSearch.Foreign(
                        it.language(),
                        telling.stream()
                                .map(word -> text.substring(word.start(), word.end()))
                                .collect(Collectors.joining(" "))));
    }

    /// The same by letters that English has not, in a short line.
    Optional<PaperSearch.Foreign> foreignByLetters(IndexReader reader) throws IOException {
        String text = text(query);
        boolean isEnglish = text.chars().allMatch(c -> c < 0x80);
        return isEnglish || words.size() > SHORT_QUERY
                ? Optional.empty()
                : ForeignWords.byLetters(text, words, reader);
    }

    /// The words that may be misspelt: those of another language are not English ones gone wrong.
    List<TextAnalysis.TextWord> spelt() {
        return foreign.isPresent() ? List.of() : telling;
    }

    /// The words as written.
    List<TextAnalysis.TextWord> words() {
        return words;
    }

    /// Whether a word is written like an acronym, or may be one because little else is said.
    boolean mayBeAcronym(TextAnalysis.TextWord word) {
        String written = text(query).substring(word.start(), word.end());
        return content.size() <= 2 || written.chars().filter(Character::isUpperCase).count() > 1;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /// The stems that say what is searched for.
    List<String> content() {
        return content;
    }

    /// The words of [#content()] unstemmed.
    List<String> names() {
        return names;
    }

    /// What to rank by: each paper that has one of the words, more for rarer words and for more of
    /// them.
    Query ranking(Map<String, Float> nearWords, IndexReader reader) throws IOException {
        BooleanQuery.Builder ranking = new BooleanQuery.Builder();
        if (content.isEmpty()) {
            words.stream()
                    .map(TextAnalysis.TextWord::folded)
                    .distinct()
                    .limit(MAX_STEMS)
                    .forEach(word ->
                            ranking.add(new TermQuery(new Term(Fields.WORDS, word)), Occur.SHOULD));
        }
        counted(content)
                .forEach((stem, count) -> {
                    add(ranking, Fields.BODY, stem, count);
                    add(ranking, Fields.TITLE, stem, count * TITLE_WEIGHT);
                });
        counted(names)
                .forEach((name, count) -> add(ranking, Fields.NAMES, name, count * NAME_WEIGHT));
        for (String one : joined) {
            add(ranking, Fields.BODY, one, JOINED_WEIGHT);
            add(ranking, Fields.JOINED, one, JOINED_WEIGHT);
        }
        if (content.size() <= SHORT_QUERY) {
            for (String stem : content) {
                if (isJoined(stem, reader)) {
                    add(ranking, Fields.JOINED, stem, JOINED_WEIGHT);
                }
            }
            for (int i = 0; i < content.size(); i++) {
                oneOrTwo(i)
                        .filter(it -> it.words() == 1)
                        .ifPresent(it ->
                                it.pairs()
                                        .forEach(pair ->
                                                ranking.add(
                                                        new BoostQuery(
                                                                OneOrTwo.phrase(pair),
                                                                JOINED_WEIGHT),
                                                        Occur.SHOULD)));
            }
        }
        Map<PhraseQuery, Float> pairs = new LinkedHashMap<>();
        for (int i = 1; i < Math.min(content.size(), MAX_STEMS); i++) {
            pairs.merge(
                    new PhraseQuery(Fields.BODY, content.get(i - 1), content.get(i)),
                    PAIR_WEIGHT,
                    Float::sum);
        }
        if (content.size() >= SENTENCE && content.size() <= SHORT_QUERY) {
            nearby().ifPresent(near -> ranking.add(near, Occur.SHOULD));
        }
        pairs.forEach((pair, weight) -> ranking.add(new BoostQuery(pair, weight), Occur.SHOULD));
        nearWords.forEach((stem, weight) -> {
            add(ranking, Fields.BODY, stem, weight);
            add(ranking, Fields.TITLE, stem, weight * TITLE_WEIGHT);
            add(ranking, Fields.NAMES, stem, weight * NAME_WEIGHT);
        });
        return ranking.build();
    }

    /// Whether papers write a word with a hyphen often enough to mean it: `diffu-sion` is a line's
    /// end that somebody pasted, and being rare it would count for more than the word itself.
    private static boolean isJoined(String stem, IndexReader reader) throws IOException {
        int joined = reader.docFreq(new Term(Fields.JOINED, stem));
        return joined > 0 && reader.docFreq(new Term(Fields.BODY, stem)) < SELDOM_JOINED * joined;
    }

    /// Counts papers that have all of the words more where words that are neighbours in the query
    /// stand near each other, the more the nearer: who tells what a paper does from memory recalls
    /// a sentence of it, not each word. Papers that lack a word gain nothing, for there neighbours
    /// are near by chance.
    private Optional<Query> nearby() {
        Set<String> stems = counted(content).keySet();
        BooleanQuery.Builder near = new BooleanQuery.Builder();
        stems.forEach(stem -> near.add(new TermQuery(new Term(Fields.BODY, stem)), Occur.FILTER));
        for (int i = 1; i < content.size(); i++) {
            String one = content.get(i - 1);
            String next = content.get(i);
            if (!one.equals(next)) {
                PhraseQuery pair = new PhraseQuery(NEAR, Fields.BODY, one, next);
                near.add(new BoostQuery(pair, NEAR_WEIGHT), Occur.SHOULD);
            }
        }
        return stems.size() < 2 ? Optional.empty() : Optional.of(near.build());
    }

    /// Papers that have all of the words, in text or names.
    Query all() {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        int count = Math.min(content.size(), MAX_STEMS);
        for (int i = 0; i < count; i++) {
            Optional<OneOrTwo> oneOrTwo = oneOrTwo(i);
            if (oneOrTwo.isPresent()) {
                all.add(oneOrTwo.get().query(), Occur.FILTER);
                i += oneOrTwo.get().words() - 1;
                continue;
            }
            String joined = TextAnalysis.splitter().stem(telling.get(i).folded());
            all.add(
                    new BooleanQuery.Builder()
                            .add(new TermQuery(new Term(Fields.BODY, content.get(i))), Occur.SHOULD)
                            .add(new TermQuery(new Term(Fields.NAMES, names.get(i))), Occur.SHOULD)
                            .add(new TermQuery(new Term(Fields.JOINED, joined)), Occur.SHOULD)
                            .build(),
                    Occur.FILTER);
        }
        return all.build();
    }

    /// What can be written as one word or as two: a name with its number (`SAM3`, `SAM 3`, `SAM-3`,
    /// `GPT-4o`, `DeepSeekR1`) and what a hyphen joins (`k-NN`, `kNN`). However it is typed, the
    /// same papers have it.
    ///
    /// @param whole as one word
    /// @param pairs as two, first and second
    /// @param words how many of the query's words it is
    private record OneOrTwo(String whole, List<List<String>> pairs, int words) {

        Query query() {
            BooleanQuery.Builder any =
                    new BooleanQuery.Builder()
                            .add(new TermQuery(new Term(Fields.BODY, whole)), Occur.SHOULD)
                            .add(new TermQuery(new Term(Fields.JOINED, whole)), Occur.SHOULD);
            pairs.forEach(pair -> any.add(phrase(pair), Occur.SHOULD));
            return any.build();
        }

        static PhraseQuery phrase(List<String> pair) {
            return new PhraseQuery(Fields.BODY, pair.getFirst(), pair.getLast());
        }
    }

    /// What begins with a word of [#content()] and can be written as one word or as two, in a short
    /// query.
    private Optional<OneOrTwo> oneOrTwo(int i) {
        if (content.size() > SHORT_QUERY) {
            return Optional.empty();
        }
        String word = content.get(i);
        Matcher numbered = NUMBERED.matcher(word);
        if (numbered.matches()) {
            String name = numbered.group("name");
            String number = numbered.group("number");
            int last = name.length() - 1;
            return Optional.of(
                    new OneOrTwo(
                            word,
                            List.of(
                                    List.of(name, number),
                                    List.of(
                                            name.substring(0, last),
                                            name.substring(last) + number)),
                            1));
        }
        if (i + 1 >= content.size()) {
            return Optional.empty();
        }
        String next = content.get(i + 1);
        int end = telling.get(i).end();
        int gap = telling.get(i + 1).start() - end;
        boolean isNumbered =
                gap <= 1 && NAME.matcher(word).matches() && NUMBER.matcher(next).matches();
        boolean isHyphened = gap == 1 && TextAnalysis.isHyphen(text(query).charAt(end));
        String whole = telling.get(i).folded() + telling.get(i + 1).folded();
        return isNumbered || isHyphened
                ? Optional.of(
                        new OneOrTwo(
                                TextAnalysis.splitter().stem(whole),
                                List.of(List.of(word, next)),
                                2))
                : Optional.empty();
    }

    /// Papers whose title or abstract has all of the words.
    static Query within(String words) {
        Wording wording = of(PaperQuery.words(words));
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (wording.content.isEmpty()) {
            for (TextAnalysis.TextWord word : wording.words) {
                all.add(new TermQuery(new Term(Fields.WORDS, word.folded())), Occur.FILTER);
            }
        }
        for (String stem : counted(wording.content).keySet()) {
            all.add(new TermQuery(new Term(Fields.BODY, stem)), Occur.FILTER);
        }
        return all.build();
    }

    /// Papers whose title or abstract has what the words say: all of up to three, else seven in
    /// ten.
    Query most() {
        Set<String> stems = counted(content).keySet();
        if (stems.size() <= FEW) {
            return within(text(query));
        }
        BooleanQuery.Builder most = new BooleanQuery.Builder();
        stems.forEach(stem -> most.add(new TermQuery(new Term(Fields.BODY, stem)), Occur.SHOULD));
        most.setMinimumNumberShouldMatch((7 * stems.size() + 9) / 10);
        return most.build();
    }

    /// Papers with exactly this title, letters and digits compared, be it as it is shown or as its
    /// source writes it.
    Query title() {
        String asWritten = PaperId.titleKey(query.words());
        return new BooleanQuery.Builder()
                .add(
                        new TermQuery(new Term(Fields.TITLE_KEY, PaperId.titleKey(text(query)))),
                        Occur.SHOULD)
                .add(new TermQuery(new Term(Fields.TITLE_KEY, asWritten)), Occur.SHOULD)
                .build();
    }

    /// What every result must pass.
    ///
    /// @param withPhrases whether the phrases must occur
    Query filter(IndexReader reader, boolean withPhrases) throws IOException {
        BooleanQuery.Builder filter = new BooleanQuery.Builder();
        filter.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        for (String phrase : withPhrases ? query.phrases() : List.<String>of()) {
            List<String> parts = Fields.folded(TextAnalysis.words(phrase));
            if (!parts.isEmpty()) {
                filter.add(inARow(Fields.WORDS, parts, 0), Occur.FILTER);
            }
        }
        for (String excluded : query.excludedWords()) {
            List<String> parts = Fields.folded(TextAnalysis.words(excluded));
            if (!parts.isEmpty()) {
                filter.add(inARow(Fields.WORDS, parts, 0), Occur.MUST_NOT);
            }
        }
        for (String author : query.authors()) {
            filter.add(new AuthorNames(reader).papers(author), Occur.FILTER);
        }
        if (!query.categories().isEmpty()) {
            List<BytesRef> codes = new ArrayList<>();
            for (Category category : query.categories()) {
                codes.add(new BytesRef(category.code().toLowerCase(Locale.ROOT)));
            }
            filter.add(new TermInSetQuery(Fields.CATEGORY, codes), Occur.FILTER);
        }
        if (query.since() != null || query.before() != null) {
            long from =
                    query.since() == null
                            ? Long.MIN_VALUE
                            : query.since().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            long until =
                    query.before() == null
                            ? Long.MAX_VALUE
                            : query.before().atStartOfDay(ZoneOffset.UTC).toEpochSecond() - 1;
            filter.add(LongField.newRangeQuery(Fields.PUBLISHED, from, until), Occur.FILTER);
        }
        for (PaperQuery.Demand demand : query.demands()) {
            filter.add(having(demand, reader), demand.excludes() ? Occur.MUST_NOT : Occur.FILTER);
        }
        if (query.hasCode()) {
            filter.add(new TermQuery(new Term(Fields.CODE, "yes")), Occur.FILTER);
        }
        return filter.build();
    }

    private static Query having(PaperQuery.Demand demand, IndexReader reader) throws IOException {
        String value = demand.value();
        return switch (demand.part()) {
            case TITLE -> all(Fields.TITLE, TextAnalysis.stems(TextAnalysis.words(value)));
            case ABSTRACT -> all(Fields.ABSTRACT, TextAnalysis.stems(TextAnalysis.words(value)));
            case VENUE -> all(Fields.VENUE, Fields.folded(TextAnalysis.words(value)));
            case AUTHOR -> new AuthorNames(reader).papers(value);
            case CATEGORY ->
                    new TermQuery(new Term(Fields.CATEGORY, value.toLowerCase(Locale.ROOT)));
            case ID -> new TermQuery(new Term(Fields.ID, value));
        };
    }

    /// Papers that have all of the terms; none where only common words were asked for.
    private static Query all(String field, List<String> terms) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        terms.stream()
                .limit(MAX_STEMS)
                .forEach(term -> all.add(new TermQuery(new Term(field, term)), Occur.FILTER));
        return all.build();
    }

    private static Query inARow(String field, List<String> parts, int slack) {
        if (parts.size() == 1) {
            return new TermQuery(new Term(field, parts.getFirst()));
        }
        return new PhraseQuery(slack, field, parts.toArray(String[]::new));
    }

    private static Map<String, Integer> counted(List<String> terms) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String term : terms) {
            if (counts.size() < MAX_STEMS || counts.containsKey(term)) {
                counts.merge(term, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static void add(BooleanQuery.Builder query, String field, String term, float weight) {
        query.add(new BoostQuery(new TermQuery(new Term(field, term)), weight), Occur.SHOULD);
    }
}
