package io.broadsheet.catalogue;

import io.broadsheet.catalogue.PaperSearch.Named;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A search whose words are a person's name, or several people's, and perhaps a topic: `kaiming
/// he`, `papers by manning about parsing`. It lists papers by that person, or by all of these.
///
/// @param words as they were typed, without the year
/// @param year of publication, where one stands behind the name
public record NamedSearch(Named named, String words, Optional<Integer> year) {

    /// `Kaiming He 2025`
    private static final Pattern WITH_YEAR =
            Pattern.compile("(?<name>\\S+\\s.*\\S)[\\s,(]+(?<year>(?:19|20)\\d{2})\\)?");

    /// What a query finds: papers by a person where its words are a name and there are any.
    public static NamedResults find(PaperQuery query, Page page, PaperSearch search) {
        Optional<NamedSearch> byName = in(query, search);
        if (byName.isPresent()) {
            PaperSearch.Results results = search.search(byName.get().filtering(query), page);
            if (byName.get().isFilteredAway(query, results) || byName.get().isAnsweredBy(results)) {
                return new NamedResults(results, byName, Optional.empty());
            }
        }
        return new NamedResults(
                search.search(query, page),
                Optional.empty(),
                byName.filter(NamedSearch::isOfSeveral));
    }

    /// @param byName whose papers they are, where the words are a name
    /// @param apart who wrote nothing together, where the words are their names
    public record NamedResults(
            PaperSearch.Results results,
            Optional<NamedSearch> byName,
            Optional<NamedSearch> apart) {}

    /// Nothing where the words are rather what papers are about. A phrase says so: `"Kaiming He"`.
    public static Optional<NamedSearch> in(PaperQuery query, PaperSearch search) {
        boolean mayBe =
                query.phrases().isEmpty() && query.authors().isEmpty() && !query.words().isBlank();
        if (!mayBe) {
            return Optional.empty();
        }
        Matcher dated = WITH_YEAR.matcher(query.words());
        if (query.since() == null && query.before() == null && dated.matches()) {
            String name = dated.group("name");
            Optional<Named> named = search.named(name).filter(it -> it.topic().isEmpty());
            if (named.isPresent()) {
                int year = Integer.parseInt(dated.group("year"));
                return Optional.of(new NamedSearch(named.get(), name, Optional.of(year)));
            }
        }
        return search.named(query.words())
                .map(named -> new NamedSearch(named, query.words(), Optional.empty()));
    }

    /// The query with a filter by author in place of the name.
    public PaperQuery filtering(PaperQuery query) {
        return new PaperQuery(
                named.topic(),
                List.of(),
                query.excludedWords(),
                named.names(),
                query.categories(),
                year.map(it -> LocalDate.of(it, 1, 1)).orElse(query.since()),
                year.map(it -> LocalDate.of(it + 1, 1, 1)).orElse(query.before()),
                query.hasCode(),
                query.sort(),
                query.demands());
    }

    private boolean isOfSeveral() {
        return named.names().size() > 1;
    }

    /// Whether the person has papers, but none that passes the filters: then there is nothing, and
    /// no paper of somebody else's is an answer.
    private boolean isFilteredAway(PaperQuery query, PaperSearch.Results results) {
        return results.hits().isEmpty()
                && query.hasFilters()
                && !isOfSeveral()
                && named.topic().isBlank();
    }

    /// Whether this is what the papers found are: whoever asks for a topic gets no papers of
    /// another.
    private boolean isAnsweredBy(PaperSearch.Results results) {
        return !results.hits().isEmpty()
                && (named.topic().isBlank() || results.match() == PaperSearch.Match.FOUND);
    }
}
