package io.broadsheet.web.page;

import java.util.List;

/// What a channel got.
///
/// @param path of the page without a query
/// @param lead what is shown, in a sentence
/// @param words what was searched for; may be empty
public record ArchivePage(
        Frame frame,
        String heading,
        String path,
        String opml,
        String lead,
        String words,
        List<Month> months,
        List<Day> days) {

    /// @param day for machines and people
    public record Month(ShownDay day, String path, int papers, boolean current) {}

    /// What it got on one day.
    public record Day(ShownDay day, List<Entry> entries) {
        public Day {
            entries = List.copyOf(entries);
        }
    }

    public ArchivePage {
        months = List.copyOf(months);
        days = List.copyOf(days);
    }
}
