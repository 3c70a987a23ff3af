package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Nothing that can be typed makes the bot fail, hang, or print what a terminal would obey.
/// `-Dhostile.inputs=100000` types more.
class HostileInputTest {

    private static final int INPUTS = Integer.getInteger("hostile.inputs", 8_000);
    private static final int LONG_INPUTS = 12;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String[] COMMANDS = {
        "search",
        "show",
        "similar",
        "save",
        "unsave",
        "saved",
        "cite",
        "today",
        "trending",
        "recommend",
        "catchup",
        "follow",
        "unfollow",
        "following",
        "mute",
        "unmute",
        "muted",
        "submit",
        "me",
        "help",
        "share",
        "discuss",
        "n",
        "s1",
        "m2",
        "u",
        "1",
        "99999999999999"
    };

    private static final String[] PIECES = {
        // quotes and filters
        "\"",
        "'",
        "“",
        "”",
        "`",
        "author:",
        "author:\"",
        "in:",
        "in:cs.",
        "since:",
        "since:2025-13-45",
        "before:",
        "before:99999",
        "has:code",
        "has:",
        "sort:new",
        "sort:sideways",
        "-",
        "--",
        "-\"",
        // Lucene
        "AND",
        "OR",
        "NOT",
        "+",
        "&&",
        "||",
        "!",
        "(",
        ")",
        "{",
        "}",
        "[a TO b]",
        "^2",
        "~",
        "~2",
        "*",
        "?",
        ":",
        "\\",
        "/.*/",
        "*:*",
        // SQL
        "'; DROP TABLE paper;--",
        "' OR 1=1 --",
        "%",
        "_",
        "/*",
        "*/",
        "x'00'",
        "NULL",
        // mentions and markup of both platforms
        "<@U012AB3CD>",
        "<!channel>",
        "<!here|here>",
        "<#C012AB3CD|general>",
        "<https://evil.example|ok>",
        "&lt;",
        "&amp;",
        "@everyone",
        "@here",
        "<@!80351110224678912>",
        "<@&165511591545143296>",
        "<#103735883630395392>",
        "[text](https://evil.example)",
        "**bold**",
        "||spoiler||",
        "```",
        "> ",
        "# ",
        "</search:816437322781949972>",
        "<t:1618953630:R>",
        // references
        "2503.14476",
        "arXiv:2503.14476v99",
        "hep-th/9901001",
        "10.1145/3292500",
        "https://arxiv.org/abs/",
        "https://huggingface.co/papers/2503.14476",
        "http://[::1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        // control characters, bidirectional marks, broken surrogates, escape sequences
        "\0",
        "\u0001",
        "\u0007",
        "\u001b[2J",
        "\u001b]0;x\u0007",
        "\u009b31m",
        "\r",
        "\t",
        "\u0085",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200b",
        "\ufeff",
        "\ud800",
        "\udc00",
        "\ufffe",
        "\u0300\u0301\u0302",
        // numbers and words
        "0",
        "-1",
        "2147483648",
        "1e309",
        "NaN",
        "token",
        "vision tokenizers",
        "diffusion",
        "here",
        "saved",
        "bibtex",
        "week",
        "monday",
        "yesterday",
        "forget",
        "export",
        "ß",
        "İ",
        "ﬁ",
        "👩‍👩‍👧‍👦",
        "🇪🇺"
    };

    @TempDir private Path home;

    private final Random random = new Random(20261124);

    @Test
    void everyInputIsAnsweredAndNothingFails() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("io.broadsheet");
        log.start();
        root.addAppender(log);
        CoreSettings settings =
                new CoreSettings(
                        home,
                        List.of(ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl")),
                        CoreSettings.NO_MODEL,
                        1);
        Clock clock = Clock.fixed(Instant.parse("2026-03-20T09:00:00Z"), ZoneOffset.UTC);
        Seat seat = new Seat("ana", "general", ZoneOffset.UTC, true);
        try (BotCore core = BotCore.start(settings, clock)) {
            PlainConsole console = new PlainConsole(Dialogue.with(core.conversation()), seat);
            for (int i = 0; i < INPUTS; i++) {
                answer(console, input());
            }
            long before = used();
            for (int i = 0; i < LONG_INPUTS; i++) {
                answer(console, longInput(i));
            }
            assertThat(used() - before)
                    .as("memory kept after megabytes were typed")
                    .isLessThan(64_000_000L);
            assertThat(console.answer("search vision tokenizers").orElseThrow().getFirst())
                    .startsWith("1–5 for ");
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private static void answer(PlainConsole console, String input) {
        long start = System.nanoTime();
        List<String> answer = console.answer(input).orElse(List.of("left"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the time for %s", input.length() > 200 ? input.substring(0, 200) : input)
                .isLessThan(LONGEST);
        if (input.chars().anyMatch(c -> c > ' ' && c < 127)) {
            assertThat(answer).as("the answer to %s", input).isNotEmpty();
        }
        for (String line : answer) {
            assertThat(line).doesNotContain("Something went wrong").doesNotContain("Exception");
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c < ' ' || (c >= 0x7f && c < 0xa0) || isBidirectional(c)) {
                    throw new AssertionError(
                            "U+%04X is printed in answer to %s: %s"
                                    .formatted((int) c, input, line));
                }
            }
        }
    }

    private static boolean isBidirectional(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private String input() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) > 0) {
            text.append(COMMANDS[random.nextInt(COMMANDS.length)]).append(' ');
        }
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 1 -> {
                    int plane = random.nextInt(17) << 16;
                    text.appendCodePoint(plane | random.nextInt(0x10000));
                }
                default -> text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (random.nextBoolean()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private String longInput(int i) {
        String piece =
                switch (i % 6) {
                    case 0 -> "a";
                    case 1 -> "token ";
                    case 2 -> "\"";
                    case 3 -> "-x author:y ";
                    case 4 -> "\u0300";
                    default -> input() + " ";
                };
        String command = i < 6 ? "search " : COMMANDS[random.nextInt(20)] + " ";
        return command + piece.repeat(1_000_000 / piece.length());
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
