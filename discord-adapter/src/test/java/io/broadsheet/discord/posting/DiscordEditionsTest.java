package io.broadsheet.discord.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import io.broadsheet.discord.fake.FakeServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules and digests as people set them up in Discord, from the command to the post, and what
/// becomes of them when the bot's rights change.
class DiscordEditionsTest {

    private static final Person ROOT = Person.administrator("root");
    private static final Person ANA = Person.named("ana");

    private final FakeDiscord discord = FakeDiscord.start();
    private final String id = FakeDiscord.snowflake("server lab");
    private FakeServer server = discord.addServer("lab");
    private Instant now = Instant.parse("2026-03-04T08:00:00Z");
    private BotCore core;
    private DiscordPlatform platform;

    @BeforeEach
    void startTheBot(@TempDir Path home) throws InterruptedException {
        core = DiscordPlatformTest.core(home, clock());
        platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        core.dispatcher().serve(platform);
    }

    @AfterEach
    void stopTheBot() {
        platform.close();
        core.close();
        discord.close();
        assertThat(discord.violations()).isEmpty();
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

    private void passUntil(String time) throws InterruptedException {
        now = Instant.parse(time);
        core.runDue(platform);
    }

    private Message schedule(Place place, Map<String, Object> order) {
        Map<String, Object> options =
                new LinkedHashMap<>(Map.of("when", "daily 09:00", "zone", "UTC"));
        options.putAll(order);
        Message read = discord.slash(place, ROOT, "paper", "schedule add", options).message();
        return discord.press(place, ROOT, read, "Set it up").message();
    }

    private List<Message> in(String room) {
        return discord.messagesIn(server.room(room).id());
    }

    private List<Message> direct(Person person) {
        return discord.messagesIn(FakeDiscord.directChannel(person.id()));
    }

    private String list(String room) {
        return discord.slash(server, room, ROOT, "paper", "schedule list", Map.of())
                .message()
                .text();
    }

    @Test
    void whatARefusedTokenStoppedGoesOnWhenItIsTakenAgain() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        discord.slash(
                        server,
                        "general",
                        ANA,
                        "paper",
                        "digest",
                        Map.of("rhythm", "daily", "zone", "UTC"))
                .message();
        discord.expectToken("another.token.entirely");
        passUntil("2026-03-05T09:01:30Z");
        FakeDiscord.await(
                "the pause", () -> list("general").contains("the bot's access was revoked"));
        assertThat(platform.health().connected()).isFalse();

        discord.expectToken(FakeDiscord.TOKEN);
        FakeDiscord.await("the health", () -> platform.health().connected());
        FakeDiscord.await("a schedule that runs", () -> list("general").contains("next on"));
        passUntil("2026-03-06T09:01:30Z");
        assertThat(in("general")).hasSize(1);
        assertThat(direct(ANA)).singleElement().asString().contains("Your daily digest");
    }

    @Test
    void aScheduleMadeInDiscordPostsThereWithItsRoleAndItsThread() throws InterruptedException {
        String role = discord.addRole(server, "readers", true);
        assertThat(
                        schedule(
                                        Place.in(server, "general"),
                                        Map.of("role", role, "about", "vision tokenizers"))
                                .text())
                .contains("is set up");
        passUntil("2026-03-04T08:59:00Z");
        assertThat(in("general")).isEmpty();
        passUntil("2026-03-04T09:00:30Z");
        passUntil("2026-03-04T09:01:30Z");

        assertThat(in("general")).hasSize(1);
        Message post = in("general").getFirst();
        assertThat(post.text()).contains("Paper of the day");
        assertThat(discord.lastMentions()).containsExactly(role);
        FakeDiscord.await("the thread", () -> discord.threads().containsKey(post.id()));
        // Its buttons work for everybody, and show nobody else's shelf.
        Message saved = discord.press(server, "general", ANA, post, "Save").message();
        assertThat(saved.ephemeral()).isTrue();
        assertThat(saved.text()).contains("Saved");
        assertThat(discord.press(server, "general", ANA, post, "Save").message().text())
                .contains("Already");
        assertThat(
                        discord.slash(server, "general", ANA, "paper", "schedule log", Map.of())
                                .message()
                                .text())
                .contains("posted");
    }

