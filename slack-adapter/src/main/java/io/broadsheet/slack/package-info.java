/// Translates between Slack and the core: envelopes and forms come in as commands, replies go out
/// as blocks.
///
/// It decides nothing, and may not know papers, storage or Discord.
@NullMarked
package io.broadsheet.slack;

import org.jspecify.annotations.NullMarked;
