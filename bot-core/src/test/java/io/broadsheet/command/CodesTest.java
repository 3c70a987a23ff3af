package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.LongCodes;
import io.broadsheet.library.Interest;
import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.Category;
import io.broadsheet.recommend.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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

    @Test
    void readsBackEveryCommandItWrites() {
        String paper = "arxiv:2503.11677";
        List<Command> commands =
                List.of(
                        new Command.Search("vision \"token pruning\" in:cs.CV -video", 0),
                        new Command.Search("vision", 10),
                        new Command.Search(
                                "a very long question about vision transformers ".repeat(8).strip(),
                                5),
                        new Command.SearchForm(),
                        new Command.Show(paper),
                        new Command.Similar(paper, 5),
                        new Command.Today(),
                        new Command.Trending(Window.MONTH, 15),
                        new Command.Recommend(Command.Recommend.Scope.CHANNEL),
                        new Command.Save(paper),
                        new Command.Unsave("title:9f86d081884c7d65"),
                        new Command.Saved("tokens", 5),
                        new Command.Saved("", 0),
                        new Command.Cite(paper, Command.Cite.Format.RIS),
                        new Command.Follow(new Interest.Topic("token pruning"), true),
                        new Command.Unfollow(new Interest.ByAuthor("Kaiming He"), false),
                        new Command.Following(),
                        new Command.Mute(new Interest.InCategory(new Category("cs.CR")), true),
                        new Command.Unmute(new Interest.Topic("medical"), false),
                        new Command.Muted(),
                        new Command.Submit("https://arxiv.org/abs/2503.11677"),
                        new Command.CatchUp("2025-06-01"),
                        new Command.CatchUp(""),
                        new Command.Me(Command.Me.What.FORGET_EVERYTHING),
                        new Command.Help("search"),
                        new Command.FindIn("see arxiv.org/abs/2503.11677"),
                        new Command.Ask("vision tokens", 5),
                        new Command.Ask("", 0),
                        new Command.Upvote(paper),
                        new Command.WithdrawVote(paper),
                        new Command.Dismiss(paper),
                        new Command.Undismiss(paper),
                        new Command.Discuss(paper),
                        new Command.Schedule(
                                Command.Schedule.Action.ADD,
                                "weekdays 09:00 Europe/Berlin about vision tokenizers"),
                        new Command.Settle("7/2026-03-04/0", true),
                        new Command.DigestOrder("weekly", "Europe/Berlin"),
                        new Command.Doctor(),
                        new Command.Share(new Command.Search("vision", 5)));

        assertThat(commands.stream().map(Object::getClass).distinct())
                .as("every kind of command")
                .hasSize(CommandBook.specs().size());
        for (Command command : commands) {
            CommandCode code = codes.code(command);
            assertThat(codes.command(code)).as(code.value()).contains(command);
        }
    }

    @Test
    void keepsWhatIsTooLongForAButton() {
        CommandCode code = codes.code(new Command.Search("tokens ".repeat(50).strip(), 0));

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
                        command -> assertThat(command).get().isInstanceOf(Command.Cite.class));
    }
}
