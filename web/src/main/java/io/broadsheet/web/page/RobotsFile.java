package io.broadsheet.web.page;

import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.SiteSettings;

/// `robots.txt` (RFC 9309): search engines may look at papers where the site is public, and at
/// nothing else. It does not name secret links, which would tell that they exist.
final class RobotsFile {

    static Route route(SiteSettings settings) {
        String text =
                settings.isPublic()
                        ? """
                        User-agent: *
                        Disallow: /search
                        Allow: /

                        Sitemap: %s
                        """
                                .formatted(settings.absolute("/sitemap.xml"))
                        : """
                        User-agent: *
                        Disallow: /
                        """;
        return Route.get(
                "/robots.txt",
                Route.Access.ALWAYS,
                _ -> Answer.of("text/plain; charset=utf-8", text, Keeping.SHARED));
    }

    private RobotsFile() {}
}
