package io.broadsheet.web.page;

import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.SiteSettings;
import java.util.ArrayList;
import java.util.List;

/// What every site has, whatever is on its pages.
public record SitePages(SiteSettings settings, Styles styles) implements Pages {

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(styles.routes());
        routes.add(RobotsFile.route(settings));
        return routes;
    }
}
