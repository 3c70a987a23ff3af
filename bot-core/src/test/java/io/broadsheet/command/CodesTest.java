package io.broadsheet.command;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.LongCodes;
import io.broadsheet.library.Interest;
import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.Category;
import io.broadsheet.recommend.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {

    private final Map<String, String> kept = new HashMap<>();
    private final Codes codes =
            new Codes(
                    new LongCodes() {
                        @Override
                        public String keep(String text, Instant at) {
                            String key = "key" + Integer.toHexString(text.hashCode());
                            kept.put(key, text);
                            return key;
                        }

                        @Override
                        public Optional<String> find(String key) {
                            return Optional.ofNullable(kept.get(key));
                        }
                    },
                    Clock.systemUTC());

    /// Codes as they stand in messages that were posted long ago. They must be read for ever, so
    /// lines are added here and none is changed.
    private static final Map<String, Command> POSTED =
            Map.ofEntries(
                    entry(
                            "1:search vision \"token pruning\" in:cs.CV -video",
                            new SearchCommand("vision \"token pruning\" in:cs.CV -video", 0)),
                    entry("1+10:search vision", new SearchCommand("vision", 10)),
                    entry("1:form", new FormCommand()),
                    entry("1:show arxiv:2503.11677", new ShowCommand("arxiv:2503.11677")),
                    entry(
                            "1+5:similar arxiv:2503.11677",
                            new SimilarCommand("arxiv:2503.11677", 5)),
                    entry("1:today", new TodayCommand()),
                    entry("1+15:trending month", new TrendingCommand(Window.MONTH, 15)),
                    entry(
                            "1:recommend channel",
                            new RecommendCommand(RecommendCommand.Scope.CHANNEL)),
                    entry("1:save arxiv:2503.11677", new SaveCommand("arxiv:2503.11677")),
                    entry(
                            "1:unsave title:9f86d081884c7d65",
                            new UnsaveCommand("title:9f86d081884c7d65")),
                    entry("1+5:saved tokens", new SavedCommand("tokens", 5)),
                    entry("1:saved", new SavedCommand("", 0)),
                    entry(
                            "1:cite arxiv:2503.11677 ris",
                            new CiteCommand(
                                    "arxiv:2503.11677", CitationForm.named("ris").orElseThrow())),
                    entry("1:cite saved bibtex", new CiteCommand("saved", CitationForm.BIBTEX)),
                    entry(
                            "1:follow token pruning here",
                            new FollowCommand(new Interest.Topic("token pruning"), true)),
                    entry(
                            "1:unfollow author:\"Kaiming He\"",
                            new UnfollowCommand(new Interest.ByAuthor("Kaiming He"), false)),
                    entry("1:following", new FollowingCommand()),
                    entry(
                            "1:mute in:cs.CR here",
                            new MuteCommand(new Interest.InCategory(new Category("cs.CR")), true)),
                    entry(
                            "1:unmute medical",
                            new UnmuteCommand(new Interest.Topic("medical"), false)),
                    entry("1:muted", new MutedCommand()),
                    entry(
                            "1:submit https://arxiv.org/abs/2503.11677",
                            new SubmitCommand("https://arxiv.org/abs/2503.11677")),
                    entry("1:catchup since 2025-06-01", new CatchupCommand("2025-06-01", "")),
                    entry("1:catchup", new CatchupCommand("", "")),
                    entry(
                            "1:catchup since 2025-06-01 about diffusion in:cs.CV",
                            new CatchupCommand("2025-06-01", "diffusion in:cs.CV")),
                    entry("1:me show", new MeCommand(MeCommand.What.SHOW)),
                    entry("1:me keep", new MeCommand(MeCommand.What.KEEP)),
                    entry(
                            "1:me forget-everything",
                            new MeCommand(MeCommand.What.FORGET_EVERYTHING)),
                    entry("1:help search", new HelpCommand("search")),
                    entry("1:help", new HelpCommand("")),
                    entry(
                            "1:find see arxiv.org/abs/2503.11677",
                            new FindCommand("see arxiv.org/abs/2503.11677")),
                    entry("1+5:ask vision tokens", new AskCommand("vision tokens", 5)),
                    entry("1:ask", new AskCommand("", 0)),
                    entry("1:upvote arxiv:2503.11677", new UpvoteCommand("arxiv:2503.11677")),
                    entry("1:unvote arxiv:2503.11677", new UnvoteCommand("arxiv:2503.11677")),
                    entry("1:dismiss arxiv:2503.11677", new DismissCommand("arxiv:2503.11677")),
                    entry("1:undismiss arxiv:2503.11677", new UndismissCommand("arxiv:2503.11677")),
                    entry("1:discuss arxiv:2503.11677", new DiscussCommand("arxiv:2503.11677")),
                    entry(
                            "1:schedule add weekdays 09:00 Europe/Berlin about vision tokenizers",
                            new ScheduleCommand(
                                    ScheduleCommand.ScheduleVerb.ADD,
                                    "weekdays 09:00 Europe/Berlin about vision tokenizers")),
                    entry(
                            "1:schedule set weekdays 09:00 Europe/Berlin",
                            new ScheduleCommand(
                                    ScheduleCommand.ScheduleVerb.SET,
                                    "weekdays 09:00 Europe/Berlin")),
                    entry(
                            "1:schedule resume id:7",
                            new ScheduleCommand(ScheduleCommand.ScheduleVerb.RESUME, "id:7")),
                    entry(
                            "1:schedule list",
                            new ScheduleCommand(ScheduleCommand.ScheduleVerb.LIST, "")),
                    entry(
                            "1:settle 7/2026-03-04/0 there",
                            new SettleCommand("7/2026-03-04/0", true)),
                    entry(
                            "1:settle 7/2026-03-04/0 again",
                            new SettleCommand("7/2026-03-04/0", false)),
                    entry(
                            "1:digest weekly Europe/Berlin",
                            new DigestCommand("weekly", "Europe/Berlin")),
                    entry("1:digest off", new DigestCommand("off", "")),
                    entry("1:digest", new DigestCommand("", "")),
                    entry("1:doctor", new DoctorCommand()),
                    entry(
                            "1+5:share search vision",
                            new ShareCommand(new SearchCommand("vision", 5))),
                    entry(
                            "1:share show arxiv:2503.11677",
                            new ShareCommand(new ShowCommand("arxiv:2503.11677"))));

    @Test
    void readsAndWritesTheCodesOfOldMessages() {
        POSTED.forEach((code, command) -> {
            assertThat(codes.command(new CommandCode(code))).as(code).contains(command);
            assertThat(codes.code(command).value()).isEqualTo(code);
        });
    }

    @Test
    void readsBackTheCodeOfEveryCommand() throws Misunderstanding {
        for (CommandSpec spec : CommandBook.specs()) {
            for (String example : spec.examples()) {
                Command command = CommandLine.command(example);
                CommandCode code = codes.code(command);

                assertThat(command.type().spec()).as(example).isEqualTo(spec);
                assertThat(codes.command(code)).as(code.value()).contains(command);
            }
        }
    }

    @Test
    void keepsWhatIsTooLongForAButton() {
        CommandCode code = codes.code(new SearchCommand("tokens ".repeat(50).strip(), 0));

        assertThat(code.value()).hasSizeLessThanOrEqualTo(CommandCode.MAX_LENGTH);
        assertThat(kept).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:",
                "1:nonsense",
                "2:show 1",
                "1~unknown",
                "show 1",
                "1+99999:search x",
                "1:cite 1 docx\0",
                "1:share"
            })
    void readsNothingInWhatItDidNotWrite(String value) {
        assertThat(codes.command(new CommandCode(value)))
                .satisfiesAnyOf(
                        command -> assertThat(command).isEmpty(),
                        command -> assertThat(command).get().isInstanceOf(CiteCommand.class));
    }
}
