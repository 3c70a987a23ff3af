package io.broadsheet.slack.rendering;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import io.broadsheet.message.Span;
import java.util.ArrayList;
import java.util.List;

/// Lines as elements of context blocks: markup where no word means anything there, else plain texts
/// with dates as markup between them.
final class SlackSmallPrint {

    private SlackSmallPrint() {}

    /// A line as elements of a context block; none where it is too long for one.
    static List<ContextBlockElement> contextElements(List<Span> spans) {
        boolean harmless = true;
        for (Span span : spans) {
            if (span instanceof Span.Link || span instanceof Span.ChannelMention) {
                String line = SlackMarkup.line(spans, SlackDates::date);
                return line.isBlank() || line.length() > SlackLimits.TEXT || !areLinkable(spans)
                        ? List.of()
                        : List.of(markup(line));
            }
            harmless &= SlackText.isHarmless(SlackText.line(span.plain()));
        }
        List<ContextBlockElement> elements = harmless ? markup(spans) : plainAndDates(spans);
        boolean fits =
                elements.size() <= SlackLimits.CONTEXT_ELEMENTS
                        && elements.stream()
                                .allMatch(
                                        element -> contextCharacters(element) <= SlackLimits.TEXT);
        return fits ? elements : List.of();
    }

    static boolean areLinkable(List<Span> spans) {
        return spans.stream()
                .noneMatch(span ->
                        span instanceof Span.Link link && !SlackRichText.isLinkable(link.target()));
    }

    /// One piece of markup; only for words that mean nothing there.
    static List<ContextBlockElement> markup(List<Span> spans) {
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
                        case Span.Time time -> SlackDates.date(time);
                        case Span.ChannelMention channel -> SlackMarkup.channel(channel);
                        case Span.Text _, Span.Person _, Span.Link _ -> plain;
                    });
        }
        return text.toString().isBlank() ? List.of() : List.of(markup(text.toString()));
    }

    /// Markup takes effect only between blanks or punctuation, and not around blanks.
    static String styled(String plain, char mark) {
        String inner = plain.strip();
        return inner.isEmpty() ? plain : plain.replace(inner, mark + inner + mark);
    }

    /// Plain texts, with only the dates as markup between them.
    static List<ContextBlockElement> plainAndDates(List<Span> spans) {
        List<ContextBlockElement> elements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            if (span instanceof Span.Time time && SlackDates.isShowable(time)) {
                if (!text.toString().isBlank()) {
                    elements.add(plain(text.toString().strip()));
                }
                text.setLength(0);
                elements.add(markup(SlackDates.date(time)));
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

    static ContextBlock context(List<? extends ContextBlockElement> elements) {
        return ContextBlock.builder().elements(List.copyOf(elements)).build();
    }

    static int contextCharacters(List<ContextBlockElement> elements) {
        return elements.stream().mapToInt(SlackSmallPrint::contextCharacters).sum();
    }

    static int contextCharacters(ContextBlockElement element) {
        return switch (element) {
            case PlainTextObject text -> text.getText().length();
            case MarkdownTextObject text -> text.getText().length();
            default -> throw new IllegalStateException("not one of ours: " + element);
        };
    }

    static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    static MarkdownTextObject markup(String text) {
        return MarkdownTextObject.builder().text(text).verbatim(true).build();
    }
}
