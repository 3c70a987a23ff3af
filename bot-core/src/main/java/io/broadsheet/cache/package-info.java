/// Caffeine caches in front of what is slow to compute or read. It may not hold anything that
/// cannot be computed or read again.
@NullMarked
package io.broadsheet.cache;

import org.jspecify.annotations.NullMarked;
