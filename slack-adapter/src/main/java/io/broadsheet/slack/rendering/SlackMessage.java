package io.broadsheet.slack.rendering;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/// One message as Slack takes it, within its limits.
///
/// @param blocks what is shown
/// @param text what notifications and screen readers say instead: escaped, never blank
public record SlackMessage(List<LayoutBlock> blocks, String text) {
    public SlackMessage {
        blocks = List.copyOf(blocks);
    }
}
