package io.broadsheet.search;

import io.broadsheet.catalogue.PaperSearch.Named;
import io.broadsheet.paper.AskedName;
import io.broadsheet.paper.AskedName.NameFit;
import io.broadsheet.paper.Author;
import io.broadsheet.search.AuthorNames.NameMatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;

/// Tells a person's name from other words, by what the catalogue has: a name is one only where
/// somebody bears it and the papers' texts hardly ever say it. `manning` is in few texts and has
/// papers; `attention` is nobody's name; `vision` is in thousands of texts.
final class NameLine {

    private static final int MOST_WORDS = 6;

    /// A word is a name where so many times as many papers are by somebody of that name as have the
    /// word in their text.
    private static final int MORE_OFTEN = 2;

    /// And at most one text of so many has the word.
    private static final int RARELY = 1_000;

    /// And at most one title of so many, one in a smaller catalogue: what papers are about stands
    /// in titles. `song` is the name of hundreds and in few texts, but those are about songs.
    private static final int HARDLY_EVER = 20_000;

    /// Words of English that are family names as well, and too rare in papers for these figures.
    private static final Set<String> PRONOUNS =
            Set.of("he", "she", "her", "him", "his", "me", "my");

    /// One of several people of a given name is meant who has so many times the papers of the next.
    private static final int BEST_KNOWN = 2;

    /// `papers by manning about parsing`, `parsing papers by Manning`.
    private static final Pattern BY =
            Pattern.compile(
                    "(?i)^(?:(?:new|recent|latest|all|the|any|show|find|me)\\s+)*(?:papers?|articles?|works?|publications?|preprints?)?\\s*(?:written\\s+)?\\b(?:by|from)\\s+(?<name>.+?)(?:\\s+(?:about|on|in|regarding)\\s+(?<topic>.+))?$");

    private static final Pattern TOPIC_BY =
            Pattern.compile("(?i)^(?<topic>.+?)\\s+by\\s+(?<name>[^\\s].*)$");

    /// Between the names of several people.
    private static final Pattern AND =
            Pattern.compile("(?i)\\s*(?:[,;&+/]|\\b(?:and|with|und|et)\\b)\\s*");

    private static final int MOST_NAMES = 4;

    /// Words of a name where nothing stands between two of them.
    private static final int TWO = 2;

    private static final Pattern PAPERS = Pattern.compile("(?i)\\s*\\bpapers?\\s*$");

    private final Snapshot snapshot;
    private final IndexReader reader;
    private final AuthorNames names;

    NameLine(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.reader = snapshot.reader();
        this.names = new AuthorNames(reader);
    }

    /// Who is meant, and about what, where the line is a name or says whose papers it wants.
    Optional<Named> read(String line) throws IOException {
        if (line.length() > 200) {
            return Optional.empty();
        }
        Matcher by = BY.matcher(line);
        if (by.matches()) {
            String topic = by.group("topic");
            Optional<Named> named = said(by.group("name"), topic == null ? "" : topic);
            if (named.isPresent()) {
                return named;
            }
        }
        Matcher topicBy = TOPIC_BY.matcher(line);
        if (topicBy.matches()) {
            String topic = PAPERS.matcher(topicBy.group("topic")).replaceFirst("");
            Optional<Named> named = said(topicBy.group("name"), topic);
            if (named.isPresent()) {
                return named;
            }
        }
        Optional<Named> one = alone(line);
        return one.isPresent() ? one : several(line, "", part -> alone(part));
    }

    /// Several names, of which each is read as one.
    private Optional<Named> several(String line, String topic, NameReader reading)
            throws IOException {
        List<String> parts =
                List.of(AND.split(line)).stream()
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
        List<String> words = List.of(line.strip().split("\\s+"));
        if (parts.size() == 1 && words.size() == 2 * TWO) {
            parts =
                    List.of(
                            String.join(" ", words.subList(0, TWO)),
                            String.join(" ", words.subList(TWO, words.size())));
        }
        if (parts.size() < 2 || parts.size() > MOST_NAMES) {
            return Optional.empty();
        }
        List<String> asked = new ArrayList<>();
        List<String> people = new ArrayList<>();
        int total = 0;
        boolean isMistyped = false;
        for (String part : parts) {
            Optional<Named> named = reading.read(part);
            if (named.isEmpty()) {
                return Optional.empty();
            }
            asked.add(named.get().name());
            people.add(named.get().total() == 1 ? named.get().people().getFirst() : part);
            total++;
            isMistyped |= named.get().isMistyped();
        }
        return Optional.of(new Named(asked, topic, people, total, isMistyped));
    }

    private interface NameReader {
        Optional<Named> read(String part) throws IOException;
    }

    /// One or several names that are said to be such.
    private Optional<Named> said(String name, String topic) throws IOException {
        Optional<Named> one = saidOne(name, topic);
        return one.isPresent() ? one : several(name, topic, part -> saidOne(part, topic));
    }

