package io.broadsheet.mail.rendering;

import gg.jte.generated.mail.StaticTemplates;
import gg.jte.generated.mail.Templates;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import java.util.List;
import java.util.Optional;

/// Makes a mail of a reply. Buttons that open a page become links; those that run a command are
/// left out, as a mail runs nothing. Pictures are left out as well: whoever fetches one is seen
/// doing it.
public final class MailRenderer {

    private static final int SUBJECT = 120;
    private static final int PREVIEW = 200;

    private final Templates templates = new StaticTemplates();

    public MailContent render(Reply reply) {
        List<Block> blocks = reply.blocks();
        String subject = subject(blocks);
        return new MailContent(
                subject,
                templates.mail(new MailPage(subject, preview(blocks), blocks)).render(),
                PlainText.of(blocks));
    }

    /// The first paper, and how many more there are; where there is none, the heading.
    private static String subject(List<Block> blocks) {
        List<Block.Entry> entries = entries(blocks);
        if (entries.isEmpty()) {
            return blocks.stream()
                    .flatMap(block -> heading(block).stream())
                    .findFirst()
                    .map(heading -> OneLineText.cut(heading, SUBJECT))
                    .filter(subject -> !subject.isEmpty())
                    .orElse("Broadsheet");
        }
        String more = entries.size() == 1 ? "" : " and " + (entries.size() - 1) + " more";
        String first = OneLineText.cut(entries.getFirst().title(), SUBJECT - more.length());
        return (first.isEmpty() ? "Broadsheet" : first) + more;
    }

    private static Optional<String> heading(Block block) {
        return block instanceof Block.Heading heading
                ? Optional.of(heading.text())
                : Optional.empty();
    }

    /// What the first paper is about; else the first paragraph.
    private static String preview(List<Block> blocks) {
        return entries(blocks).stream()
                .findFirst()
                .map(entry -> Block.plain(entry.about()))
                .or(() ->
                        blocks.stream()
                                .filter(Block.Paragraph.class::isInstance)
                                .map(block -> Block.plain(((Block.Paragraph) block).spans()))
                                .findFirst())
                .map(text -> OneLineText.cut(text, PREVIEW))
                .orElse("");
    }

    private static List<Block.Entry> entries(List<Block> blocks) {
        return blocks.stream()
                .filter(Block.Entry.class::isInstance)
                .map(Block.Entry.class::cast)
                .toList();
    }
}
