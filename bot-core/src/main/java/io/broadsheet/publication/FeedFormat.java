package io.broadsheet.publication;

import java.util.Arrays;
import java.util.Optional;

/// How a feed is written.
public enum FeedFormat {
    /// RFC 4287.
    ATOM("Atom", "atom.xml", "application/atom+xml"),
    /// RSS 2.0 (rssboard.org/rss-specification).
    RSS("RSS", "rss.xml", "application/rss+xml"),
    /// JSON Feed 1.1 (jsonfeed.org/version/1.1).
    JSON("JSON Feed", "feed.json", "application/feed+json");

    private final String label;
    private final String file;
    private final String mediaType;

    FeedFormat(String label, String file, String mediaType) {
        this.label = label;
        this.file = file;
        this.mediaType = mediaType;
    }

    public String label() {
        return label;
    }

    /// How its file is called, the last part of its path.
    public String file() {
        return file;
    }

    public String mediaType() {
        return mediaType;
    }

    /// The format that a file's name stands for.
    public static Optional<FeedFormat> named(String file) {
        return Arrays.stream(values()).filter(each -> each.file.equals(file)).findFirst();
    }
}
