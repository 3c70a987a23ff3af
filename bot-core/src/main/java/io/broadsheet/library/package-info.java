/// What people did with papers and asked for: saves, votes, dismissals, follows and mutes. It may
/// not know how that is stored, nor what is made of it.
@NullMarked
package io.broadsheet.library;

import org.jspecify.annotations.NullMarked;
