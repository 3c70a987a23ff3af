package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may look at a channel's schedule, and who may change it, from where. A schedule can be named
/// from anywhere by the id that buttons carry.
class ScheduleAccessTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "vision");
    private static final ChannelRef AUDIO = new ChannelRef(FAKE, "w", "audio");
    private static final ChannelRef ABROAD = new ChannelRef(FAKE, "x", "abroad");
    private static final ChannelRef WITH_ANN = new ChannelRef(FAKE, "w", "with-ann");
    private static final UserRef ANN = new UserRef(FAKE, "w", "ann");
    private static final UserRef BOB = new UserRef(FAKE, "w", "bob");
    private static final UserRef CY = new UserRef(FAKE, "w", "cy");
    private static final UserRef XENIA = new UserRef(FAKE, "x", "xenia");
    private static final String ELSEWHERE =
            "That schedule is gone, or it is another channel's. schedule list shows this channel's.";

    @TempDir Path directory;

    private BotCore core;
    private volatile boolean served = true;
    private final List<Reply> notices = new ArrayList<>();
    private Right right = Right.UNKNOWN;

    @BeforeEach
    void setUpASchedule() {
        core =
                BotCore.start(
                        new CoreSettings(directory, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(NOON, ZoneOffset.UTC));
        core.serve(new NoticeBoard());
        assertThat(pressed("schedule set daily 09:00 UTC about secret plans", ANN, VISION, true))
                .contains("is set up");
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "log", "pause", "resume", "remove", "now"})
    void tellsNobodyElsewhereThatThereIsOne(String verb) {
        // Admins of other channels, also of other workspaces, and of this one in name only.
        assertThat(typed("schedule " + verb + " id:1", BOB, AUDIO, true)).isEqualTo(ELSEWHERE);
        assertThat(typed("schedule " + verb + " id:1", XENIA, ABROAD, true)).isEqualTo(ELSEWHERE);
        assertThat(typed("schedule " + verb + " id:99", BOB, AUDIO, true)).isEqualTo(ELSEWHERE);
        assertThat(pressed("schedule " + verb + " id:1", BOB, AUDIO, true)).isEqualTo(ELSEWHERE);
        assertThat(typed("schedule list", BOB, VISION, false)).contains("daily", "next on");
    }

    @Test
    void letsEverybodyInItsChannelLookAndItsAdminsChangeIt() {
        assertThat(pressed("schedule preview id:1", BOB, VISION, false))
                .startsWith("Schedule 1 would find nothing to post");
        assertThat(pressed("schedule log id:1", BOB, VISION, false))
                .startsWith("Schedule 1, daily at 09:00 UTC about secret plans");
        assertThat(pressed("schedule pause id:1", BOB, VISION, false))
                .isEqualTo("Only admins of #vision can change its schedules.");
        assertThat(pressed("schedule pause id:1", CY, VISION, true))
                .startsWith("Schedule 1 is paused.");
    }

    @Test
    void letsWhoeverSetItUpLookAndChangeItFromAnywhere() {
        assertThat(pressed("schedule preview id:1", ANN, WITH_ANN, false))
                .startsWith("Schedule 1 of #vision would find nothing to post");
        assertThat(pressed("schedule log id:1", ANN, WITH_ANN, false))
                .startsWith("Schedule 1 of #vision, daily")
                .contains("ann: set up, daily at 09:00 UTC about secret plans");
        Reply paused = reply("schedule pause id:1", ANN, WITH_ANN, false);
        assertThat(paused.plain()).startsWith("Schedule 1 of #vision is paused.");
        // The button that answers with means this schedule as well, not the first one here.
        assertThat(
                        core.conversation()
                                .pressed(button(paused, "Resume"), caller(ANN, WITH_ANN, false))
                                .plain())
                .startsWith("Schedule 1 of #vision runs again");
    }

    @Test
    void letsWhoeverSetItUpAndIsNoAdminAnyMoreDoAsInItsChannel() {
        core.reachability()
                .lost(VISION, new Delivery.Refused(Delivery.Refusal.CHANNEL_ARCHIVED, ""));
        CommandCode resume = button(notices.getFirst(), "Check and resume");
        String refusal = "Only admins of #vision can change its schedules.";
        assertThat(typed("schedule remove 1", ANN, VISION, false)).isEqualTo(refusal);

        assertThat(typed("schedule remove id:1", ANN, AUDIO, true)).isEqualTo(refusal);
        assertThat(core.conversation().pressed(resume, caller(ANN, WITH_ANN, true)).plain())
                .isEqualTo(refusal);
        assertThat(pressed("schedule preview id:1", ANN, WITH_ANN, true)).isEqualTo(ELSEWHERE);
        assertThat(pressed("schedule log id:1", ANN, WITH_ANN, true)).isEqualTo(ELSEWHERE);
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void asksThePlatformWhoAdministersItNow(Right answer) {
        typed("schedule list", CY, VISION, false);
        right = answer;

        // Ann was an admin when she was last seen there, Cy was none.
        assertThat(pressed("schedule pause id:1", ANN, WITH_ANN, true))
                .startsWith(
                        answer == Right.NO
                                ? "Only admins of #vision can change its schedules."
                                : "Schedule 1 of #vision is paused.");
        assertThat(pressed("schedule log id:1", CY, AUDIO, true))
                .startsWith(answer == Right.YES ? "Schedule 1 of #vision" : ELSEWHERE);
        // Whoever never was there learns nothing, also as an admin in name.
        assertThat(pressed("schedule log id:1", BOB, AUDIO, true)).isEqualTo(ELSEWHERE);
        // What it said holds when it does not answer any more.
        right = Right.UNKNOWN;
        assertThat(pressed("schedule log id:1", ANN, WITH_ANN, true))
                .startsWith(answer == Right.NO ? ELSEWHERE : "Schedule 1 of #vision");
    }

    @Test
    void takesTheWordOnAPostInDoubtOfNobodyWhoIsNoAdminAnyMore() {
        String settle = "settle schedule/1/2026-03-04/0 there";
        assertThat(pressed(settle, ANN, WITH_ANN, true)).isEqualTo("That is settled already.");
        assertThat(pressed(settle, BOB, AUDIO, true))
                .isEqualTo("The schedule of that post is gone.");
        right = Right.NO;
        assertThat(pressed(settle, ANN, WITH_ANN, true))
                .isEqualTo("Only admins of #vision can change its schedules.");
    }

    @Test
    void letsItsAdminsLookAndChangeItFromAnywhereAsLongAsTheyAreAdmins() {
        typed("schedule list", CY, VISION, true);
        assertThat(pressed("schedule log id:1", CY, AUDIO, false)).startsWith("Schedule 1 of");
        assertThat(pressed("schedule pause id:1", CY, AUDIO, false)).contains("is paused");
        typed("schedule list", CY, VISION, false);
        assertThat(pressed("schedule log id:1", CY, AUDIO, false)).isEqualTo(ELSEWHERE);
        assertThat(pressed("schedule resume id:1", CY, AUDIO, false))
                .isEqualTo("Only admins of #vision can change its schedules.");
    }

    @Test
    void showsTheLogOfARemovedScheduleToTheSame() {
        Outbox.Key key = new Outbox.Key(new Outbox.Job.OfSchedule(1), LocalDate.of(2026, 3, 4), 0);
        Outbox.Target target = new Outbox.Target.InChannel(VISION);
        try (Store store = Store.open(directory)) {
            Duration lease = Duration.ofSeconds(60);
            Outbox.Claiming.Claimed claim =
                    (Outbox.Claiming.Claimed)
                            store.outbox().claim(key, target, NOON, "killed", NOON, lease);
            store.outbox().sending(claim, target, List.of(), NOON, lease);
        }
        typed("schedule remove 1", ANN, VISION, true);

        String log = "Schedule 1, daily at 09:00 UTC about secret plans, was removed on ";
        assertThat(typed("schedule log 1", BOB, VISION, false))
                .startsWith(log)
                .contains("by ann.", "4 Mar 2026: perhaps posted");
        assertThat(pressed("schedule log id:1", BOB, VISION, false)).startsWith(log);
        assertThat(pressed("schedule log id:1", ANN, WITH_ANN, false))
                .startsWith("Schedule 1 of #vision, daily at 09:00 UTC about secret plans, was");
        assertThat(pressed("schedule log id:1", BOB, AUDIO, true)).isEqualTo(ELSEWHERE);
        assertThat(typed("schedule log 1", BOB, AUDIO, true)).startsWith("#audio has no schedule");
        assertThat(typed("schedule log", BOB, VISION, false)).contains("schedule log 1");
    }

    @Test
    void refusesWhomThePlatformDoesNotTellAboutAndForgetsNoAdmin() {
        typed("schedule list", CY, VISION, true);
        Caller untold = caller(CY, VISION, Right.UNKNOWN);
        String sentence =
                "Fake did not tell me whether you administer #vision; try again in a moment.";
        for (String change :
                List.of(
                        "schedule add daily 10:00 UTC",
                        "schedule remove 1",
                        "mute medical here",
                        "doctor")) {
            assertThat(core.conversation().typed(change, untold).plain()).isEqualTo(sentence);
        }
        assertThat(core.conversation().typed("schedule list", untold).plain()).contains("daily");
        assertThat(pressed("schedule pause id:1", CY, AUDIO, false)).contains("is paused");
    }

    @Test
    void takesThePressOnANoticeInADirectConversation() {
        core.reachability()
                .lost(VISION, new Delivery.Refused(Delivery.Refusal.CHANNEL_ARCHIVED, ""));

        assertThat(notices).hasSize(1);
        CommandCode resume = button(notices.getFirst(), "Check and resume");
        assertThat(core.conversation().pressed(resume, caller(BOB, AUDIO, true)).plain())
                .isEqualTo(ELSEWHERE);
        assertThat(core.conversation().pressed(resume, caller(ANN, WITH_ANN, false)).plain())
                .startsWith("Schedule 1 of #vision runs again, next on");
    }

    @Test
    void promisesAPostByAnotherProcessOnlyWhereTheScheduleRuns() {
        served = false;
        assertThat(pressed("schedule now id:1", ANN, WITH_ANN, false))
                .isEqualTo(
                        "Another process of the bot posts in #vision and takes this up in a moment."
                                + " What became of it: schedule log 1 there.");
        assertThat(typed("schedule log", ANN, VISION, true))
                .contains("(by hand): to be tried again, another process posts there");
        pressed("schedule pause id:1", ANN, WITH_ANN, false);
        assertThat(pressed("schedule now id:1", ANN, WITH_ANN, false))
                .isEqualTo(
                        "It is paused, and another process of the bot posts in #vision."
                                + " Type this there: schedule now 1.");
    }

    private String typed(String line, UserRef user, ChannelRef channel, boolean admin) {
        return core.conversation().typed(line, caller(user, channel, admin)).plain();
    }

    private String pressed(String line, UserRef user, ChannelRef channel, boolean admin) {
        return reply(line, user, channel, admin).plain();
    }

    private Reply reply(String line, UserRef user, ChannelRef channel, boolean admin) {
        return core.conversation()
                .pressed(new CommandCode("1:" + line), caller(user, channel, admin));
    }

    private static CommandCode button(Reply reply, String label) {
        return reply.blocks().stream()
                .filter(Block.Buttons.class::isInstance)
                .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                .filter(button -> button.label().equals(label))
                .map(button -> ((Button.Run) button).code())
                .findFirst()
                .orElseThrow();
    }

    private static Caller caller(UserRef user, ChannelRef channel, boolean admin) {
        return caller(user, channel, admin ? Right.YES : Right.NO);
    }

    private static Caller caller(UserRef user, ChannelRef channel, Right right) {
        return new Caller(
                user,
                channel,
                user.id(),
                channel.id(),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                right,
                false,
                Set.of());
    }

    /// Takes everything, keeps the notices, and says the same of everybody's rights.
    final class NoticeBoard extends PlainPlatform {

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public boolean serves(ChannelRef channel) {
            return served;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            return new Delivery.Posted("m");
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            notices.add(message);
            return new Delivery.Posted("m");
        }

        @Override
        public Right administers(UserRef user, ChannelRef channel) {
            return right;
        }
    }
}
