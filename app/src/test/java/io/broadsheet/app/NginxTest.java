package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.app.http.Probes;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.transport.SlackConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The sample for nginx in `docs/slack.md`, as it stands there, in front of the bot with the nginx
/// that this machine has.
@Timeout(120)
class NginxTest {

    private static final Pattern SAMPLE = Pattern.compile("(?ms)^```nginx\n(.*?)^```");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    @TempDir private Path directory;

    private FakeSlack slack;
    private BotCore core;
    private SlackPlatform platform;
    private HttpServer server;
    private Process nginx;
    private int port;

    @BeforeEach
    void start() {
        assumeTrue(
                Files.isExecutable(NGINX),
                "There is no /usr/sbin/nginx here, so its sample was not tried. Debian and Ubuntu have it:"
                        + " apt-get install nginx-light");
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
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(10, TimeUnit.SECONDS);
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

        assertThat(exchange("POST", "/slack/events", head + signature + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 200 ");
        assertThat(exchange("POST", "/slack/events", head + "v0=no\r\n\r\n" + body))
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
            assertThat(exchange("GET", path, "\r\n"))
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
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=bot.example.org",
                "-keyout",
                directory.resolve("key.pem").toString(),
                "-out",
                directory.resolve("cert.pem").toString());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration =
                Files.writeString(directory.resolve("nginx.conf"), around(sample(), directory));
        nginx =
                new ProcessBuilder(
                                NGINX.toString(),
                                "-p",
                                directory.toString(),
                                "-c",
                                configuration.toString(),
                                "-g",
                                "daemon off;")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("nginx.out").toFile())
                        .start();
        awaitPort();
    }

    /// The sample with this test's port, certificate and upstream, and nothing else changed.
    private String sample() throws IOException {
        Matcher sample =
                SAMPLE.matcher(Files.readString(ProjectFilesTest.PROJECT.resolve("docs/slack.md")));
        assertThat(sample.find()).isTrue();
        String text = sample.group(1);
        for (String[] each :
                new String[][] {
                    {"listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;"},
                    {
                        "/etc/letsencrypt/live/bot.example.org/fullchain.pem",
                        directory.resolve("cert.pem").toString()
                    },
                    {
                        "/etc/letsencrypt/live/bot.example.org/privkey.pem",
                        directory.resolve("key.pem").toString()
                    },
                    {"http://127.0.0.1:8081;", "http://127.0.0.1:" + server.publicPort() + ";"}
                }) {
            assertThat(text).contains(each[0]);
            text = text.replace(each[0], each[1]);
        }
        return text;
    }

    /// What Debian's `nginx.conf` puts around a site, as far as a person without rights may run it.
    private static String around(String site, Path directory) {
        return """
        pid DIR/nginx.pid;
        error_log DIR/error.log;
        events { worker_connections 64; }
        http {
            access_log off;
            client_body_temp_path DIR/body;
            proxy_temp_path DIR/proxy;
            fastcgi_temp_path DIR/fastcgi;
            uwsgi_temp_path DIR/uwsgi;
            scgi_temp_path DIR/scgi;
            SITE
        }
        """
                .replace("DIR", directory.toString())
                .replace("SITE", site);
    }

    private void awaitPort() throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < until && nginx.isAlive()) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError(
                "nginx did not start: " + Files.readString(directory.resolve("nginx.out")));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private String exchange(String method, String path, String rest) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAnything()}, new SecureRandom());
        try (Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            String head =
                    method
                            + " "
                            + path
                            + " HTTP/1.1\r\nHost: bot.example.org\r\nConnection: close\r\n";
            socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
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

    /// The certificate is the test's own.
    private static final class TrustsAnything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
