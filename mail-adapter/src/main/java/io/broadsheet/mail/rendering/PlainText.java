package io.broadsheet.mail.rendering;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A mail in plain text: the same words in the same order, wrapped, addresses on lines of their
/// own.
final class PlainText {

    /// The longest line that is not an address (RFC 5322 recommends 78 at most).
    static final int WIDTH = 76;

    private static final String INDENT = "   ";

    private static final char NO_BREAK = '\u00a0';

    private final List<String> lines = new ArrayList<>();

    private PlainText() {}

    static String of(List<Block> blocks) {
        PlainText text = new PlainText();
        blocks.forEach(text::add);
        return text.lines.stream()
                        .map(line -> line.replace(NO_BREAK, ' ').stripTrailing())
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private void add(Block block) {
        switch (block) {
            case Block.Heading heading -> {
                apart();
                wrap(heading.text(), "", "");
                lines.add("=".repeat(Math.min(WIDTH, lines.getLast().length())));
            }
            case Block.Paragraph paragraph -> paragraph(paragraph.spans());
            case Block.Aside aside -> paragraph(aside.spans());
            case Block.Quote quote -> paragraph(quote.spans());
            case Block.Note note -> {
                wrap(plain(note.spans()), "", "");
                links(note.spans(), "");
            }
            case Block.Entry entry -> entry(entry);
            case Block.Facts facts ->
                    facts.facts()
                            .forEach(fact ->
                                    wrap(fact.label() + ": " + plain(fact.value()), "", INDENT));
            case Block.Bullets bullets ->
                    bullets.lines().forEach(line -> wrap(plain(line), "- ", "  "));
            case Block.Poll poll -> poll.spelledOut().forEach(this::add);
            case Block.Verbatim verbatim -> {
                apart();
                verbatim.text().lines().map(OneLineText::part).forEach(lines::add);
            }
            case Block.Buttons buttons -> {
                apart();
                buttons(buttons.buttons(), "");
            }
            case Block.Divider _ -> {
                apart();
                lines.add("--");
            }
            case Block.File _, Block.Picture _ -> {}
        }
    }

    private void paragraph(List<Span> spans) {
        apart();
        wrap(plain(spans), "", "");
        links(spans, "");
    }

    private void entry(Block.Entry entry) {
        apart();
        String number = entry.number() + ". ";
        wrap(OneLineText.cut(entry.title(), OneLineText.TITLE), number, INDENT);
        if (!entry.about().isEmpty()) {
            wrap(plain(entry.about()), INDENT, INDENT);
        }
        entry.details().forEach(detail -> wrap(plain(detail), INDENT, INDENT));
        if (entry.link() != null) {
            lines.add(INDENT + entry.link());
        }
        entry.details().forEach(detail -> links(detail, INDENT));
        buttons(entry.buttons(), INDENT);
    }

    /// Where the links in a line lead.
    private void links(List<Span> spans, String indent) {
        for (Span span : spans) {
            if (span instanceof Span.Link link) {
                lines.add(indent + OneLineText.of(link.plain()) + ": " + link.target());
            }
        }
    }

    private void buttons(List<Button> buttons, String indent) {
        for (Button button : buttons) {
            if (button instanceof Button.Open open) {
                lines.add(indent + OneLineText.of(open.label()) + ": " + open.target());
            }
        }
    }

    private static String plain(List<Span> spans) {
        return spans.stream()
                // A sign and its number stay on one line.
                .map(span ->
                        span instanceof Span.Sign sign
                                ? sign.shown().replace(' ', NO_BREAK)
                                : span.plain())
                .collect(Collectors.joining());
    }

    private void apart() {
        if (!lines.isEmpty()) {
            lines.add("");
        }
    }

    /// @param first what the first line begins with
    /// @param rest what the others begin with
    private void wrap(String text, String first, String rest) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : OneLineText.of(text).split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(rest);
                empty = true;
            }
            if (!empty) {
                line.append(' ');
            }
            line.append(word);
            empty = false;
        }
        lines.add(line.toString());
    }
}
