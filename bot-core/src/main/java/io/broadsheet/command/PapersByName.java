package io.broadsheet.command;

import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.message.Block;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// What is said of a search that lists papers by a person.
record PapersByName(NamedSearch search) {

    /// `Papers by Kaiming He, 1–5 of 12; search "Kaiming He" looks for the words.`
    Block lead(PaperSearch.Results results, int offset, int shown) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("Papers by "));
        spans.add(Span.strong(people()));
        if (!search.named().topic().isBlank()) {
            spans.add(Span.text(" about "));
            spans.add(Span.strong(Phrases.cut(search.named().topic(), 80)));
        }
        if (shown < results.total()) {
            spans.add(Span.text(", " + Phrases.range(offset, shown, results.total())));
        }
        spans.add(Span.text("; "));
        spans.add(
                Span.command(
                        "search \"" + Phrases.cut(search.words().replace("\"", ""), 80) + "\""));
        spans.add(Span.text(" looks for the words."));
        return new Block.Paragraph(spans);
    }

    /// Whose papers they are: `Ann Lee and Bea Lee`, `Ann Lee, Bea Lee and 3 more`.
    String people() {
        return Phrases.people(search.named());
    }
}
