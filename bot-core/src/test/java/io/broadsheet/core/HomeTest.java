package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person's page, what it shows, who hears that it changed; and where the bot can post.
class HomeTest {

    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "vision");
    private static final ChannelRef AUDIO = new ChannelRef(FAKE, "w", "audio");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(FAKE, "w", "ann");
    private static final UserRef BOB = new UserRef(FAKE, "w", "bob");

    @TempDir Path directory;

    private BotCore core;
    private final FakePlatform platform = new FakePlatform();
    private final List<Object> changed = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Path papers =
                Files.writeString(
                        directory.resolve("papers.jsonl"),
                        """
                        {"id":"arxiv:2501.00001","title":"Pruning vision tokens","abstract":"We prune vision tokens","authors":["Ann Author"],"published":"2026-02-01"}
                        {"id":"arxiv:2501.00002","title":"Merging vision tokens","abstract":"We merge vision tokens.","authors":["Bob Author"],"published":"2026-02-02"}
                        {"id":"arxiv:2501.00003","title":"Speech in noise","abstract":"We hear speech.","authors":["Cy Author"],"published":"2026-02-03"}
                        """);
        core =
                BotCore.start(
                        new CoreSettings(
                                directory.resolve("home"),
                                List.of(papers),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.fixed(NOON, ZoneOffset.UTC));
        core.serve(platform);
        core.listen(
                new ChangeListener() {
                    @Override
                    public void changed(UserRef user) {
                        changed.add(user);
                    }

                    @Override
                    public void changed(ChannelRef channel) {
                        changed.add(channel);
                    }
                });
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void saysHowToBeginWhereThereIsNothing() {
        String home = home(ANN).plain();

        assertThat(home)
                .contains("Your shelf is empty")
                .contains("follow vision tokenizers")
                .contains("picks for you appear here")
                .contains("No channel gets papers regularly yet");
    }

    @Test
    void catchingUpSaysHowFarTheCatalogueReaches() {
        Waiting.until("the papers can be found", () -> core.search().readiness().papers() == 3);
        Caller ann = caller(ANN, VISION);

        assertThat(core.conversation().typed("catchup", ann).plain())
                .isEqualTo(
                        "You have not missed anything since 25 Feb 2026."
                                + " The newest paper here is of 3 Feb 2026.");
        assertThat(core.conversation().typed("catchup since 2026-02-01", ann).plain())
                .contains("Speech in noise")
                .doesNotContain("newest paper here");
    }

    @Test
    void showsShelfFollowsPicksDigestAndSchedules() {
        Caller ann = caller(ANN, VISION);
        core.conversation().typed("save 2501.00001", ann);
        core.conversation().typed("follow vision tokens", ann);
        core.conversation().typed("digest weekly", ann);
        press("1:schedule set daily 09:00 UTC", ann);

        Reply home = home(ANN);

        assertThat(home.plain())
                .contains("1. Pruning vision tokens")
                .contains("You follow\nvision tokens")
                .contains("2. Merging vision tokens")
                .contains("It comes weekly, next on Mon 9 Mar 2026")
                .contains("#vision daily at 09:00 UTC");
        assertThat(labels(home))
                .contains("Search", "All of it (1)", "Cite all", "More picks", "Stop it", "Pause");
        // Looking at it changes nothing.
        assertThat(home(ANN).plain()).isEqualTo(home.plain());
    }

    @Test
    void itsButtonsWorkWithoutAChannel() {
        Caller ann = caller(ANN, VISION);
        press("1:schedule set daily 09:00 UTC", ann);
        Caller atHome = caller(ANN, new ChannelRef(FAKE, "w", "ann"));

        Reply paused = core.conversation().pressed(button(home(ANN), "Pause").code(), atHome);

        assertThat(paused.kind()).isEqualTo(Reply.Kind.ANSWER);
        assertThat(home(ANN).plain()).contains("paused: an admin paused it");
        assertThat(core.conversation().pressed(button(home(ANN), "Resume").code(), atHome).plain())
                .contains("runs again");
    }

    @Test
    void showsSchedulesOfClosedChannelsToThoseWhoWereThereOnly() {
        press("1:schedule set daily 09:00 UTC", caller(ANN, VISION));
        press("1:schedule set daily 10:00 UTC", caller(BOB, AUDIO));

        assertThat(home(ANN).plain()).contains("#vision").doesNotContain("#audio");
        String open =
                core.conversation()
                        .home(caller(ANN, new ChannelRef(FAKE, "w", "ann")), AUDIO::equals)
                        .plain();
        assertThat(open).contains("#vision").contains("#audio");
    }

    @Test
    void showsReadingGroupsOfTheChannelsWhereThePersonWasSeen() {
        startClub(ANN, VISION, "weekly Thursday 16:00 UTC");
        startClub(BOB, AUDIO, "monthly last Friday 09:00 UTC");
        core.conversation().typed("rota join", caller(BOB, AUDIO));
        assertThat(home(ANN).plain())
                .contains("Reading groups")
                .contains(
                        "#vision meets every Thursday at 16:00 UTC, next on Thu 5 Mar 2026 16:00 UTC")
                .doesNotContain("#audio")
                .doesNotContain("you present");
        assertThat(home(BOB).plain())
                .contains("#audio meets")
                .contains("next on Fri 27 Mar 2026 09:00 UTC; you present")
                .doesNotContain("#vision");

        // Seen there, be it without taking a turn.
        core.conversation().typed("club", caller(ANN, AUDIO));
        core.conversation().typed("club pause", caller(ANN, VISION));
        Reply home = home(ANN);
        assertThat(home.plain())
                .contains("#vision meets every Thursday at 16:00 UTC, paused")
                .contains("#audio meets")
                .doesNotContain("you present");
        assertThat(mentioned(home)).contains("vision", "audio");
        press("1:me forget-everything", caller(ANN, VISION));
        assertThat(home(ANN).plain()).doesNotContain("Reading groups");
        assertThat(home(BOB).plain()).contains("#audio meets");
    }

    @Test
    void meNamesTheReadingGroupsThatThePersonTakesPartIn() {
        Caller ann = caller(ANN, VISION);
        startClub(ANN, VISION, "weekly Thursday 16:00 UTC");
        startClub(BOB, AUDIO, "weekly Friday 09:00 UTC");
        core.conversation().typed("club", caller(ANN, AUDIO));
        assertThat(core.conversation().typed("me", ann).plain())
                .doesNotContain("The reading group of");

        core.conversation().typed("rota join", ann);
        core.conversation().typed("nominate 2501.00001", ann);
        core.conversation().typed("nominate 2501.00002", ann);
        core.conversation().typed("nominate 2501.00003", caller(ANN, AUDIO));

        Reply me = core.conversation().typed("me", ann);
        assertThat(me.plain())
                .contains("The reading group of #vision: on the rota, 2 nominations")
                .contains("The reading group of #audio: 1 nomination");
        assertThat(mentioned(me)).contains("vision", "audio");
        assertThat(core.conversation().typed("me", caller(BOB, AUDIO)).plain())
                .doesNotContain("The reading group of");
    }

    private void startClub(UserRef user, ChannelRef channel, String rhythm) {
        Caller caller = caller(user, channel);
        Reply read = core.conversation().typed("club start " + rhythm, caller);
        core.conversation().pressed(button(read, "Start it").code(), caller);
    }

    /// The ids of the channels that an answer names as channels of the platform.
    private static List<String> mentioned(Reply reply) {
        return reply.blocks().stream()
                .flatMap(block ->
                        switch (block) {
                            case Block.Paragraph(List<Span> spans) -> spans.stream();
                            case Block.Bullets(List<List<Span>> lines) ->
                                    lines.stream().flatMap(List::stream);
                            default -> Stream.<Span>empty();
                        })
                .filter(Span.ChannelMention.class::isInstance)
                .map(span -> ((Span.ChannelMention) span).id())
                .toList();
    }

    @Test
    void tellsOfWhatPeopleAndPlatformsChange() {
        Caller ann = caller(ANN, VISION);
        core.conversation().typed("search vision", ann);
        core.conversation().typed("show 2501.00001", ann);
        assertThat(changed).isEmpty();
        core.conversation().typed("save 2501.00001", ann);
        core.conversation().typed("follow vision tokens", ann);
        press("1:schedule set daily 09:00 UTC", ann);
        core.reachability().renamed(VISION, "seeing");
        core.reachability()
                .lost(VISION, new Delivery.Refused(Delivery.Refusal.CHANNEL_ARCHIVED, ""));

        assertThat(changed).containsExactly(ANN, ANN, VISION, VISION, VISION);
    }

    @Test
    void pausesAndResumesWithTheChannel() {
        Caller ann = caller(ANN, VISION);
        press("1:schedule set daily 09:00 UTC", ann);
        press("1:schedule set daily 10:00 UTC", ann);
        core.conversation().typed("schedule pause 2", ann);
        Delivery.Refused archived =
                new Delivery.Refused(Delivery.Refusal.CHANNEL_ARCHIVED, "is_archived");

        core.reachability().lost(VISION, archived);

        assertThat(schedules(ann)).contains("the channel is archived").contains("an admin paused");
        assertThat(platform.notices).hasSize(1);
        assertThat(core.refusedSchedules()).isEqualTo(1);
        // The platform's own check decides.
        platform.refusals.put(VISION, archived);
        core.reachability().regained(VISION);
        assertThat(core.refusedSchedules()).isEqualTo(1);
        platform.refusals.clear();
        core.reachability().regained(VISION);
        assertThat(schedules(ann))
                .contains("1. daily at 09:00 UTC, next on")
                .contains("2. daily at 10:00 UTC, paused")
                .contains("an admin paused it");
        core.reachability().renamed(VISION, "seeing");
        assertThat(home(ANN).plain()).contains("#seeing");
    }

    @Test
    void pausesAndResumesWithTheWorkspace() {
        Caller ann = caller(ANN, VISION);
        press("1:schedule set daily 09:00 UTC", ann);
        core.conversation().typed("digest daily", ann);

        core.reachability()
                .lost(
                        FAKE,
                        "w",
                        new Delivery.Refused(Delivery.Refusal.CREDENTIALS_REVOKED, "uninstalled"));

        assertThat(platform.notices).as("nobody can be told there").isEmpty();
        assertThat(home(ANN).plain())
                .contains("paused: the bot's access was revoked")
                .contains("It stopped, as I could not write to you");
        core.reachability().regained(FAKE, "w");
        assertThat(home(ANN).plain())
                .contains("#vision daily at 09:00 UTC, next on")
                .contains("It comes daily");
    }

    @Test
    void notesNothingOfWhoeverLooksAtIt() {
        Caller ann = caller(ANN, VISION);
        core.conversation().typed("save 2501.00001", ann);
        press("1:me forget-everything", ann);

        home(ANN);

        try (Store store = Store.open(directory.resolve("home"))) {
            assertThat(store.library().export(ANN).values()).allMatch(List::isEmpty);
        }
    }

    @Test
    void unfurlsLinksToPapersOnly() {
        assertThat(core.conversation().unfurled("https://arxiv.org/abs/2501.00001", ZoneOffset.UTC))
                .hasValueSatisfying(reply -> {
                    assertThat(reply.plain())
                            .contains("Pruning vision tokens")
                            .contains("We prune vision tokens");
                    assertThat(labels(reply)).containsExactly("Open", "Save", "Similar");
                });
        for (String other :
                List.of(
                        "https://arxiv.org/abs/2501.09999",
                        "https://example.org/",
                        "https://example.org/pruning-vision-tokens",
                        "1",
                        "Pruning vision tokens",
                        "")) {
            assertThat(core.conversation().unfurled(other, ZoneOffset.UTC)).as(other).isEmpty();
        }
    }

    private Reply home(UserRef user) {
        return core.conversation()
                .home(caller(user, new ChannelRef(FAKE, "w", user.id())), _ -> false);
    }

    private String schedules(Caller caller) {
        return core.conversation().typed("schedule list", caller).plain();
    }

    private void press(String code, Caller caller) {
        core.conversation().pressed(new io.broadsheet.message.CommandCode(code), caller);
    }

    private static List<String> labels(Reply reply) {
        return buttons(reply).stream().map(Button::label).toList();
    }

    private static Button.Run button(Reply reply, String label) {
        return (Button.Run)
                buttons(reply).stream()
                        .filter(button -> button.label().equals(label))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Button> buttons(Reply reply) {
        return reply.blocks().stream()
                .filter(Block.Buttons.class::isInstance)
                .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                .toList();
    }

    private static Caller caller(UserRef user, ChannelRef channel) {
        return new Caller(
                user,
                channel,
                user.id(),
                channel.id(),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                true,
                Set.of());
    }

    static final class FakePlatform extends PlainPlatform {

        final List<String> notices = new ArrayList<>();
        final Map<ChannelRef, Delivery.Refused> refusals = new HashMap<>();

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            return new Delivery.Posted("m");
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            notices.add(user.id() + ": " + message.plain());
            return new Delivery.Posted("m");
        }

        @Override
        public Access check(ChannelRef channel) {
            return Optional.ofNullable(refusals.get(channel))
                    .<Access>map(Access.Denied::new)
                    .orElseGet(Access.Given::new);
        }
    }
}
