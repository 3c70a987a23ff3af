/// The command book: what can be typed or clicked, how it is parsed, and what answers it. It may
/// not know the platform a command came from, beyond what its caller says about it.
@NullMarked
package io.broadsheet.command;

import org.jspecify.annotations.NullMarked;
