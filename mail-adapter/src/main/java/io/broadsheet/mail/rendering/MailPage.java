package io.broadsheet.mail.rendering;

import io.broadsheet.message.Block;
import java.util.List;

/// What the template shows.
///
/// @param preview what a list of mails shows behind the subject
public record MailPage(String subject, String preview, List<Block> blocks) {
    public MailPage {
        blocks = List.copyOf(blocks);
    }

    /// The lines of a text that stands as it is.
    public List<String> lines(Block.Verbatim verbatim) {
        return verbatim.text().lines().map(OneLineText::part).toList();
    }

    /// An entry's title, not longer than anybody reads.
    public String title(Block.Entry entry) {
        return OneLineText.cut(entry.title(), OneLineText.TITLE);
    }
}
