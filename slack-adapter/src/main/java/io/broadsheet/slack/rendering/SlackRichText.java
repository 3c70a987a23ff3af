package io.broadsheet.slack.rendering;

import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import io.broadsheet.message.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Spans as rich text, in pieces that fit a block of Slack's.
final class SlackRichText {

    private SlackRichText() {}

    static boolean isLinkable(URI target) {
        return target.toASCIIString().length() <= SlackLimits.ADDRESS;
    }

    /// Spans as rich text elements, in pieces that each fit one block.
    static List<List<RichTextElement>> richPieces(List<Span> spans) {
        List<List<RichTextElement>> pieces = new ArrayList<>();
        List<RichTextElement> piece = new ArrayList<>();
        int characters = 0;
        for (Span span : spans) {
            for (RichTextElement element : elements(span)) {
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

    static List<RichTextElement> elements(Span span) {
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
            case Span.TypedCommand command -> elements(Span.code(SlackMarkup.typed(command)));
            case Span.Code(String text) ->
                    texts(
                            SlackText.line(text),
                            RichTextSectionElement.TextStyle.builder().code(true).build());
            case Span.Link(String text, URI target) -> link(SlackText.line(text), target);
            case Span.Sign(String shown, String _) -> texts(SlackText.line(shown), null);
            case Span.Time time -> time(time);
            // A user element would notify the person, so only the name is written.
            case Span.Person(String _, String name) -> texts(SlackText.line(name), null);
            case Span.ChannelMention channel ->
                    SlackMarkup.isChannel(channel)
                            ? List.of(
                                    RichTextSectionElement.Channel.builder()
                                            .channelId(channel.id())
                                            .build())
                            : texts(SlackText.line(channel.plain()), null);
        };
    }

    static List<RichTextElement> link(String text, URI target) {
        if (!isLinkable(target)) {
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

    static List<RichTextElement> time(Span.Time time) {
        String plain = SlackText.line(time.plain());
        if (!SlackDates.isShowable(time)) {
            return texts(plain, null);
        }
        return List.of(
                RichTextSectionElement.Date.builder()
                        .timestamp((int) time.instant().getEpochSecond())
                        .format(SlackDates.format(time))
                        .fallback(plain.isBlank() ? time.instant().toString() : plain)
                        .build());
    }

    static List<RichTextElement> texts(
            String text, RichTextSectionElement.@Nullable TextStyle style) {
        return SlackText.pieces(text, SlackLimits.TEXT).stream()
                .<RichTextElement>map(piece -> text(piece, style))
                .toList();
    }

    static RichTextElement text(String text, RichTextSectionElement.@Nullable TextStyle style) {
        var element = RichTextSectionElement.Text.builder().text(text);
        return style == null ? element.build() : element.style(style).build();
    }

    static RichTextSectionElement richSection(List<RichTextElement> elements) {
        return RichTextSectionElement.builder().elements(List.copyOf(elements)).build();
    }

    static RichTextBlock richText(List<? extends BlockElement> containers) {
        return RichTextBlock.builder().elements(List.<BlockElement>copyOf(containers)).build();
    }

    static int richCharacters(List<RichTextElement> elements) {
        int characters = 0;
        for (RichTextElement element : elements) {
            characters +=
                    switch (element) {
                        case RichTextSectionElement.Text text -> text.getText().length();
                        case RichTextSectionElement.Channel channel ->
                                channel.getChannelId().length();
                        case RichTextSectionElement.Link link ->
                                link.getText().length() + link.getUrl().length();
                        case RichTextSectionElement.Date date ->
                                date.getFallback().length() + date.getFormat().length();
                        default -> throw new IllegalStateException("not one of ours: " + element);
                    };
        }
        return characters;
    }

    static String richPlain(List<RichTextElement> elements) {
        StringBuilder plain = new StringBuilder();
        for (RichTextElement element : elements) {
            plain.append(
                    switch (element) {
                        case RichTextSectionElement.Text text -> text.getText();
                        case RichTextSectionElement.Channel channel -> "#" + channel.getChannelId();
                        case RichTextSectionElement.Link link -> link.getText();
                        case RichTextSectionElement.Date date -> date.getFallback();
                        default -> throw new IllegalStateException("not one of ours: " + element);
                    });
        }
        return plain.toString();
    }
}
