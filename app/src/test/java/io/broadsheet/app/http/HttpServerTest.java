package io.broadsheet.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private static final Mount ECHO =
            new Mount(
                    "/echo",
                    request ->
                            new Mount.Response(
                                    201,
                                    Map.of("x-kind", request.headers().get("x-kind")),
                                    (request.method()
                                                    + " "
                                                    + request.path()
                                                    + "?"
                                                    + request.query()
                                                    + " "
                                                    + new String(
                                                            request.body(), StandardCharsets.UTF_8))
                                            .getBytes(StandardCharsets.UTF_8)));
    private static final Mount FAILING =
            new Mount(
                    "/failing",
                    _ -> {
                        throw new IllegalStateException("the secret is 42");
                    });

    private volatile boolean ready = true;
    private final HttpServer server =
            HttpServer.start(
                    new Listener("127.0.0.1", 0, "http.port"),
                    Optional.empty(),
                    probes(),
                    List.of(ECHO, FAILING),
                    Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsWhetherTheProcessIsAliveAndReady() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ok\nstore: answers\n");

        ready = false;

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).startsWith("not ok\n");
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        HttpResponse<String> response = get("/metrics");

        assertThat(response.body()).isEqualTo("posts_total 3\n");
        assertThat(response.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void handsAMountedPathTheRequestAsItCame() throws Exception {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri("/echo?a=%20b"))
                                .header("X-Kind", "form")
                                .POST(HttpRequest.BodyPublishers.ofString("größer"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("POST /echo?a=%20b größer");
        assertThat(response.headers().firstValue("x-kind")).hasValue("form");
    }

    @Test
    void keepsTheCauseOfAFailureToItself() throws Exception {
        HttpResponse<String> response = get("/failing");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("Something went wrong.\n");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/../etc/passwd").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesABodyLargerThanAPlatformSends() throws Exception {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri("/echo"))
                                .header("X-Kind", "form")
                                // Else the answer may come while the body is still being sent.
                                .expectContinue(true)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3 << 20]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void saysWhatIsInTheWayWhereItCannotListen() {
        Listener taken = new Listener("127.0.0.1", server.port(), "http.port");
        assertThatThrownBy(() ->
                        HttpServer.start(
                                taken, Optional.empty(), probes(), List.of(), Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1 port " + server.port())
                .hasMessageContaining("http.port");
    }

    private Probes probes() {
        return new Probes() {
            @Override
            public Finding alive() {
                return new Finding(true, List.of());
            }

            @Override
            public Finding ready() {
                return new Finding(ready, List.of("store: answers"));
            }

            @Override
            public String metrics() {
                return "posts_total 3\n";
            }
        };
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
