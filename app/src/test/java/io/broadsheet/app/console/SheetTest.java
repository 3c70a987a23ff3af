package io.broadsheet.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class SheetTest {

    private static final Look NARROW = new Look(false, 40, false, null);
    private static final Look LINKED = new Look(false, 40, true, null);

    @Test
    void breaksBetweenWordsAndIndentsWhatFollows() {
        assertThat(set(entry("Learning adaptive tokenizers for image understanding"), NARROW))
                .startsWith("1. Learning adaptive tokenizers for", "   image understanding");
    }

    @Test
    void countsWideCharactersAsTheTerminalShowsThem() {
        Wrapping wrapping = NARROW.wrapping();
        for (String text :
                List.of(
                        "視覚".repeat(40),
                        "tokens 🎉 ".repeat(20),
                        "e\u0301".repeat(100),
                        "x".repeat(100))) {
            List<AttributedString> lines = wrap(wrapping, text);

            assertThat(lines).allMatch(line -> wrapping.columns(line) <= 40).hasSizeGreaterThan(1);
            assertThat(joined(lines)).isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    void losesNoLetterAndExceedsNoWidthWhateverTheText() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            int width = 10 + random.nextInt(60);
            Wrapping wrapping = new Wrapping(width, null);
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(120); length > 0; length--) {
                text.append(
                        List.of("a", "B", " ", "-", "視", "e\u0301", "1").get(random.nextInt(7)));
            }
            List<AttributedString> lines = wrap(wrapping, text.toString());

            assertThat(lines).allMatch(line -> wrapping.columns(line) <= width);
            assertThat(joined(lines)).isEqualTo(text.toString().replace(" ", ""));
        }
    }

    @Test
    void linksWhereTheTerminalCanAndShowsAddressesWhereNot() {
        Reply reply = Reply.say(Span.link("PDF", URI.create("https://example.org/a")));

        assertThat(set(reply, NARROW)).containsExactly("PDF <https://example.org/a>");
        assertThat(ansi(reply, LINKED))
                .contains("\u001b]8;;https://example.org/a\u001b\\")
                .contains("PDF")
                .endsWith("\u001b]8;;\u001b\\");
    }

    @Test
    void setsARowOfLinksOneBelowTheOther() {
        Reply reply =
                Reply.say(
                        Span.link("Abstract", URI.create("https://example.org/abstract/1")),
                        Span.text(" · "),
                        Span.link("PDF", URI.create("https://example.org/pdf/1")));

        assertThat(set(reply, NARROW))
                .containsExactly(
                        "Abstract  https://example.org/abstract/1",
                        "PDF       https://example.org/pdf/1");
    }

    @Test
    void letsNoEscapeOfAPaperReachTheTerminal() {
        Reply reply = entry("a\u001b]8;;https://evil.example\u001b\\b\u009b31m\u202Ec");

        assertThat(ansi(reply, LINKED).replaceAll("\u001b\\[[0-9;]*m", ""))
                .startsWith("1. a]8;;")
                .doesNotContain("\u001b", "\u009b", "\u202E");
    }

    @Test
    void groupsTheKeysOfAList() {
        Reply reply =
                Reply.of(
                        new Block.Entry(
                                1, "One", code("o1"), List.of(), List.of(save("Save", "s1"))),
                        new Block.Entry(
                                2, "Two", code("o2"), List.of(), List.of(save("Unsave", "r2"))),
                        new Block.Entry(
                                3, "Three", code("o3"), List.of(), List.of(save("Save", "s3"))));

        assertThat(set(reply, NARROW)).last().isEqualTo("[1-3] Open  [s1,s3] Save  [u2] Unsave");
    }

    @Test
    void knowsTerminalsThatShowLinks() {
        assertThat(Hyperlinks.understood(Map.of("TERM_PROGRAM", "WezTerm"))).isTrue();
        assertThat(Hyperlinks.understood(Map.of("VTE_VERSION", "7600"))).isTrue();
        assertThat(Hyperlinks.understood(Map.of("VTE_VERSION", "4900"))).isFalse();
        assertThat(Hyperlinks.understood(Map.of("TERM_PROGRAM", "WezTerm", "TMUX", "/tmp/x")))
                .isFalse();
        assertThat(Hyperlinks.understood(Map.of("TERM", "xterm-256color"))).isFalse();
    }

    @Test
    void givesEveryButtonAKeyOfItsOwn() {
        List<Button> many =
                java.util.stream.IntStream.range(0, 60)
                        .<Button>mapToObj(
                                i -> new Button.Run(Button.Role.OTHER, "Aa", code("c" + i)))
                        .toList();
        Menu menu = Menu.of(Reply.of(new Block.Buttons(many)));

        assertThat(menu.choices(many))
                .extracting(Menu.Choice::keys)
                .doesNotHaveDuplicates()
                .hasSize(60);
        assertThat(menu.choices(many))
                .allMatch(choice -> Menu.key(choice.keys()).flatMap(menu::press).isPresent());
    }

    @Test
    void fiveEntriesFitTwentyFourLines() throws IOException {
        DumbTerminal terminal =
                new DumbTerminal(
                        new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
        terminal.setSize(Size.of(80, 24));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("1–5 of 96 papers"));
        for (int i = 1; i <= 5; i++) {
            blocks.add(
                    new Block.Entry(
                            i,
                            "Paper number " + i,
                            URI.create("https://arxiv.org/abs/2503.1167" + i),
                            code("o" + i),
                            List.of(Span.text("What it is about, in many words. ".repeat(5))),
                            List.of(List.of(Span.text("Ana Alves · 14 Mar 2025 · cs.CV"))),
                            List.of()));
        }
        List<String> low = set(Reply.of(blocks), new Look(false, 80, false, terminal));
        terminal.setSize(Size.of(80, 50));
        List<String> high = set(Reply.of(blocks), new Look(false, 80, false, terminal));

        assertThat(low).hasSizeLessThanOrEqualTo(22).noneMatch(line -> line.length() > 80);
        assertThat(String.join("\n", low)).contains("What it…").doesNotContain("https://");
        assertThat(String.join("\n", high)).contains("https://arxiv.org/abs/2503.11675");
    }

    @Test
    void aLongAbstractIsFoldedOnATerminalAndUnfoldedInFull() {
        Reply reply =
                Reply.of(
                        new Block.Quote(
                                List.of(Span.text("A sentence of some length. ".repeat(20)))));
        List<String> folded = set(reply, NARROW);

        assertThat(folded).hasSize(6);
        assertThat(folded.getLast()).contains("more shows");
        assertThat(Sheet.unfolded(reply, NARROW, ZoneOffset.UTC)).hasSizeGreaterThan(10);
        assertThat(set(reply, Look.PLAIN)).hasSize(1);
    }

    private static Reply entry(String title) {
        return Reply.of(new Block.Entry(1, title, code("o"), List.of(), List.of()));
    }

    private static Button save(String label, String code) {
        return new Button.Run(
                label.equals("Save") ? Button.Role.SAVE : Button.Role.OTHER, label, code(code));
    }

    private static CommandCode code(String value) {
        return new CommandCode(value);
    }

    private static List<AttributedString> wrap(Wrapping wrapping, String text) {
        return wrapping.wrap(
                new AttributedString(""), new AttributedString(""), new AttributedString(text));
    }

    private static String joined(List<AttributedString> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(text::append);
        return text.toString().replace(" ", "");
    }

    private static List<String> set(Reply reply, Look look) {
        return Sheet.set(reply, Menu.of(reply), "general", look, ZoneOffset.UTC, Block.File::name)
                .stream()
                .map(AttributedString::toString)
                .toList();
    }

    private static String ansi(Reply reply, Look look) {
        return Sheet.set(reply, Menu.of(reply), "general", look, ZoneOffset.UTC, Block.File::name)
                .getFirst()
                .toAnsi();
    }
}
