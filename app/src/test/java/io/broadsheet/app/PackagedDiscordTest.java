package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Platform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program as it is delivered, its jar with its libraries beside it, run against a Discord at
/// the addresses in its configuration.
class PackagedDiscordTest {

    private static final String TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.of.tests";
    private static final Person ANA = Person.named("ana");

    @TempDir private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private FakeDiscord discord;
    private FakeServer server;
    private int port;

    @BeforeEach
    void startDiscord() throws Exception {
        discord = FakeDiscord.start().expectToken(TOKEN);
        server = discord.addServer("lab");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                directory.resolve("broadsheet.yaml"),
                """
                catalogue:
                  bundled: [%s]
                search:
                  embeddings: none
                http:
                  port: %d
                discord:
                  restUrl: %s
                  gatewayUrl: %s
                """
                        .formatted(
                                ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl"),
                                port,
                                discord.restUrl(),
                                discord.gatewayUrl()));
    }

    @AfterEach
    void stopDiscord() {
        client.close();
        discord.close();
    }

    private Process start(String token, String... arguments) throws Exception {
        Path jar = ProjectFilesTest.PROJECT.resolve("app/target/broadsheet.jar");
        assertThat(jar).as("built by the phase before").exists();
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("--sun-misc-unsafe-memory-access=allow");
        line.add("-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT);
        line.addAll(List.of("-jar", jar.toString()));
        line.addAll(List.of("--config", directory.resolve("broadsheet.yaml").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment()
                .putAll(
                        Map.of(
                                "BROADSHEET_HOME",
                                directory.resolve("home").toString(),
                                "DISCORD_TOKEN",
                                token));
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(arguments[0] + ".txt").toFile())
                .start();
    }

    private String ready(int status) {
        String[] body = new String[1];
        await(() -> {
            try {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/readyz"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                body[0] = answer.body();
                return answer.statusCode() == status;
            } catch (java.io.IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return body[0];
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("the packaged program", Duration.ofMinutes(1), condition);
    }

    private String doctor(int code) throws Exception {
        Process doctor = start(TOKEN, "doctor");
        assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(directory.resolve("doctor.txt"));
        assertThat(doctor.exitValue()).as(said).isEqualTo(code);
        return said;
    }

    /// Whether the bot keeps in which server it is, so that it would miss being removed from there.
    private boolean notesTheServer() {
        try (Store store = Store.open(directory.resolve("home"))) {
            return store.installations().find(Platform.DISCORD, server.id()).isPresent();
        }
    }

    private FakeDiscordAnswer search() {
        return discord.slash(server, "general", ANA, "paper", "search", Map.of("words", "vision"));
    }

    @Test
    @Timeout(240)
    void servesDiscordThroughAnOutageAndStopsWithoutCuttingAnybodyOff() throws Exception {
        Process bot = start(TOKEN, "serve");
        try {
            assertThat(ready(200)).contains("discord: connected");
            // Counted when it comes, and known a moment later.
            await(() ->
                    discord.requests("PUT /applications/\\d+/commands") == 1
                            && discord.knowsCommands());
            assertThat(search().message().text()).contains("for vision");
            assertThat(doctor(0)).contains("discord: connected");
            await(this::notesTheServer);

            discord.setGatewayDown(true);
            assertThat(ready(503)).contains("store: answers", "discord: not connected");
            assertThat(doctor(1)).contains("BAD").contains("discord: not connected");

            discord.setGatewayDown(false);
            assertThat(ready(200)).contains("discord: connected");
            List<FakeDiscordAnswer> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(search());
            }
            await(() -> answers.getFirst().answered());
            bot.destroy();

            assertThat(bot.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bot.exitValue()).isEqualTo(128 + 15);
            assertThat(answers.stream().filter(FakeDiscordAnswer::halfAnswered)).isEmpty();
            assertThat(discord.violations()).isEmpty();
            assertThat(Files.readString(directory.resolve("serve.txt"))).doesNotContain(TOKEN);
        } finally {
            bot.destroyForcibly().waitFor();
        }
    }

    @Test
    @Timeout(120)
    void saysThatATokenIsWrong() throws Exception {
        Process bot = start("MTEwMDAwMDAwMDAwMDAwMDAwMQ.of.others", "serve");
        try {
            await(() -> ready(503).contains("does not accept the bot's token"));
            assertThat(bot.isAlive()).isTrue();
            assertThat(discord.requests().stream().distinct()).hasSize(1);
            assertThat(discord.requests()).hasSizeLessThan(3);
        } finally {
            bot.destroyForcibly().waitFor();
        }
    }

    @Test
    @Timeout(60)
    void invitesWithTheTokensApplication() throws Exception {
        Process invite = start(TOKEN, "discord", "invite");
        assertThat(invite.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(directory.resolve("discord.txt")))
                .contains(
                        "client_id=1100000000000000001&permissions=309237746688&integration_type=0"
                                + "&scope=bot+applications.commands")
                .contains("integration_type=1&scope=applications.commands");
    }
}
