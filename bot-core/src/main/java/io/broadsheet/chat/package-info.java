/// Where a conversation happens and who takes part: platforms, channels, people, and the ports for
/// posting, for reading posts back and for asking what is allowed. It may not know what is said
/// there.
@NullMarked
package io.broadsheet.chat;

import org.jspecify.annotations.NullMarked;
