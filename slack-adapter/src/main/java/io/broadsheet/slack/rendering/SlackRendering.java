package io.broadsheet.slack.rendering;

import io.broadsheet.message.Block;
import java.util.List;

/// A reply in Slack's form.
///
/// @param messages in order; more than one where Slack's limits ask for it
/// @param files too long to be shown within a message, to be uploaded
public record SlackRendering(List<SlackMessage> messages, List<Block.File> files) {
    public SlackRendering {
        messages = List.copyOf(messages);
        files = List.copyOf(files);
    }
}
