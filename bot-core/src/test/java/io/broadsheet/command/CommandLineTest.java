package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.library.Interest;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Category;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @Test
    void readsEveryExampleOfTheBook() {
        for (CommandSpec spec : CommandBook.typed()) {
            for (String example : spec.examples()) {
                assertThat(CommandLine.parse(example))
                        .as(example)
                        .isInstanceOf(CommandLine.Parsed.Understood.class);
                assertThat(example).startsWith(spec.name());
            }
        }
    }

    @Test
    void readsOptionsAndTypedLinesAlike() {
        assertThat(command("search token pruning author:\"Kaiming He\" in:cs.CV has:code"))
                .isEqualTo(
                        chosen(
                                "search",
                                Map.of(
                                        "words",
                                        "token pruning",
                                        "author",
                                        "Kaiming He",
                                        "in",
                                        "cs.CV",
                                        "code",
                                        "true")));
        assertThat(command("cite 1 ris"))
                .isEqualTo(chosen("cite", Map.of("paper", "1", "format", "ris")));
        assertThat(command("mute in:cs.CR here"))
                .isEqualTo(chosen("mute", Map.of("topic", "in:cs.CR", "here", "true")));
        assertThat(command("catchup since monday"))
                .isEqualTo(chosen("catchup", Map.of("since", "monday")));
        assertThat(command("trending month"))
                .isEqualTo(chosen("trending", Map.of("window", "month")));
    }

    @Test
    void readsNothingOfATopicThatWasFilledInAsAnotherOption() throws Exception {
        for (String topic :
                List.of("cats mentioning 123", "maps as digest", "needles without thread")) {
            Map<String, String> filled =
                    Map.of("action", "add", "when", "daily 9", "zone", "UTC", "about", topic);
            ScheduleCommand order = (ScheduleCommand) chosen("schedule", filled);
            ScheduleText.Wish wish = ScheduleText.read(order.text());
            assertThat(wish.topic()).contains(topic);
            assertThat(wish.role()).isEmpty();
            assertThat(wish.kind()).isEqualTo(Schedule.EditionKind.PAPER);
            assertThat(wish.thread()).isTrue();
            // A button's code says the same.
            assertThat(CommandLine.command(order.line())).isEqualTo(order);
        }
        assertThat(
                        chosen(
                                "schedule",
                                Map.of(
                                        "action", "add", "when", "daily 9", "about", "cats", "kind",
                                        "digest", "role", "123", "thread", "false")))
                .isEqualTo(
                        command(
                                "schedule add daily 9 about cats as digest without thread"
                                        + " mentioning 123"));
    }

    @Test
    void takesARoleFromItsOptionOnly() {
        for (Map<String, String> filled :
                List.of(
                        Map.of("action", "add", "when", "daily 9 about cats mentioning 123"),
                        Map.of("action", "add", "when", "daily 9 mentioning", "zone", "123"))) {
            assertThat(CommandLine.parse("schedule", new Arguments(filled)))
                    .isInstanceOfSatisfying(
                            CommandLine.Parsed.Rejected.class,
                            it -> assertThat(it.reply().plain()).contains("with the option role"));
        }
    }

    @Test
    void readsWhatToFollow() {
        assertThat(command("follow Token  Pruning"))
                .isEqualTo(new FollowCommand(new Interest.Topic("Token Pruning"), false));
        assertThat(command("follow author:\"Kaiming He\" here"))
                .isEqualTo(new FollowCommand(new Interest.ByAuthor("Kaiming He"), true));
        assertThat(command("mute in:cs.CR"))
                .isEqualTo(new MuteCommand(new Interest.InCategory(new Category("cs.CR")), false));
    }

    @Test
    void opensTheFormForNothing() {
        assertThat(command("  ")).isEqualTo(new FormCommand());
    }

    @Test
    void takesCaseAndBlanksLightly() {
        assertThat(command("  TRENDING\tDay ")).isEqualTo(new TrendingCommand(Window.DAY, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    serach tokens   | Did you mean search tokens?
                    simlar 2        | Did you mean similar 2?
                    trend           | Did you mean trending?
                    trend           | To search for these words, type search trend.
                    hlep            | Did you mean help?
                    trendin week    | Did you mean trending week?
                    shw 2           | Did you mean show 2?
                    show            | Tell me which paper. You typed show. For example: show 2503.11677.
                    trending decade | I do not know the window 'decade'. You typed trending decade. For example: trending week.
                    serahc tokens   | Did you mean search tokens?
                    serahc          | Did you mean search?
                    cite 2506.13585 appa | not 'appa'. Did you mean apa? You typed cite 2506.13585 appa. For example: cite 2506.13585 apa.
                    cite saved Chigaco | not 'Chigaco'. Did you mean chicago? You typed cite saved Chigaco. For example: cite saved chicago.
                    cite 3 docx     | I know bibtex, ris, csv and json, and the styles apa, mla, chicago, ieee, vancouver, harvard, acm, acl, acs, ama, aps, lncs, nature and science, not 'docx'.
                    today now       | 'today' takes nothing after it.
                    schedule delete 1 | did you mean remove? You typed schedule delete 1. For example: schedule remove 1.
                    schedule pauze #2 | did you mean pause? You typed schedule pauze #2. For example: schedule pause #2.
                    schedule weekdays 9 Berlin | A schedule is set up with add. You typed schedule weekdays 9 Berlin. For example: schedule add weekdays 9 Berlin.
                    """)
    void saysWhatWasWrongAndWhatWouldBeRight(String line, String expected) {
        assertThat(CommandLine.parse(line))
                .isInstanceOfSatisfying(
                        CommandLine.Parsed.Rejected.class,
                        rejected -> {
                            assertThat(rejected.reply().kind()).isEqualTo(Reply.Kind.REJECTION);
                            assertThat(rejected.reply().plain()).contains(expected);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    have you seen 2503.14476? | search have you seen 2503.14476?
                    moe | search moe
                    did anyone save a copy of 2503.14476 | search did anyone save a copy of 2503.14476
                    vision tokenizers        | search vision tokenizers
                    safe exploration         | search safe exploration
                    trend analysis           | search trend analysis
                    rate of convergence      | search rate of convergence
                    rates of convergence     | search rates of convergence
                    volunteer bias           | search volunteer bias
                    volunteers in surveys    | search volunteers in surveys
                    withdraw from a market   | search withdraw from a market
                    author:"Ann Lee" parsing | search author:"Ann Lee" parsing
                    in:                      | search in:
                    2503.11677               | show 2503.11677
                    arXiv:2503.11677v1 [cs.CV] 3 Mar 2025 | show arXiv:2503.11677v1 [cs.CV] 3 Mar 2025
                    <https://arxiv.org/abs/2503.11677> | show <https://arxiv.org/abs/2503.11677>
                    3                        | show 3
                    search 2503.11677        | show 2503.11677
                    search https://arxiv.org/abs/2503.11677 | show https://arxiv.org/abs/2503.11677
                    """)
    void opensAPaperThatIsNamedAndSearchesForOtherWords(String line, String same) {
        assertThat(command(line)).isEqualTo(command(same));
    }

    @Test
    void opensAPaperThatIsNamedInTheSearchForm() {
        assertThat(chosen("search", Map.of("words", "https://arxiv.org/abs/2503.11677")))
                .isEqualTo(command("show https://arxiv.org/abs/2503.11677"));
        assertThat(command("search 3")).isInstanceOf(SearchCommand.class);
    }

    @Test
    void takesANumberWithItsSign() {
        assertThat(command("schedule pause #1")).isEqualTo(command("schedule pause 1"));
    }

    @Test
    void readsASchedulesOrderBackBeforeItIsSetUp() {
        Command read = command("schedule add daily 9 UTC");
        assertThat(command("schedule set daily 9 UTC")).isEqualTo(read);
        assertThat(chosen("schedule", Map.of("action", "set", "when", "daily 9 UTC")))
                .isEqualTo(read);
        // A button that corrects the command's name presses what would have been typed.
        assertThat(CommandLine.parse("shedule set daily 9 UTC"))
                .isInstanceOfSatisfying(
                        CommandLine.Parsed.Rejected.class,
                        it ->
                                assertThat(it.reply().toString())
                                        .contains("1:schedule add daily 9 UTC"));
    }

    @Test
    void keepsCommandsOfButtonsFromBeingTyped() {
        assertThat(command("share me export")).isInstanceOf(SearchCommand.class);
    }

    private static Command command(String line) {
        return understood(CommandLine.parse(line));
    }

    private static Command chosen(String name, Map<String, String> options) {
        return understood(CommandLine.parse(name, new Arguments(options)));
    }

    private static Command understood(CommandLine.Parsed parsed) {
        assertThat(parsed).isInstanceOf(CommandLine.Parsed.Understood.class);
        return ((CommandLine.Parsed.Understood) parsed).command();
    }
}
