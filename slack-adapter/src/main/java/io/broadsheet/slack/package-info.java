/// The bot on Slack: [SlackPlatform] puts together what its rooms hold. Envelopes and forms come in
/// as commands, replies go out as blocks.
///
/// The rooms, from the bottom up: `transport` and `rendering`, `posting`, `installation`,
/// `interaction`. Discord's adapter has the same ones.
///
/// It decides nothing, and may not know papers, storage or Discord.
@NullMarked
package io.broadsheet.slack;

import org.jspecify.annotations.NullMarked;
