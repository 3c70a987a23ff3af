/// Feeds: what is in them written as Atom, RSS and JSON Feed, lists of them as OPML, and the routes
/// that lead there.
@NullMarked
package io.broadsheet.web.feed;

import org.jspecify.annotations.NullMarked;
