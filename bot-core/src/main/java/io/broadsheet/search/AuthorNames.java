package io.broadsheet.search;

import io.broadsheet.catalogue.PaperSearch.People;
import io.broadsheet.paper.AskedName;
import io.broadsheet.paper.AskedName.NameFit;
import io.broadsheet.paper.AskedName.Reading;
import io.broadsheet.paper.Author;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Finds authors by name. The index has each author under the family name with the first initial,
/// and under each given name; whoever is found there is compared by [AskedName], so that what the
/// index lists and what counts as the same name never differ.
final class AuthorNames {

    /// Keys of authors: `f`, family, initial, author; and `g`, given name, author; zeros between.
    static final String FIELD = "authorKeys";

    private static final char END = '\0';
    private static final char PART = '\t';

    /// A longer name is kept for reading only. Terms have up to 32,766 bytes.
    private static final int MAX_NAME = 200;

    /// Of so many names at most the best are looked for; the most common family name has some
    /// thousands in 40,000 papers.
    private static final int MAX_LOOKED = 50_000;

    /// Shorter words have too many neighbours.
    private static final int MISTYPED = 4;

    /// The same for a word that stands alone: `kaim` is rather the beginning of a name than `kim`.
    private static final int MISTYPED_ALONE = 5;

    private static final int MAX_NEAR = 20;

    private final IndexReader reader;

    AuthorNames(IndexReader reader) {
        this.reader = reader;
    }

    // --- the index ---

    static void add(Document document, List<Author> authors) {
        Set<String> keys = new LinkedHashSet<>();
        for (Author author : authors) {
            if (author.name().length() <= MAX_NAME) {
                String coded = code(author);
                String initial = AskedName.initial(author);
                for (String family : AskedName.familyKeys(author)) {
                    keys.add("f" + END + family + END + initial + END + coded);
                }
                for (String given : AskedName.givenKeys(author)) {
                    keys.add("g" + END + given + END + coded);
                }
            }
        }
        for (String key : keys) {
            document.add(new StringField(FIELD, key, Field.Store.NO));
        }
    }

    private static String code(Author author) {
        return clean(author.family())
                + PART
                + clean(author.given())
                + PART
                + clean(author.suffix())
                + (author.isPerson() ? "" : PART + "C");
    }

    private static String clean(String part) {
        return part.replace(END, ' ').replace(PART, ' ');
    }

    private static Author author(String term) {
        String[] parts = term.substring(term.lastIndexOf(END) + 1).split("\t", -1);
        return parts.length > 3
                ? Author.collaboration(parts[0])
                : Author.person(parts[0], parts[1], parts[2]);
    }

    // --- who is meant ---

    /// Authors found, each with the terms that name the papers.
    ///
    /// @param isMistyped whether nobody has the name as typed, and these are a letter from it
    record FoundAuthors(Map<Author, NameMatch> authors, boolean isMistyped) {
        boolean isEmpty() {
            return authors.isEmpty();
        }
    }

    /// @param term under which the papers are
    /// @param papers how many
    record NameMatch(NameFit fit, String term, int papers) {}

    /// Whoever the name fits best: people of the full name, with those of whom only initials are
    /// known where nobody else has these; else people of the same words in the other order, else
    /// people whose name has it as a part, else names a letter from it.
    FoundAuthors find(String typed) throws IOException {
        Optional<AskedName> asked = AskedName.of(typed);
        if (asked.isEmpty()) {
            return new FoundAuthors(Map.of(), false);
        }
        Map<Author, NameMatch> exact = exact(asked.get(), true);
        boolean isInitial =
                !exact.isEmpty()
                        && exact.values().stream()
                                .allMatch(match -> match.fit() == NameFit.INITIAL);
        boolean isFull = asked.get().words().stream().allMatch(word -> word.length() > 1);
        if (!exact.isEmpty() && !(isInitial && isFull)) {
            return new FoundAuthors(exact, false);
        }
        // Somebody of whom only the initial is known is a weaker find than a full name a letter
        // away: `Kaming He` rather means Kaiming He than K. He.
        Map<Author, NameMatch> near = new LinkedHashMap<>();
        for (AskedName other : mistyped(asked.get())) {
            exact(other, false)
                    .forEach((author, match) -> {
                        // One letter may be wrong, but nothing may be missing as well.
                        boolean isWhole =
                                AskedName.of(author.name())
                                        .filter(name -> name.words().size() >= other.words().size())
                                        .isPresent();
                        if (isWhole && (!isInitial || match.fit() == NameFit.SAME)) {
                            near.put(author, match);
                        }
                    });
        }
        if (isInitial && near.isEmpty()) {
            return new FoundAuthors(exact, false);
        }
        return new FoundAuthors(near, true);
    }

