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

    /// Where new papers of this search are as a feed.
    public String feed() {
        return new Link("/feeds/search/atom.xml").with("of", frame.searched()).path();
    }

    /// Where they are subscribed to.
    public String byMail() {
        return new Link("/subscribe").with("to", "search").with("of", frame.searched()).path();
    }
}
