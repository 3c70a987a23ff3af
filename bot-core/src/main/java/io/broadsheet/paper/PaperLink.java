package io.broadsheet.paper;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/// Something on the web that belongs to a paper.
///
/// @param uri absolute, `http` or `https`
public record PaperLink(LinkKind kind, URI uri) {

    /// What stands behind the link.
    public enum LinkKind {
        ABSTRACT,
        PDF,
        CODE,
        PROJECT,
        MODEL,
        PUBLISHER,
        OTHER
    }

    public PaperLink {
        requireNonNull(kind);
        String scheme = uri.getScheme();
        if (scheme == null
                || !(scheme.equals("http") || scheme.equals("https"))
                || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "a paper's link is a web address, for example https://github.com/a/b, not "
                            + uri);
        }
    }
}
