/// What people do to the bot and what they get for it: slash commands, buttons, forms and message
/// menus come in, acknowledged in time, and answers go out.
///
/// What is said, and who sees it, is decided in the core.
@NullMarked
package io.broadsheet.discord.interaction;

import org.jspecify.annotations.NullMarked;
