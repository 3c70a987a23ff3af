/// Where the bot is: how workspaces install it, what the app's manifest says, which rights it has,
/// and what happens when a workspace or a channel loses it.
///
/// It answers no commands.
@NullMarked
package io.broadsheet.slack.installation;

import org.jspecify.annotations.NullMarked;
