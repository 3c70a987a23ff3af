package io.broadsheet.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.broadsheet.app.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// What anybody can send, over real sockets: none of it reaches what is not public, fills the log
/// or holds a connection.
class HostileRequestsTest {

    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final Mount SLACK =
            new Mount(
                    "/slack/events",
                    request ->
                            request.headers().containsKey("x-slack-signature")
                                    ? new Mount.Response(200, Map.of(), request.body())
                                    : new Mount.Response(
                                            400, Map.of(), new byte[0], "is not signed"));

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final SettableClock clock = new SettableClock(START);
    private final HttpServer shared = start(Optional.empty());
    private final HttpServer apart = start(Optional.of(new Listener("127.0.0.1", 0, "there")));

    private HttpServer start(Optional<Listener> outside) {
        return HttpServer.start(
                new Listener("127.0.0.1", 0, "http.port"),
                outside,
                new NoProbes(),
                List.of(SLACK),
                clock,
                PATIENCE);
    }

    @BeforeEach
    void listen() {
        // As the program does, so that what Helidon logs is seen.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
        SLF4JBridgeHandler.uninstall();
        shared.close();
        apart.close();
    }

    @Test
    void aPathThatTwoProgramsMayReadDifferentlyReachesNothing() throws IOException {
        List<String> paths =
                List.of(
                        "/slack/../metrics",
                        "/slack/..;/metrics",
                        "/slack/..;a=b/metrics",
                        "/slack/%2e%2e/metrics",
                        "/slack/%2E./metrics",
                        "/slack/..%3b/metrics",
                        "/slack/%2e%2e%2fmetrics",
                        "/slack/..%5cmetrics",
                        "/slack/..\\metrics",
                        "//metrics",
                        "/slack//../metrics",
                        "/./metrics",
                        "/metrics;x",
                        "/metrics;/",
                        "/%6detrics",
                        "/metrics%00",
                        "/metrics%3b",
                        "/metrics#/slack/events",
                        "/slack/events/../../metrics",
                        "http://127.0.0.1/metrics",
                        "http://127.0.0.1//metrics",
                        "metrics",
                        "/metrics/.",
                        "/metrics/..;/metrics");
        for (String path : paths) {
            assertThat(get(shared.port(), path))
                    .as(path)
                    .matches("(?s)HTTP/1.1 40[04] .*")
                    .doesNotContain("posts_total");
            assertThat(get(apart.publicPort(), path)).as(path).doesNotContain("posts_total");
        }
    }

    @Test
    void aFragmentAndAQueryAreNoPartOfAPath() throws IOException {
        assertThat(get(shared.port(), "/metrics?a=/../b")).contains("posts_total 3");
    }

