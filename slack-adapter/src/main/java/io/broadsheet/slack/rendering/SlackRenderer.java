package io.broadsheet.slack.rendering;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.DividerBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.ImageBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.OverflowMenuElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextListElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
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
    private record Part(List<LayoutBlock> blocks, int characters, String plain) {}

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
                blocks.add(context(List.of(plain(more))));
                break;
            }
            blocks.addAll(part.blocks());
        }
        if (blocks.isEmpty()) {
            blocks.add(context(List.of(plain(more))));
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
            blocks.add(context(List.of(plain("(nothing to show)"))));
        }
        return new SlackMessage(blocks, text.isBlank() ? "An answer without words" : text);
    }

    private void add(Block block) {
        switch (block) {
            case Block.Heading(String text, URI link) -> heading(text, link);
            case Block.Paragraph(List<Span> spans) -> rich(spans, SlackRenderer::section);
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
        if (link != null && fits(link)) {
            String title = SlackMarkup.title("", line, link);
            if (title.length() <= SlackLimits.TEXT) {
                part(section(title, null), title.length(), line);
                return;
            }
        }
        if (line.length() <= SlackLimits.HEADER) {
            part(HeaderBlock.builder().text(plain(line)).build(), line.length(), line);
        } else {
            rich(List.of(Span.strong(line)), SlackRenderer::section);
        }
    }

    private void aside(List<Span> spans, Button.Run button) {
        String text = SlackMarkup.line(spans, SlackRenderer::date);
        if (text.isBlank() || text.length() > SlackLimits.TEXT) {
            rich(spans, SlackRenderer::section);
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
        if (fits(source) && !said.isEmpty()) {
            part(
                    ImageBlock.builder().imageUrl(address).altText(said).build(),
                    address.length() + said.length(),
                    "");
        }
    }

    private static SectionBlock section(String markup, @Nullable BlockElement accessory) {
        return SectionBlock.builder().text(markup(markup)).accessory(accessory).build();
    }

    /// Small print: in a context block where that can show it, else as a paragraph.
    private void note(List<Span> spans) {
        List<ContextBlockElement> elements = contextElements(spans);
        if (elements.isEmpty()) {
            rich(spans, SlackRenderer::section);
        } else {
            part(context(elements), characters(elements), spoken(spans));
        }
    }

    private void facts(List<Block.Fact> facts) {
        List<BlockElement> lines = new ArrayList<>();
        StringJoiner spoken = new StringJoiner("\n");
        int characters = 0;
        int elements = 0;
        for (Block.Fact fact : facts) {
            List<Span> line = new ArrayList<>();
            line.add(Span.strong(fact.label() + ": "));
            line.addAll(fact.value());
            for (List<RichTextElement> piece : richPieces(line)) {
                int length = richCharacters(piece);
                if (characters + length > SlackLimits.TEXT
                        || elements + piece.size() > SlackLimits.RICH_TEXT_ELEMENTS) {
                    part(richText(lines), characters, spoken.toString());
                    lines.clear();
                    characters = 0;
                    elements = 0;
                    spoken = new StringJoiner("\n");
                }
                lines.add(section(piece));
                characters += length;
                elements += piece.size();
                spoken.add(richPlain(piece));
            }
        }
        if (!lines.isEmpty()) {
            part(richText(lines), characters, spoken.toString());
        }
    }

    private void bullets(List<List<Span>> lines) {
        List<RichTextElement> items = new ArrayList<>();
        StringJoiner spoken = new StringJoiner("\n");
        int characters = 0;
        int elements = 0;
        for (List<Span> line : lines) {
            for (List<RichTextElement> piece : richPieces(line)) {
                int length = richCharacters(piece);
                if (characters + length > SlackLimits.TEXT
                        || elements + piece.size() > SlackLimits.RICH_TEXT_ELEMENTS) {
                    part(richText(List.of(list(items))), characters, spoken.toString());
                    items.clear();
                    characters = 0;
                    elements = 0;
                    spoken = new StringJoiner("\n");
                }
                items.add(section(piece));
                characters += length;
                elements += piece.size();
                spoken.add("- " + richPlain(piece));
            }
        }
        if (!items.isEmpty()) {
            part(richText(List.of(list(items))), characters, spoken.toString());
        }
    }

    private static RichTextListElement list(List<RichTextElement> items) {
        return RichTextListElement.builder().style("bullet").elements(List.copyOf(items)).build();
    }

    private void verbatim(String text) {
        for (String piece : SlackText.pieces(SlackText.lines(text), SlackLimits.TEXT)) {
            if (!piece.isBlank()) {
                part(
                        richText(
                                List.of(
                                        RichTextPreformattedElement.builder()
                                                .elements(List.of(text(piece, null)))
                                                .build())),
                        piece.length(),
                        piece);
            }
        }
    }

    private void file(Block.File file) {
        String name = SlackText.line(file.name());
        if (file.content().length() <= SlackLimits.SHOWN_FILE) {
            rich(List.of(Span.strong(name)), SlackRenderer::section);
            verbatim(file.content());
        } else {
            files.add(file);
            rich(
                    List.of(
                            Span.strong(name),
                            Span.text(" · " + kilobytes(file.content()) + " kB, as a file")),
                    SlackRenderer::section);
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
                                .text(plain(title.getFirst()))
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
                List<ContextBlockElement> elements = contextElements(entry.details().get(details));
                int length = characters(elements);
                if (elements.isEmpty()
                        || together.size() >= 10
                        || characters + length > SlackLimits.MESSAGE_CHARACTERS / 2) {
                    break;
                }
                together.add(context(elements));
                characters += length;
                spoken.add("   " + spoken(entry.details().get(details)));
            }
        }
        parts.add(new Part(together, characters, spoken.toString()));
        for (String rest : title.subList(1, title.size())) {
            rich(List.of(Span.text(rest)), SlackRenderer::section);
        }
        if (!linked) {
            rich(entry.about(), SlackRenderer::section);
        }
        entry.details().subList(details, entry.details().size()).forEach(this::note);
        buttons(buttons.subList(inMenu, buttons.size()), List.of());
        entry.buttons().stream()
                .filter(button -> !fits(button))
                .forEach(button -> buttons(List.of(button), List.of()));
    }

    /// The title with its page, and below it what the entry is about.
    private static String head(Block.Entry entry, String title) {
        String head =
                SlackMarkup.title(
                        entry.number() + ". ", title.isEmpty() ? NO_TITLE : title, entry.link());
        String about = SlackMarkup.line(entry.about(), SlackRenderer::date);
        return about.isBlank() ? head : head + "\n" + about;
    }

    private OverflowMenuElement menu(List<Button> buttons) {
        List<OptionObject> options = new ArrayList<>();
        for (Button button : buttons) {
            var option = OptionObject.builder().text(plain(label(button)));
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
                        SlackRenderer::section);
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
        var element = ButtonElement.builder().text(plain(label(button)));
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
            case Button.Open open -> fits(open.target());
        };
    }

    private static boolean fits(URI target) {
        return target.toASCIIString().length() <= SlackLimits.ADDRESS;
    }

    private static int characters(Button button) {
        return label(button).length()
                + switch (button) {
                    case Button.Run run -> run.code().value().length();
                    case Button.Open open -> open.target().toASCIIString().length();
                };
    }

    // --- small print ---

    /// A line as elements of a context block; none where it is too long for one.
    private static List<ContextBlockElement> contextElements(List<Span> spans) {
        boolean harmless = true;
        for (Span span : spans) {
            if (span instanceof Span.Link) {
                String line = SlackMarkup.line(spans, SlackRenderer::date);
                return line.isBlank() || line.length() > SlackLimits.TEXT || !fits(spans)
                        ? List.of()
                        : List.of(markup(line));
            }
            harmless &= SlackText.isHarmless(SlackText.line(span.plain()));
        }
        List<ContextBlockElement> elements = harmless ? markup(spans) : plainAndDates(spans);
        boolean fits =
                elements.size() <= SlackLimits.CONTEXT_ELEMENTS
                        && elements.stream()
                                .allMatch(element -> characters(element) <= SlackLimits.TEXT);
        return fits ? elements : List.of();
    }

    private static boolean fits(List<Span> spans) {
        return spans.stream()
                .noneMatch(span -> span instanceof Span.Link link && !fits(link.target()));
    }

    /// One piece of markup; only for words that mean nothing there.
    private static List<ContextBlockElement> markup(List<Span> spans) {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            String plain = SlackText.line(span.plain());
            text.append(
                    switch (span) {
                        case Span.Sign(String shown, String _) -> SlackMarkup.neutral(shown);
                        case Span.Strong _ -> styled(plain, '*');
                        case Span.Emphasis _ -> styled(plain, '_');
                        case Span.Code _ -> styled(plain, '`');
                        case Span.TypedCommand command -> styled(SlackMarkup.typed(command), '`');
                        case Span.Time time -> date(time);
                        case Span.Text _, Span.Person _, Span.Link _ -> plain;
                    });
        }
        return text.toString().isBlank() ? List.of() : List.of(markup(text.toString()));
    }

    /// Markup takes effect only between blanks or punctuation, and not around blanks.
    private static String styled(String plain, char mark) {
        String inner = plain.strip();
        return inner.isEmpty() ? plain : plain.replace(inner, mark + inner + mark);
    }

    /// Plain texts, with only the dates as markup between them.
    private static List<ContextBlockElement> plainAndDates(List<Span> spans) {
        List<ContextBlockElement> elements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            if (span instanceof Span.Time time && isShowable(time)) {
                if (!text.toString().isBlank()) {
                    elements.add(plain(text.toString().strip()));
                }
                text.setLength(0);
                elements.add(markup(date(time)));
            } else {
                text.append(
                        SlackText.line(
                                switch (span) {
                                    case Span.Sign sign -> sign.shown();
                                    case Span.TypedCommand command -> SlackMarkup.typed(command);
                                    default -> span.plain();
                                }));
            }
        }
        if (!text.toString().isBlank()) {
            elements.add(plain(text.toString().strip()));
        }
        return elements;
    }

    /// Slack shows this in the reader's own zone
    /// (docs.slack.dev/messaging/formatting-message-text#date-formatting).
    private static String date(Span.Time time) {
        if (!isShowable(time)) {
            return SlackMarkup.neutral(time.plain());
        }
        String fallback =
                SlackText.escape(
                        SlackText.line(time.plain())
                                .replace('|', ' ')
                                .replace('^', ' ')
                                .replaceAll("[*_~`]", ""));
        return "<!date^"
                + time.instant().getEpochSecond()
                + "^"
                + format(time)
                + "|"
                + (fallback.isBlank() ? time.instant() : fallback)
                + ">";
    }

    private static String format(Span.Time time) {
        return switch (time.precision()) {
            case DAY -> "{date_short}";
            case MINUTE -> "{date_short} {time}";
        };
    }

    /// Slack's timestamps are whole seconds, ours are kept to what fits 32 bits and a short
    /// fallback.
    private static boolean isShowable(Span.Time time) {
        long seconds = time.instant().getEpochSecond();
        return seconds > 0 && seconds <= Integer.MAX_VALUE && time.plain().length() <= 100;
    }

    private static ContextBlock context(List<? extends ContextBlockElement> elements) {
        return ContextBlock.builder().elements(List.copyOf(elements)).build();
    }

    private static int characters(List<ContextBlockElement> elements) {
        return elements.stream().mapToInt(SlackRenderer::characters).sum();
    }

    private static int characters(ContextBlockElement element) {
        return switch (element) {
            case PlainTextObject text -> text.getText().length();
            case MarkdownTextObject text -> text.getText().length();
            default -> throw new IllegalStateException("not one of ours: " + element);
        };
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    private static MarkdownTextObject markup(String text) {
        return MarkdownTextObject.builder().text(text).verbatim(true).build();
    }

    // --- rich text ---

    private void rich(List<Span> spans, Function<List<RichTextElement>, BlockElement> container) {
        for (List<RichTextElement> piece : richPieces(spans)) {
            part(
                    richText(List.of(container.apply(piece))),
                    richCharacters(piece),
                    richPlain(piece));
        }
    }

    /// Spans as rich text elements, in pieces that each fit one block.
    private static List<List<RichTextElement>> richPieces(List<Span> spans) {
        List<List<RichTextElement>> pieces = new ArrayList<>();
        List<RichTextElement> piece = new ArrayList<>();
        int characters = 0;
        for (Span span : spans) {
            for (RichTextElement element : rich(span)) {
                int length = richCharacters(List.of(element));
                if (!piece.isEmpty()
                        && (characters + length > SlackLimits.TEXT
                                || piece.size() == SlackLimits.RICH_TEXT_ELEMENTS)) {
                    pieces.add(piece);
                    piece = new ArrayList<>();
                    characters = 0;
                }
                piece.add(element);
                characters += length;
            }
        }
        pieces.add(piece);
        return pieces.stream().filter(each -> !richPlain(each).isBlank()).toList();
    }

    private static List<RichTextElement> rich(Span span) {
        return switch (span) {
            case Span.Text(String text) -> texts(SlackText.lines(text), null);
            case Span.Strong(String text) ->
                    texts(
                            SlackText.lines(text),
                            RichTextSectionElement.TextStyle.builder().bold(true).build());
            case Span.Emphasis(String text) ->
                    texts(
                            SlackText.lines(text),
                            RichTextSectionElement.TextStyle.builder().italic(true).build());
            case Span.TypedCommand command -> rich(Span.code(SlackMarkup.typed(command)));
            case Span.Code(String text) ->
                    texts(
                            SlackText.line(text),
                            RichTextSectionElement.TextStyle.builder().code(true).build());
            case Span.Link(String text, URI target) -> link(SlackText.line(text), target);
            case Span.Sign(String shown, String _) -> texts(SlackText.line(shown), null);
            case Span.Time time -> time(time);
            // A user element would notify the person, so only the name is written.
            case Span.Person(String _, String name) -> texts(SlackText.line(name), null);
        };
    }

    private static List<RichTextElement> link(String text, URI target) {
        if (!fits(target)) {
            return texts(text + " (its address is too long for Slack to link)", null);
        }
        String address = target.toASCIIString();
        // A label may have any length, so that only its end carries the link then.
        List<String> label =
                SlackText.pieces(text.isBlank() ? address : text, SlackLimits.TEXT / 2);
        List<RichTextElement> elements = new ArrayList<>();
        for (String before : label.subList(0, label.size() - 1)) {
            elements.add(text(before, null));
        }
        if (address.length() + label.getLast().length() > SlackLimits.TEXT) {
            elements.add(text(label.getLast(), null));
            elements.add(
                    RichTextSectionElement.Link.builder()
                            .url(address)
                            .text(text.isBlank() ? "link" : "↗")
                            .build());
        } else {
            elements.add(
                    RichTextSectionElement.Link.builder()
                            .url(address)
                            .text(label.getLast())
                            .build());
        }
        return elements;
    }

    private static List<RichTextElement> time(Span.Time time) {
        String plain = SlackText.line(time.plain());
        if (!isShowable(time)) {
            return texts(plain, null);
        }
        return List.of(
                RichTextSectionElement.Date.builder()
                        .timestamp((int) time.instant().getEpochSecond())
                        .format(format(time))
                        .fallback(plain.isBlank() ? time.instant().toString() : plain)
                        .build());
    }

    private static List<RichTextElement> texts(
            String text, RichTextSectionElement.@Nullable TextStyle style) {
        return SlackText.pieces(text, SlackLimits.TEXT).stream()
                .<RichTextElement>map(piece -> text(piece, style))
                .toList();
    }

    private static RichTextElement text(
            String text, RichTextSectionElement.@Nullable TextStyle style) {
        var element = RichTextSectionElement.Text.builder().text(text);
        return style == null ? element.build() : element.style(style).build();
    }

    private static RichTextSectionElement section(List<RichTextElement> elements) {
        return RichTextSectionElement.builder().elements(List.copyOf(elements)).build();
    }

    private static RichTextBlock richText(List<? extends BlockElement> containers) {
        return RichTextBlock.builder().elements(List.<BlockElement>copyOf(containers)).build();
    }

    private static int richCharacters(List<RichTextElement> elements) {
        int characters = 0;
        for (RichTextElement element : elements) {
            characters +=
                    switch (element) {
                        case RichTextSectionElement.Text text -> text.getText().length();
                        case RichTextSectionElement.Link link ->
                                link.getText().length() + link.getUrl().length();
                        case RichTextSectionElement.Date date ->
                                date.getFallback().length() + date.getFormat().length();
                        default -> throw new IllegalStateException("not one of ours: " + element);
                    };
        }
        return characters;
    }

    private static String richPlain(List<RichTextElement> elements) {
        StringBuilder plain = new StringBuilder();
        for (RichTextElement element : elements) {
            plain.append(
                    switch (element) {
                        case RichTextSectionElement.Text text -> text.getText();
                        case RichTextSectionElement.Link link -> link.getText();
                        case RichTextSectionElement.Date date -> date.getFallback();
                        default -> throw new IllegalStateException("not one of ours: " + element);
                    });
        }
        return plain.toString();
    }

    private static String spoken(List<Span> spans) {
        return SlackText.line(Block.plain(spans)).strip();
    }

    private void part(LayoutBlock block, int characters, String plain) {
        parts.add(new Part(List.of(block), characters, plain));
    }
}
