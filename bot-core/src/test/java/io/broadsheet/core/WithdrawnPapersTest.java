package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A paper that was withdrawn is found by whoever looks for it, and suggested to nobody, however
/// many votes it has.
class WithdrawnPapersTest {

    private static final Platform FAKE = new Platform("fake");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final String SOUND = "Counting sheep with transformers";
    private static final String WITHDRAWN = "Counting sheep in constant time";

    @TempDir Path directory;

    private BotCore core;
    private Instant now = NOON;
    private final List<String> posts = new ArrayList<>();
    private final ChatPlatform platform = new Wall();
    private final Caller ann =
            new Caller(
                    new UserRef(FAKE, "w", "ann"),
                    new ChannelRef(FAKE, "w", "flock"),
                    "ann",
                    "flock",
                    ZoneOffset.UTC,
                    Locale.ENGLISH,
                    true,
                    Set.of());

    @BeforeEach
    void start() {
        try (Store store = Store.open(directory)) {
            store.catalogue()
                    .put(
                            List.of(
                                    paper("2603.00001", SOUND).upvotes(3).build(),
                                    paper("2603.00002", WITHDRAWN)
                                            .upvotes(90)
                                            .withdrawn(true)
                                            .build()),
                            NOON.minus(Duration.ofHours(20)));
        }
        core =
                BotCore.start(
                        new CoreSettings(directory, List.of(), CoreSettings.NO_MODEL, 1),
                        new Clock() {
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
                                throw new UnsupportedOperationException();
                            }
                        });
        core.dispatcher().serve(platform);
    }

    private static Paper.Builder paper(String id, String title) {
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), title)
                .summary("We count sheep.", "We count sheep.")
                .published(NOON.minus(Duration.ofDays(1)));
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catchup",
                "trending",
                "recommend",
                "recommend channel",
                "today",
                "schedule preview 1"
            })
    void isSuggestedByNoCommand(String command) {
        schedule("daily 13:00 UTC about sheep");

        assertThat(typed(command)).doesNotContain(WITHDRAWN);
        typed("follow sheep");
        typed("follow sheep here");
        assertThat(typed(command)).doesNotContain(WITHDRAWN);
    }

    @Test
    void isInNoPost() throws Exception {
        schedule("daily 13:00 UTC as digest");
        typed("digest daily UTC");

        now = NOON.plus(Duration.ofDays(1)).plus(Duration.ofHours(1));
        core.runDue(platform);

        assertThat(posts).hasSize(2).allMatch(post -> post.contains(SOUND));
        assertThat(posts).noneMatch(post -> post.contains(WITHDRAWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"show 2603.00002", "search sheep", "similar 2603.00001"})
    void isShownAsWhatItIsToWhoeverLooksForIt(String command) {
        assertThat(typed(command)).contains(WITHDRAWN, "withdrawn by its authors");
    }

    private void schedule(String order) {
        core.conversation().pressed(new CommandCode("1:schedule set " + order), ann);
    }

    private String typed(String line) {
        return core.conversation().typed(line, ann).plain();
    }

    final class Wall extends PlainPlatform {

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            posts.add(message.plain());
            return new Delivery.Posted("m");
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            posts.add(message.plain());
            return new Delivery.Posted("m");
        }
    }
}
