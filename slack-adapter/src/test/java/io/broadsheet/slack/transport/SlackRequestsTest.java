package io.broadsheet.slack.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What is not Slack's is refused before anything is done, and no secret reaches the log.
@TestInstance(Lifecycle.PER_CLASS)
class SlackRequestsTest {

    private static final Person EVE = Person.named("eve");
    private static final String FORM = "application/x-www-form-urlencoded";

    /// What must not be in the log, whatever happens.
    private static final Pattern SECRETS =
            Pattern.compile(
                    "xox[abp]-|xapp-|gIkuvaNzQIHg97ATvDxqgjtO|8f742231b10e8888|/response/|ticket=|JpmK0yzo");

    private final FakeSlack slack = FakeSlack.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private BotCore core;
    private SlackBot bot;

    @BeforeAll
    void startTheBot(@TempDir Path home) throws Exception {
        logged.start();
        Logger ours = (Logger) LoggerFactory.getLogger("io.broadsheet");
        ours.setLevel(Level.TRACE);
        ours.addAppender(logged);
        // At the level of the shipped configuration.
        Logger sdk = (Logger) LoggerFactory.getLogger("com.slack.api");
        sdk.setLevel(Level.WARN);
        sdk.addAppender(logged);
        ((Logger) LoggerFactory.getLogger("com.slack.api.bolt.util.SlackRequestParser"))
                .setLevel(Level.OFF);
        core = SlackBot.core(home);
        bot = SlackBot.start(slack, SlackConfig.Mode.HTTP, core);
    }

