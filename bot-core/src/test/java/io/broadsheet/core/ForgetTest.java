package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.Caller.Place;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `me forget` ends: the schedules of the person's own direct conversation, with the posts
/// that wait, and no others.
class ForgetTest {

    private static final Platform FAKE = new Platform("fake");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(FAKE, "w", "ann");
    private static final UserRef BEN = new UserRef(FAKE, "w", "ben");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "vision");
    private static final ChannelRef WITH_ANN = new ChannelRef(FAKE, "w", "dm-ann");
    private static final ChannelRef WITH_BEN = new ChannelRef(FAKE, "w", "dm-ben");

    @TempDir Path directory;

    private final List<ChannelRef> posted = new ArrayList<>();
    private final Busy platform = new Busy();
    private boolean busy;
    private Instant now = NOON;
    private BotCore core;

    @BeforeEach
    void start() throws Exception {
        Path papers =
                Files.writeString(
                        directory.resolve("papers.jsonl"),
                        """
                        {"id":"arxiv:2603.00001","title":"One","abstract":"One.","authors":["A B"],"published":"2026-03-03"}
                        {"id":"arxiv:2603.00002","title":"Two","abstract":"Two.","authors":["A B"],"published":"2026-03-03"}
                        """);
        core =
                BotCore.start(
                        new CoreSettings(directory, List.of(papers), CoreSettings.NO_MODEL, 1),
                        new Clock() {
                            @Override
                            public Instant instant() {
                                return now;
                            }

                            @Override
                            public ZoneOffset getZone() {
                                return ZoneOffset.UTC;
                            }

                            @Override
                            public Clock withZone(java.time.ZoneId zone) {
                                return this;
                            }
                        });
        core.dispatcher().serve(platform);
        press("schedule set daily 13:00 UTC", ANN, WITH_ANN);
        press("schedule set daily 13:00 UTC", ANN, VISION);
        press("schedule set daily 13:00 UTC", BEN, WITH_BEN);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void endsTheSchedulesOfThePersonsOwnConversationAndNoOthers() throws Exception {
        assertThat(press("me forget-everything", ANN, VISION))
                .startsWith("Done. ")
                .endsWith(" deleted. With them 1 schedule of our direct conversation ended.");
        runDueAt(NOON.plus(Duration.ofHours(1)));
        assertThat(posted).containsExactlyInAnyOrder(VISION, WITH_BEN);
        assertThat(said("schedule list", ANN, WITH_ANN)).contains("no schedule");
        assertThat(said("schedule list", ANN, VISION)).contains("daily at 13:00");
    }

    @Test
    void givesUpWhatWaitsToBePosted() throws Exception {
        busy = true;
        runDueAt(NOON.plus(Duration.ofHours(1)));
        assertThat(posted).isEmpty();
        assertThat(core.postsOpen().values()).contains(3);
        press("me forget-everything", ANN, WITH_ANN);
        assertThat(core.postsOpen().values()).contains(2);
        busy = false;
        runDueAt(NOON.plus(Duration.ofHours(2)));
        assertThat(posted).containsExactlyInAnyOrder(VISION, WITH_BEN);
    }

    @Test
    void endsThemAlsoAfterAnEarlierProgramForgotWhoseTheyAre() throws Exception {
        try (var rows = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database());
                var statement = rows.createStatement()) {
            for (String table : List.of("schedule_person", "member", "channel_admin")) {
                statement.execute("DELETE FROM " + table);
            }
        }
        // The person comes back, and is forgotten again.
        said("help", ANN, WITH_ANN);
        press("me forget-everything", ANN, VISION);
        runDueAt(NOON.plus(Duration.ofHours(1)));
        assertThat(posted).containsExactlyInAnyOrder(VISION, WITH_BEN);
    }

    private Path database() throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
        }
    }

    private void runDueAt(Instant instant) throws Exception {
        now = instant;
        core.runDue(platform);
    }

    private String press(String line, UserRef user, ChannelRef channel) {
        return core.conversation()
                .pressed(new CommandCode("1:" + line), caller(user, channel))
                .plain();
    }

    private String said(String line, UserRef user, ChannelRef channel) {
        return core.conversation().typed(line, caller(user, channel)).plain();
    }

    private static Caller caller(UserRef user, ChannelRef channel) {
        return new Caller(
                user,
                channel,
                user.id(),
                channel.id(),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                Right.YES,
                channel.equals(VISION) ? Place.CHANNEL : Place.PRIVATE,
                Oversight.CHANNELS,
                Set.of());
    }

    /// Takes posts, unless it is busy.
    private final class Busy extends PlainPlatform {

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public boolean isDirectWith(UserRef user, ChannelRef channel) {
            return channel.id().equals("dm-" + user.id());
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            if (busy) {
                return new Delivery.RetryAfter(Duration.ofMinutes(5), "busy");
            }
            posted.add(channel);
            return new Delivery.Posted("m" + posted.size());
        }
    }
}