    @Test
    void aQuestionLeftByAButtonStandsInTheMeetingsThread() throws InterruptedException {
        Message read =
                discord.slash(
                                server,
                                "general",
                                ROOT,
                                "reading",
                                "club start",
                                Map.of("when", "weekly Thursday 16:00 UTC"))
                        .message();
        discord.press(server, "general", ROOT, read, "Start it").message();
        passUntil("2026-03-05T12:00:00Z");
        Message state =
                discord.slash(server, "general", ANA, "reading", "club show", Map.of()).message();
        leaveQuestion(state, "Does it scale?");
        passUntil("2026-03-05T15:50:30Z");
        Message soon = in("general").getLast();
        assertThat(soon.text()).startsWith("In ten minutes");
        leaveQuestion(soon, "Is there code?");
        passUntil("2026-03-05T16:00:30Z");

        Message meeting = in("general").getLast();
        assertThat(meeting.text()).contains("Reading group, Thursday, 5 March 2026");
        FakeDiscord.await("the thread", () -> !discord.messagesIn(meeting.id()).isEmpty());
        assertThat(discord.messagesIn(meeting.id()).getFirst().text())
                .contains("Questions for the group")
                .contains("Does it scale? (ana)")
                .contains("Is there code? (ana)");
    }

    private void leaveQuestion(Message message, String question) {
        DataObject form =
                discord.press(server, "general", ANA, message, "Leave a question").modal();
        assertThat(form.getString("title")).isEqualTo("Leave a question");
        assertThat(
                        discord.submit(server, "general", ANA, form, Map.of("question", question))
                                .message()
                                .text())
                .contains("stands in the thread of the meeting on 5 Mar 2026");
    }

