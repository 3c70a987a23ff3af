/// Where a conversation happens and who takes part: platforms, channels, people, and the port for
/// posting. It may not know what is said there.
@NullMarked
package io.broadsheet.chat;

import org.jspecify.annotations.NullMarked;
