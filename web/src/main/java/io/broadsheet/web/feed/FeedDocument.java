package io.broadsheet.web.feed;

import java.time.Instant;
import java.util.List;

/// A feed, ready to be written in any format.
///
/// @param id stays the same whatever changes, a URN
/// @param self the whole address that it is read at
/// @param page the whole address of a page that shows the same
/// @param entries latest first
record FeedDocument(
        String id, String title, String about, String self, String page, List<FeedEntry> entries) {
    FeedDocument {
        entries = List.copyOf(entries);
    }

    /// When it changed last, as far as its entries say.
    Instant updated() {
        return entries.stream().map(FeedEntry::at).max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
