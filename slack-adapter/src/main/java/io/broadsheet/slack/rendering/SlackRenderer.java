package io.broadsheet.slack.rendering;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.DividerBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.ImageBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.OverflowMenuElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextListElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns replies into Block Kit. Text from papers and people goes into `plain_text` and rich text,
/// where nothing is markup; the only markup written is a date and bold or italic around harmless
/// words.
public final class SlackRenderer {

    /// What the id of a button that runs a command begins with; its value is the command's code.
    public static final String RUN = "run-";

    /// What the id of a button that opens a page begins with.
    public static final String OPEN = "open-";

    private static final String NO_TITLE = "(no title)";

    /// Blocks that stay together, with what they say aloud.
    record Part(List<LayoutBlock> blocks, int characters, String plain) {}

    private final List<Part> parts = new ArrayList<>();
    private final List<Block.File> files = new ArrayList<>();

    /// Numbers the elements that can be pressed, whose ids must differ.
    private int pressable;

    private SlackRenderer() {}

    /// As messages.
    public static SlackRendering render(Reply reply) {
        SlackRenderer renderer = new SlackRenderer();
        reply.blocks().forEach(renderer::add);
        return new SlackRendering(renderer.messages(), renderer.files);
    }

    /// As the content of a modal or a Home tab: what is beyond its limits is left out, and that is
    /// said.
    ///
    /// @param more where the rest is to be had
    public static List<LayoutBlock> view(Reply reply, String more) {
        SlackRenderer renderer = new SlackRenderer();
        reply.blocks().forEach(renderer::add);
        List<LayoutBlock> blocks = new ArrayList<>();
        int characters = 0;
        for (Part part : renderer.parts) {
            characters += part.characters();
            if (blocks.size() + part.blocks().size() > SlackLimits.VIEW_BLOCKS
                    || characters > SlackLimits.VIEW_CHARACTERS) {
                blocks.add(SlackSmallPrint.context(List.of(SlackSmallPrint.plain(more))));
                break;
            }
            blocks.addAll(part.blocks());
        }
        if (blocks.isEmpty()) {
            blocks.add(SlackSmallPrint.context(List.of(SlackSmallPrint.plain(more))));
        }
        return blocks;
    }

    private List<SlackMessage> messages() {
        List<SlackMessage> messages = new ArrayList<>();
        List<Part> message = new ArrayList<>();
        int blocks = 0;
        int characters = 0;
        for (Part part : parts) {
            if (blocks + part.blocks().size() > SlackLimits.MESSAGE_BLOCKS
                    || characters + part.characters() > SlackLimits.MESSAGE_CHARACTERS) {
                messages.add(message(message));
                message.clear();
                blocks = 0;
                characters = 0;
            }
            message.add(part);
            blocks += part.blocks().size();
            characters += part.characters();
        }
        if (!message.isEmpty() || messages.isEmpty()) {
            messages.add(message(message));
        }
        return messages;
    }

    private static SlackMessage message(List<Part> parts) {
        List<LayoutBlock> blocks = new ArrayList<>();
        StringJoiner spoken = new StringJoiner("\n");
        for (Part part : parts) {
            blocks.addAll(part.blocks());
            if (!part.plain().isBlank()) {
                spoken.add(part.plain());
            }
        }
        String text = SlackText.escape(spoken.toString().strip(), SlackLimits.FALLBACK);
        if (blocks.isEmpty()) {
            blocks.add(
                    SlackSmallPrint.context(List.of(SlackSmallPrint.plain("(nothing to show)"))));
        }
        return new SlackMessage(blocks, text.isBlank() ? "An answer without words" : text);
    }

    private void add(Block block) {
        switch (block) {
            case Block.Heading(String text, URI link) -> heading(text, link);
            case Block.Paragraph(List<Span> spans) -> rich(spans, SlackRichText::richSection);
            case Block.Aside(List<Span> spans, Button.Run button) -> aside(spans, button);
            case Block.Picture(URI source, String alternative) -> picture(source, alternative);
            case Block.Quote(List<Span> spans) ->
                    rich(
                            spans,
                            elements -> RichTextQuoteElement.builder().elements(elements).build());
            case Block.Note(List<Span> spans) -> note(spans);
            case Block.Facts(List<Block.Fact> facts) -> facts(facts);
            case Block.Entry entry -> entry(entry);
            case Block.Bullets(List<List<Span>> lines) -> bullets(lines);
            case Block.Verbatim(String text) -> verbatim(text);
            case Block.Buttons buttons -> buttons(buttons.row(), buttons.more());
            case Block.Poll poll -> poll(poll);
            case Block.Divider() -> part(DividerBlock.builder().build(), 0, "");
            case Block.File file -> file(file);
        }
    }

