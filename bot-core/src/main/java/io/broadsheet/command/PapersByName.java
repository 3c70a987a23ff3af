package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PaperSearch.Named;
import io.broadsheet.message.Block;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A search whose words are a person's name, and perhaps a topic: `kaiming he`, `papers by manning
/// about parsing`. It lists papers by that person.
///
/// @param words as they were typed
record PapersByName(Named named, String words) {

    /// Nothing where the words are rather what papers are about. A phrase says so: `"Kaiming He"`.
    static Optional<PapersByName> in(PaperQuery query, PaperSearch search) {
        boolean mayBe =
                query.phrases().isEmpty() && query.authors().isEmpty() && !query.words().isBlank();
        return mayBe
                ? search.named(query.words()).map(named -> new PapersByName(named, query.words()))
                : Optional.empty();
    }

    /// The query with a filter by author in place of the name.
    PaperQuery filtering(PaperQuery query) {
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
    boolean isAnsweredBy(PaperSearch.Results results) {
        return !results.hits().isEmpty()
                && (named.topic().isBlank() || results.match() == PaperSearch.Match.FOUND);
    }

    /// `Papers by Kaiming He, 1–5 of 12; search "Kaiming He" looks for the words.`
    Block lead(PaperSearch.Results results, int offset, int shown) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("Papers by "));
        spans.add(Span.strong(people()));
        if (!named.topic().isBlank()) {
            spans.add(Span.text(" about "));
            spans.add(Span.strong(Phrases.cut(named.topic(), 80)));
        }
        if (shown < results.total()) {
            spans.add(Span.text(", " + Phrases.range(offset, shown, results.total())));
        }
        spans.add(Span.text("; "));
        spans.add(Span.command("search \"" + Phrases.cut(words.replace("\"", ""), 80) + "\""));
        spans.add(Span.text(" looks for the words."));
        return new Block.Paragraph(spans);
    }

    /// Whose papers they are: `Ann Lee and Bea Lee`, `Ann Lee, Bea Lee and 3 more`.
    String people() {
        int more = named.total() - named.people().size();
        return more > 0
                ? String.join(", ", named.people()) + " and " + more + " more"
                : Phrases.names(named.people(), named.people().size());
    }
}
