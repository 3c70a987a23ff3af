package io.broadsheet.web.page;

import java.util.List;

/// What a search found.
///
/// @param problems what could not be read
/// @param lead how many were found; may be empty
/// @param spelling what was meant perhaps; may be empty
/// @param first number of the first entry
public record SearchPage(
        Frame frame,
        String heading,
        List<Tab> orders,
        List<String> problems,
        String lead,
        String spelling,
        String spellingPath,
        int first,
        List<Entry> entries,
        Paging paging) {
    public SearchPage {
        orders = List.copyOf(orders);
        problems = List.copyOf(problems);
        entries = List.copyOf(entries);
    }
}
