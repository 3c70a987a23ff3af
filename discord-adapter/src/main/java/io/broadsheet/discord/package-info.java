/// Translates between Discord and the core: interactions come in as commands, replies go out as
/// components.
///
/// It decides nothing, and may not know papers, storage or Slack.
@NullMarked
package io.broadsheet.discord;

import org.jspecify.annotations.NullMarked;
