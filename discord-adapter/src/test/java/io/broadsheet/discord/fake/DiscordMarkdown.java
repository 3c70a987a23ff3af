package io.broadsheet.discord.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Discord's Markdown as its client does, to see what people would see: the text, and what in
/// it is live. Written from the client's rules, independently of what writes.
public final class DiscordMarkdown {

    /// Something in a text that is more than text.
    ///
    /// @param target where a link leads, else what was found
    public record Live(Kind kind, String target) {
        public enum Kind {
            MENTION,
            LINK,
            BARE_ADDRESS,
            EMOJI,
            TIME,
            /// A mark that has no partner: the writer did not escape it, or broke what it wrote.
            STRAY_MARK
        }
    }

    /// @param plain what is read, line ends included
    public record Reading(String plain, List<Live> live) {}

    private static final Pattern FENCE =
            Pattern.compile("```(?:[a-z]*\n)?(.*?)\n?```", Pattern.DOTALL);
    private static final Pattern LINE_PREFIX =
            Pattern.compile("^\\s*(?:-# |#{1,3} |>>> |> |[-*+] |\\d{1,9}[.)] )");
    private static final Pattern MASKED =
            Pattern.compile("^\\[((?:\\[[^\\]]*]|[^\\[\\]])*)]\\(<?([^<>()\\s\\\\]*)>?\\)");
    private static final Pattern ANGLE_LINK = Pattern.compile("^<([^: >]+:/[^ >]+)>");
    private static final Pattern MENTION =
            Pattern.compile("^(?:@everyone|@here|<@[!&]?\\d+>|<#\\d+>|</[^>]*:\\d+>|<id:\\w+>)");
    private static final Pattern TIME = Pattern.compile("^<t:-?\\d{1,17}(?::[tTdDfFR])?>");
    private static final Pattern EMOJI = Pattern.compile("^(?::[A-Za-z0-9_+-]+:|<a?:\\w+:\\d+>)");
    private static final Pattern BARE = Pattern.compile("^https?://[^\\s<]+[^<.,:;\"'\\]\\s]");

    private final StringBuilder plain = new StringBuilder();
    private final List<Live> live = new ArrayList<>();

    public static Reading read(String content) {
        DiscordMarkdown markdown = new DiscordMarkdown();
        Matcher fence = FENCE.matcher(content);
        int from = 0;
        while (fence.find(from)) {
            markdown.lines(content.substring(from, fence.start()));
            markdown.plain.append(fence.group(1)).append('\n');
            from = fence.end();
        }
        markdown.lines(content.substring(from));
        return new Reading(markdown.plain.toString(), List.copyOf(markdown.live));
    }

    private void lines(String text) {
        for (String line : text.split("\n")) {
            String rest = line;
            // Quotations hold headings and lists in turn.
            for (Matcher prefix = LINE_PREFIX.matcher(rest);
                    prefix.find();
                    prefix = LINE_PREFIX.matcher(rest)) {
                rest = rest.substring(prefix.end());
            }
            inline(rest);
            plain.append('\n');
        }
    }

    private void inline(String text) {
        int i = 0;
        while (i < text.length()) {
            i = step(text, i);
        }
    }

    private int step(String text, int i) {
        char c = text.charAt(i);
        if ("\\`[<@:h*_~|]".indexOf(c) < 0) {
            plain.append(c);
            return i + 1;
        }
        String rest = text.substring(i, Math.min(text.length(), i + 4_100));
        Matcher matcher;
        if (c == '\\' && i + 1 < text.length() && !alphanumericOrSpace(text.charAt(i + 1))) {
            plain.append(text.charAt(i + 1));
            return i + 2;
        }
        if (c == '`') {
            return code(text, i);
        }
        if ((matcher = MASKED.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.LINK, matcher.group(2)));
            inline(matcher.group(1));
            return i + matcher.end();
        }
        if ((matcher = TIME.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.TIME, matcher.group()));
            return i + matcher.end();
        }
        if ((matcher = MENTION.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.MENTION, matcher.group()));
            // Read as the channel's name, which is not known here.
            plain.append(matcher.group().startsWith("<#") ? matcher.group() : "");
            return i + matcher.end();
        }
        if ((matcher = EMOJI.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.EMOJI, matcher.group()));
            return i + matcher.end();
        }
        if ((matcher = ANGLE_LINK.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.LINK, matcher.group(1)));
            plain.append(matcher.group(1));
            return i + matcher.end();
        }
        if ((matcher = BARE.matcher(rest)).find()) {
            live.add(new Live(Live.Kind.BARE_ADDRESS, matcher.group()));
            return i + matcher.end();
        }
        for (String mark : List.of("**", "*", "__", "_", "~~", "||")) {
            if (text.startsWith(mark, i)) {
                int end = closing(text, i + mark.length(), mark);
                if (end > i + mark.length()) {
                    inline(text.substring(i + mark.length(), end));
                    return end + mark.length();
                }
            }
        }
        if ("*_~|[]<".indexOf(c) >= 0) {
            live.add(
                    new Live(Live.Kind.STRAY_MARK, rest.substring(0, Math.min(40, rest.length()))));
        }
        plain.append(c);
        return i + 1;
    }

    private int code(String text, int i) {
        int ticks = 0;
        while (i + ticks < text.length() && text.charAt(i + ticks) == '`') {
            ticks++;
        }
        String fence = "`".repeat(ticks);
        int end = text.indexOf(fence, i + ticks);
        while (end >= 0 && end + ticks < text.length() && text.charAt(end + ticks) == '`') {
            while (end + ticks < text.length() && text.charAt(end + ticks) == '`') {
                end++;
            }
            end = text.indexOf(fence, end + ticks);
        }
        if (end < 0) {
            live.add(new Live(Live.Kind.STRAY_MARK, fence));
            plain.append(fence);
            return i + ticks;
        }
        plain.append(text, i + ticks, end);
        return end + ticks;
    }

    /// Where a mark is closed that was opened before `from`, -1 where it is not.
    private static int closing(String text, int from, String mark) {
        if (from >= text.length() || (mark.equals("*") && text.charAt(from) == ' ')) {
            return -1;
        }
        int i = from;
        while (i < text.length()) {
            if (text.charAt(i) == '\\') {
                i += 2;
                continue;
            }
            boolean longer =
                    i + mark.length() < text.length()
                            && text.charAt(i + mark.length()) == mark.charAt(0);
            if (text.startsWith(mark, i) && !longer) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private static boolean alphanumericOrSpace(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || Character.isWhitespace(c);
    }
}
