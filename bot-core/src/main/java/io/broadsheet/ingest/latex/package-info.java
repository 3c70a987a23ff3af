/// Reads LaTeX as people write it in titles and abstracts, and gives plain text. It may know
/// nothing of papers' files and sources.
@NullMarked
package io.broadsheet.ingest.latex;

import org.jspecify.annotations.NullMarked;
