package io.broadsheet.publication;

import java.net.URI;
import java.util.Optional;

/// Where people find the website, for whoever gives them links.
///
/// @param isServed whether there is one
/// @param isPublic whether everybody may see the catalogue there
/// @param address without a slash at the end; empty where nobody said under which people reach it
public record WebPlace(boolean isServed, boolean isPublic, Optional<URI> address) {

    /// There is no website.
    public static final WebPlace NONE = new WebPlace(false, false, Optional.empty());

    /// Whether links can be given.
    public boolean hasLinks() {
        return isServed && address.isPresent();
    }

    /// @param path begins with `/`
    /// @throws IllegalStateException where no links can be given
    public URI at(String path) {
        return URI.create(
                address.orElseThrow(() -> new IllegalStateException("the site has no address"))
                        + path);
    }
}
