/// How the bot and Slack reach each other: settings, tokens, clients of the Web API, the connection
/// of Socket Mode, signed requests of HTTP mode, and what Slack's errors mean.
///
/// It may not know what is said over it.
@NullMarked
package io.broadsheet.slack.transport;

import org.jspecify.annotations.NullMarked;
