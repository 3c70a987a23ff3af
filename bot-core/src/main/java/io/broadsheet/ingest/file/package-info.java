/// Imports files of papers into the catalogue, and writes papers into files. It may not know the
/// store behind the catalogue, nor the network.
@NullMarked
package io.broadsheet.ingest.file;

import org.jspecify.annotations.NullMarked;
