/// Reads papers out of the formats they are published in: one reader a format, and what the readers
/// share. It may know neither where a text comes from nor where its papers go.
@NullMarked
package io.broadsheet.ingest;

import org.jspecify.annotations.NullMarked;
