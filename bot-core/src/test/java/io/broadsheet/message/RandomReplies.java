package io.broadsheet.message;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Replies nobody would write: every block and span, hostile text, extreme lengths. The same seed
/// gives the same replies.
public final class RandomReplies {

    /// What text may try: mentions, markup, links, entities, control and bidirectional characters,
    /// characters outside the basic plane, combining marks, lone surrogates.
    private static final List<String> PIECES =
            List.of(
                    "<!here>",
                    "<!channel>",
                    "<!everyone>",
                    "<@U2147483697>",
                    "<@123456789012345678>",
                    "<@&123456789012345678>",
                    "<#C2147483705>",
                    "<!subteam^S123|team>",
                    "<!date^0^{date}|x>",
                    "<https://evil.example|click>",
                    "https://evil.example/x",
                    "[click](https://evil.example)",
                    "@everyone",
                    "@here",
                    "&lt;!here&gt;",
                    "&amp;",
                    "&",
                    "<",
                    ">",
                    "*b*",
                    "_i_",
                    "~s~",
                    "`c`",
                    "```",
                    "||spoiler||",
                    "\\",
                    "# h",
                    "- l",
                    "1. n",
                    "> q",
                    "-# small",
                    ":tada:",
                    "\n",
                    "\r\n",
                    "\t",
                    "\0",
                    "\u0007",
                    "\u001b[31m",
                    "\u202E",
                    "\u2066",
                    "\u200B",
                    "\u2028",
                    "\uFEFF",
                    "e\u0301\u0301\u0301",
                    "\uD83D\uDE00",
                    "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                    "\uD835\uDD4A",
                    "\uD800",
                    "\uDC00",
                    "漢字",
                    "العربية",
                    "word",
                    "token pruning",
                    "a",
                    " ",
                    "  ",
                    "α",
                    "…");

    private static final List<String> TARGETS =
            List.of(
                    "https://arxiv.org/abs/2503.11677",
                    "http://example.org/a?b=c&d=e#f",
                    "https://example.org/%3C!here%3E%7Cx",
                    "https://example.org/" + "long/".repeat(700),
                    "https://example.org/(a)*c*_d_~e~",
                    "https://example.org/%C3%A9?q='x'");

    private final Random random;

    public RandomReplies(long seed) {
        this.random = new Random(seed);
    }

    /// The next reply.
    public Reply next() {
        List<Block> blocks = new ArrayList<>();
        int count = chance(50) ? 1 + random.nextInt(140) : 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            blocks.add(block());
        }
        Reply.Thread thread =
                chance(10)
                        ? new Reply.Thread("A discussion", List.of(Block.paragraph("Begin")))
                        : null;
        return new Reply(
                pick(Reply.Kind.values()), blocks, pick(Reply.Placement.values()), null, thread);
    }

    private Block block() {
        return switch (random.nextInt(14)) {
            case 0 -> new Block.Heading(text(), chance(2) ? target() : null);
            case 1 -> new Block.Paragraph(spans());
            case 2 -> new Block.Quote(spans());
            case 3 -> new Block.Note(spans());
            case 4 -> new Block.Facts(list(4, () -> new Block.Fact(text(), spans())));
            case 5, 6 ->
                    new Block.Entry(
                            1 + random.nextInt(2_000),
                            text(),
                            chance(2) ? target() : null,
                            code(),
                            chance(2) ? spans() : List.of(),
                            list(4, this::spans),
                            list(8, this::button));
            case 7 -> new Block.Bullets(list(30, this::spans));
            case 8 -> new Block.Verbatim(text());
            case 9 -> {
                List<Button> all = list(chance(20) ? 60 : 8, this::button);
                yield new Block.Buttons(all, random.nextInt(all.size() + 1));
            }
            case 12 ->
                    new Block.Aside(
                            spans(), new Button.Run(Button.Role.OPEN, "Label aside", code()));
            case 13 -> new Block.Picture(picture(), "A picture of " + text() + ".");
            case 10 -> new Block.Divider();
            default ->
                    chance(10)
                            ? new Block.File("shelf.bib", "application/x-bibtex", text())
                            : new Block.Paragraph(spans());
        };
    }

    private List<Span> spans() {
        return list(6, this::span);
    }

    private Span span() {
        return switch (random.nextInt(10)) {
            case 9 -> Span.command("search " + text());
            case 8 -> new Span.Sign("▲ " + text(), text());
            case 0, 1 -> Span.text(text());
            case 2 -> Span.strong(text());
            case 3 -> Span.emphasis(text());
            case 4 -> Span.code(text());
            case 5 -> Span.link(text(), target());
            case 6 ->
                    new Span.Time(
                            Instant.ofEpochSecond(random.nextInt(2_000_000_000)),
                            pick(Span.Time.Precision.values()),
                            text());
            default -> new Span.Person("U2147483697", text());
        };
    }

    private Button button() {
        String label = "Label " + "x".repeat(random.nextInt(32));
        return chance(6)
                ? new Button.Open(pick(Button.Role.values()), label, target())
                : new Button.Run(
                        pick(Button.Role.values()), label, code(), pick(Button.Style.values()));
    }

    private CommandCode code() {
        StringBuilder value = new StringBuilder("1:show ");
        String pieces = text();
        value.append(pieces, 0, Math.min(pieces.length(), 80));
        return new CommandCode(value.toString());
    }

    private URI picture() {
        return URI.create(target().toString().replaceFirst("^http:", "https:"));
    }

    private URI target() {
        return URI.create(TARGETS.get(random.nextInt(TARGETS.size())));
    }

    private String text() {
        int pieces =
                switch (random.nextInt(400)) {
                    case 0 -> 4_000;
                    case 1, 2, 3, 4, 5 -> 400;
                    case 6, 7, 8, 9 -> 0;
                    default -> 1 + random.nextInt(12);
                };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private <T> List<T> list(int most, java.util.function.Supplier<T> item) {
        List<T> items = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
