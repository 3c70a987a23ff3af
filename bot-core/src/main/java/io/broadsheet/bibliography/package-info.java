/// Lists of papers that people keep elsewhere, read: BibTeX, RIS, CSL JSON, CSV, and plain lists of
/// ids, addresses and titles.
@NullMarked
package io.broadsheet.bibliography;

import org.jspecify.annotations.NullMarked;
