package io.broadsheet.web.page;

import io.broadsheet.web.serving.Route;
import java.util.List;

/// Some pages that belong together.
public interface Pages {

    /// The routes to them.
    List<Route> routes();
}
