package io.broadsheet.web.serving;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What the website needs to know.
///
/// @param address under which people reach it, without a slash at the end; empty where nobody said
/// @param isPublic whether everybody may see what names no channel and no person; else only secret
///   links lead anywhere
/// @param perMinute how many requests one address may send in a minute, 1 or more
/// @param proxies IP addresses whose `X-Forwarded-For` is believed
/// @param pictureHosts from which papers' pictures may come; none for no pictures
public record SiteSettings(
        Optional<URI> address,
        boolean isPublic,
        int perMinute,
        List<String> proxies,
        List<String> pictureHosts) {
    public SiteSettings {
        proxies = List.copyOf(proxies);
        pictureHosts = List.copyOf(pictureHosts);
    }

    /// The whole address of a path, for what leaves the site.
    ///
    /// @return the path itself where the site's address is not known
    public String absolute(String path) {
        return address.map(it -> it + path).orElse(path);
    }

    boolean isSecure() {
        return address.map(it -> "https".equals(it.getScheme())).orElse(false);
    }
}
