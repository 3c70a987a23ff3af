package io.broadsheet.publication;

import io.broadsheet.paper.Paper;
import java.time.Instant;
import java.util.List;

/// What is in a feed, whatever its format. All texts are data: whoever writes them escapes them.
///
/// @param title of the feed
/// @param about what it is, in a sentence
/// @param page the path of a page that shows the same; empty where there is none
/// @param items latest first
public record FeedContent(String title, String about, String page, List<FeedItem> items) {

    /// @param at when it appeared in what the feed is of
    /// @param votesHere in the channel whose feed it is, 0 or more
    public record FeedItem(Paper paper, Instant at, int votesHere) {}

    public FeedContent {
        items = List.copyOf(items);
    }
}
