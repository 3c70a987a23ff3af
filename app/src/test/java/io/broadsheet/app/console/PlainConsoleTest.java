package io.broadsheet.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainConsoleTest {

    private final FakeDialogue bot = new FakeDialogue();
    private final PlainConsole console =
            new PlainConsole(bot, new Seat("ana", "general", ZoneId.of("Asia/Tokyo"), true));

    @Test
    void separatesAnswersByAnEmptyLineAndEchoesNothing() throws IOException {
        bot.answering("one", Reply.of(Block.paragraph("First."), Block.paragraph("Second.")));

        assertThat(pipe("one\n\n  \ntwo\n")).isEqualTo("First.\nSecond.\n\nheard two\n");
    }

    @Test
    void answersALastLineWithoutLineEnd() throws IOException {
        assertThat(pipe("one")).isEqualTo("heard one\n");
        assertThat(pipe("")).isEmpty();
    }

    @Test
    void startsEveryEntryWithItsNumberAndWholeTitle() throws IOException {
        String title = "A very long title ".repeat(20).strip();
        bot.answering("search", list(List.of(title, "Two\nlines\tand tab")));

        assertThat(pipe("search").lines())
                .contains("1. " + title, "2. Two lines and tab")
                .last()
                .isEqualTo("[1-2] Open  [s1-s2] Save  [n] Next");
    }

    @Test
    void pressesButtonsByKey() throws IOException {
        bot.answering("search", list(List.of("One", "Two")));
        pipe("search\n2\ns1\n2s\ns 2\nN\n");

        assertThat(bot.heard)
                .containsExactly(
                        "ana #general typed search",
                        "ana #general pressed open-2",
                        "ana #general pressed save-1",
                        "ana #general pressed save-2",
                        "ana #general pressed save-2",
                        "ana #general pressed next");
    }

    @Test
    void keepsTheKeysOfAListBesideThoseOfTheLastAnswer() throws IOException {
        bot.answering("search", list(List.of("One", "Two")));
        bot.answering(
                "open-1",
                Reply.of(
                        new Block.Buttons(
                                List.of(
                                        new Button.Run(
                                                Button.Role.SAVE,
                                                "Save",
                                                new CommandCode("save-card"))))));

        pipe("search\n1\ns\ns2\n");

        assertThat(bot.heard)
                .containsExactly(
                        "ana #general typed search",
                        "ana #general pressed open-1",
                        "ana #general pressed save-card",
                        "ana #general pressed save-2");
    }

    @Test
    void takesANumberWithoutListForAPaperOfAnEarlierOne() throws IOException {
        pipe("7\n");

        assertThat(bot.heard).containsExactly("ana #general typed show 7");
    }

    @Test
    void leavesWordsThatAreNoKeysToTheBot() throws IOException {
        bot.answering("search", list(List.of("One")));

        pipe("search\nz\nz9\nme\n");

        assertThat(bot.heard.subList(1, 4))
                .containsExactly(
                        "ana #general typed z", "ana #general typed z9", "ana #general typed me");
    }

    @Test
    void takesAConfirmationOnlyRightAfterTheQuestion() throws IOException {
        bot.answering("forget", question());

        assertThat(pipe("forget\nother\ny\nforget\n/channel general\ny\nforget\n/as bo\ny\n"))
                .contains("That question has lapsed, and nothing was done.");
        assertThat(bot.heard).noneMatch(heard -> heard.contains("pressed"));

        pipe("forget\ny\nforget\nn\n");

        assertThat(bot.heard).contains("ana #general pressed yes", "ana #general pressed no");
    }

    @Test
    void saysWhereAListEnded() throws IOException {
        bot.answering("search", list(List.of("One", "Two")));

        assertThat(pipe("search\n0\ns9\n3\np\n"))
                .contains(
                        "Lists begin at 1, so there is no number 0.",
                        "The last list ended at 2, so it has no number 9.",
                        "The last list ended at 2, so it has no number 3.",
                        "There is no previous page.");
        assertThat(bot.heard).containsExactly("ana #general typed search");
    }

    @Test
    void countsPagesTurnedAsOneList() throws IOException {
        bot.answering("search", list(List.of("One", "Two")));
        bot.answering(
                "next",
                Reply.of(
                                new Block.Entry(
                                        3,
                                        "Three",
                                        new CommandCode("open-3"),
                                        List.of(),
                                        List.of()))
                        .placed(Reply.Placement.REPLACE));

        assertThat(pipe("search\nn\ns2\n3\nn\ns4\n"))
                .contains("There is no next page.", "The last list ended at 3");
        assertThat(bot.heard)
                .containsExactly(
                        "ana #general typed search",
                        "ana #general pressed next",
                        "ana #general pressed save-2",
                        "ana #general pressed open-3");
    }

    @Test
    void forgetsTheLettersOfAnswersFarUpButNotOfAListBeingWorkedThrough() throws IOException {
        bot.answering("search", list(List.of("One", "Two", "Three", "Four")));

        assertThat(pipe("search\ns1\ns2\ns3\ns4\nn\n")).doesNotContain("too far up");
        assertThat(bot.heard).last().isEqualTo("ana #general pressed next");
        assertThat(pipe("search\nme\nsaved\nmuted\nn\ns2\n")).contains("too far up");
        assertThat(bot.heard).last().isEqualTo("ana #general pressed save-2");
    }

    @Test
    void refusesALineLongerThanAnyCommand() throws IOException {
        assertThat(pipe("x".repeat(8_001) + "\none\n"))
                .startsWith("That line has more than 8,000 characters")
                .endsWith("heard one\n");
        assertThat(bot.heard).containsExactly("ana #general typed one");
    }

    @Test
    void takesThePrefixOfSlackOff() throws IOException {
        pipe("/paper search x\n/PAPER\tsaved\n/paper\n/search y\n");

        assertThat(bot.heard)
                .containsExactly(
                        "ana #general typed search x",
                        "ana #general typed saved",
                        "ana #general typed ",
                        "ana #general typed search y");
    }

    @Test
    void changesPersonAndChannel() throws IOException {
        assertThat(pipe("/as bo\n/channel #vision\nhello\n/as\n/channel a b\n"))
                .startsWith("heard hello\n")
                .contains("for example `/as ana`.")
                .contains("for example `/channel vision`.");
        assertThat(bot.heard).containsExactly("bo #vision typed hello");
    }

    @Test
    void givesEveryPersonTheirOwnKeysAndEverybodyThoseOfAPost() throws IOException {
        bot.answering("search", list(List.of("One")));
        bot.answering("share", list(List.of("Shared")).placed(Reply.Placement.CHANNEL));

        pipe("search\n/as bo\n1\n/as ana\nshare\n/as bo\n1\n/channel other\n1\n");

        assertThat(bot.heard)
                .containsExactly(
                        "ana #general typed search",
                        "bo #general typed show 1",
                        "ana #general typed share",
                        "bo #general pressed open-1",
                        "bo #other typed show 1");
    }

    @Test
    void saysWhereAPostWent() throws IOException {
        bot.answering("share", Reply.say("Look.").placed(Reply.Placement.CHANNEL));

        assertThat(pipe("share")).isEqualTo("Posted in #general, for everybody there:\nLook.\n");
    }

    @Test
    void leaves() throws IOException {
        assertThat(pipe("one\n/quit\ntwo\n")).isEqualTo("heard one\n");
        assertThat(pipe("exit\ntwo\n")).isEmpty();
    }

    @Test
    void setsEveryKindOfBlock() throws IOException {
        bot.answering(
                "all",
                Reply.of(
                        new Block.Heading("Heading"),
                        new Block.Paragraph(
                                List.of(
                                        Span.text("A "),
                                        Span.strong("strong"),
                                        Span.text(" "),
                                        Span.emphasis("word"),
                                        Span.text(", "),
                                        Span.code("help"),
                                        Span.text(", "),
                                        Span.link("site", URI.create("https://example.org/a")),
                                        Span.text(", "),
                                        Span.link("example.org", URI.create("https://example.org")),
                                        Span.text(", "),
                                        new Span.Person("U1", "bo"),
                                        Span.text(", "),
                                        new Span.Time(
                                                Instant.parse("2025-03-17T23:30:00Z"),
                                                Span.Time.Precision.DAY,
                                                "never shown"),
                                        Span.text(", "),
                                        new Span.Time(
                                                Instant.parse("2025-03-17T23:30:00Z"),
                                                Span.Time.Precision.MINUTE,
                                                "never shown"))),
                        new Block.Quote(List.of(Span.text("Quoted."))),
                        Block.note("Small."),
                        new Block.Facts(
                                List.of(new Block.Fact("Authors", List.of(Span.text("A, B"))))),
                        new Block.Bullets(
                                List.of(List.of(Span.text("one")), List.of(Span.text("two")))),
                        new Block.Verbatim("@article{a,\n  title = {T}\n}"),
                        new Block.Divider(),
                        new Block.File("refs.bib", "application/x-bibtex", "one\ntwo\n"),
                        new Block.Buttons(
                                List.of(
                                        new Button.Run(
                                                Button.Role.OTHER,
                                                "Forget me",
                                                new CommandCode("1:forget")),
                                        new Button.Open(
                                                Button.Role.DISCUSS,
                                                "Discuss",
                                                URI.create("https://example.org/d"))))));

        assertThat(pipe("all"))
                .isEqualTo(
                        """
                        Heading
                        A strong word, `help`, site <https://example.org/a>, https://example.org, bo, 18 Mar 2025, 18 Mar 2025, 08:30 JST
                        Quoted.
                        Small.
                        Authors: A, B
                        - one
                        - two
                        @article{a,
                          title = {T}
                        }
                        ---
                        File refs.bib:
                        one
                        two
                        [f] Forget me
                        Discuss: https://example.org/d
                        """);
    }

    @Test
    void letsNoControlCharacterThrough() throws IOException {
        String hostile =
                "a\u001b[31mred\u001b]0;title\u0007\u009b2J\u202Eevil\u2066\u200b\u0000\u2028\ud800b\r\nc";
        bot.answering(
                "x",
                Reply.of(
                        new Block.Heading(hostile),
                        new Block.Entry(
                                1,
                                hostile,
                                new CommandCode("o"),
                                List.of(List.of(Span.code(hostile))),
                                List.of()),
                        new Block.Verbatim(hostile),
                        new Block.File(hostile, "text/plain", hostile),
                        new Block.Facts(
                                List.of(new Block.Fact(hostile, List.of(Span.strong(hostile)))))));

        String shown = pipe("x");

        assertThat(shown.codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
                .isEmpty();
        assertThat(shown)
                .doesNotContain("\u202E", "\u2066", "\u200b", "\u2028")
                .contains("evil", "\uFFFD");
        assertThat(shown.lines().filter(line -> line.startsWith("1. ")))
                .singleElement()
                .asString()
                .contains("b c");
    }

    @Test
    void turnsTheBotsOwnFailureIntoAnAnswer() throws IOException {
        Dialogue broken =
                new Dialogue() {
                    @Override
                    public Reply typed(String text, Caller caller) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public Reply chosen(String command, Arguments arguments, Caller caller) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public Reply pressed(CommandCode code, Caller caller) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public Reply submitted(Form form, Map<String, String> values, Caller caller) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public List<Completion> complete(String text, Caller caller) {
                        throw new IllegalStateException("broken");
                    }
                };
        PlainConsole other = new PlainConsole(broken, console.seat());

        assertThat(other.answer("x").orElseThrow().getFirst())
                .startsWith("Something went wrong on my side");
    }

    @Test
    void saysWhatToTypeInsteadOfAForm() throws IOException {
        bot.answering(
                "",
                Reply.form(
                        new Form(
                                "Find papers",
                                "Search",
                                "search",
                                List.of(
                                        new Form.Field(
                                                "words", "Words", "vision tokenizers", true)))));

        assertThat(pipe("/paper"))
                .isEqualTo(
                        "There is nobody to fill in 'Find papers' here. Type the whole command, for example"
                                + " `search vision tokenizers`.\n");
    }

    private String pipe(String input) throws IOException {
        StringWriter out = new StringWriter();
        new PlainConsole(bot, console.seat())
                .run(new BufferedReader(new StringReader(input)), new PrintWriter(out));
        return out.toString();
    }

    private static Reply question() {
        return Reply.of(
                Block.paragraph("Really?"),
                new Block.Buttons(
                        List.of(
                                new Button.Run(Button.Role.CONFIRM, "Yes", new CommandCode("yes")),
                                new Button.Run(Button.Role.CANCEL, "No", new CommandCode("no")))));
    }

    static Reply list(List<String> titles) {
        List<Block> blocks = new java.util.ArrayList<>();
        for (int i = 1; i <= titles.size(); i++) {
            blocks.add(
                    new Block.Entry(
                            i,
                            titles.get(i - 1),
                            new CommandCode("open-" + i),
                            List.of(List.of(Span.text("Ana Author, 2025"))),
                            List.of(
                                    new Button.Run(
                                            Button.Role.SAVE,
                                            "Save",
                                            new CommandCode("save-" + i)))));
        }
        blocks.add(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.NEXT, "Next", new CommandCode("next")))));
        return Reply.of(blocks);
    }
}
