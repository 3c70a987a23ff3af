package io.broadsheet.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The bot as tests start it, connected to a fake Slack either way.
public record SlackBot(SlackPlatform platform, @Nullable HttpServer server, ExecutorService threads)
        implements AutoCloseable {

    public static BotCore core(Path home) {
        return core(home, Clock.systemUTC());
    }

    public static BotCore core(Path home, Clock clock) {
        return BotCore.start(
                new CoreSettings(
                        home,
                        List.of(Path.of("../config/catalogue/papers.jsonl")),
                        CoreSettings.NO_MODEL,
                        1),
                clock);
    }

    public static SlackConfig config(FakeSlack slack, SlackConfig.Mode mode) {
        return new SlackConfig(
                slack.botToken(),
                slack.appToken(),
                slack.signingSecret(),
                mode,
                slack.apiUrl(),
                ZoneOffset.UTC,
                Set.of(),
                Patience.USUAL);
    }

    public static SlackBot start(FakeSlack slack, SlackConfig.Mode mode, BotCore core)
            throws IOException, InterruptedException {
        SlackBot bot =
                connect(
                        slack,
                        SlackPlatform.start(
                                config(slack, mode), core.conversation(), Clock.systemUTC()));
        assertThat(bot.platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        // Nothing is due by itself here.
        core.dispatcher().serve(bot.platform);
        return bot;
    }

    /// Lets the fake call a platform in HTTP mode.
    static SlackBot connect(FakeSlack slack, SlackPlatform platform) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        if (platform.endpoint().isEmpty()) {
            return new SlackBot(platform, null, threads);
        }
        SlackEndpoint endpoint = platform.endpoint().get();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
        server.createContext(
                "/slack/events",
                exchange -> {
                    Map<String, List<String>> headers = new HashMap<>();
                    exchange.getRequestHeaders()
                            .forEach((name, values) ->
                                    headers.put(name.toLowerCase(Locale.ROOT), values));
                    SlackEndpoint.Response answer =
                            endpoint.answer(
                                    new SlackEndpoint.Request(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI().getPath(),
                                            headers,
                                            exchange.getRequestBody().readAllBytes(),
                                            "127.0.0.1"));
                    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                    if (body.length > 0) {
                        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
                    }
                    exchange.sendResponseHeaders(
                            answer.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.setExecutor(threads);
        server.start();
        slack.callAt(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events"));
        return new SlackBot(platform, server, threads);
    }

    @Override
    public void close() {
        platform.close();
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
