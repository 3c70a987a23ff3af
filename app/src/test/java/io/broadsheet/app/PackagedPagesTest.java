package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.waiting.Waiting;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of the program as it is delivered, whose templates were made into classes when it was
/// built: it needs no compiler, and has none.
class PackagedPagesTest {

    @TempDir private Path directory;

    @Test
    @Timeout(120)
    void servesPagesOnAPortOfTheirOwn() throws Exception {
        int port = free();
        int inside = free();
        Files.writeString(
                directory.resolve("broadsheet.yaml"),
                """
                home: %s
                catalogue:
                  bundled: [%s]
                search:
                  embeddings: none
                sources:
                  huggingFace: {enabled: false}
                  arxiv: {enabled: false}
                http:
                  port: %d
                web:
                  enabled: true
                  public: true
                  port: %d
                """
                        .formatted(
                                directory.resolve("home"),
                                ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl"),
                                inside,
                                port));
        Path jar = ProjectFilesTest.PROJECT.resolve("app/target/broadsheet.jar");
        assertThat(jar).as("built by the phase before").exists();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--sun-misc-unsafe-memory-access=allow",
                                // No compiler, as in a runtime image.
                                "--limit-modules",
                                "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs",
                                "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                                "-jar",
                                jar.toString(),
                                "--config",
                                directory.resolve("broadsheet.yaml").toString(),
                                "serve")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Waiting.until(
                    "the page",
                    Duration.ofSeconds(90),
                    () -> !process.isAlive() || answers(client, port));
            assertThat(process.isAlive()).as(Files.readString(directory.resolve("out"))).isTrue();
            HttpResponse<String> page = get(client, port, "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<h1>Trending papers</h1>");
            assertThat(get(client, port, "/feeds/trending/week/atom.xml").statusCode())
                    .isEqualTo(200);
            // What is for whoever runs the bot is on the other port alone.
            for (String path : List.of("/metrics", "/livez", "/readyz")) {
                assertThat(get(client, port, path).statusCode()).as(path).isEqualTo(404);
                assertThat(get(client, inside, path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(get(client, inside, "/feeds").statusCode()).isEqualTo(404);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(HttpClient client, int port) {
        try {
            return get(client, port, "/").statusCode() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private static HttpResponse<String> get(HttpClient client, int port, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
