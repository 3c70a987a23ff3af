package io.broadsheet.catalogue;

import io.broadsheet.catalogue.PaperSearch.Named;
import java.util.List;
import java.util.Optional;

/// A search whose words are a person's name, and perhaps a topic: `kaiming he`, `papers by manning
/// about parsing`. It lists papers by that person.
///
/// @param words as they were typed
public record NamedSearch(Named named, String words) {

    /// What a query finds: papers by a person where its words are a name and there are any.
    public static NamedResults find(PaperQuery query, Page page, PaperSearch search) {
        Optional<NamedSearch> byName = in(query, search);
        if (byName.isPresent()) {
            PaperSearch.Results results = search.search(byName.get().filtering(query), page);
            if (byName.get().isAnsweredBy(results)) {
                return new NamedResults(results, byName);
            }
        }
        return new NamedResults(search.search(query, page), Optional.empty());
    }

    /// @param byName whose papers they are, where the words are a name
    public record NamedResults(PaperSearch.Results results, Optional<NamedSearch> byName) {}

    /// Nothing where the words are rather what papers are about. A phrase says so: `"Kaiming He"`.
    public static Optional<NamedSearch> in(PaperQuery query, PaperSearch search) {
        boolean mayBe =
                query.phrases().isEmpty() && query.authors().isEmpty() && !query.words().isBlank();
        return mayBe
                ? search.named(query.words()).map(named -> new NamedSearch(named, query.words()))
                : Optional.empty();
    }

    /// The query with a filter by author in place of the name.
    public PaperQuery filtering(PaperQuery query) {
        return new PaperQuery(
                named.topic(),
                List.of(),
                query.excludedWords(),
                List.of(named.name()),
                query.categories(),
                query.since(),
                query.before(),
                query.hasCode(),
                query.sort(),
                query.demands());
    }

    /// Whether this is what the papers found are: whoever asks for a topic gets no papers of
    /// another.
    private boolean isAnsweredBy(PaperSearch.Results results) {
        return !results.hits().isEmpty()
                && (named.topic().isBlank() || results.match() == PaperSearch.Match.FOUND);
    }
}
