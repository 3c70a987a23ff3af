package io.broadsheet.web.feed;

import io.broadsheet.view.PaperDetail;
import java.net.URI;
import java.time.Instant;

/// A paper in a feed.
///
/// @param id stays the same whatever changes, a URN
/// @param link the whole address of where it is read
/// @param html what it says, made by a template
/// @param picture the whole address of a picture; empty for none
public record FeedEntry(
        String id, String link, PaperDetail paper, Instant at, String html, String picture) {

    String title() {
        return XmlText.of(paper.outline().title());
    }

    String code() {
        return paper.outline().code().map(URI::toString).orElse("");
    }
}