    @Test
    void whatIsPublicHasAPortOfItsOwn() throws IOException {
        for (String path : List.of("/metrics", "/livez", "/readyz")) {
            assertThat(get(apart.publicPort(), path)).startsWith("HTTP/1.1 404 ");
            assertThat(get(apart.port(), path)).startsWith("HTTP/1.1 200 ");
        }

        assertThat(post(apart.publicPort(), "/slack/events", "X-Slack-Signature: v0", "a=b"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("a=b");
        assertThat(post(apart.port(), "/slack/events", "X-Slack-Signature: v0", "a=b"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(post(shared.port(), "/slack/events", "X-Slack-Signature: v0", "a=b"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBodyOverTheLimitIsAnsweredAndCostsOneLine() throws IOException {
        String body = "x".repeat(3 << 20);

        String known = post(shared.port(), "/slack/events", "X-Slack-Signature: v0", body);
        String chunked =
                exchange(
                        shared.port(),
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n")
                                + "0\r\n\r\n");
        String huge =
                exchange(
                        shared.port(),
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                + "Content-Length: 999999999999\r\n\r\n");

        assertThat(List.of(known, chunked, huge))
                .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 413 "));
        assertThat(lines()).hasSize(1).allSatisfy(line -> assertThat(line).contains("413"));
    }

    @Test
    void aThousandRefusedRequestsCostALineAMinuteOfEachKind() throws Exception {
        List<String> hostile =
                List.of(
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx",
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                        "GET /metrics/..;/ HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /metrics HTTP/1.1\r\nHo\u0001st: a\r\n\r\n",
                        "GET /metrics HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.0\r\n\r\n",
                        "\u0016\u0003\u0001 a handshake of TLS, or nearly\r\n\r\n",
                        "nonsense\r\n\r\n",
                        "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.1\r\nA: " + "a".repeat(100_000) + "\r\n\r\n");
        for (int i = 0; i < 1_000; i++) {
            abort(shared.port(), hostile.get(i % hostile.size()));
        }
        // Each was refused once this is.
        assertThat(get(shared.port(), "/metrics")).contains("posts_total");

        assertThat(lines()).hasSizeLessThanOrEqualTo(5);

        clock.pass(RefusalLog.TOGETHER);
        assertThat(get(shared.port(), "/metrics;a")).startsWith("HTTP/1.1 400 ");

        assertThat(lines())
                .hasSizeLessThanOrEqualTo(10)
                .anySatisfy(line ->
                        assertThat(line)
                                .matches(
                                        "Within a minute \\d\\d+ more requests were refused, the last from"
                                                + " 127\\.0\\.0\\.1: each is not signed"));
        assertThat(logged.list).allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
    }

    @Test
    void nobodyHoldsAConnectionWithoutARequest() throws IOException {
        List<String> beginnings =
                List.of(
                        "",
                        "GET /met",
                        "GET /metrics HTTP/1.1\r\nHost: a\r\n",
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345",
                        "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        List<Socket> sockets = new ArrayList<>();
        for (String beginning : beginnings) {
            Socket socket = open(shared.port());
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            sockets.add(socket);
        }
        for (Socket socket : sockets) {
            // The end, or the test's own limit of time.
            readToTheEnd(socket);
            socket.close();
        }
        assertThat(HttpServer.PATIENCE).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aByteNowAndThenDoesNotHoldAConnectionEither() throws Exception {
        List<String> slow =
                List.of(
                        "GET /metrics HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(300),
                        "POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 300\r\n\r\n"
                                + "a".repeat(299),
                        "GET /" + "a".repeat(300));
        for (String each : slow) {
            try (Socket socket = open(shared.port())) {
                assertThat(millisUntilClosed(socket, each))
                        .as(each.substring(0, 12))
                        .isLessThan(PATIENCE.multipliedBy(8).toMillis());
            }
        }
    }

    /// Sends a byte whenever the server had a twentieth of its patience to answer.
    private static long millisUntilClosed(Socket socket, String request) throws IOException {
        long since = System.nanoTime();
        socket.setSoTimeout((int) PATIENCE.toMillis() / 20);
        try {
            for (byte each : request.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(each);
                try {
                    if (socket.getInputStream().read() < 0) {
                        break;
                    }
                } catch (java.net.SocketTimeoutException e) {
                    assertThat(e).isNotNull();
                }
            }
        } catch (java.net.SocketException e) {
            // Closed in the middle of a write.
            assertThat(e).isNotNull();
        }
        return (System.nanoTime() - since) / 1_000_000;
    }

    private List<String> lines() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .filter(event -> !event.getFormattedMessage().startsWith("Started all channels"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String get(int port, String path) throws IOException {
        return exchange(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }

    private static String post(int port, String path, String header, String body)
            throws IOException {
        return exchange(
                port,
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + header
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readToTheEnd(socket);
        }
    }

    /// Sends a request and goes away without its answer.
    private static void abort(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
        } catch (java.net.SocketException e) {
            // The server was sooner.
            assertThat(e).isNotNull();
        }
    }

    private static String readToTheEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        try {
            for (int read = in.read(); read >= 0; read = in.read()) {
                text.append((char) read);
            }
        } catch (java.net.SocketException e) {
            // Reset: the end as well.
            assertThat(e).isNotNull();
        }
        return text.toString();
    }

    private static final class NoProbes implements Probes {
        @Override
        public Finding alive() {
            return new Finding(true, List.of());
        }

        @Override
        public Finding ready() {
            return new Finding(true, List.of());
        }

        @Override
        public String metrics() {
            return "posts_total 3\n";
        }
    }
}
