/// Assembles the bot from its configuration and runs it; the only place that sees the core and
/// every platform.
///
/// It may not know how a command is carried out or how a platform renders a reply.
@NullMarked
package io.broadsheet.app;

import org.jspecify.annotations.NullMarked;
