package io.broadsheet.web.feed;

import io.broadsheet.view.PaperDetail;
import java.util.List;

/// What a feed says of a paper, for its template.
///
/// @param facts votes, categories, and whether it was withdrawn
public record FeedItemText(
        String line,
        boolean bySource,
        String byline,
        List<String> paragraphs,
        List<String> facts,
        List<PaperDetail.NamedLink> links) {
    public FeedItemText {
        paragraphs = List.copyOf(paragraphs);
        facts = List.copyOf(facts);
        links = List.copyOf(links);
    }
}
