package io.broadsheet.discord.rendering;

import io.broadsheet.message.Span;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes spans in Discord's dialect of Markdown. Text is escaped so that it can neither format,
/// nor link, nor mention, nor turn into an emoji.
public final class DiscordText {

    /// Longest stretch of text that is kept in one piece where a place for a break is looked for.
    private static final int STRETCH = 400;

    /// Longer addresses than any browser takes are not worth a message.
    private static final int LONGEST_ADDRESS = 1_500;

    /// The text of all links counts among a message's 4,000 characters.
    private static final int LONGEST_TITLE_ADDRESS = 500;

    /// The last second that Discord's client can show as a time.
    private static final long LAST_SECOND = 8_640_000_000_000L;

    private static final String ZERO_WIDTH = "\u200b";

    private static final Pattern LINE_ENDS = Pattern.compile("\\s*(?:\\R|\u2028|\u2029)\\s*");

    /// A colon that may begin an emoji's name or belong to an address, also together with the text
    /// that follows.
    private static final Pattern SPECIAL_COLON =
            Pattern.compile(":(?://|[A-Za-z0-9_+-]*(?::|$)|/$)");

    /// What begins a heading, a list, a quotation or small print at the beginning of a line.
    private static final Pattern LINE_START = Pattern.compile("^(\\s*)([#>+-]|\\d{1,9}(?=[.)]))");

    private static final Pattern FENCE = Pattern.compile("`{3,}");

    private static final Pattern LIKE_AN_ADDRESS =
            Pattern.compile("(?i)://|www\\.|discord(?:app)?\\.(?:gg|com|new)");

    private DiscordText() {}

    /// Text without what cannot or must not be seen; line ends stay as `\n`.
    static String clean(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        String lines = LINE_ENDS.matcher(text).replaceAll("\n");
        StringBuilder cleaned = new StringBuilder(lines.length());
        lines.codePoints()
                .filter(c -> !unseen(c))
                .forEach(c -> cleaned.appendCodePoint(c == '\t' ? ' ' : c));
        return cleaned.toString();
    }

    /// Controls, what changes the direction of writing or hides text, and halves of characters.
    /// Joiners stay: scripts and emoji need them.
    private static boolean unseen(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || Character.getType(c) == Character.SURROGATE
                || c == 0xad
                || c == 0x61c
                || c == 0x200b
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0xfeff
                || (c >= 0xe0000 && c <= 0xe007f);
    }

    /// Cleaned text in one line, not escaped: for labels, which know no Markdown.
    public static String oneLine(String text) {
        return clean(text).replace('\n', ' ').strip();
    }

