/// Where the bot is: how servers invite it, which commands are registered there, how it says hello,
/// and what happens when a server or a channel loses it.
///
/// It answers no commands.
@NullMarked
package io.broadsheet.discord.installation;

import org.jspecify.annotations.NullMarked;
