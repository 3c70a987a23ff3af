package io.broadsheet.web.page;

import io.broadsheet.web.serving.SiteSettings;
import java.util.List;

/// Makes frames for pages.
public final class Frames {

    /// What the site is called.
    public static final String SITE = "Broadsheet";

    private final SiteSettings settings;
    private final Styles styles;
    private final boolean offersMail;

    /// @param offersMail whether people can subscribe to mail on the site
    public Frames(SiteSettings settings, Styles styles, boolean offersMail) {
        this.settings = settings;
        this.styles = styles;
        this.offersMail = offersMail && settings.isPublic();
    }

    /// The frame of a page that search engines and link previews may name.
    ///
    /// @param path by which it is to be known, with its query
    public Frame listed(String title, String path) {
        return new Frame(
                title,
                "",
                settings.isPublic() ? settings.absolute(path) : "",
                "",
                settings.isPublic(),
                offersMail,
                styles.path(),
                List.of(),
                "");
    }

    /// The frame of a page that nobody is to find: forms, secret links, errors.
    public Frame unlisted(String title) {
        return new Frame(
                title, "", "", "", settings.isPublic(), offersMail, styles.path(), List.of(), "");
    }
}
