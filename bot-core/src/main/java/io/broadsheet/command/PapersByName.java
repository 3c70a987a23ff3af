package io.broadsheet.command;

import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PaperSearch.Named;
import io.broadsheet.library.Interest;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// What is said of a search that lists papers by a person, or by several.
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
        search.year().ifPresent(year -> spans.add(Span.text(" of " + year)));
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

    /// What there is to say of a name that nobody has as it was typed.
    List<Block> notes() {
        return search.named().isMistyped()
                ? List.of(Block.note(AuthorNotes.nobodyIs(search.words())))
                : List.of();
    }

    /// Says that no paper is by all of several people, with a button for each of them.
    List<Block> nothingTogether(Codes codes) {
        Named named = search.named();
        String both = named.names().size() == 2 ? "both " : "";
        String topic = named.topic().isBlank() ? "" : " about " + Phrases.cut(named.topic(), 80);
        List<Button> buttons = new ArrayList<>();
        for (String name : named.names()) {
            String line = new Interest.ByAuthor(name) + " " + named.topic();
            buttons.add(
                    new Button.Run(
                            Button.Role.OPEN,
                            Phrases.cut(name, 38),
                            codes.code(new SearchCommand(line.strip(), 0))));
        }
        return List.of(
                Block.note("No paper here is by " + both + people() + topic + "."),
                new Block.Buttons(buttons));
    }

    /// Whose papers they are: `Ann Lee and Bea Lee`, `Ann Lee, Bea Lee and 3 more`.
    String people() {
        return Phrases.people(search.named());
    }
}
