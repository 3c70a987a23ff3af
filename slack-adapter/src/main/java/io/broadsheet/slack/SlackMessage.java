package io.broadsheet.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/// One message as Slack takes it, within its limits.
///
/// @param blocks what is shown
/// @param text what notifications and screen readers say instead: escaped, never blank
record SlackMessage(List<LayoutBlock> blocks, String text) {
    SlackMessage {
        blocks = List.copyOf(blocks);
    }
}