    /// A name that is said to be one: somebody bears it.
    private Optional<Named> saidOne(String name, String topic) throws IOException {
        Optional<AskedName> asked = AskedName.of(name);
        if (asked.isEmpty() || asked.get().words().size() > MOST_WORDS) {
            return Optional.empty();
        }
        AuthorNames.FoundAuthors found = named(asked.get());
        if (found.isEmpty() || (topic.isEmpty() && isOnlyCommon(name))) {
            return Optional.empty();
        }
        return Optional.of(named(name, topic, found));
    }

    private Optional<Named> alone(String line) throws IOException {
        Optional<AskedName> asked = AskedName.of(line);
        if (asked.isEmpty() || asked.get().words().size() > MOST_WORDS || isOnlyCommon(line)) {
            return Optional.empty();
        }
        List<String> words = asked.get().words();
        if (isForeignToNames(words)) {
            return Optional.empty();
        }
        AuthorNames.FoundAuthors found = named(asked.get());
        if (found.isEmpty()
                || (words.size() > 1 && !found.isMistyped() && fit(found) == NameFit.PART)) {
            return Optional.empty();
        }
        int papers = Ranking.matching(snapshot, AuthorNames.papers(found)).cardinality();
        int texts =
                Ranking.matching(snapshot, inText(Fields.folded(TextAnalysis.words(line))))
                        .cardinality();
        boolean isName =
                words.size() == 1 ? isNameAlone(words.getFirst(), papers, texts) : texts <= papers;
        return isName ? Optional.of(named(line, "", found)) : Optional.empty();
    }

    /// Whoever has the name as typed, or nearly so.
    private AuthorNames.FoundAuthors named(AskedName asked) throws IOException {
        Map<Author, NameMatch> exact = names.exact(asked, false);
        boolean isSure =
                asked.words().size() == 1
                        || exact.values().stream()
                                .anyMatch(match -> match.fit() != NameFit.INITIAL);
        if (isSure) {
            return new AuthorNames.FoundAuthors(exact, false);
        }
        AuthorNames.FoundAuthors near = mistyped(asked);
        return near.isEmpty() ? new AuthorNames.FoundAuthors(exact, false) : near;
    }

    /// Whether two of the words are in nobody's name, which is soon known of most lines. One may be
    /// a slip, or be written in two at the papers.
    private boolean isForeignToNames(List<String> words) throws IOException {
        int foreign = 0;
        for (String word : words) {
            if (word.length() > 1 && reader.docFreq(new Term(Fields.AUTHOR, word)) == 0) {
                foreign++;
            }
        }
        return foreign > 1;
    }

    /// @param papers how many are by somebody of that name
    /// @param texts how many have the word
    private boolean isNameAlone(String word, int papers, int texts) throws IOException {
        int titles = reader.docFreq(new Term(Fields.TITLE_WORDS, word));
        return word.length() > 1
                && !PRONOUNS.contains(word)
                && texts * MORE_OFTEN <= papers
                && texts <= oneOf(RARELY)
                && titles <= oneOf(HARDLY_EVER);
    }

    /// One of so many papers, at least one.
    private int oneOf(int papers) {
        return Math.max(1, reader.numDocs() / papers);
    }

    /// People a letter from a line of which no word is rather one of texts than of names.
    private AuthorNames.FoundAuthors mistyped(AskedName asked) throws IOException {
        List<String> words = asked.words();
        AuthorNames.FoundAuthors nobody = new AuthorNames.FoundAuthors(Map.of(), true);
        if (words.size() < 2) {
            return nobody;
        }
        int unknown = 0;
        for (String word : words) {
            int named = reader.docFreq(new Term(Fields.AUTHOR, word));
            int written = reader.docFreq(new Term(Fields.WORDS, word));
            if (named == 0 && written == 0) {
                unknown++;
            } else if (word.length() > 1 && written > named && !PRONOUNS.contains(word)) {
                return nobody;
            }
        }
        if (unknown > 1) {
            return nobody;
        }
        AuthorNames.FoundAuthors found = names.find(asked.toString());
        return found.isMistyped() && fit(found).compareTo(NameFit.REVERSED) <= 0 ? found : nobody;
    }

    private static NameFit fit(AuthorNames.FoundAuthors found) {
        return fit(found.authors());
    }

    private static NameFit fit(Map<Author, NameMatch> found) {
        return found.values().stream()
                .map(NameMatch::fit)
                .min(Comparator.naturalOrder())
                .orElse(NameFit.NONE);
    }

    private static boolean isOnlyCommon(String line) {
        List<TextAnalysis.TextWord> words = TextAnalysis.words(line);
        return words.size() == 1 && words.getFirst().isCommon();
    }

    private static Query inText(List<String> words) {
        return words.size() == 1
                ? new TermQuery(new Term(Fields.WORDS, words.getFirst()))
                : new PhraseQuery(Fields.WORDS, words.toArray(String[]::new));
    }

