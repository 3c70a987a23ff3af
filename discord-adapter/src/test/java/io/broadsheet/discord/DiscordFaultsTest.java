package io.broadsheet.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import io.broadsheet.message.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Discord fails in all the ways in which it fails, and the bot goes on.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordFaultsTest {

    private static final Person ANA = Person.named("ana");

    /// How long the gateway is cut again and again; a release is tested with
    /// `-Ddiscord.cuts.seconds=600`.
    private static final Duration CUTS =
            Duration.ofSeconds(Integer.getInteger("discord.cuts.seconds", 10));

    private BotCore core;

    @BeforeAll
    void startTheCore(@TempDir Path home) {
        core = DiscordPlatformTest.core(home);
    }

    @AfterAll
    void stopTheCore() {
        core.close();
    }

    private DiscordPlatform platform(FakeDiscord discord) throws InterruptedException {
        DiscordPlatform platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        return platform;
    }

    private static FakeDiscordAnswer ask(FakeDiscord discord, FakeServer server) {
        return discord.slash(
                server, "general", ANA, "paper", "search", Map.of("words", "diffusion"));
    }

    @Test
    void anInvalidTokenIsSaidOnceAndNotTriedAgain() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start().expectToken("another.token.entirely")) {
            DiscordConfig config =
                    new DiscordConfig(
                            "wrong.token.here",
                            discord.restUrl(),
                            Optional.of(discord.gatewayUrl()),
                            DiscordConfig.Shards.AUTOMATIC,
                            false,
                            DiscordConfig.Heard.ALL,
                            ZoneOffset.UTC,
                            Set.of(),
                            Patience.USUAL);
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            config, core.conversation(), core.reachability(), Clock.systemUTC())) {
                FakeDiscord.await(
                        "the sentence",
                        () -> platform.health().detail().contains("does not accept"));
                int tried = discord.requests().size();
                Thread.sleep(1_500);

                assertThat(discord.requests()).hasSize(tried);
                assertThat(platform.health().connected()).isFalse();
                assertThat(
                                platform.post(
                                        new ChannelRef(Platform.DISCORD, "1", "2"),
                                        Reply.say("hello"),
                                        "key"))
                        .isInstanceOf(Delivery.RetryAfter.class);
            }
        }
    }

    @Test
    void aDiscordThatIsDownAtTheStartIsFoundLater() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        FakeDiscord down = FakeDiscord.start();
        String token = down.token();
        down.close();
        try (DiscordPlatform platform =
                DiscordPlatform.start(
                        new DiscordConfig(
                                token,
                                URI.create("http://127.0.0.1:" + port + "/api/v10"),
                                Optional.empty(),
                                DiscordConfig.Shards.all(1),
                                false,
                                DiscordConfig.Heard.ALL,
                                ZoneOffset.UTC,
                                Set.of(),
                                Patience.USUAL),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC())) {
            FakeDiscord.await(
                    "the first failure",
                    () -> platform.health().detail().startsWith("cannot connect"));
            try (FakeDiscord up = FakeDiscord.startAt(port)) {
                up.addServer("lab");

                assertThat(platform.awaitReady(Duration.ofSeconds(60))).isTrue();
            }
        }
    }

    @Test
    void aCutGatewayIsResumedAndWhatCameMeanwhileIsAnswered() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                assertThat(ask(discord, server).message().text()).contains("diffusion");
                List<Runnable> cuts =
                        List.of(
                                () -> discord.gateway().breakAll(),
                                () -> discord.gateway().closeAll(4000),
                                () -> discord.gateway().closeAll(1001),
                                () -> discord.gateway().askToReconnect());
                for (Runnable cut : cuts) {
                    int before = discord.gateway().resumed.get();
                    cut.run();
                    FakeDiscordAnswer answer = ask(discord, server);

                    assertThat(answer.message().text()).contains("diffusion");
                    FakeDiscord.await("resumption", () -> discord.gateway().resumed.get() > before);
                }
                assertThat(discord.gateway().identified.get()).isOne();
                FakeDiscord.await("health", () -> platform.health().connected());
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void aLostSessionIsBegunAnew() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                discord.gateway().invalidateAll();
                FakeDiscord.await("identification", () -> discord.gateway().identified.get() == 2);
                FakeDiscord.await("health", () -> platform.health().connected());

                assertThat(ask(discord, server).message().text()).contains("diffusion");
                assertThat(discord.requests("PUT /applications/\\d+/commands")).isOne();
            }
        }
    }

    @Test
    void underEndlessCutsEveryInteractionIsAnsweredOnceAndEveryPostPostedOnce()
            throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                List<FakeDiscordAnswer> answers = new ArrayList<>();
                ChannelRef channel =
                        new ChannelRef(Platform.DISCORD, server.id(), server.room("vision").id());
                int posts = 0;
                long end = System.nanoTime() + CUTS.toNanos();
                for (int i = 0; System.nanoTime() < end; i++) {
                    if (i % 40 == 39) {
                        discord.gateway().breakAll();
                    }
                    if (i % 20 == 10) {
                        assertThat(
                                        platform.post(
                                                channel,
                                                Reply.say("post " + posts),
                                                "key-" + posts))
                                .isInstanceOf(Delivery.Posted.class);
                        posts++;
                    }
                    answers.add(ask(discord, server));
                    Thread.sleep(50);
                }
                answers.forEach(answer -> assertThat(answer.message().text()).isNotBlank());
                Set<String> said = new HashSet<>();
                discord.messagesIn(channel.id()).forEach(message -> said.add(message.text()));

                assertThat(discord.gateway().resumed.get()).isPositive();
                assertThat(discord.messagesIn(channel.id())).hasSize(posts);
                assertThat(said).hasSize(posts);
                // Twice executed would be twice answered, which Discord refuses and the fake notes.
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void aTokenThatIsTakenAwayIsSaidAndNotTriedAgain() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                discord.expectToken("another.token.entirely");
                discord.gateway().closeAll(4004);
                FakeDiscord.await(
                        "the sentence",
                        () -> platform.health().detail().contains("does not accept"));
                int identified = discord.gateway().identified.get();
                Thread.sleep(1_000);

                assertThat(platform.health().connected()).isFalse();
                assertThat(discord.gateway().identified.get()).isEqualTo(identified);

                // Where Discord takes it again, the bot comes back by itself.
                discord.expectToken(FakeDiscord.TOKEN);
                FakeDiscord.await("a connection", () -> platform.health().connected());
                assertThat(ask(discord, server).message().text()).contains("diffusion");
            }
        }
    }

    @Test
    void noSessionIsBegunWhereDiscordGrantsNoMoreToday() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            discord.addServer("lab");
            discord.allowSessions(0, Duration.ofSeconds(3));
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            DiscordPlatformTest.config(discord),
                            core.conversation(),
                            core.reachability(),
                            Clock.systemUTC())) {
                FakeDiscord.await(
                        "the sentence",
                        () -> platform.health().detail().contains("no new connection before"));
                assertThat(discord.gateway().identified.get()).isZero();

                // When the day is over, it goes on by itself.
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                assertThat(discord.gateway().identified.get()).isOne();
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void sessionsAreBegunAnewWithinLimitsHoweverOftenTheyAreLost() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            discord.allowSessions(3, Duration.ofSeconds(18));
            try (DiscordPlatform platform = platform(discord)) {
                for (int lost = 1; lost <= 3; lost++) {
                    int sessions = lost + 1;
                    discord.gateway().invalidateAll();
                    FakeDiscord.await(
                            "a session", () -> discord.gateway().identified.get() == sessions);
                    FakeDiscord.await("health", () -> platform.health().connected());
                }
                assertThat(ask(discord, server).message().text()).contains("diffusion");
                // A session too soon, or one too many, is a violation.
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void aLimitOnEverythingDoesNotHoldUpWhatPeopleWaitFor() throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                discord.limit("POST /channels/.*", 1, 4, true);
                ChannelRef channel =
                        new ChannelRef(Platform.DISCORD, server.id(), server.room("vision").id());
                var post =
                        java.util.concurrent.CompletableFuture.supplyAsync(
                                () -> platform.post(channel, Reply.say("late"), "late"));
                FakeDiscord.await(
                        "the limit", () -> discord.requests("POST /channels/.*/messages") == 1);

                assertThat(ask(discord, server).message().text()).contains("diffusion");
                assertThat(post).isNotDone();
                assertThat(post.get(30, java.util.concurrent.TimeUnit.SECONDS))
                        .isInstanceOf(Delivery.Posted.class);
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void aFailureOfTheCoreIsAnsweredWithAReference(@TempDir Path home) throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            BotCore broken = DiscordPlatformTest.core(home);
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            DiscordPlatformTest.config(discord),
                            broken.conversation(),
                            broken.reachability(),
                            Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                broken.close();
                FakeDiscord.Message told = ask(discord, server).message();

                assertThat(told.ephemeral()).isTrue();
                assertThat(told.text())
                        .contains("Something went wrong on my side")
                        .containsPattern("[0-9a-f]{8}");
                // Nobody is shown an error where nothing can be completed.
                assertThat(
                                discord.complete(server, "general", ANA, "show", "paper", "token")
                                        .choices())
                        .isEmpty();
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void aPostWhileTheBotStopsIsNotInDoubt() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            DiscordPlatform platform = platform(discord);
            ChannelRef channel =
                    new ChannelRef(Platform.DISCORD, server.id(), server.room("vision").id());
            platform.close();

            assertThat(platform.post(channel, Reply.say("too late"), "too-late"))
                    .isInstanceOf(Delivery.RetryAfter.class);
            assertThat(discord.messagesIn(channel.id())).isEmpty();
        }
    }

    @Test
    void limitedAnswersAreLateAndNotLost() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                assertThat(platform.health().connected()).isTrue();
                discord.limit("POST /interactions/.*", 1, 1, false);

                assertThat(ask(discord, server).message().text()).contains("diffusion");
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void whatMayBeTooLateIsDeferredBeforeAnythingIsDone() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = slow(discord)) {
                assertThat(platform.health().connected()).isTrue();
                FakeDiscordAnswer search = ask(discord, server);
                FakeDiscord.Message list = search.message();

                assertThat(search.first().getInt("type")).isEqualTo(5);
                assertThat(list.ephemeral()).isTrue();
                assertThat(list.text()).contains("diffusion");

                FakeDiscordAnswer next = discord.press(server, "general", ANA, list, "Next");
                assertThat(next.message().id()).isEqualTo(list.id());
                assertThat(next.first().getInt("type")).isEqualTo(6);

                FakeDiscordAnswer shared =
                        discord.press(server, "general", ANA, list, "Share here");
                assertThat(shared.message().ephemeral()).isFalse();
                assertThat(shared.message().id()).isNotEqualTo(list.id());

                FakeDiscordAnswer form =
                        discord.slash(server, "general", ANA, "paper", "form", Map.of());
                assertThat(form.message().json().toString()).contains("</paper search:");
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void anAnswerThatDiscordRefusesIsReplacedByAReference() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = slow(discord)) {
                assertThat(platform.health().connected()).isTrue();
                discord.refuse("PATCH /webhooks/.*", 1, 400, 50035, "Invalid Form Body");
                String told = ask(discord, server).message().text();

                assertThat(told)
                        .contains("Something went wrong on my side")
                        .containsPattern("[0-9a-f]{8}");
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void anInteractionThatDiscordGaveUpIsLeftAlone() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = slow(discord)) {
                assertThat(platform.health().connected()).isTrue();
                discord.refuse("POST /interactions/.*", 1, 404, 10062, "Unknown interaction");
                FakeDiscordAnswer late =
                        discord.slash(
                                server, "general", ANA, "paper", "follow", Map.of("topic", "late"));
                FakeDiscord.await(
                        "the refusal", () -> discord.requests("POST /interactions/.*") == 1);
                String following =
                        discord.slash(server, "general", ANA, "paper", "following", Map.of())
                                .message()
                                .text();

                assertThat(late.answered()).isFalse();
                assertThat(following).doesNotContain("late");
            }
        }
    }

    /// A bot to which everything seems to come late.
    private DiscordPlatform slow(FakeDiscord discord) throws InterruptedException {
        DiscordPlatform platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10)));
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        return platform;
    }

    @Test
    void whoeverAsksWhileTheBotStopsIsAnsweredAndNothingIsCutOff() throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            DiscordPlatform platform = platform(discord);
            List<FakeDiscordAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(ask(discord, server));
            }
            FakeDiscord.await("a first answer", () -> answers.getFirst().answered());
            platform.close();
            long finished = answers.stream().filter(FakeDiscordAnswer::answered).count();

            assertThat(answers.stream().filter(FakeDiscordAnswer::halfAnswered)).isEmpty();
            assertThat(finished).isPositive();
            assertThat(discord.violations()).isEmpty();
        }
    }
}
