package io.broadsheet.club.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.message.Block;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.source.Sources;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred people vote at once while the message is edited: the counts are right in the end, no
/// vote is lost, and edits come at most once a second.
class VoteRushTest {

    private static final int VOTERS = 200;
    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "vision");

    /// A message that was changed, and when, in [System#nanoTime()].
    private record Edit(long at, Reply message) {}

    /// Takes posts, and a while for each edit.
    private static final class SlowPlatform extends PlainPlatform {

        private final AtomicReference<Reply> vote = new AtomicReference<>();
        private final List<Edit> edits = new CopyOnWriteArrayList<>();
        private volatile Delivery editing = new Delivery.Posted("m");

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            vote.set(message);
            return new Delivery.Posted("m");
        }

        @Override
        public Delivery edit(
                ChannelRef channel, String posted, Reply message, String key, String role) {
            edits.add(new Edit(System.nanoTime(), message));
            return editing;
        }
    }

    @TempDir private Path home;
    private Instant now = Instant.parse("2025-03-20T09:00:00Z");

    @Test
    void countsAreRightAndEditsAreFew() throws Exception {
        CoreSettings settings =
                new CoreSettings(
                        home,
                        List.of(Path.of("../config/catalogue/papers.jsonl")),
                        CoreSettings.NO_MODEL,
                        1);
        try (BotCore core = BotCore.start(settings, clock(), _ -> Sources.NONE)) {
            SlowPlatform platform = new SlowPlatform();
            core.dispatcher().serve(platform);
            String ana = "ana";
            press(core, "club start weekly Thursday 16:00 UTC from 2025-03-27", "Start it", ana);
            say(core, "trending", ana);
            say(core, "nominate 1", ana);
            say(core, "nominate 2", ana);
            now = Instant.parse("2025-03-22T16:00:00Z");
            core.runDue(platform);
            List<CommandCode> choices = codes(platform.vote.get());
            assertThat(choices).hasSize(2);

            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < VOTERS; i++) {
                    String name = "p" + i;
                    List<CommandCode> pressed = i % 4 == 0 ? choices : choices.subList(0, 1);
                    people.submit(() ->
                            pressed.forEach(
                                    code -> core.conversation().pressed(code, caller(name))));
                }
            }
            Waiting.until(
                    "the last counts are on the message",
                    Duration.ofSeconds(30),
                    () ->
                            !platform.edits.isEmpty()
                                    && counts(platform.edits.getLast().message())
                                            .equals(List.of(VOTERS, VOTERS / 4)));

            List<Edit> edits = platform.edits;
            for (int i = 1; i < edits.size(); i++) {
                assertThat(Duration.ofNanos(edits.get(i).at() - edits.get(i - 1).at()))
                        .as("edits %s and %s of %s", i - 1, i, edits.size())
                        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
            }
        }
    }

    @Test
    void aVoteThatWasDeletedIsPostedAgainOnce() throws Exception {
        CoreSettings settings =
                new CoreSettings(
                        home,
                        List.of(Path.of("../config/catalogue/papers.jsonl")),
                        CoreSettings.NO_MODEL,
                        1);
        try (BotCore core = BotCore.start(settings, clock(), _ -> Sources.NONE)) {
            SlowPlatform platform = new SlowPlatform();
            core.dispatcher().serve(platform);
            press(core, "club start weekly Thursday 16:00 UTC from 2025-03-27", "Start it", "ana");
            say(core, "trending", "ana");
            say(core, "nominate 1", "ana");
            now = Instant.parse("2025-03-22T16:00:00Z");
            core.runDue(platform);
            Reply first = platform.vote.getAndSet(null);
            assertThat(first).isNotNull();

            platform.editing =
                    new Delivery.Refused(Delivery.Refusal.MESSAGE_GONE, "message_not_found");
            say(core, "club", "ana");
            Waiting.until(
                    "it is posted again",
                    Duration.ofSeconds(30),
                    () -> platform.vote.get() != null);
            int edits = platform.edits.size();
            platform.vote.set(null);
            say(core, "club", "ana");
            Waiting.until(
                    "the second one is changed",
                    Duration.ofSeconds(30),
                    () -> platform.edits.size() > edits);
            assertThat(platform.vote.get()).as("posted a third time").isNull();
        }
    }

    private static List<CommandCode> codes(Reply vote) {
        return poll(vote).choices().stream().map(Block.PollChoice::press).toList();
    }

    private static List<Integer> counts(Reply vote) {
        return poll(vote).choices().stream().map(Block.PollChoice::votes).toList();
    }

    private static Block.Poll poll(Reply vote) {
        return vote.blocks().stream()
                .filter(Block.Poll.class::isInstance)
                .map(Block.Poll.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void say(BotCore core, String text, String name) {
        Reply reply = core.conversation().typed(text, caller(name));
        assertThat(reply.kind()).as("%s: %s", text, reply.plain()).isEqualTo(Reply.Kind.ANSWER);
    }

    private static void press(BotCore core, String text, String label, String name) {
        Reply reply = core.conversation().typed(text, caller(name));
        CommandCode code =
                reply.blocks().stream()
                        .filter(Block.Buttons.class::isInstance)
                        .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                        .filter(button -> button.label().equals(label))
                        .map(button -> ((io.broadsheet.message.Button.Run) button).code())
                        .findFirst()
                        .orElseThrow();
        core.conversation().pressed(code, caller(name));
    }

    private static Caller caller(String name) {
        return new Caller(
                new UserRef(FAKE, "w", name),
                VISION,
                name,
                "vision",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                true,
                Set.of());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }
        };
    }
}