    /// Whoever has the name as typed.
    ///
    /// @param parts whether also people whose compound family name has one of several words;
    ///   looking for them takes longer
    Map<Author, NameMatch> exact(AskedName asked, boolean parts) throws IOException {
        Map<Author, NameMatch> all = new HashMap<>();
        Set<String> looked = new HashSet<>();
        for (Reading reading : asked.readings()) {
            String key = "f" + END + String.join("", reading.family()) + END;
            String initial = AskedName.initial(reading.given());
            if (looked.add(key + initial)) {
                look(initial.isEmpty() ? key : key + initial + END, asked, all);
            }
        }
        if (all.isEmpty()) {
            look("g" + END + String.join("", asked.words()) + END, asked, all);
        }
        if (parts && all.isEmpty() && asked.words().size() > 1) {
            for (String word : asked.words()) {
                if (word.length() > 1) {
                    look("f" + END + word + END, asked, all);
                }
            }
        }
        return best(all);
    }

    private void look(String prefix, AskedName asked, Map<Author, NameMatch> found)
            throws IOException {
        BytesRef start = new BytesRef(prefix);
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(FIELD);
            if (terms == null) {
                continue;
            }
            TermsEnum names = terms.iterator();
            BytesRef name = names.seekCeil(start) == TermsEnum.SeekStatus.END ? null : names.term();
            for (int looked = 0;
                    name != null && looked < MAX_LOOKED && StringHelper.startsWith(name, start);
                    looked++) {
                String term = name.utf8ToString();
                Author author = author(term);
                NameMatch known = found.get(author);
                if (known == null) {
                    NameFit fit = asked.fit(author);
                    if (fit != NameFit.NONE) {
                        found.put(author, new NameMatch(fit, term, names.docFreq()));
                    }
                } else if (known.term().equals(term)) {
                    found.put(
                            author,
                            new NameMatch(known.fit(), term, known.papers() + names.docFreq()));
                }
                name = names.next();
            }
        }
    }

    /// Those of the best fit. People known by an initial are among those of the full name where
    /// only one of these can be meant by it.
    private Map<Author, NameMatch> best(Map<Author, NameMatch> all) throws IOException {
        NameFit best =
                all.values().stream()
                        .map(NameMatch::fit)
                        .min(Comparator.naturalOrder())
                        .orElse(NameFit.NONE);
        Map<Author, NameMatch> kept = new LinkedHashMap<>();
        for (Map.Entry<Author, NameMatch> entry : all.entrySet()) {
            NameFit fit = entry.getValue().fit();
            if (fit == best
                    || (best == NameFit.SAME
                            && fit == NameFit.INITIAL
                            && isUnambiguous(entry.getKey(), all.keySet()))) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    /// Whether everybody of a family whom an abbreviated name fits is among these.
    private boolean isUnambiguous(Author abbreviated, Set<Author> these) throws IOException {
        Map<Author, NameMatch> others = new HashMap<>();
        AskedName name = AskedName.of(abbreviated.name()).orElse(null);
        if (name == null) {
            return false;
        }
        String key =
                "f"
                        + END
                        + AskedName.key(
                                AskedName.of(abbreviated.family())
                                        .map(AskedName::words)
                                        .orElse(List.of()))
                        + END;
        look(key + AskedName.initial(abbreviated) + END, name, others);
        return these.containsAll(
                others.entrySet().stream()
                        .filter(entry -> entry.getValue().fit().compareTo(NameFit.INITIAL) <= 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /// The name with one of its words replaced by a word of names that is a letter from it.
    private List<AskedName> mistyped(AskedName asked) throws IOException {
        List<AskedName> near = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.AUTHOR);
        if (terms == null) {
            return near;
        }
        List<String> words = asked.words();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).length() < (words.size() == 1 ? MISTYPED_ALONE : MISTYPED)) {
                continue;
            }
            FuzzyTermsEnum others =
                    new FuzzyTermsEnum(terms, new Term(Fields.AUTHOR, words.get(i)), 1, 0, true);
            for (BytesRef other = others.next();
                    other != null && near.size() < MAX_NEAR;
                    other = others.next()) {
                List<String> changed = new ArrayList<>(words);
                changed.set(i, other.utf8ToString());
                if (!changed.equals(words)) {
                    AskedName.of(String.join(" ", changed)).ifPresent(near::add);
                }
            }
        }
        return near;
    }

    // --- answers ---

    /// Papers by whoever the name means.
    Query papers(String typed) throws IOException {
        return papers(find(typed));
    }

    static Query papers(FoundAuthors found) {
        if (found.isEmpty()) {
            return new MatchNoDocsQuery("nobody has that name");
        }
        return new TermInSetQuery(
                FIELD,
                found.authors().values().stream()
                        .map(match -> new BytesRef(match.term().getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    /// Who is meant, most papers first.
    People people(String typed, int limit) throws IOException {
        FoundAuthors found = find(typed);
        return new People(
                found.authors().entrySet().stream()
                        .map(entry ->
                                new People.NamedPerson(
                                        entry.getKey().name(), entry.getValue().papers()))
                        .sorted(
                                Comparator.comparingInt(People.NamedPerson::papers)
                                        .reversed()
                                        .thenComparing(People.NamedPerson::name))
                        .limit(limit)
                        .toList(),
                found.authors().size(),
                found.isMistyped());
    }
}