    /// Text escaped to stand anywhere but at the beginning of a line.
    static String escape(String text) {
        String cleaned = clean(text);
        StringBuilder escaped = new StringBuilder(cleaned.length() + 16);
        Matcher special = SPECIAL_COLON.matcher(cleaned);
        for (int i = 0; i < cleaned.length(); i++) {
            char c = cleaned.charAt(i);
            switch (c) {
                case '\\', '*', '_', '~', '|', '`', '[', ']', '<' -> escaped.append('\\').append(c);
                // A zero-width space: a backslash would not keep @everyone from being one.
                case '@' -> escaped.append('@').append(ZERO_WIDTH);
                case ':' -> {
                    if (special.region(i, cleaned.length()).lookingAt()) {
                        escaped.append('\\');
                    }
                    escaped.append(c);
                }
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// Escapes what would begin a heading, a list or a quotation.
    static String atLineStart(String escaped) {
        Matcher start = LINE_START.matcher(escaped);
        if (!start.find()) {
            return escaped;
        }
        boolean number = Character.isDigit(start.group(2).charAt(0));
        int at = number ? start.end(2) : start.start(2);
        return escaped.substring(0, at) + "\\" + escaped.substring(at);
    }

    /// Spans as lines of Markdown, each of at most `most` characters; longer ones go on in the
    /// next.
    static List<String> lines(CommandMentions mentions, List<Span> spans, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Span span : spans) {
            boolean first = true;
            for (String part : parts(span)) {
                if (!first) {
                    end(lines, line);
                }
                first = false;
                for (String atom : atoms(mentions, span, part)) {
                    // One more for the backslash at the line's start, one for what keeps marks
                    // apart.
                    if (!line.isEmpty() && line.length() + atom.length() + 2 > most) {
                        end(lines, line);
                    }
                    append(line, atom);
                }
            }
        }
        end(lines, line);
        return lines;
    }

    /// A title in bold, with the page it leads to.
    ///
    /// @param before stands before the title, as part of it: "1. "
    static List<String> title(
            CommandMentions mentions, String before, String title, @Nullable URI link, int most) {
        String lead = before + title;
        if (link == null
                || title.isBlank()
                || address(link).length() > LONGEST_TITLE_ADDRESS
                || title.length() > STRETCH / 2
                || LIKE_AN_ADDRESS.matcher(title).find()) {
            return lines(mentions, List.of(Span.strong(lead)), most);
        }
        List<String> linked = link(new Span.Link(title, link));
        return linked.size() == 1
                ? List.of("**" + escape(before) + linked.getFirst() + "**")
                : lines(mentions, List.of(Span.strong(lead)), most);
    }

    private static void end(List<String> lines, StringBuilder line) {
        if (!line.toString().isBlank()) {
            lines.add(atLineStart(line.toString().strip()));
        }
        line.setLength(0);
    }

    /// Text to copy as it stands.
    static String verbatim(String text) {
        String cleaned =
                text.replaceAll("\\R", "\n")
                        .replaceAll(
                                "[\\p{Cc}&&[^\\n\\t]]|\\p{Cs}|[\u202a-\u202e\u2066-\u2069]", "");
        // Three in a row would end it.
        return "```\n"
                + FENCE.matcher(cleaned)
                        .replaceAll(run -> String.join(ZERO_WIDTH, run.group().split("")))
                + "\n```";
    }

    /// Only running text may have several lines.
    private static List<String> parts(Span span) {
        return span instanceof Span.Text(String plain)
                ? List.of(clean(plain).split("\n", -1))
                : List.of(span.plain());
    }

    private static List<String> atoms(CommandMentions mentions, Span span, String part) {
        return switch (span) {
            case Span.Text _ -> stretches(escape(part));
            case Span.Strong _ -> marked("**", escape(oneLineKeepingBlanks(part)));
            case Span.ChannelMention(String id, String name) ->
                    id.matches("\\d{1,20}")
                            ? List.of("<#" + id + ">")
                            : stretches(escape(oneLineKeepingBlanks(name)));
            case Span.Person _ -> marked("**", escape(oneLineKeepingBlanks(part)));
            case Span.Emphasis _ -> marked("*", escape(oneLineKeepingBlanks(part)));
            case Span.Code _ -> code(part);
            case Span.TypedCommand _ -> command(mentions, part);
            case Span.Link link -> link(link);
            case Span.Sign(String shown, String _) ->
                    stretches(escape(oneLineKeepingBlanks(shown)));
            case Span.Time time -> List.of(time(time));
        };
    }

    private static String oneLineKeepingBlanks(String text) {
        return clean(text).replace('\n', ' ');
    }

    private static List<String> marked(String mark, String escaped) {
        List<String> atoms = new ArrayList<>();
        for (String stretch : stretches(escaped)) {
            String bare = stretch.strip();
            if (bare.isEmpty()) {
                atoms.add(stretch);
                continue;
            }
            int start = stretch.indexOf(bare);
            // A mark holds only directly at a word.
            atoms.add(
                    stretch.substring(0, start)
                            + mark
                            + bare
                            + mark
                            + stretch.substring(start + bare.length()));
        }
        return atoms;
    }

    /// What is chosen is mentioned, what is then filled in follows as it is to be typed.
    private static List<String> command(CommandMentions mentions, String line) {
        return mentions.of(oneLine(line))
                .map(mentioned -> {
                    List<String> atoms = new ArrayList<>();
                    atoms.add(mentioned.mention());
                    if (!mentioned.rest().isEmpty()) {
                        atoms.add(" ");
                        atoms.addAll(code(mentioned.rest()));
                    }
                    return atoms;
                })
                .orElseGet(() -> code("/paper " + line));
    }

    private static List<String> code(String text) {
        String line = oneLine(text).replaceAll("(?<=`)(?=`)", ZERO_WIDTH);
        List<String> atoms = new ArrayList<>();
        for (String stretch : stretches(line)) {
            if (!stretch.isBlank()) {
                atoms.add(stretch.contains("`") ? "`` " + stretch + " ``" : "`" + stretch + "`");
            }
        }
        return atoms;
    }

    private static List<String> link(Span.Link link) {
        String target = address(link.target());
        String label = oneLine(link.plain());
        if (target.length() > LONGEST_ADDRESS) {
            return stretches(
                    escape(label)
                            + " (an address too long to show: "
                            + target.length()
                            + " characters)");
        }
        if (label.isEmpty() || label.equals(link.target().toString())) {
            return List.of("<" + target + ">");
        }
        // Discord shows no link under words that look like another one.
        if (LIKE_AN_ADDRESS.matcher(label).find()) {
            List<String> atoms = new ArrayList<>(stretches(escape(label)));
            atoms.add(" (<" + target + ">)");
            return atoms;
        }
        // A bracket alone in the label would end it.
        String bracketless = label.replace('[', '(').replace(']', ')');
        return stretches(escape(bracketless)).stream()
                .map(stretch -> stretch.isBlank() ? stretch : "[" + stretch + "](<" + target + ">)")
                .toList();
    }

    private static String address(URI target) {
        StringBuilder address = new StringBuilder();
        for (char c : target.toASCIIString().toCharArray()) {
            if ("<>()[]\\\"'`|{} ".indexOf(c) >= 0) {
                address.append('%').append(String.format(java.util.Locale.ROOT, "%02X", (int) c));
            } else {
                address.append(c);
            }
        }
        return address.toString();
    }

    private static String time(Span.Time time) {
        Instant instant = time.instant();
        if (Math.abs(instant.getEpochSecond()) > LAST_SECOND) {
            return escape(oneLine(time.plain()));
        }
        String style =
                switch (time.precision()) {
                    case DAY -> "D";
                    case MINUTE -> "f";
                };
        return "<t:" + instant.getEpochSecond() + ":" + style + ">";
    }

    /// Cuts escaped text into stretches that together are the text again, at blanks where there are
    /// some, never within an escape or a character.
    private static List<String> stretches(String escaped) {
        List<String> stretches = new ArrayList<>();
        int from = 0;
        while (escaped.length() - from > STRETCH) {
            int blank = escaped.lastIndexOf(' ', from + STRETCH - 1);
            int to = blank > from ? blank + 1 : from + STRETCH;
            while (to > from + 1 && splits(escaped, to)) {
                to--;
            }
            stretches.add(escaped.substring(from, to));
            from = to;
        }
        if (from < escaped.length()) {
            stretches.add(escaped.substring(from));
        }
        return stretches;
    }

    private static boolean splits(String escaped, int at) {
        if (Character.isLowSurrogate(escaped.charAt(at))
                && Character.isHighSurrogate(escaped.charAt(at - 1))) {
            return true;
        }
        int backslashes = 0;
        while (backslashes < at && escaped.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1 || escaped.charAt(at - 1) == '@';
    }

    /// Keeps marks of neighbours apart, which would be read as one.
    private static void append(StringBuilder line, String atom) {
        if (!line.isEmpty() && !atom.isEmpty()) {
            char last = line.charAt(line.length() - 1);
            if (last == atom.charAt(0) && "*`".indexOf(last) >= 0) {
                line.append(ZERO_WIDTH);
            }
        }
        line.append(atom);
    }
}
