package io.broadsheet.discord.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.discord.transport.DiscordConfig.Shards;
import io.broadsheet.installation.Installation;
import io.broadsheet.interaction.Patience;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a server's data when it removes the bot, heard or not, and when it does not.
class DiscordCaretakerTest {

    private static final Person ROOT = Person.administrator("root");
    private static final Person ANA = Person.named("ana");
    private static final UserRef ANA_HERSELF = new UserRef(Platform.DISCORD, "-", ANA.id());
    private static final Interest PRUNING = new Interest.Topic("pruning");
    private static final Duration WEEK = Duration.ofDays(7);

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer lab = discord.addServer("lab");

    /// Its id begins with that of the other.
    private final FakeServer longer =
            discord.addServer(lab.id() + "0", "longer", FakeDiscord.INVITED);

    private final List<AutoCloseable> processes = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-04T08:00:00Z");
    private BotCore core;

    @TempDir Path home;

    @BeforeEach
    void startTheCore() {
        core = DiscordPlatformTest.core(home, clock());
    }

    @AfterEach
    void stopEverything() throws Exception {
        for (AutoCloseable each : processes) {
            each.close();
        }
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

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private record Process(DiscordPlatform platform, DiscordCaretaker caretaker)
            implements AutoCloseable {
        @Override
        public void close() {
            platform.close();
        }
    }

    private Process start() throws InterruptedException {
        return start(Shards.AUTOMATIC);
    }

    private Process start(Shards shards) throws InterruptedException {
        discord.gateway().passTime();
        DiscordConfig config =
                new DiscordConfig(
                        discord.token(),
                        discord.restUrl(),
                        Optional.of(discord.gatewayUrl()),
                        shards,
                        false,
                        DiscordConfig.Heard.ALL,
                        ZoneOffset.UTC,
                        Set.of(),
                        Patience.USUAL);
        DiscordCaretaker caretaker =
                new DiscordCaretaker(core.installations(), WEEK, config, clock());
        DiscordPlatform platform =
                DiscordPlatform.start(
                        config,
                        core.conversation(),
                        core.reachability(),
                        Optional.of(caretaker),
                        Clock.systemUTC());
        Process process = new Process(platform, caretaker);
        processes.add(process);
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        return process;
    }

    /// Waits until a server is noted as one that the bot is in, or is not in any more.
    private void awaitNoted(FakeServer server, boolean there) {
        FakeDiscord.await(
                "the note about " + server.name(),
                () ->
                        installation(server.id())
                                .filter(each -> each.revoked().isEmpty() == there)
                                .isPresent());
    }

    private Optional<Installation> installation(String server) {
        return core.installations().find(Platform.DISCORD, server);
    }

    private static ChannelRef general(FakeServer server) {
        return new ChannelRef(Platform.DISCORD, server.id(), server.room("general").id());
    }

    /// Leaves something of every kind in a server.
    private void use(FakeServer server) {
        Place general = Place.in(server, "general");
        discord.slash(
                        general,
                        ROOT,
                        "paper",
                        "follow",
                        Map.of("topic", PRUNING.toString(), "here", true))
                .message();
        discord.slash(general, ANA, "paper", "search", Map.of("words", "diffusion")).message();
        discord.slash(general, ANA, "paper", "follow", Map.of("topic", "speech")).message();
        var read =
                discord.slash(
                                general,
                                ROOT,
                                "paper",
                                "schedule add",
                                Map.of("when", "daily 09:00", "zone", "UTC"))
                        .message();
        discord.press(general, ROOT, read, "Set it up").message();
    }

    /// Whether what was left in a server is there.
    private boolean has(FakeServer server) {
        ChannelRef general = general(server);
        // Several may use one store.
        try (Store store = Store.open(home)) {
            boolean members = store.library().members(general).contains(ANA_HERSELF);
            assertThat(store.library().follows(new Owner.Channel(general)))
                    .isEqualTo(members ? List.of(PRUNING) : List.of());
            assertThat(store.schedules().of(general)).hasSize(members ? 1 : 0);
            assertThat(store.library().follows(new Owner.OnePerson(ANA_HERSELF)))
                    .as("people keep what is theirs")
                    .hasSize(1);
            return members;
        }
    }

    @Test
    void whatBelongsToAServerIsDeletedAWeekAfterItRemovedTheBot() throws Exception {
        DiscordCaretaker caretaker = start().caretaker();
        use(lab);
        use(longer);
        awaitNoted(lab, true);
        awaitNoted(longer, true);
        discord.removeBotFrom(lab);
        awaitNoted(lab, false);

        pass(WEEK);
        caretaker.purge();
        assertThat(has(lab)).as("a week is not over").isTrue();

        pass(Duration.ofMillis(1));
        caretaker.purge();
        assertThat(has(lab)).isFalse();
        assertThat(installation(lab.id())).isEmpty();
        assertThat(has(longer)).isTrue();
        awaitNoted(longer, true);
    }

    @Test
    void aServerThatInvitesTheBotAgainInTimeKeepsEverything() throws Exception {
        DiscordCaretaker caretaker = start().caretaker();
        use(lab);
        discord.removeBotFrom(lab);
        awaitNoted(lab, false);
        discord.join(lab);
        awaitNoted(lab, true);

        pass(Duration.ofDays(30));
        caretaker.sweep();
        caretaker.purge();

        assertThat(has(lab)).isTrue();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
    }

    @Test
    void whatHappenedWhileTheBotWasAwayIsFoundWhenItIsBack() throws Exception {
        Process first = start();
        use(lab);
        use(longer);
        awaitNoted(lab, true);
        discord.removeBotFrom(longer);
        awaitNoted(longer, false);
        first.close();
        // One removes the bot and one invites it again, and nobody hears it.
        discord.removeBotFrom(lab);
        discord.addServer(longer);
        pass(Duration.ofDays(30));

        DiscordCaretaker second = start().caretaker();
        second.purge();
        awaitNoted(lab, false);
        awaitNoted(longer, true);
        second.purge();
        assertThat(has(lab)).as("the week counts from when it was found").isTrue();
        pass(WEEK.plusMillis(1));
        second.purge();

        assertThat(has(lab)).isFalse();
        assertThat(has(longer)).isTrue();
    }

    @Test
    void aServerThatIsUnavailableIsNotLeft() throws Exception {
        Process first = start();
        use(lab);
        awaitNoted(lab, true);
        discord.makeUnavailable(lab);
        FakeDiscord.await(
                "the outage", () -> first.platform().health().detail().contains("1 servers"));
        first.caretaker().sweep();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
        first.close();

        // It still is when the next session begins: of such servers the SDK knows nothing.
        Process second = start();
        assertThat(second.platform().health().detail()).contains("1 servers");
        second.caretaker().sweep();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
        discord.makeAvailable(lab);
        FakeDiscord.await(
                "the end", () -> second.platform().health().detail().contains("2 servers"));
        pass(Duration.ofDays(30));
        second.caretaker().sweep();
        second.caretaker().purge();

        assertThat(has(lab)).isTrue();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
    }

    @Test
    void aServerThatRemovedTheBotWhileUnavailableIsLeft() throws Exception {
        DiscordCaretaker caretaker = start().caretaker();
        use(lab);
        awaitNoted(lab, true);
        discord.makeUnavailable(lab);
        discord.removeBotFrom(lab);
        awaitNoted(lab, false);
        pass(WEEK.plusDays(1));
        // The other thing that Discord may say of a server that is not the bot's.
        discord.refuse("GET /guilds/" + lab.id(), 1, 403, 50001, "Missing Access");
        caretaker.purge();

        assertThat(has(lab)).isFalse();
    }

    @Test
    void discordIsAskedBeforeAnythingIsDeleted() throws Exception {
        DiscordCaretaker caretaker = start().caretaker();
        use(lab);
        awaitNoted(lab, true);
        discord.removeBotFrom(lab);
        awaitNoted(lab, false);
        pass(WEEK.plusDays(1));

        String question = "GET /guilds/" + lab.id();
        discord.refuse(question, 1, 500, 0, "Internal Server Error");
        discord.refuse(question, 1, 403, 40001, "Unauthorized");
        discord.limit(question, 1, 1, false);
        discord.refuse(question, 1, 404, 0, "404: Not Found");
        for (int i = 1; i <= 4; i++) {
            caretaker.purge();
            assertThat(discord.requests(question)).isEqualTo(i);
            assertThat(has(lab)).as("an answer that says nothing").isTrue();
        }
        // The connection missed that it was invited again.
        discord.addServer(lab);
        caretaker.purge();
        assertThat(has(lab)).isTrue();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
    }

    @Test
    void ofSeveralProcessesTheOneDeletesThatHasTheServersConnection() throws Exception {
        int shard = (int) ((Long.parseLong(lab.id()) >>> 22) % 2);
        Process right = start(new Shards(2, shard, shard));
        Process wrong = start(new Shards(2, 1 - shard, 1 - shard));
        use(lab);
        awaitNoted(lab, true);
        wrong.caretaker().sweep();
        assertThat(installation(lab.id()).orElseThrow().revoked()).isEmpty();
        discord.removeBotFrom(lab);
        awaitNoted(lab, false);
        pass(WEEK.plusDays(1));

        wrong.caretaker().purge();
        assertThat(has(lab)).as("it cannot know").isTrue();
        discord.setGatewayDown(true);
        FakeDiscord.await("the cut", () -> !right.platform().health().connected());
        right.caretaker().purge();
        assertThat(has(lab)).as("it may have missed something").isTrue();
        assertThat(discord.requests("GET /guilds/.*")).isZero();
        discord.setGatewayDown(false);
        FakeDiscord.await("the connection", () -> right.platform().health().connected());
        right.caretaker().purge();

        assertThat(has(lab)).isFalse();
    }

    @Test
    void whatBelongsToNoServerOfTheBotsIsNeverDeleted() throws Exception {
        DiscordCaretaker caretaker = start().caretaker();
        Place direct = Place.direct(ANA);
        Place among = Place.among("friends");
        Place abroad = Place.abroad("far away");
        List<ChannelRef> channels = new ArrayList<>();
        for (Place place : List.of(direct, among, abroad)) {
            discord.slash(place, ANA, "paper", "search", Map.of("words", "diffusion")).message();
        }
        channels.add(new ChannelRef(Platform.DISCORD, "@me", ANA.id()));
        channels.add(new ChannelRef(Platform.DISCORD, "@me", among.room().id()));
        channels.add(
                new ChannelRef(
                        Platform.DISCORD, abroad.server().orElseThrow().id(), abroad.room().id()));
        // Not even if somebody noted it as left.
        for (String workspace : List.of("@me", "-")) {
            core.installations()
                    .keep(
                            new Installation(
                                    Platform.DISCORD,
                                    workspace,
                                    "",
                                    "",
                                    Optional.empty(),
                                    List.of(),
                                    Optional.empty(),
                                    now,
                                    Optional.of(now)));
        }
        pass(Duration.ofDays(300));
        caretaker.sweep();
        caretaker.purge();
        pass(Duration.ofDays(300));
        caretaker.purge();

        assertThat(discord.requests("GET /guilds/.*")).isZero();
        try (Store store = Store.open(home)) {
            for (ChannelRef channel : channels) {
                assertThat(store.library().members(channel))
                        .as(channel.toString())
                        .containsExactly(ANA_HERSELF);
            }
        }
    }
}
