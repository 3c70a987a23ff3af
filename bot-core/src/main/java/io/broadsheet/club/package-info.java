/// A channel's reading group: when it meets, what is nominated and chosen, who presents, and what
/// is left of each meeting. It may not know how any of that is shown or posted.
@NullMarked
package io.broadsheet.club;

import org.jspecify.annotations.NullMarked;
