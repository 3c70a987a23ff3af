package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.app.http.Probes;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.transport.SlackConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The sample for nginx in `docs/slack.md`, as it stands there, in front of the bot with the nginx
/// that this machine has.
@Timeout(120)
class NginxTest {

    @TempDir private Path directory;

    private FakeSlack slack;
    private BotCore core;
    private SlackPlatform platform;
    private HttpServer server;
    private SampleNginx nginx;

    @BeforeEach
    void start() {
        SampleNginx.assumeIsHere();
        slack = FakeSlack.start();
        core =
                BotCore.start(
                        new CoreSettings(
                                directory.resolve("home"),
                                List.of(
                                        ProjectFilesTest.PROJECT.resolve(
                                                "config/catalogue/papers.jsonl")),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.systemUTC());
        platform =
                SlackPlatform.start(
                        new SlackConfig(
                                slack.botToken(),
                                slack.appToken(),
                                slack.signingSecret(),
                                SlackConfig.Mode.HTTP,
                                slack.apiUrl(),
                                ZoneOffset.UTC,
                                Set.of(),
                                Patience.ofMillis(1_000)),
                        core.conversation(),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (server != null) {
            server.close();
        }
        if (platform != null) {
            platform.close();
            core.close();
            slack.close();
        }
    }

    @Test
    void withAPortOfItsOwnSlackGetsThroughAndNothingElse() throws Exception {
        serve(Optional.of(new Listener("127.0.0.1", 0, "http.publicPort")));
        commandPasses();
        nothingElsePasses();
    }

    @Test
    void withOnePortForEverythingNothingElseGetsThroughEither() throws Exception {
        serve(Optional.empty());
        commandPasses();
        nothingElsePasses();
    }

    private void commandPasses() throws Exception {
        String body =
                "command=%2Fpaper&text=search+diffusion&team_id=T1&user_id=U0EVE&channel_id=C1&channel_name=general"
                        + "&trigger_id=1.2&response_url="
                        + URLEncoder.encode("http://127.0.0.1:1/", StandardCharsets.UTF_8);
        String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        slack.signingSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature =
                "v0="
                        + HexFormat.of()
                                .formatHex(
                                        mac.doFinal(
                                                ("v0:" + time + ":" + body)
                                                        .getBytes(StandardCharsets.UTF_8)));
        String head =
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length()
                        + "\r\nX-Slack-Request-Timestamp: "
                        + time
                        + "\r\nX-Slack-Signature: ";

        assertThat(nginx.exchange("POST", "/slack/events", head + signature + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 200 ");
        assertThat(nginx.exchange("POST", "/slack/events", head + "v0=no\r\n\r\n" + body))
                .startsWith("HTTP/1.1 401 ");
    }

    private void nothingElsePasses() throws Exception {
        for (String path :
                List.of(
                        "/metrics",
                        "//metrics",
                        "/slack/../metrics",
                        "/slack/..;/metrics",
                        "/slack/..;x=y/metrics",
                        "/slack/%2e%2e/metrics",
                        "/slack/%2e%2e;/metrics",
                        "/slack/..%3b/metrics",
                        "/slack/..%2fmetrics",
                        "/slack/%2e%2e%2fmetrics",
                        "/slack/..%5cmetrics",
                        "/slack//../../metrics",
                        "/slack/;/../metrics",
                        "/readyz",
                        "/slack/..;/readyz")) {
            assertThat(nginx.exchange("GET", path, "\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 40[04] .*")
                    .doesNotContain("posts_total", "store: answers");
        }
    }

    private void serve(Optional<Listener> outside) throws Exception {
        server =
                HttpServer.start(
                        new Listener("127.0.0.1", 0, "http.port"),
                        outside,
                        new FixedProbes(),
                        List.of(
                                SlackWiring.mount(
                                        "/slack/events", platform.endpoint().orElseThrow())),
                        Clock.systemUTC());
        nginx =
                SampleNginx.start(
                        directory,
                        "docs/slack.md",
                        "bot.example.org",
                        "http://127.0.0.1:8081",
                        server.publicPort());
    }

    private static final class FixedProbes implements Probes {
        @Override
        public Finding alive() {
            return new Finding(true, List.of());
        }

        @Override
        public Finding ready() {
            return new Finding(true, List.of("store: answers"));
        }

        @Override
        public String metrics() {
            return "posts_total 3\n";
        }
    }
}
