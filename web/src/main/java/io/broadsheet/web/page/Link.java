package io.broadsheet.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A path with its query in the making.
///
/// @param path with what is in the query so far
public record Link(String path) {

    /// With a further value of the query.
    ///
    /// @param value left out where it is empty
    public Link with(String name, String value) {
        return value.isEmpty()
                ? this
                : new Link(
                        path
                                + (path.indexOf('?') < 0 ? '?' : '&')
                                + name
                                + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
