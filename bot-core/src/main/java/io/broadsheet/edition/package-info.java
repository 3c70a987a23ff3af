/// Chooses what a channel gets on a day, and keeps the record of what it got. It may not know how
/// the clock that fires it works.
@NullMarked
package io.broadsheet.edition;

import org.jspecify.annotations.NullMarked;