    /// A header block knows no links, so that a title with a page is bold text.
    private void heading(String text, @Nullable URI link) {
        String line = SlackText.line(text).strip();
        if (line.isEmpty()) {
            return;
        }
        if (link != null && SlackRichText.isLinkable(link)) {
            String title = SlackMarkup.title("", line, link);
            if (title.length() <= SlackLimits.TEXT) {
                part(section(title, null), title.length(), line);
                return;
            }
        }
        if (line.length() <= SlackLimits.HEADER) {
            part(
                    HeaderBlock.builder().text(SlackSmallPrint.plain(line)).build(),
                    line.length(),
                    line);
        } else {
            rich(List.of(Span.strong(line)), SlackRichText::richSection);
        }
    }

    private void aside(List<Span> spans, Button.Run button) {
        String text = SlackMarkup.line(spans, SlackDates::date);
        if (text.isBlank() || text.length() > SlackLimits.TEXT) {
            rich(spans, SlackRichText::richSection);
            buttons(List.of(button), List.of());
        } else {
            part(section(text, button(button)), text.length() + characters(button), spoken(spans));
        }
    }

    /// The picture's alternative is a title that stands in the message anyhow, so that a picture
    /// with an address too long for Slack is left out.
    private void picture(URI source, String alternative) {
        String address = source.toASCIIString();
        String said = SlackText.cut(SlackText.line(alternative).strip(), SlackLimits.ALTERNATIVE);
        if (SlackRichText.isLinkable(source) && !said.isEmpty()) {
            part(
                    ImageBlock.builder().imageUrl(address).altText(said).build(),
                    address.length() + said.length(),
                    "");
        }
    }

    private static SectionBlock section(String markup, @Nullable BlockElement accessory) {
        return SectionBlock.builder()
                .text(SlackSmallPrint.markup(markup))
                .accessory(accessory)
                .build();
    }

    /// Small print: in a context block where that can show it, else as a paragraph.
    private void note(List<Span> spans) {
        List<ContextBlockElement> elements = SlackSmallPrint.contextElements(spans);
        if (elements.isEmpty()) {
            rich(spans, SlackRichText::richSection);
        } else {
            part(
                    SlackSmallPrint.context(elements),
                    SlackSmallPrint.contextCharacters(elements),
                    spoken(spans));
        }
    }

    private void facts(List<Block.Fact> facts) {
        List<List<Span>> lines = new ArrayList<>();
        for (Block.Fact fact : facts) {
            List<Span> line = new ArrayList<>();
            line.add(Span.strong(fact.label() + ": "));
            line.addAll(fact.value());
            lines.add(line);
        }
        lines(lines);
    }

    /// What can be chosen stands with its number, which needs no bullet before it.
    private void poll(Block.Poll poll) {
        for (Block block : poll.spelledOut()) {
            if (block instanceof Block.Bullets(List<List<Span>> choices)) {
                lines(choices);
            } else {
                add(block);
            }
        }
    }

    /// Lines below each other, in as few blocks as they fit.
    private void lines(List<List<Span>> all) {
        List<BlockElement> lines = new ArrayList<>();
        StringJoiner spoken = new StringJoiner("\n");
        int characters = 0;
        int elements = 0;
        for (List<Span> line : all) {
            for (List<RichTextElement> piece : SlackRichText.richPieces(line)) {
                int length = SlackRichText.richCharacters(piece);
                if (characters + length > SlackLimits.TEXT
                        || elements + piece.size() > SlackLimits.RICH_TEXT_ELEMENTS) {
                    part(SlackRichText.richText(lines), characters, spoken.toString());
                    lines.clear();
                    characters = 0;
                    elements = 0;
                    spoken = new StringJoiner("\n");
                }
                lines.add(SlackRichText.richSection(piece));
                characters += length;
                elements += piece.size();
                spoken.add(SlackRichText.richPlain(piece));
            }
        }
        if (!lines.isEmpty()) {
            part(SlackRichText.richText(lines), characters, spoken.toString());
        }
    }

    private void bullets(List<List<Span>> lines) {
        List<RichTextElement> items = new ArrayList<>();
        StringJoiner spoken = new StringJoiner("\n");
        int characters = 0;
        int elements = 0;
        for (List<Span> line : lines) {
            for (List<RichTextElement> piece : SlackRichText.richPieces(line)) {
                int length = SlackRichText.richCharacters(piece);
                if (characters + length > SlackLimits.TEXT
                        || elements + piece.size() > SlackLimits.RICH_TEXT_ELEMENTS) {
                    part(
                            SlackRichText.richText(List.of(list(items))),
                            characters,
                            spoken.toString());
                    items.clear();
                    characters = 0;
                    elements = 0;
                    spoken = new StringJoiner("\n");
                }
                items.add(SlackRichText.richSection(piece));
                characters += length;
                elements += piece.size();
                spoken.add("- " + SlackRichText.richPlain(piece));
            }
        }
        if (!items.isEmpty()) {
            part(SlackRichText.richText(List.of(list(items))), characters, spoken.toString());
        }
    }

