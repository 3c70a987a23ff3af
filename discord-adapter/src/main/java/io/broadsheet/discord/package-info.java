/// The bot on Discord: [DiscordPlatform] puts together what its rooms hold. Interactions come in as
/// commands, replies go out as components.
///
/// The rooms, from the bottom up: `transport` and `rendering`, `posting`, `installation`,
/// `interaction`. Slack's adapter has the same ones.
///
/// It decides nothing, and may not know papers, storage or Slack.
@NullMarked
package io.broadsheet.discord;

import org.jspecify.annotations.NullMarked;
