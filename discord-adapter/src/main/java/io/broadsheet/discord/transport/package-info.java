/// How the bot and Discord reach each other: settings, the token, sessions with the gateway, limits
/// of requests, and what Discord's errors mean.
///
/// It may not know what is said over it.
@NullMarked
package io.broadsheet.discord.transport;

import org.jspecify.annotations.NullMarked;
