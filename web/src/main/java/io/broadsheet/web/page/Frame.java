package io.broadsheet.web.page;

import java.util.List;

/// What surrounds every page.
///
/// @param title of the page; the site's name is added
/// @param description one sentence for whoever shows a link to it; may be empty
/// @param canonical its whole address, empty where it is not to be known or found
/// @param picture the whole https address of a picture of it, empty for none
/// @param isPublic whether the site's own pages can be seen, so that links to them stand above it
/// @param offersMail whether people can subscribe to mail on it
/// @param style the path of the style sheet
/// @param feeds what a feed reader finds here
/// @param searched what stands in the search box
public record Frame(
        String title,
        String description,
        String canonical,
        String picture,
        boolean isPublic,
        boolean offersMail,
        String style,
        List<Alternate> feeds,
        String searched) {

    /// A feed of what the page shows.
    ///
    /// @param type its media type
    public record Alternate(String title, String type, String path) {}

    public Frame {
        feeds = List.copyOf(feeds);
    }

    /// The title with the site's name.
    public String fullTitle() {
        return title.equals(Frames.SITE) ? title : title + " · " + Frames.SITE;
    }

    public Frame described(String sentence) {
        return new Frame(
                title, sentence, canonical, picture, isPublic, offersMail, style, feeds, searched);
    }

    public Frame pictured(String address) {
        return new Frame(
                title,
                description,
                canonical,
                address,
                isPublic,
                offersMail,
                style,
                feeds,
                searched);
    }

    public Frame fed(List<Alternate> by) {
        return new Frame(
                title, description, canonical, picture, isPublic, offersMail, style, by, searched);
    }

    public Frame searched(String words) {
        return new Frame(
                title, description, canonical, picture, isPublic, offersMail, style, feeds, words);
    }
}