    /// The one person where there is one, or where one of a given name is much better known than
    /// the others.
    private static Named named(String typed, String topic, AuthorNames.FoundAuthors found) {
        List<Map.Entry<Author, NameMatch>> people =
                found.authors().entrySet().stream()
                        .sorted(
                                Comparator.comparingInt((Map.Entry<Author, NameMatch> one) ->
                                                one.getValue().papers())
                                        .reversed()
                                        .thenComparing(one -> one.getKey().name()))
                        .toList();
        List<String> shown =
                people.stream().map(one -> one.getKey().name()).distinct().limit(4).toList();
        NameFit fit = people.getFirst().getValue().fit();
        boolean leads =
                people.size() > 1
                        && fit == NameFit.PART
                        && people.getFirst().getValue().papers()
                                >= BEST_KNOWN * people.get(1).getValue().papers();
        // An initial would bring everybody else whom it fits.
        boolean isOne = people.size() == 1 && fit != NameFit.INITIAL;
        return new Named(
                List.of(leads || isOne ? shown.getFirst() : typed.strip()),
                topic,
                leads ? List.of(shown.getFirst()) : shown,
                leads ? 1 : people.size(),
                found.isMistyped());
    }

    // --- names among other words ---

    /// Papers by somebody whose name is among the words, and about the others. One name word counts
    /// only where no text has it with the others, or where it is too common a word to be asked for
    /// (`he masked autoencoders`).
    FixedBitSet byAndAbout(String line) throws IOException {
        FixedBitSet papers = new FixedBitSet(Math.max(1, snapshot.size()));
        List<TextAnalysis.TextWord> words = TextAnalysis.words(line.length() > 200 ? "" : line);
        if (words.size() < 2 || words.size() > MOST_WORDS + 2) {
            return papers;
        }
        for (int length = Math.min(3, words.size() - 1); length >= 2; length--) {
            for (int i = 0; i + length <= words.size(); i++) {
                List<String> name = Fields.folded(words.subList(i, i + length));
                Optional<AskedName> asked = AskedName.of(String.join(" ", name));
                if (asked.isEmpty()
                        || name.stream().anyMatch(word -> word.length() < 2)
                        || isForeignToNames(name)) {
                    continue;
                }
                Map<Author, NameMatch> found = names.exact(asked.get(), false);
                if (fit(found) == NameFit.SAME || fit(found) == NameFit.REVERSED) {
                    add(
                            papers,
                            AuthorNames.papers(new AuthorNames.FoundAuthors(found, false)),
                            words,
                            i,
                            length);
                }
            }
        }
        if (words.size() <= MOST_WORDS && papers.cardinality() == 0) {
            singleNames(papers, words);
        }
        return papers;
    }

    private void singleNames(FixedBitSet papers, List<TextAnalysis.TextWord> words)
            throws IOException {
        List<TextAnalysis.TextWord> telling =
                words.stream().filter(word -> !word.isCommon()).toList();
        List<Integer> rather = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            TextAnalysis.TextWord word = words.get(i);
            int named =
                    word.folded().length() < 2
                            ? 0
                            : reader.docFreq(new Term(Fields.AUTHOR, word.folded()));
            if (named == 0) {
                continue;
            }
            if (!word.isCommon()) {
                if (named > reader.docFreq(new Term(Fields.WORDS, word.folded()))) {
                    rather.add(i);
                }
            } else if (telling.size() == words.size() - 1) {
                add(papers, named(word), words, i, 1);
            }
        }
        // Whether a text has all of them takes longer to find out, so only where it matters.
        if (!rather.isEmpty() && Ranking.matching(snapshot, about(telling)).cardinality() == 0) {
            for (int i : rather) {
                add(papers, named(words.get(i)), words, i, 1);
            }
        }
    }

    private static Query named(TextAnalysis.TextWord word) {
        return new TermQuery(new Term(Fields.AUTHOR, word.folded()));
    }

    private void add(
            FixedBitSet papers, Query by, List<TextAnalysis.TextWord> words, int start, int length)
            throws IOException {
        List<TextAnalysis.TextWord> others = new ArrayList<>(words.subList(0, start));
        others.addAll(words.subList(start + length, words.size()));
        others.removeIf(word -> word.isCommon() || AskingWords.isThing(word));
        if (others.isEmpty()) {
            return;
        }
        Query both =
                new BooleanQuery.Builder()
                        .add(by, Occur.FILTER)
                        .add(about(others), Occur.FILTER)
                        .build();
        papers.or(Ranking.matching(snapshot, both));
    }

    private static Query about(List<TextAnalysis.TextWord> words) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (TextAnalysis.TextWord word : words) {
            all.add(new TermQuery(new Term(Fields.BODY, word.stem())), Occur.FILTER);
        }
        return all.build();
    }
}
