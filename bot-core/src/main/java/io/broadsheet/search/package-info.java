/// Searches papers with Lucene and a small embedding model. It may not know who asks or how the
/// answer looks; the store is the truth and this is derived from it.
@NullMarked
package io.broadsheet.search;

import org.jspecify.annotations.NullMarked;
