package io.broadsheet.store;

import io.broadsheet.paper.PaperReferences;
import java.net.URI;

/// Addresses of pages, in the form in which they compare.
final class Pages {

    static String key(URI page) {
        return Columns.text(PaperReferences.normalise(page).toString());
    }

    private Pages() {}
}
