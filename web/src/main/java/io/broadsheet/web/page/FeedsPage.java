package io.broadsheet.web.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The feeds that everybody may read.
///
/// @param made the one that was asked for with the form; `null` for none
/// @param kind what the form chose
/// @param of what the form holds
public record FeedsPage(
        Frame frame, List<Listed> feeds, @Nullable Listed made, String kind, String of) {

    /// @param address of the Atom feed, whole, to be copied
    public record Listed(String name, String address, String atom, String rss, String json) {}

    public FeedsPage {
        feeds = List.copyOf(feeds);
    }
}
