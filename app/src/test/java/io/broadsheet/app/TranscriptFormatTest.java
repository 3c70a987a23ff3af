package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.Block;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The harness itself: a transcript that is wrong must not pass.
class TranscriptFormatTest {

    private final FakeWorld world = new FakeWorld();
    private final Seat seat = new Seat("you", "general", ZoneOffset.UTC, false);
    private final Transcript transcript =
            new Transcript(new PlainConsole(new Echo(world), seat), seat, world);

    @Test
    void comparesWhatIsPostedWhileTimePasses() {
        String right = "@clock +P2D\nin #general\na post\n";
        assertThat(transcript.replay(right)).isEqualTo(right);
        assertThat(transcript.replay("@clock +P2D\nsomething else\n")).isEqualTo(right);
        assertThat(transcript.replay("@clock +P2D\n")).isEqualTo(right);
    }

    @Test
    void comparesWhatIsPostedWhenSomethingHappensOrIsTyped() {
        String right =
                """
                * #vision is archived
                heard of #vision is archived
                * it rains
                heard of it rains
                > post
                a post
                you in #general
                post
                """;
        assertThat(transcript.replay(right)).isEqualTo(right);
        assertThat(transcript.replay("* it rains\nno\n> post\na post\n"))
                .isEqualTo(
                        "* it rains\nheard of it rains\n> post\na post\nyou in #general\npost\n");
    }

    @Test
    void keepsARightTranscriptAsItIs() {
        String right =
                """
                # Prose.
                # More prose.

                @ana #vision admin

                > hello
                ana in #vision (admin)
                hello

                # Time passes.

                @clock +P1D
                > two words
                ...
                two words
                """;

        assertThat(transcript.replay(right)).isEqualTo(right);
        assertThat(world.passed).containsExactly(Duration.ofDays(1));
    }

    @Test
    void writesWhatWasReallySaidWhereATranscriptIsWrong() {
        assertThat(transcript.replay("> hello\nsomething else\n"))
                .isEqualTo("> hello\nyou in #general\nhello\n");
        assertThat(transcript.replay("> hello\n")).isEqualTo("> hello\nyou in #general\nhello\n");
        assertThat(transcript.replay("> hello\nyou in #general\nhello\nmore\n"))
                .isEqualTo("> hello\nyou in #general\nhello\n");
    }

    @Test
    void letsDotsStandForAnyLines() {
        assertThat(Transcript.matches(List.of("a", "...", "d"), List.of("a", "b", "c", "d")))
                .isTrue();
        assertThat(Transcript.matches(List.of("..."), List.of())).isTrue();
        assertThat(Transcript.matches(List.of("a", "...", "d"), List.of("a", "b"))).isFalse();
        assertThat(Transcript.matches(List.of("...", "b"), List.of("a", "b", "c"))).isFalse();
        assertThat(Transcript.matches(List.of("a ..."), List.of("a b"))).isFalse();
    }

    @Test
    void refusesALineThatMeansNothing() {
        assertThatThrownBy(() -> transcript.replay("\nsearch x\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("search x");
    }

    /// Posts when two days pass, and of what happens.
    private static final class FakeWorld implements Transcript.World {

        final List<Duration> passed = new ArrayList<>();
        private final List<String> posts = new ArrayList<>();

        @Override
        public void pass(Duration span) {
            passed.add(span);
            if (span.toDays() > 1) {
                posts.addAll(List.of("in #general", "a post"));
            }
        }

        @Override
        public void happen(String event) {
            posts.add("heard of " + event);
        }

        @Override
        public List<String> posted() {
            List<String> all = List.copyOf(posts);
            posts.clear();
            return all;
        }
    }

    /// Says who spoke, and what, and posts when it is told to.
    private record Echo(FakeWorld world) implements Dialogue {

        @Override
        public Reply typed(String text, Caller caller) {
            if (text.equals("post")) {
                world.posts.add("a post");
            }
            return Reply.of(
                    Block.paragraph(
                            caller.name()
                                    + " in #"
                                    + caller.channelName()
                                    + (caller.administers() ? " (admin)" : "")),
                    Block.paragraph(text));
        }

        @Override
        public Reply chosen(String command, Arguments arguments, Caller caller) {
            return Reply.say(command + " " + arguments.values());
        }

        @Override
        public Reply pressed(CommandCode code, Caller caller) {
            return Reply.say(code.value());
        }

        @Override
        public Reply submitted(Form form, Map<String, String> values, Caller caller) {
            return Reply.say(values.toString());
        }

        @Override
        public List<Conversation.Completion> complete(String text, Caller caller) {
            return List.of();
        }
    }
}
