package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.Mount;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackConfig;
import io.broadsheet.slack.SlackConfig.Mode;
import io.broadsheet.slack.SlackEndpoint;
import io.broadsheet.slack.SlackPlatform;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plugs Slack in where a token for it is configured.
final class SlackWiring implements PlatformWiring {

    @Override
    public Optional<Plugged> plugIn(BotCore core, Settings settings, MeterRegistry meters) {
        Settings.Slack slack = settings.slack();
        if (slack.botToken().isEmpty()) {
            return Optional.empty();
        }
        SlackPlatform platform =
                SlackPlatform.start(
                        config(slack, settings), core.conversation(), Clock.systemUTC());
        return Optional.of(
                Plugged.of(
                        platform,
                        platform.endpoint().stream()
                                .map(endpoint -> mount(slack.path(), endpoint))
                                .toArray(Mount[]::new)));
    }

    /// @throws IllegalArgumentException where a token is missing that the mode needs; the message
    ///   is for people
    static SlackConfig config(Settings.Slack slack, Settings settings) {
        return new SlackConfig(
                slack.botToken(),
                slack.appToken(),
                slack.signingSecret(),
                slack.mode().equals("http") ? Mode.HTTP : Mode.SOCKET,
                URI.create(slack.apiUrl()),
                settings.zone(),
                Set.copyOf(slack.administrators()));
    }

    static Mount mount(String path, SlackEndpoint endpoint) {
        return new Mount(
                path,
                request -> {
                    SlackEndpoint.Response answer =
                            endpoint.answer(
                                    new SlackEndpoint.Request(
                                            request.method(),
                                            request.path(),
                                            request.headers(),
                                            request.body(),
                                            request.peer()));
                    return new Mount.Response(
                            answer.status(),
                            answer.contentType().isEmpty()
                                    ? Map.of()
                                    : Map.of("content-type", List.of(answer.contentType())),
                            answer.body().getBytes(StandardCharsets.UTF_8));
                });
    }
}
