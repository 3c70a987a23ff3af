/// Measures speed, and the quality of search and recommendation.
///
/// Nothing may know this package; it may not know a platform.
@NullMarked
package io.broadsheet.bench;

import org.jspecify.annotations.NullMarked;
