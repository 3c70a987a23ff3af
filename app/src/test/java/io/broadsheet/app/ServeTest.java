package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Person;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `broadsheet serve` as a process of its own.
class ServeTest {

    @TempDir private Path directory;

    @Test
    @Timeout(120)
    void servesProbesUntilItIsToldToStop() throws Exception {
        Process process = serve("", Map.of());
        try (HttpClient client = HttpClient.newHttpClient()) {
            String readiness = readiness(process);

            assertThat(get(client, readiness).statusCode()).isEqualTo(200);
            assertThat(get(client, readiness).body()).isEqualTo("ok\nstore: answers\n");
            assertThat(get(client, readiness.replace("readyz", "livez")).statusCode())
                    .isEqualTo(200);
            assertThat(get(client, readiness.replace("readyz", "metrics")).body())
                    .contains("jvm_memory_used_bytes");
            assertThat(Heartbeat.file(directory.resolve("home"))).exists();

            process.destroy();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            // It closed what it had opened, in order.
            assertThat(Heartbeat.file(directory.resolve("home"))).doesNotExist();
            assertThat(directory.resolve("home/broadsheet.db-wal")).doesNotExist();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "http"})
    @Timeout(120)
    void servesSlackAtWhateverAddressItIsTold(String mode) throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                HttpClient client = HttpClient.newHttpClient()) {
            Process process =
                    serve(
                            """
                            slack:
                              mode: %s
                              apiUrl: %s
                            """
                                    .formatted(mode, slack.apiUrl()),
                            Map.of(
                                    "SLACK_BOT_TOKEN",
                                    slack.botToken(),
                                    "SLACK_APP_TOKEN",
                                    slack.appToken(),
                                    "SLACK_SIGNING_SECRET",
                                    slack.signingSecret()));
            try {
                String readiness = readiness(process);
                if (mode.equals("http")) {
                    slack.callAt(URI.create(readiness.replace("readyz", "slack/events")));
                }
                FakeSlack.await("readiness", () -> status(client, readiness) == 200);

                assertThat(get(client, readiness).body()).contains("slack: connected");
                assertThat(
                                slack.command(Person.named("ana"), "general", "help search")
                                        .message()
                                        .shown())
                        .contains("search");
                // What never happened yet is there as well, so that an alert has a zero to start
                // from.
                assertThat(get(client, readiness.replace("readyz", "metrics")).body())
                        .contains(
                                "gateway_up{platform=\"slack\"} 1.0",
                                "rest_429_total{platform=\"slack\"} 0.0",
                                "socketmode_reconnects_total{platform=\"slack\"} 0.0",
                                "occurrences_in_doubt 0.0",
                                "outbox_pending 0.0",
                                "destinations_blocked 0.0",
                                "interaction_ack_seconds_count{platform=\"slack\"}");
                slack.revokeToken("token_revoked");
                slack.command(Person.named("ana"), "general", "").message();
                slack.restoreToken();
                process.destroy();

                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                try (Stream<Path> logs = Files.walk(directory.resolve("home/logs"))) {
                    for (Path log : logs.filter(Files::isRegularFile).toList()) {
                        assertThat(Files.readString(log))
                                .doesNotContain("xoxb-", "xapp-", "ticket=", "/response/T");
                    }
                }
                assertThat(slack.violations()).isEmpty();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static int status(HttpClient client, String address) {
        try {
            return get(client, address).statusCode();
        } catch (Exception e) {
            return 0;
        }
    }

    private Process serve(String more, Map<String, String> environment) throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: []
                        search:
                          embeddings: none
                        http:
                          port: 0
                        sources:
                          huggingFace:
                            enabled: false
                          arxiv:
                            enabled: false
                        """
                                + more);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        config.toString(),
                        "serve");
        builder.environment()
                .putAll(Map.of("BROADSHEET_HOME", directory.resolve("home").toString()));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    /// The address that it prints once it serves.
    private static String readiness(Process process) throws Exception {
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            int address = line.indexOf("http://");
            if (address >= 0) {
                return line.substring(address);
            }
        }
        throw new AssertionError("It stopped: " + said);
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
