package io.broadsheet.web.page;

import java.util.List;

/// What is trending.
///
/// @param window the one asked for, as the query has it
/// @param lead what was looked at, in a sentence
/// @param first number of the first entry
public record TrendingPage(
        Frame frame,
        List<Tab> tabs,
        String window,
        List<Field> fields,
        boolean hasCode,
        String lead,
        int first,
        List<Entry> entries,
        Paging paging) {

    /// A field of research to choose.
    ///
    /// @param code a category of arXiv
    public record Field(String code, String label, boolean chosen) {}

    public TrendingPage {
        tabs = List.copyOf(tabs);
        fields = List.copyOf(fields);
        entries = List.copyOf(entries);
    }
}