    private static RichTextListElement list(List<RichTextElement> items) {
        return RichTextListElement.builder().style("bullet").elements(List.copyOf(items)).build();
    }

    private void verbatim(String text) {
        for (String piece : SlackText.pieces(SlackText.lines(text), SlackLimits.TEXT)) {
            if (!piece.isBlank()) {
                part(
                        SlackRichText.richText(
                                List.of(
                                        RichTextPreformattedElement.builder()
                                                .elements(List.of(SlackRichText.text(piece, null)))
                                                .build())),
                        piece.length(),
                        piece);
            }
        }
    }

    private void file(Block.File file) {
        String name = SlackText.line(file.name());
        if (file.content().length() <= SlackLimits.SHOWN_FILE) {
            rich(List.of(Span.strong(name)), SlackRichText::richSection);
            verbatim(file.content());
        } else {
            files.add(file);
            rich(
                    List.of(
                            Span.strong(name),
                            Span.text(" · " + kilobytes(file.content()) + " kB, as a file")),
                    SlackRichText::richSection);
        }
    }

    private static long kilobytes(String content) {
        return Math.max(
                1, content.getBytes(java.nio.charset.StandardCharsets.UTF_8).length / 1_000);
    }

    private void entry(Block.Entry entry) {
        String line = SlackText.line(entry.title()).strip();
        List<String> title =
                SlackText.pieces(
                        entry.number() + ". " + (line.isEmpty() ? NO_TITLE : line),
                        SlackLimits.TEXT);
        List<Button> buttons = new ArrayList<>();
        buttons.add(new Button.Run(Button.Role.OPEN, "Open", entry.open()));
        entry.buttons().stream().filter(SlackRenderer::fits).forEach(buttons::add);
        int inMenu = Math.min(buttons.size(), SlackLimits.OVERFLOW_OPTIONS);
        BlockElement accessory =
                buttons.size() == 1 ? button(buttons.getFirst()) : menu(buttons.subList(0, inMenu));
        String head = head(entry, line);
        boolean linked = title.size() == 1 && head.length() <= SlackLimits.TEXT;
        SectionBlock section =
                linked
                        ? section(head, accessory)
                        : SectionBlock.builder()
                                .text(SlackSmallPrint.plain(title.getFirst()))
                                .accessory(accessory)
                                .build();
        int characters =
                (linked ? head : title.getFirst()).length()
                        + buttons.subList(0, inMenu).stream()
                                .mapToInt(SlackRenderer::characters)
                                .sum();
        List<LayoutBlock> together = new ArrayList<>();
        together.add(section);
        StringJoiner spoken = new StringJoiner("\n");
        spoken.add(title.getFirst());
        if (linked && !entry.about().isEmpty()) {
            spoken.add("   " + spoken(entry.about()));
        }
        // Small details stay with their title; what is too long for that follows.
        int details = 0;
        if (linked) {
            for (; details < entry.details().size(); details++) {
                List<ContextBlockElement> elements =
                        SlackSmallPrint.contextElements(entry.details().get(details));
                int length = SlackSmallPrint.contextCharacters(elements);
                if (elements.isEmpty()
                        || together.size() >= 10
                        || characters + length > SlackLimits.MESSAGE_CHARACTERS / 2) {
                    break;
                }
                together.add(SlackSmallPrint.context(elements));
                characters += length;
                spoken.add("   " + spoken(entry.details().get(details)));
            }
        }
        parts.add(new Part(together, characters, spoken.toString()));
        overflow(entry, title, linked, details);
        buttons(buttons.subList(inMenu, buttons.size()), List.of());
        entry.buttons().stream()
                .filter(button -> !fits(button))
                .forEach(button -> buttons(List.of(button), List.of()));
    }

    /// What did not stand with an entry's title.
    ///
    /// @param linked whether what it is about does
    /// @param details how many of its details do
    private void overflow(Block.Entry entry, List<String> title, boolean linked, int details) {
        for (String rest : title.subList(1, title.size())) {
            rich(List.of(Span.text(rest)), SlackRichText::richSection);
        }
        if (!linked) {
            rich(entry.about(), SlackRichText::richSection);
        }
        entry.details().subList(details, entry.details().size()).forEach(this::note);
    }

    /// The title with its page, and below it what the entry is about.
    private static String head(Block.Entry entry, String title) {
        String head =
                SlackMarkup.title(
                        entry.number() + ". ", title.isEmpty() ? NO_TITLE : title, entry.link());
        String about = SlackMarkup.line(entry.about(), SlackDates::date);
        return about.isBlank() ? head : head + "\n" + about;
    }

