/// Assembles the bot's core from configuration and starts and stops it. It may not know any chat
/// platform.
@NullMarked
package io.broadsheet.core;

import org.jspecify.annotations.NullMarked;