    @AfterAll
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
        Logger ours = (Logger) LoggerFactory.getLogger("io.broadsheet");
        ours.setLevel(null);
        ours.detachAppender(logged);
        Logger sdk = (Logger) LoggerFactory.getLogger("com.slack.api");
        sdk.setLevel(Level.OFF);
        sdk.detachAppender(logged);
    }

    private int status(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    /// A command that leaves a trace if it is executed.
    private String follow(String topic) {
        return "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id="
                + FakeSlack.TEAM
                + "&team_domain=lab&channel_id="
                + slack.channel("general").id()
                + "&channel_name=general&user_id="
                + EVE.id()
                + "&user_name=eve&command=%2Fpaper&text=follow+"
                + topic
                + "&response_url="
                + FakeSlack.encode(slack.apiUrl().resolve("/response/T1/none/JpmK0yzo").toString())
                + "&trigger_id=t."
                + topic;
    }

    private void assertNothingWasDone(String topic) {
        assertThat(slack.command(EVE, "general", "following").message().shown())
                .doesNotContain(topic);
    }

    @Test
    void aGenuineRequestIsTaken() throws Exception {
        assertThat(status(slack.signed(FORM, follow("genuine")))).isEqualTo(200);
        FakeSlack.await(
                "the execution",
                () ->
                        slack.command(EVE, "general", "following")
                                .message()
                                .shown()
                                .contains("genuine"));
    }

    @Test
    void aForgedRequestIsRefused() throws Exception {
        String body = follow("forged");
        assertThat(status(slack.signed(FORM, body, now(), "another secret entirely")))
                .isEqualTo(401);
        // Signed rightly, but for other words.
        HttpRequest other =
                HttpRequest.newBuilder(slack.signed(FORM, body).uri())
                        .header("Content-Type", FORM)
                        .header("X-Slack-Request-Timestamp", Long.toString(now()))
                        .header(
                                "X-Slack-Signature",
                                FakeSlack.signature(now(), "text=harmless", slack.signingSecret()))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        assertThat(status(other)).isEqualTo(401);
        assertNothingWasDone("forged");
    }

    @Test
    void aRequestWithoutASignatureIsRefused() throws Exception {
        HttpRequest.Builder bare =
                HttpRequest.newBuilder(slack.signed(FORM, "x").uri())
                        .header("Content-Type", FORM)
                        .POST(HttpRequest.BodyPublishers.ofString(follow("unsigned")));
        assertThat(status(bare.build())).isEqualTo(400);
        assertThat(
                        status(
                                bare.copy()
                                        .header("X-Slack-Request-Timestamp", "soon")
                                        .header("X-Slack-Signature", "v0=00")
                                        .build()))
                .isEqualTo(400);
        assertThat(
                        status(
                                bare.copy()
                                        .header("X-Slack-Request-Timestamp", "9".repeat(40))
                                        .header("X-Slack-Signature", "v0=00")
                                        .build()))
                .isEqualTo(400);
        assertThat(
                        status(
                                bare.copy()
                                        .header("X-Slack-Request-Timestamp", Long.toString(now()))
                                        .header("X-Slack-Signature", "")
                                        .build()))
                .isIn(400, 401);
        assertNothingWasDone("unsigned");
    }

    @Test
    void anOldRequestIsRefused() throws Exception {
        for (long off : List.of(-301L, -600L, 301L, 1_000_000L)) {
            assertThat(
                            status(
                                    slack.signed(
                                            FORM,
                                            follow("stale"),
                                            now() + off + (off > 0 ? 5 : -5),
                                            slack.signingSecret())))
                    .as("off by " + off)
                    .isEqualTo(401);
        }
        assertNothingWasDone("stale");
    }

    @Test
    void aReplayedRequestIsRefused() throws Exception {
        HttpRequest request = slack.signed(FORM, follow("replayed"), now(), slack.signingSecret());
        assertThat(status(request)).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(status(request)).isEqualTo(401);
        }
    }

    @Test
    void theWindowIsFiveMinutesAndAReplayIsKnownThroughoutIt() {
        long start = 1_700_000_000L;
        long[] second = {start};
        Clock clock =
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return Instant.ofEpochSecond(second[0]);
                    }
                };
        SlackSignature signature = new SlackSignature("secret", clock);
        byte[] body = "text=x".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        // Dated as far ahead as is allowed, it would be fresh for ten minutes.
        String time = Long.toString(start + 300);
        String right = FakeSlack.signature(start + 300, "text=x", "secret");

        assertThat(signature.check(time, right, body)).isEqualTo(SlackSignature.Finding.GENUINE);
        for (long later = 1; later <= 600; later += 37) {
            second[0] = start + later;
            assertThat(signature.check(time, right, body))
                    .isEqualTo(SlackSignature.Finding.REPLAYED);
        }
        second[0] = start + 601;
        assertThat(signature.check(time, right, body)).isEqualTo(SlackSignature.Finding.STALE);
        assertThat(
                        signature.check(
                                Long.toString(start + 601),
                                right.toUpperCase(java.util.Locale.ROOT),
                                body))
                .isEqualTo(SlackSignature.Finding.FORGED);
    }

    @Test
    void aMalformedRequestIsRefused() throws Exception {
        for (String body :
                List.of(
                        "",
                        "{",
                        "{}",
                        "[]",
                        "null",
                        "{\"type\":7}",
                        "{\"type\":\"no such thing\",\"token\":\"gIkuvaNzQIHg97ATvDxqgjtO\"}",
                        "{\"type\":\"event_callback\"}",
                        "{\"type\":\"event_callback\",\"event\":[]}",
                        "{\"type\":\"event_callback\",\"event\":{\"type\":{}}}",
                        "payload=",
                        "payload=%7B",
                        "payload=%ZZ",
                        "payload={\"type\":\"block_actions\"}",
                        "payload={\"type\":\"block_actions\",\"team\":{},\"user\":{},\"actions\":[]}",
                        "payload={\"type\":\"view_submission\"}",
                        "payload={\"type\":\"block_suggestion\",\"token\":\"gIkuvaNzQIHg97ATvDxqgjtO\"}",
                        "payload=" + "[".repeat(20_000),
                        "command=%2Fpaper&token=gIkuvaNzQIHg97ATvDxqgjtO",
                        "\u0000\u0001",
                        "token=gIkuvaNzQIHg97ATvDxqgjtO&text=" + "x".repeat(100_000))) {
            assertThat(status(slack.signed(FORM, body)))
                    .as(body.substring(0, Math.min(100, body.length())))
                    .isIn(200, 400);
        }
        assertThat(status(slack.signed(FORM, "nothing=here"))).isEqualTo(400);
        assertThat(status(slack.signed("application/json", "{\"type\":\"event_callback\"}")))
                .isEqualTo(400);
    }

    @Test
    void onlyPostsAreTaken() throws Exception {
        assertThat(status(HttpRequest.newBuilder(slack.signed(FORM, "x").uri()).GET().build()))
                .isEqualTo(405);
    }

    @Test
    void slacksQuestionWhetherTheAddressIsOursIsAnswered() throws Exception {
        HttpResponse<String> answer =
                client.send(
                        slack.signed(
                                "application/json",
                                "{\"token\":\"gIkuvaNzQIHg97ATvDxqgjtO\",\"challenge\":\"3eZbrw1aB\",\"type\":\"url_verification\"}"),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("3eZbrw1aB");
        assertThat(
                        status(
                                slack.signed(
                                        "application/json",
                                        "{\"type\":\"app_rate_limited\",\"token\":\"gIkuvaNzQIHg97ATvDxqgjtO\",\"team_id\":\"T1\"}")))
                .isEqualTo(200);
    }

    @Test
    void noSecretReachesTheLog() throws Exception {
        aForgedRequestIsRefused();
        aMalformedRequestIsRefused();
        Message list = slack.command(EVE, "general", "search diffusion").message();
        slack.fail("response", 1_000, 404);
        slack.refuse("chat\\.postEphemeral", 1_000, "fatal_error");
        slack.refuse("chat\\.postMessage", 1_000, "token_revoked");
        slack.press(EVE, list, "Open");
        slack.press(EVE, list, "Similar");
        FakeSlack.await(
                "the log",
                () ->
                        List.copyOf(logged.list).stream()
                                .anyMatch(it -> it.getLevel() == Level.ERROR));
        slack.heal();
        slack.cut("users\\.info|response", 1);
        slack.command(Person.named("mallory"), "general", "search diffusion").message();
        slack.press(EVE, list, "Save").message();
        slack.limit("views\\.open", 1, 1);
        slack.command(EVE, "general", "").message();
        bot.platform().health();
        try (FakeSlack other = FakeSlack.start();
                SlackPlatform socket =
                        SlackPlatform.start(
                                SlackBot.config(other, SlackConfig.Mode.SOCKET),
                                core.conversation(),
                                Clock.systemUTC())) {
            assertThat(socket.awaitReady(java.time.Duration.ofSeconds(30))).isTrue();
            other.socket().breakAll();
            FakeSlack.await("another connection", () -> socket.health().connected());
            other.fail("apps\\.connections\\.open", 1, 500);
            other.socket().sendRaw("{\"type\":\"slash_commands\",\"token\":\"xoxb-1-2-3\"");
            assertThat(other.command(EVE, "general", "search diffusion").message()).isNotNull();
        }

        assertThat(logged.list).isNotEmpty();
        for (ILoggingEvent event : List.copyOf(logged.list)) {
            String text =
                    event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            assertThat(SECRETS.matcher(text).find()).as(text).isFalse();
        }
        assertThat(new SlackTokens.Bot("xoxb-1", "T1", "U1", java.util.Set.of()).toString())
                .doesNotContain("xoxb");
        assertThat(SlackBot.config(slack, SlackConfig.Mode.HTTP).toString())
                .doesNotContain("xoxb", "8f742231");
    }
}
