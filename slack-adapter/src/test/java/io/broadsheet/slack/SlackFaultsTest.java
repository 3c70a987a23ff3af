package io.broadsheet.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Traffic;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.installation.Keyring;
import io.broadsheet.interaction.Patience;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.fake.FakePayloads;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.installation.SlackInstallations;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.transport.SingleToken;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackSocket;
import io.broadsheet.slack.transport.SlackTokens;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Slack fails in all the ways in which it fails, and the bot goes on.
@TestInstance(Lifecycle.PER_CLASS)
class SlackFaultsTest {

    private static final Person ANA = Person.named("ana");

    /// How long the socket is cut again and again; a release is tested with
    /// `-Dslack.cuts.seconds=600 -Dtests.heap=6g`.
    private static final Duration CUTS =
            Duration.ofSeconds(Integer.getInteger("slack.cuts.seconds", 8));

    private static final SlackSocket.Timing IMPATIENT =
            new SlackSocket.Timing(
                    Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofMillis(100));

    /// A clock that takes its time, and so makes the core slow.
    private static final class SlowClock extends Clock {
        private volatile Duration delay = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Instant.now();
        }
    }

    private final SlowClock clock = new SlowClock();
    private BotCore core;

    @BeforeAll
    void startTheCore(@TempDir Path home) {
        core =
                BotCore.start(
                        new CoreSettings(
                                home,
                                List.of(Path.of("../config/catalogue/papers.jsonl")),
                                CoreSettings.NO_MODEL,
                                1),
                        clock);
    }

    @AfterAll
    void stopTheCore() {
        core.close();
    }

    private SlackBot bot(FakeSlack slack, SlackConfig.Mode mode) throws Exception {
        return SlackBot.start(slack, mode, core);
    }

    private SlackPlatform impatient(FakeSlack slack) throws InterruptedException {
        SlackPlatform platform = platform(slack, Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        return platform;
    }

    private SlackPlatform platform(FakeSlack slack, Clock itsClock) {
        return SlackPlatform.start(
                SlackBot.config(slack, SlackConfig.Mode.SOCKET),
                new SingleToken(slack.botToken()),
                core.conversation(),
                itsClock,
                IMPATIENT);
    }

    private static FakeSlackAnswer ask(FakeSlack slack) {
        return slack.command(ANA, "general", "search diffusion");
    }

    // --- connections and tokens ---

    @Test
    void aTokenThatSlackDoesNotTakeIsSaidAndEverythingElseLives() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            slack.revokeToken("invalid_auth");
            try (SlackPlatform platform = platform(slack, Clock.systemUTC())) {
                FakeSlack.await(
                        "the sentence",
                        () ->
                                platform.health()
                                        .detail()
                                        .contains("does not accept the bot's token"));

                assertThat(platform.health().connected()).isFalse();
                assertThat(platform.post(general(slack), Reply.say("hello"), "key"))
                        .isInstanceOfSatisfying(
                                Delivery.Refused.class,
                                refused ->
                                        assertThat(refused.refusal())
                                                .isEqualTo(Delivery.Refusal.CREDENTIALS_REVOKED));
                slack.restoreToken();
                FakeSlack.await("recovery", () -> platform.health().connected());
            }
        }
    }

    @Test
    void aTokenRevokedWhileTheBotRunsIsNoticedAndRecoveredFrom() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            slack.revokeToken("token_revoked");
            platform.post(general(slack), Reply.say("hello"), "key");
            FakeSlack.await(
                    "the sentence", () -> platform.health().detail().contains("token_revoked"));
            // Answers need no token.
            assertThat(ask(slack).message().shown()).contains("diffusion");
            slack.restoreToken();
            FakeSlack.await("recovery", () -> platform.health().connected());
        }
    }

    @Test
    void anAppTokenThatSlackDoesNotTakeIsSaid() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackConfig config =
                    new SlackConfig(
                            slack.botToken(),
                            "xapp-1-wrong",
                            "",
                            SlackConfig.Mode.SOCKET,
                            slack.apiUrl(),
                            ZoneOffset.UTC,
                            Set.of(),
                            Patience.USUAL);
            try (SlackPlatform platform =
                    SlackPlatform.start(config, core.conversation(), Clock.systemUTC())) {
                FakeSlack.await(
                        "the sentence",
                        () -> platform.health().detail().contains("the app-level token"));
                assertThat(platform.post(general(slack), Reply.say("hello"), "key"))
                        .isInstanceOf(Delivery.Posted.class);
            }
        }
    }

    @Test
    void aSlackThatIsDownAtTheStartIsFoundLater() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SlackConfig config;
        try (FakeSlack never = FakeSlack.start()) {
            config =
                    new SlackConfig(
                            never.botToken(),
                            never.appToken(),
                            "",
                            SlackConfig.Mode.SOCKET,
                            URI.create("http://127.0.0.1:" + port + "/api/"),
                            ZoneOffset.UTC,
                            Set.of(),
                            Patience.USUAL);
        }
        try (SlackPlatform platform =
                SlackPlatform.start(config, core.conversation(), Clock.systemUTC())) {
            FakeSlack.await(
                    "the first failure",
                    () -> platform.health().detail().contains("cannot be reached"));
            assertThat(
                            platform.post(
                                    new ChannelRef(Platform.SLACK, FakeSlack.TEAM, "C1"),
                                    Reply.say("hello"),
                                    "key"))
                    .isInstanceOf(Delivery.RetryAfter.class);
            try (FakeSlack up = FakeSlack.startAt(port)) {
                assertThat(platform.awaitReady(Duration.ofSeconds(60))).isTrue();
                assertThat(ask(up).message().shown()).contains("diffusion");
            }
        }
    }

    @Test
    void aConnectionThatSlackRefreshesIsReplacedWithoutAGap() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            for (int i = 1; i <= 3; i++) {
                int before = slack.socket().connections.get();
                slack.socket().refresh();
                assertThat(ask(slack).message().shown()).contains("diffusion");
                FakeSlack.await(
                        "another connection", () -> slack.socket().connections.get() > before);
            }
            FakeSlack.await("health", () -> platform.health().connected());
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void aConnectionOverWhichNothingIsHeardIsReplaced() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            int before = slack.socket().connections.get();
            slack.socket().silent = true;
            FakeSlack.await("another connection", () -> slack.socket().connections.get() > before);
            slack.socket().silent = false;
            FakeSlack.await("health", () -> platform.health().connected());

            assertThat(ask(slack).message().shown()).contains("diffusion");
        }
    }

    @Test
    void aConnectionThatBreaksOrIsClosedIsReplaced() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            slack.socket().breakAll();
            assertThat(ask(slack).message().shown()).contains("diffusion");
            slack.socket().closeAll();
            assertThat(ask(slack).message().shown()).contains("diffusion");
            FakeSlack.await("health", () -> platform.health().connected());
        }
    }

    @Test
    void overHttpSlackIsNotConnectedWhileItDoesNotAnswer() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackInstallations many =
                    new SlackInstallations(
                            core.installations(),
                            Keyring.of(List.of(Base64.getEncoder().encodeToString(new byte[32]))),
                            Clock.systemUTC());
            for (SlackTokens tokens : List.of(new SingleToken(slack.botToken()), many)) {
                try (SlackPlatform platform =
                        SlackPlatform.start(
                                SlackBot.config(slack, SlackConfig.Mode.HTTP),
                                tokens,
                                core.conversation(),
                                Clock.systemUTC(),
                                IMPATIENT)) {
                    assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                    assertThat(platform.health().detail()).contains("HTTP mode, Slack answered");
                    slack.fail("(api|auth)\\.test", 1_000, 503);
                    FakeSlack.await("the silence", () -> !platform.health().connected());
                    assertThat(platform.health().detail()).contains("503");
                    slack.heal();
                    assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                    slack.cut("(api|auth)\\.test", 1_000);
                    FakeSlack.await("the silence", () -> !platform.health().connected());
                    assertThat(platform.health().detail()).contains("cannot be reached");
                    slack.heal();
                    assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                }
            }
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void aConnectionThatSaysNoHelloIsTriedAgain() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            slack.socket().mute = true;
            try (SlackPlatform platform =
                    SlackPlatform.start(
                            SlackBot.config(slack, SlackConfig.Mode.SOCKET),
                            new SingleToken(slack.botToken()),
                            core.conversation(),
                            Clock.systemUTC(),
                            new SlackSocket.Timing(
                                    Duration.ofMillis(300),
                                    Duration.ofMillis(300),
                                    Duration.ofMinutes(1)))) {
                FakeSlack.await(
                        "the sentence",
                        () -> platform.health().detail().contains("did not say hello"));
                slack.socket().mute = false;
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
            }
        }
    }

    @Test
    void slacksLimitOfConnectionsIsObeyed() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            slack.limit("apps\\.connections\\.open", 1, 1);
            try (SlackPlatform platform = platform(slack, Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                assertThat(slack.calls("apps\\.connections\\.open")).isEqualTo(2);
            }
        }
    }

    @Test
    void framesThatCannotBeReadAreNoHarm() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            for (String frame :
                    List.of(
                            "{",
                            "{}",
                            "[]",
                            "{\"type\":7}",
                            "{\"type\":\"something new\",\"envelope_id\":\"x\"}",
                            "no json")) {
                slack.socket().sendRaw(frame);
            }
            assertThat(ask(slack).message().shown()).contains("diffusion");
            assertThat(platform.health().connected()).isTrue();
        }
    }

    @Test
    void underEndlessCutsEverythingIsAnsweredOnceAndDoneOnce() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            List<FakeSlackAnswer> searches = new ArrayList<>();
            List<FakeSlackAnswer> shares = new ArrayList<>();
            FakeSlack.Channel room = slack.addChannel("cut");
            FakeSlack.Channel posts = slack.addChannel("posts");
            int posted = 0;
            long end = System.nanoTime() + CUTS.toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                if (i % 40 == 39) {
                    if (i % 120 == 119) {
                        slack.socket().refresh();
                    } else {
                        slack.socket().breakAll();
                    }
                }
                Person person = Person.named("person " + i);
                searches.add(slack.command(person, room.name(), "search diffusion"));
                if (i >= 10 && searches.get(i - 10).answered()) {
                    FakeSlackAnswer earlier = searches.get(i - 10);
                    shares.add(slack.press(earlier.person, earlier.message(), "Share here"));
                }
                if (i % 50 == 10) {
                    assertThat(platform.post(ref(posts), Reply.say("post " + posted), "k" + posted))
                            .isInstanceOf(Delivery.Posted.class);
                    posted++;
                }
                Thread.sleep(20);
            }
            FakeSlack.await(
                    "all answers",
                    () ->
                            searches.stream().allMatch(it -> it.answered() || it.givenUp())
                                    && shares.stream()
                                            .allMatch(it -> it.answered() || it.givenUp()));
            long redelivered = searches.stream().filter(it -> it.deliveries() > 1).count();
            System.err.printf(
                    "%d commands and %d presses over %d connections, %d delivered again, %d never taken, %d acknowledged late%n",
                    searches.size(),
                    shares.size(),
                    slack.socket().connections.get(),
                    redelivered,
                    searches.stream().filter(FakeSlackAnswer::givenUp).count(),
                    slack.late());

            assertThat(searches.stream().filter(it -> it.messages().size() > 1)).isEmpty();
            // What was done twice would be there twice.
            assertThat(slack.messagesIn(room.id()))
                    .hasSize((int) shares.stream().filter(it -> !it.givenUp()).count());
            Set<String> said = new HashSet<>();
            slack.messagesIn(posts.id()).forEach(message -> said.add(message.shown()));
            assertThat(slack.messagesIn(posts.id())).hasSize(posted);
            assertThat(said).hasSize(posted);
            assertThat(slack.socket().connections.get()).isGreaterThan(2);
            assertThat(slack.violations()).isEmpty();
        }
    }

    // --- requests that come again ---

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void whatSlackSendsAgainIsDoneOnceAndAcknowledgedTheSame(SlackConfig.Mode mode)
            throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackBot bot = bot(slack, mode)) {
            Message list = ask(slack).message();
            FakeSlack.Channel general = slack.channel("general");
            FakeSlackAnswer share = slack.press(ANA, list, "Share here");
            share.message();
            slack.again(share);
            FakeSlackAnswer search = ask(slack);
            JsonObject first = search.acknowledgement();
            FakeSlack.await("the repetition", () -> slack.again(search).equals(first));

            assertThat(slack.messagesIn(general.id())).hasSize(1);
            assertThat(share.messages()).hasSize(1);
            assertThat(bot.platform().health().connected()).isTrue();
        }
    }

    // --- what is measured ---

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void whatGoesOnIsMeasured(SlackConfig.Mode mode) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (FakeSlack slack = FakeSlack.start();
                SlackBot bot = bot(slack, mode)) {
            bot.platform().tell(hearing(heard));
            ask(slack).message();
            FakeSlack.await("an acknowledgement", () -> heard.contains("acknowledged"));
            slack.limit("chat.postMessage", 1, 1);
            ChannelRef general =
                    new ChannelRef(Platform.SLACK, FakeSlack.TEAM, slack.channel("general").id());
            bot.platform().post(general, Reply.say("Hello"), "key");
            assertThat(heard).contains("answered 429");
            if (mode == SlackConfig.Mode.SOCKET) {
                slack.socket().breakAll();
                FakeSlack.await("another connection", () -> heard.contains("reconnected"));
            }
        }
    }

    private static Traffic hearing(List<String> heard) {
        return new Traffic() {
            @Override
            public void acknowledged(Platform platform, Duration after) {
                assertThat(after).isPositive();
                heard.add("acknowledged");
            }

            @Override
            public void answered(Platform platform, int status) {
                heard.add("answered " + status);
            }

            @Override
            public void reconnected(Platform platform) {
                heard.add("reconnected");
            }
        };
    }

    // --- slowness ---

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void aSlowCoreIsAcknowledgedInTimeAndAnsweredLater(SlackConfig.Mode mode) throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackBot bot = bot(slack, mode)) {
            clock.delay = Duration.ofMillis(1_200);
            FakeSlackAnswer search = ask(slack);

            assertThat(search.acknowledgement().size()).isZero();
            assertThat(search.answered()).isFalse();
            assertThat(search.message().shown()).contains("diffusion");
            clock.delay = Duration.ZERO;
            Message next = slack.press(ANA, search.message(), "Next").message();
            assertThat(next.ts()).isEqualTo(search.message().ts());
            assertThat(bot.platform().health().connected()).isTrue();
            assertThat(slack.violations()).isEmpty();
        } finally {
            clock.delay = Duration.ZERO;
        }
    }

    @Test
    void whereSlackDoesNotSayWhoIsAnAdminThatIsSaid() throws Exception {
        Person root = Person.administrator("root");
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            slack.slow("users\\.info", 2, Duration.ofSeconds(4));
            for (String change : List.of("schedule add daily 09:00 UTC", "mute medical here")) {
                assertThat(slack.command(root, "general", change).message().shown())
                        .isEqualTo(
                                "Slack did not tell me whether you administer <#"
                                        + slack.channel("general").id()
                                        + ">; try again in a moment.");
            }
            assertThat(platform.health().connected()).isTrue();
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void aDirectoryThatDoesNotAnswerHoldsUpNoAcknowledgement() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            slack.slow("users\\.info", 5, Duration.ofSeconds(4));
            FakeSlackAnswer search = ask(slack);

            assertThat(search.acknowledgement().size()).isZero();
            assertThat(search.message().shown()).contains("diffusion");
            slack.cut("users\\.info|conversations\\.info", 100);
            assertThat(
                            slack.command(Person.named("ben"), "general", "search diffusion")
                                    .message()
                                    .shown())
                    .contains("diffusion");
            assertThat(platform.health().connected()).isTrue();
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void withoutScopesForItTheBotDoesWithoutPeoplesData() throws Exception {
        try (FakeSlack slack = FakeSlack.start().grant("commands", "chat:write");
                SlackPlatform platform = impatient(slack)) {
            assertThat(ask(slack).message().shown()).contains("diffusion");
            assertThat(
                            slack.command(
                                            Person.administrator("root"),
                                            "general",
                                            "mute medical here")
                                    .message()
                                    .shown())
                    .contains(
                            "did not tell me whether you administer <#"
                                    + slack.channel("general").id()
                                    + ">");
            assertThat(platform.check(general(slack))).isInstanceOf(Access.Unknown.class);
            assertThat(slack.violations()).isEmpty();
        }
    }

    // --- answers that do not get through ---

    @Test
    void limitedAnswersAreLateAndNotLost() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            Message list = ask(slack).message();
            slack.limit("response", 1, 1);

            assertThat(slack.press(ANA, list, "Open").message().buttons()).containsKey("Cite");
            slack.fail("response", 1, 503);
            assertThat(slack.press(ANA, list, "Similar").message().shown()).isNotBlank();
            slack.cut("response", 1);
            assertThat(slack.press(ANA, list, "Next").message().shown()).contains("6. ");
            assertThat(platform.health().connected()).isTrue();
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void whatEverybodySeesIsNotSentAgainWhereItMayBeThere() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            Message list = ask(slack).message();
            slack.loseAnswers("response", 1);
            FakeSlackAnswer share = slack.press(ANA, list, "Share here");
            List<Message> messages = share.messages(2);

            assertThat(slack.messagesIn(list.channel())).hasSize(1);
            assertThat(messages.getLast().ephemeral()).isTrue();
            assertThat(messages.getLast().shown()).contains("Something went wrong on my side");
            assertThat(platform.health().connected()).isTrue();
        }
    }

    @Test
    void whereAResponseUrlIsGoneTheAnswerComesAnotherWay() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            Message list = ask(slack).message();
            int before = slack.seenBy(ANA).size();
            slack.fail("response", 1, 404);
            slack.press(ANA, list, "Open");
            FakeSlack.await("the answer", () -> slack.seenBy(ANA).size() > before);

            assertThat(slack.seenBy(ANA).getLast().buttons()).containsKey("Cite");
            slack.fail("response", 2, 404);
            slack.refuse("chat\\.postEphemeral", 1, "user_not_in_channel");
            slack.press(ANA, list, "Similar");
            FakeSlack.await(
                    "the direct message",
                    () -> !slack.messagesIn(FakeSlack.directChannel(ANA.id())).isEmpty());
            assertThat(platform.health().connected()).isTrue();
        }
    }

    @Test
    void aFormThatCannotBeOpenedIsReplacedByASentence() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            slack.refuse("views\\.open", 1, "expired_trigger_id");

            assertThat(slack.command(ANA, "general", "").message().shown())
                    .contains("/paper search");
            assertThat(platform.health().connected()).isTrue();
        }
    }

    @Test
    void aSlowFormShowsThatItIsComing() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = impatient(slack)) {
            clock.delay = Duration.ofMillis(2_000);
            FakeSlackAnswer asked = slack.command(ANA, "general", "");

            assertThat(asked.modal().shown()).contains("One moment");
            FakeSlack.await(
                    "the form",
                    () ->
                            slack.view(asked.modal().id())
                                    .orElseThrow()
                                    .shown()
                                    .contains("Search for"));
            assertThat(platform.health().connected()).isTrue();
            assertThat(slack.violations()).isEmpty();
        } finally {
            clock.delay = Duration.ZERO;
        }
    }

    // --- failures of our own ---

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void whatFailsIsAcknowledgedAndAnsweredWithAReference(SlackConfig.Mode mode) throws Exception {
        Clock broken =
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        if (StackWalker.getInstance()
                                .walk(frames ->
                                        frames.anyMatch(frame ->
                                                frame.getClassName().contains("SlackDirectory")))) {
                            throw new IllegalStateException("the clock stands still");
                        }
                        return Instant.now();
                    }
                };
        try (FakeSlack slack = FakeSlack.start();
                SlackBot bot =
                        SlackBot.connect(
                                slack,
                                SlackPlatform.start(
                                        SlackBot.config(slack, mode),
                                        core.conversation(),
                                        broken))) {
            assertThat(bot.platform().awaitReady(Duration.ofSeconds(30))).isTrue();
            String told = ask(slack).message().shown();

            assertThat(told)
                    .contains("Something went wrong on my side")
                    .containsPattern("[0-9a-f]{8}");
            Message list =
                    new Message(
                            slack.channel("general").id(),
                            "1700000000.000001",
                            "",
                            ANA.id(),
                            "a list",
                            new com.google.gson.JsonArray(),
                            false);
            assertThat(slack.pressCode(ANA, list, "1:show 1").message().shown())
                    .contains("Something went wrong on my side");
            assertThat(
                            slack.shortcut(
                                            ANA,
                                            "general",
                                            SlackManifest.FIND_PAPERS,
                                            FakePayloads.said("2503.11677"))
                                    .message()
                                    .shown())
                    .contains("Something went wrong on my side");
            assertThat(slack.violations()).isEmpty();
        }
    }

    // --- the end ---

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void whatIsUnderWayWhenTheBotStopsIsFinished(SlackConfig.Mode mode) throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackBot bot = bot(slack, mode);
            clock.delay = Duration.ofMillis(400);
            List<FakeSlackAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(slack.command(Person.named("p" + i), "general", "search diffusion"));
            }
            answers.forEach(FakeSlackAnswer::acknowledgement);
            bot.platform().close();

            assertThat(answers).allMatch(FakeSlackAnswer::answered);
            assertThat(slack.violations()).isEmpty();
            bot.close();
        } finally {
            clock.delay = Duration.ZERO;
        }
    }

    @Test
    void whoeverAsksWhileTheBotStopsIsToldSo() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackPlatform platform = impatient(slack);
            clock.delay = Duration.ofMillis(700);
            FakeSlackAnswer before = slack.command(ANA, "general", "search diffusion");
            before.acknowledgement();
            Thread stopping = Thread.startVirtualThread(platform::close);
            List<FakeSlackAnswer> during = new ArrayList<>();
            FakeSlack.await(
                    "the refusal",
                    () -> {
                        FakeSlackAnswer next =
                                slack.command(Person.named("late"), "general", "search x");
                        during.add(next);
                        return next.acknowledgement().has("text")
                                && next.message().shown().contains("being restarted");
                    });
            stopping.join();

            assertThat(before.message().shown()).contains("diffusion");
        } finally {
            clock.delay = Duration.ZERO;
        }
    }

    @Test
    void anEventThatComesWhileTheBotStopsIsLeftForTheNextOne() throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackPlatform platform = impatient(slack);
            clock.delay = Duration.ofMillis(700);
            slack.command(ANA, "general", "search diffusion").acknowledgement();
            Thread stopping = Thread.startVirtualThread(platform::close);
            FakeSlack.await(
                    "the refusal",
                    () ->
                            slack.command(Person.named("late"), "general", "search x")
                                    .acknowledgement()
                                    .has("text"));
            JsonObject event = new JsonObject();
            event.addProperty("type", "app_uninstalled");
            FakeSlackAnswer answer = slack.event(event);
            stopping.join();

            assertThat(answer.acknowledged()).isFalse();
        } finally {
            clock.delay = Duration.ZERO;
        }
    }

    private static ChannelRef general(FakeSlack slack) {
        return ref(slack.channel("general"));
    }

    private static ChannelRef ref(FakeSlack.Channel channel) {
        return new ChannelRef(Platform.SLACK, FakeSlack.TEAM, channel.id());
    }
}
