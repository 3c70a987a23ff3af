package io.broadsheet.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The listener of a site, which answers at every path.
class SiteListenerTest {

    private final HttpServer server =
            HttpServer.site(
                    new Listener("127.0.0.1", 0, "web.port"),
                    request ->
                            new Mount.Response(
                                    200,
                                    Map.of("content-type", List.of("text/plain")),
                                    (request.method() + " " + request.path())
                                            .getBytes(StandardCharsets.UTF_8)),
                    Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersWhateverThePathAndHasNoProbes() throws Exception {
        assertThat(get("GET", "/").body()).isEqualTo("GET /");
        assertThat(get("GET", "/metrics").body()).isEqualTo("GET /metrics");
        assertThat(get("GET", "/a%20b/../c").body()).isEqualTo("GET /a%20b/../c");
    }

    /// A body after the answer to HEAD would be taken for the next answer.
    @Test
    void sendsNoBodyWhereOnlyTheHeadIsAskedFor() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(
                            """
                            HEAD /one HTTP/1.1\r
                            Host: localhost\r
                            \r
                            GET /two HTTP/1.1\r
                            Host: localhost\r
                            Connection: close\r
                            \r
                            """
                                    .getBytes(StandardCharsets.US_ASCII));
            String all =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(all).contains("GET /two").doesNotContain("HEAD /one");
            assertThat(all.split("HTTP/1.1 200", -1)).hasSize(3);
            assertThat(all).containsIgnoringCase("Content-Length: 9\r");
        }
    }

    @Test
    void saysWhatIsInTheWayWhereItCannotListen() {
        assertThatThrownBy(() ->
                        HttpServer.site(
                                new Listener("127.0.0.1", server.port(), "web.port"),
                                _ -> new Mount.Response(200, Map.of(), new byte[0]),
                                Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("web.port")
                .hasMessageContaining("web.enabled");
    }

    private HttpResponse<String> get(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
