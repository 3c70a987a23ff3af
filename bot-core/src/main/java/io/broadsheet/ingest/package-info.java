/// Reads papers out of files in the formats papers are published in. It may not know the store
/// behind the catalogue it feeds.
@NullMarked
package io.broadsheet.ingest;

import org.jspecify.annotations.NullMarked;