    private OverflowMenuElement menu(List<Button> buttons) {
        List<OptionObject> options = new ArrayList<>();
        for (Button button : buttons) {
            var option = OptionObject.builder().text(SlackSmallPrint.plain(label(button)));
            switch (button) {
                case Button.Run(
                                Button.Role _,
                                String _,
                                CommandCode(String value),
                                Button.Style _) ->
                        option.value(value);
                // Slack wants a value of every option; this one's is never read.
                case Button.Open open ->
                        option.value(OPEN + pressable++).url(open.target().toASCIIString());
            }
            options.add(option.build());
        }
        return OverflowMenuElement.builder().actionId(RUN + pressable++).options(options).build();
    }

    /// @param more what stands in the menu at the end of the row
    private void buttons(List<Button> buttons, List<Button> more) {
        List<BlockElement> elements = new ArrayList<>();
        StringJoiner labels = new StringJoiner(", ");
        int characters = 0;
        List<Button> folded = more.stream().filter(SlackRenderer::fits).toList();
        List<Button> row =
                Stream.concat(buttons.stream(), more.stream().filter(button -> !fits(button)))
                        .toList();
        for (Button button : row) {
            if (!fits(button)) {
                rich(
                        List.of(
                                Span.text(
                                        label(button)
                                                + " (its address is too long for Slack to link)")),
                        SlackRichText::richSection);
                continue;
            }
            int length = characters(button);
            if (elements.size() == SlackLimits.ACTIONS
                    || characters + length > SlackLimits.MESSAGE_CHARACTERS / 2) {
                part(actions(elements), characters, "");
                elements.clear();
                characters = 0;
            }
            elements.add(button(button));
            labels.add(button.label());
            characters += length;
        }
        for (int from = 0; from < folded.size(); from += SlackLimits.OVERFLOW_OPTIONS) {
            List<Button> menu =
                    folded.subList(
                            from, Math.min(folded.size(), from + SlackLimits.OVERFLOW_OPTIONS));
            int length = menu.stream().mapToInt(SlackRenderer::characters).sum();
            if (elements.size() == SlackLimits.ACTIONS
                    || characters + length > SlackLimits.MESSAGE_CHARACTERS / 2) {
                part(actions(elements), characters, "");
                elements.clear();
                characters = 0;
            }
            elements.add(menu(menu));
            labels.add(Block.Buttons.MORE);
            characters += length;
        }
        if (!elements.isEmpty()) {
            // Buttons are spoken from the blocks; alone in a message they are its only words.
            part(actions(elements), characters, parts.isEmpty() ? "Choose: " + labels : "");
        }
    }

    private static ActionsBlock actions(List<BlockElement> elements) {
        return ActionsBlock.builder().elements(List.copyOf(elements)).build();
    }

    private ButtonElement button(Button button) {
        var element = ButtonElement.builder().text(SlackSmallPrint.plain(label(button)));
        return switch (button) {
            case Button.Run run -> {
                String style =
                        switch (run.style()) {
                            case PLAIN -> null;
                            case PRIMARY -> "primary";
                            case DANGER -> "danger";
                        };
                yield element.actionId(RUN + pressable++)
                        .value(run.code().value())
                        .style(style)
                        .build();
            }
            case Button.Open open ->
                    element.actionId(OPEN + pressable++).url(open.target().toASCIIString()).build();
        };
    }

    private static String label(Button button) {
        String label = SlackText.cut(SlackText.line(button.label()).strip(), SlackLimits.LABEL);
        return label.isEmpty() ? "…" : label;
    }

    private static boolean fits(Button button) {
        return switch (button) {
            case Button.Run _ -> true;
            case Button.Open open -> SlackRichText.isLinkable(open.target());
        };
    }

    private static int characters(Button button) {
        return label(button).length()
                + switch (button) {
                    case Button.Run run -> run.code().value().length();
                    case Button.Open open -> open.target().toASCIIString().length();
                };
    }

    // --- rich text ---

    private void rich(List<Span> spans, Function<List<RichTextElement>, BlockElement> container) {
        for (List<RichTextElement> piece : SlackRichText.richPieces(spans)) {
            part(
                    SlackRichText.richText(List.of(container.apply(piece))),
                    SlackRichText.richCharacters(piece),
                    SlackRichText.richPlain(piece));
        }
    }

    private static String spoken(List<Span> spans) {
        return SlackText.line(Block.plain(spans)).strip();
    }

    private void part(LayoutBlock block, int characters, String plain) {
        parts.add(new Part(List.of(block), characters, plain));
    }
}
