/// What people do to the bot and what they get for it: slash commands, buttons, forms, mentions,
/// links and the Home tab come in, acknowledged in time, and answers go out by the ways that Slack
/// allows.
///
/// What is said, and who sees it, is decided in the core.
@NullMarked
package io.broadsheet.slack.interaction;

import org.jspecify.annotations.NullMarked;
