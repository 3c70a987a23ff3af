package io.broadsheet.slack.rendering;

import io.broadsheet.message.Span;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes Slack's markup, where links are wanted in places that know no rich text: a section with a
/// menu beside it, and small print. What would mean something there is written with a character
/// that looks like it, so that text can neither format, nor link, nor mention.
final class SlackMarkup {

    /// A colon that begins an emoji's name, or belongs to an address.
    private static final Pattern SPECIAL_COLON = Pattern.compile(":(?=[A-Za-z0-9_+'-]*:|//)");

    private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]{1,20}");

    private static final Pattern LINE_START = Pattern.compile("^(\\s*)>");

    private SlackMarkup() {}

    /// Text that means only itself, on one line.
    static String neutral(String text) {
        String line = SlackText.line(text);
        if (SlackText.isHarmless(line)) {
            return line;
        }
        String plain =
                LINE_START
                        .matcher(SPECIAL_COLON.matcher(line).replaceAll("∶"))
                        .replaceAll("$1›")
                        .replace('*', '∗')
                        .replace('_', '＿')
                        .replace('~', '∼')
                        .replace('`', '‵')
                        .replace('|', '∣');
        return SlackText.escape(plain);
    }

    /// Slack shows the channel's name to whoever may know it
    /// (docs.slack.dev/messaging/formatting-message-text#linking-channels).
    static String channel(Span.ChannelMention channel) {
        return isChannel(channel) ? "<#" + channel.id() + ">" : neutral(channel.plain());
    }

    static boolean isChannel(Span.ChannelMention channel) {
        return CHANNEL.matcher(channel.id()).matches();
    }

    /// A command as it is typed in Slack.
    static String typed(Span.TypedCommand command) {
        return "/paper " + command.plain();
    }

    /// A title in bold, with the page it leads to where Slack can link that.
    ///
    /// @param before stands before the title, as part of it: "1. "
    static String title(String before, String title, @Nullable URI link) {
        String shown = neutral(title).strip();
        String lead = neutral(before);
        return link == null || shown.isEmpty() || !fits(link)
                ? "*" + (lead + shown).strip() + "*"
                : "*" + lead + link(link, shown) + "*";
    }

    /// Spans on one line.
    ///
    /// @param date writes a point in time
    static String line(List<Span> spans, java.util.function.Function<Span.Time, String> date) {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            text.append(
                    switch (span) {
                        case Span.Strong(String plain) -> styled(neutral(plain), '*');
                        case Span.Emphasis(String plain) -> styled(neutral(plain), '_');
                        case Span.Code(String plain) -> styled(neutral(plain), '`');
                        case Span.TypedCommand command -> styled(neutral(typed(command)), '`');
                        case Span.Link(String plain, URI target) ->
                                fits(target)
                                        ? link(target, neutral(plain).strip())
                                        : neutral(plain);
                        case Span.Sign(String shown, String _) -> neutral(shown);
                        case Span.Time time -> date.apply(time);
                        case Span.Text(String plain) -> neutral(plain);
                        case Span.Person(String _, String name) -> neutral(name);
                        case Span.ChannelMention channel -> channel(channel);
                    });
        }
        return text.toString();
    }

    /// Markup takes effect only between blanks or punctuation, and not around blanks.
    private static String styled(String plain, char mark) {
        String inner = plain.strip();
        return inner.isEmpty() ? plain : plain.replace(inner, mark + inner + mark);
    }

    private static String link(URI target, String label) {
        return "<"
                + target.toASCIIString().replace("&", "&amp;")
                + "|"
                + (label.isEmpty() ? "link" : label)
                + ">";
    }

    private static boolean fits(URI target) {
        return target.toASCIIString().length() <= SlackLimits.TEXT / 2;
    }
}
