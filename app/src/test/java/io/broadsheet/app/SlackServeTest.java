package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.slack.fake.FakeSlack;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program against a Slack of the tests: a workspace installs the bot at its pages and
/// uses it over HTTP.
class SlackServeTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final Pattern LINK = Pattern.compile("class=\"go\" href=\"([^\"]+)\"");
    private static final FakeSlack.Person ANA = FakeSlack.Person.named("ana");

    @TempDir private Path directory;

    private final FakeSlack slack = FakeSlack.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        client.close();
        slack.close();
    }

    @Test
    @Timeout(120)
    void aWorkspaceInstallsItAtItsPagesAndUsesItOverHttp() throws Exception {
        URI base = serve(Map.of("SLACK_TOKEN_KEYS", KEY));

        HttpResponse<String> page = get(base.resolve("/slack/install"), "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        String cookie = page.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).endsWith("; Secure; HttpOnly; SameSite=Lax");
        Matcher link = LINK.matcher(page.body());
        assertThat(link.find()).isTrue();
        URI back = slack.agree(link.group(1).replace("&amp;", "&"), ANA);
        assertThat(back.toString()).startsWith("https://bot.example.org/slack/oauth_redirect?");
        URI here = base.resolve(back.getRawPath() + "?" + back.getRawQuery());

        assertThat(get(here, "").statusCode()).isEqualTo(400);
        HttpResponse<String> installed = get(here, cookie.split(";", 2)[0]);

        assertThat(installed.statusCode()).isEqualTo(200);
        assertThat(installed.body()).contains("Broadsheet is in Lab now");
        slack.callAt(base.resolve("/slack/events"));
        assertThat(slack.command(ANA, "general", "search vision tokenizers").message().shown())
                .contains("for vision tokenizers");
        assertThat(slack.violations()).isEmpty();
        String kept =
                Files.readString(
                        directory.resolve("home/broadsheet.db"), StandardCharsets.ISO_8859_1);
        assertThat(kept).doesNotContain("xoxb-");
    }

    @Test
    @Timeout(120)
    void aTokenWhoseKeyIsLostKeepsTheBotFromBeingReady() throws Exception {
        URI base = serve(Map.of("SLACK_TOKEN_KEYS", KEY));
        HttpResponse<String> page = get(base.resolve("/slack/install"), "");
        Matcher link = LINK.matcher(page.body());
        assertThat(link.find()).isTrue();
        URI back = slack.agree(link.group(1).replace("&amp;", "&"), ANA);
        URI here = base.resolve(back.getRawPath() + "?" + back.getRawQuery());
        String cookie = page.headers().firstValue("set-cookie").orElseThrow();
        assertThat(get(here, cookie.split(";", 2)[0]).statusCode()).isEqualTo(200);
        process.destroy();
        process.waitFor();

        String other = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
        URI again = serve(Map.of("SLACK_TOKEN_KEYS", other));
        HttpResponse<String> ready = get(again.resolve("/readyz"), "");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .startsWith("not ok")
                .contains("slack installations: 1 of 1 tokens cannot be opened");
    }

    @Test
    @Timeout(120)
    void withoutAKeyInstallingIsOffAndSaysSo() throws Exception {
        URI base = serve(Map.of());

        HttpResponse<String> page = get(base.resolve("/slack/install"), "");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("Installing is switched off");
        assertThat(get(base.resolve("/readyz"), "").body()).contains("SLACK_TOKEN_KEYS");
    }

    @Test
    @Timeout(120)
    void refusesTokensForOneAndForManyAtOnce() throws Exception {
        start(Map.of("SLACK_TOKEN_KEYS", KEY, "SLACK_BOT_TOKEN", slack.botToken()));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.NOT_STARTED);
        assertThat(said)
                .contains("Leave SLACK_BOT_TOKEN or SLACK_CLIENT_ID empty")
                .doesNotContain(slack.botToken());
    }

    private URI serve(Map<String, String> environment) throws IOException {
        start(environment);
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            int address = line.indexOf("http://");
            if (address >= 0) {
                return URI.create(line.substring(address));
            }
        }
        throw new AssertionError("It stopped: " + said);
    }

    private void start(Map<String, String> environment) throws IOException {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: ["%s"]
                        search:
                          embeddings: none
                        http:
                          port: 0
                        slack:
                          mode: http
                          apiUrl: %s
                        """
                                .formatted(
                                        ProjectFilesTest.PROJECT.resolve(
                                                "config/catalogue/papers.jsonl"),
                                        slack.apiUrl()));
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
        Map<String, String> all = new HashMap<>(environment);
        all.put("BROADSHEET_HOME", directory.resolve("home").toString());
        all.put("SLACK_CLIENT_ID", slack.clientId());
        all.put("SLACK_CLIENT_SECRET", slack.clientSecret());
        all.put("SLACK_PUBLIC_ADDRESS", "https://bot.example.org");
        all.put("SLACK_SIGNING_SECRET", slack.signingSecret());
        builder.environment().putAll(all);
        process = builder.redirectErrorStream(true).start();
    }

    private HttpResponse<String> get(URI address, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
