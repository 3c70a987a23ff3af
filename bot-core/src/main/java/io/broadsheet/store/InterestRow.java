package io.broadsheet.store;

import io.broadsheet.library.Interest;
import io.broadsheet.paper.Category;
import java.util.Locale;

/// An interest's columns.
record InterestRow(String kind, String text) {

    static InterestRow of(Interest interest) {
        return switch (interest) {
            case Interest.Topic topic -> new InterestRow("topic", Columns.text(topic.words()));
            case Interest.ByAuthor author -> new InterestRow("author", Columns.text(author.name()));
            case Interest.InCategory in ->
                    new InterestRow("category", Columns.text(in.category().code()));
        };
    }

    Interest interest() {
        return switch (kind) {
            case "topic" -> new Interest.Topic(text);
            case "author" -> new Interest.ByAuthor(text);
            case "category" -> new Interest.InCategory(new Category(text));
            default ->
                    throw new IllegalStateException(
                            "the store has an interest of kind '" + kind + "'");
        };
    }

    /// Upper case first: some letters differ in lower case only (ς and σ).
    String folded() {
        return text.strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
