package io.broadsheet.web;

import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.web.page.CataloguePages;
import io.broadsheet.web.page.ErrorPage;
import io.broadsheet.web.page.Frames;
import io.broadsheet.web.page.Pages;
import io.broadsheet.web.page.SitePages;
import io.broadsheet.web.page.Styles;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import java.util.ArrayList;
import java.util.List;

/// Puts the website together.
public final class Website {

    /// @param settings what it is and where
    /// @param catalogue what everybody may see
    public static Site of(SiteSettings settings, PublicCatalogue catalogue) {
        Styles styles = new Styles();
        Frames frames = new Frames(settings, styles);
        List<Pages> all =
                List.of(
                        new SitePages(settings, styles),
                        new CataloguePages(catalogue, settings, frames));
        List<Route> routes = new ArrayList<>();
        all.forEach(pages -> routes.addAll(pages.routes()));
        return new Site(settings, routes, ErrorPage.drawn(frames));
    }

    private Website() {}
}
