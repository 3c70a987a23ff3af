/// Caffeine caches in front of what is slow to compute. It may not hold anything that cannot be
/// computed again.
@NullMarked
package io.broadsheet.cache;

import org.jspecify.annotations.NullMarked;