    @Test
    void aScheduleThatWantsNoThreadOpensNone() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of("thread", false));
        schedule(Place.in(server, "vision"), Map.of("kind", "digest"));
        schedule(Place.in(server, "news"), Map.of());
        passUntil("2026-03-04T09:01:30Z");

        assertThat(in("general")).hasSize(1);
        assertThat(in("vision").getFirst().menus()).containsKey("Save…");
        String published = in("news").getFirst().id();
        FakeDiscord.await("publication", () -> discord.crossposted().contains(published));
        FakeDiscord.await("the thread", () -> discord.threads().containsKey(published));
        assertThat(discord.threads())
                .doesNotContainKeys(in("general").getFirst().id(), in("vision").getFirst().id());
    }

    @Test
    void aForumIsADestinationFromWithinItsPosts() throws InterruptedException {
        String role = discord.addRole(server, "readers", true);
        Place post = discord.openThread(server, "forum", "introductions");
        schedule(post, Map.of("role", role));
        passUntil("2026-03-04T09:01:30Z");

        assertThat(discord.requests("POST /channels/" + server.room("forum").id() + "/threads"))
                .isOne();
        assertThat(discord.lastMentions()).containsExactly(role);
        String thread =
                discord.threads().keySet().stream()
                        .filter(each -> !discord.messagesIn(each).isEmpty())
                        .findFirst()
                        .orElseThrow();
        Place there =
                new Place(
                        Optional.of(server),
                        new Room(
                                thread,
                                11,
                                "the paper's post",
                                0,
                                server.room("forum").id(),
                                false),
                        0,
                        true);
        Message card = discord.messagesIn(thread).getFirst();
        discord.press(there, ANA, card, "▲ Upvote").message();
        FakeDiscord.await(
                "the count",
                () -> discord.messagesIn(thread).getFirst().buttons().containsKey("▲ 1"));
    }

    @Test
    void aDigestComesByDirectMessageAndStopsWithOneClick() throws InterruptedException {
        discord.slash(
                        server,
                        "general",
                        ANA,
                        "paper",
                        "follow",
                        Map.of("topic", "vision tokenizers"))
                .message();
        assertThat(
                        discord.slash(
                                        server,
                                        "general",
                                        ANA,
                                        "paper",
                                        "digest",
                                        Map.of("rhythm", "daily", "zone", "Europe/Berlin"))
                                .message()
                                .text())
                .contains("Europe/Berlin");
        passUntil("2026-03-05T08:01:30Z");

        assertThat(direct(ANA)).hasSize(1);
        Message digest = direct(ANA).getFirst();
        assertThat(digest.text()).contains("Your daily digest");
        Place conversation = Place.direct(ANA);
        Message card = discord.press(conversation, ANA, digest, "Open").message();
        assertThat(card.menus().get("More…")).containsKey("Cite");
        assertThat(discord.press(conversation, ANA, digest, "Stop these digests").message().text())
                .contains("no digest any more");
        passUntil("2026-03-06T08:01:30Z");
        assertThat(direct(ANA)).hasSize(1);
    }

    @Test
    void aPermissionThatIsTakenPausesAndOneThatIsGivenBackResumes() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        server = discord.permit(server, FakeDiscord.VIEW);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 1);

        assertThat(direct(ROOT).getFirst().text()).contains("is paused", "may not post");
        assertThat(list("general")).contains("paused since").contains("may not post");
        long before = discord.requests("POST /channels/.*/messages");
        passUntil("2026-03-04T09:01:30Z");
        assertThat(discord.requests("POST /channels/.*/messages")).isEqualTo(before);

        server = discord.permit(server, FakeDiscord.INVITED);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 2);

        assertThat(direct(ROOT).getLast().text()).contains("runs again");
        assertThat(list("general")).contains("next on");
        passUntil("2026-03-05T09:01:30Z");
        assertThat(in("general")).hasSize(1);
    }

    @Test
    void aDeletedChannelPausesItsSchedulesAndNoOthers() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        schedule(Place.in(server, "vision"), Map.of());
        server = discord.deleteRoom(server, "general");
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 1);

        assertThat(direct(ROOT).getFirst().text()).contains("#general", "the channel is gone");
        assertThat(list("vision")).contains("next on");
        passUntil("2026-03-04T09:01:30Z");
        assertThat(in("vision")).hasSize(1);
    }

    @Test
    void aServerThatIsLeftPausesAndOneThatInvitesAgainResumes() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        discord.removeBotFrom(server);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 1);
        assertThat(direct(ROOT).getFirst().text()).contains("the workspace is gone");
        discord.join(server);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 2);
        assertThat(direct(ROOT).getLast().text()).contains("runs again");
    }

    @Test
    void aServerThatCannotBeReachedIsNotLeft() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        discord.makeUnavailable(server);
        FakeDiscord.await("the outage", () -> platform.health().detail().contains("0 servers"));
        passUntil("2026-03-04T09:01:30Z");
        discord.makeAvailable(server);
        FakeDiscord.await("the end", () -> platform.health().detail().contains("1 servers"));
        passUntil("2026-03-04T09:03:30Z");

        assertThat(in("general"))
                .as("the post, and no greeting")
                .singleElement()
                .satisfies(post -> assertThat(post.text()).contains("Paper of the day"));
        assertThat(direct(ROOT)).isEmpty();
        assertThat(list("general")).contains("next on");
    }

    private void restart() throws InterruptedException {
        platform.close();
        discord.gateway().passTime();
        platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        core.dispatcher().serve(platform);
    }

    /// Of such a server the SDK knows nothing.
    @Test
    void aServerThatCannotBeReachedWhileTheSessionBeginsIsNotLeft() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        discord.makeUnavailable(server);
        restart();
        assertThat(platform.health().detail()).contains("0 servers");
        ChannelRef general =
                new ChannelRef(Platform.DISCORD, server.id(), server.room("general").id());
        assertThat(platform.check(general)).isInstanceOf(Access.Unknown.class);
        passUntil("2026-03-04T09:01:30Z");
        assertThat(discord.requests("GET /guilds/" + server.id())).isPositive();
        discord.makeAvailable(server);
        FakeDiscord.await("the end", () -> platform.health().detail().contains("1 servers"));
        passUntil("2026-03-04T09:03:30Z");

        assertThat(in("general")).hasSize(1);
        assertThat(direct(ROOT)).isEmpty();
        assertThat(list("general")).contains("next on");
    }

    @Test
    void aServerThatWasLeftWhileTheBotWasAwayPausesWhenAPostIsDue() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        platform.close();
        discord.removeBotFrom(server);
        restart();
        // As long as Discord does not say so, nothing is known.
        discord.refuse("GET /guilds/.*", 1, 500, 0, "Internal Server Error");
        passUntil("2026-03-04T09:01:30Z");
        assertThat(direct(ROOT)).isEmpty();
        passUntil("2026-03-04T09:03:30Z");

        assertThat(direct(ROOT))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("the workspace is gone"));
    }

    @Test
    void aServerThatInvitedTheBotAgainAndCannotBeReachedYetResumesWhenItCan()
            throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        discord.removeBotFrom(server);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 1);
        platform.close();
        discord.addServer(server);
        discord.makeUnavailable(server);
        restart();
        discord.makeAvailable(server);
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 2);

        assertThat(direct(ROOT).getLast().text()).contains("runs again");
        assertThat(list("general")).contains("next on");
    }

    @Test
    void whatHappenedWhileTheBotWasAwayIsFoundWhenItComesBack() throws InterruptedException {
        schedule(Place.in(server, "general"), Map.of());
        platform.close();
        Room general = server.room("general");
        server =
                discord.addServer(
                        new FakeServer(
                                id,
                                "lab",
                                server.rooms().stream()
                                        .map(room ->
                                                room.equals(general)
                                                        ? new Room(
                                                                room.id(),
                                                                0,
                                                                "general",
                                                                FakeDiscord.SEND,
                                                                "",
                                                                false)
                                                        : room)
                                        .toList(),
                                FakeDiscord.INVITED,
                                List.of()));
        restart();
        FakeDiscord.await("the notice", () -> direct(ROOT).size() == 1);
        assertThat(direct(ROOT).getFirst().text()).contains("may not post");
    }
}
