package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.Mount;
import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Keyring;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.SlackSurroundings;
import io.broadsheet.slack.installation.SlackCaretaker;
import io.broadsheet.slack.installation.SlackInstallations;
import io.broadsheet.slack.installation.SlackInstaller;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackConfig.Mode;
import io.broadsheet.slack.transport.SlackEndpoint;
import io.broadsheet.slack.transport.SlackTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plugs Slack in where a token for it is configured.
final class SlackWiring implements PlatformWiring {

    private static final Logger log = LoggerFactory.getLogger(SlackWiring.class);

    @Override
    public Optional<Plugged> plugIn(BotCore core, Settings settings, MeterRegistry meters) {
        Settings.Slack slack = settings.slack();
        Settings.SlackInstall install = slack.install();
        if (slack.botToken().isEmpty() && install.clientId().isEmpty()) {
            return Optional.empty();
        }
        if (!slack.botToken().isEmpty() && !install.clientId().isEmpty()) {
            throw new IllegalArgumentException(
                    "Slack has both a bot token, which is for one workspace, and a client id, which is for many."
                            + " Leave SLACK_BOT_TOKEN or SLACK_CLIENT_ID empty.");
        }
        Clock clock = Clock.systemUTC();
        SlackConfig config = config(slack, settings);
        Optional<SlackInstallations> installations = installations(core, install, clock);
        SlackTokens tokens =
                install.clientId().isEmpty()
                        ? SlackTokens.single(slack.botToken())
                        : installations.<SlackTokens>map(it -> it).orElse(SlackTokens.NONE);
        Optional<SlackInstaller> installer =
                installations.map(it ->
                        new SlackInstaller(
                                app(install),
                                it,
                                core.reachability(),
                                !slack.unfurlDomains().isEmpty(),
                                config.apiUrl(),
                                clock));
        SlackCaretaker caretaker =
                new SlackCaretaker(
                        core.installations(),
                        tokens,
                        core.reachability(),
                        Duration.ofDays(install.purgeAfterDays()),
                        config.apiUrl(),
                        clock);
        SlackSurroundings surroundings =
                new SlackSurroundings(
                        core.reachability(),
                        core::listen,
                        caretaker,
                        installer,
                        installations,
                        slack.unfurlDomains());
        SlackPlatform platform =
                SlackPlatform.start(
                        config, tokens, core.conversation(), clock, Optional.of(surroundings));
        List<Mount> mounts = new ArrayList<>();
        platform.endpoint().ifPresent(endpoint -> mounts.add(mount(slack.path(), endpoint)));
        if (!install.clientId().isEmpty()) {
            mounts.addAll(installationPages(installer));
        }
        Plugged plugged = Plugged.of(platform, mounts.toArray(Mount[]::new));
        return Optional.of(
                install.clientId().isEmpty()
                        ? plugged
                        : plugged.finding(() ->
                                SlackInstallations.findings(core.installations(), installations)));
    }

    /// The pages between which OAuth sends whoever installs the bot in a workspace.
    private static List<Mount> installationPages(Optional<SlackInstaller> installer) {
        Mount install =
                page(
                        SlackManifest.INSTALL_PATH,
                        request ->
                                installer
                                        .map(it -> it.begin(request))
                                        .orElseGet(SlackInstaller::off));
        Mount redirect =
                page(
                        SlackManifest.REDIRECT_PATH,
                        request ->
                                installer
                                        .map(it -> it.finish(request))
                                        .orElseGet(SlackInstaller::off));
        return List.of(install, redirect);
    }

    /// Where workspaces have tokens of their own; empty without a key to encrypt those with.
    private static Optional<SlackInstallations> installations(
            BotCore core, Settings.SlackInstall install, Clock clock) {
        List<String> keys = Keyring.split(install.keys());
        if (install.clientId().isEmpty()) {
            return Optional.empty();
        }
        if (keys.isEmpty()) {
            log.error(
                    "No workspace can install the bot on Slack: there is no key to encrypt its token with. Set"
                            + " SLACK_TOKEN_KEYS to the output of: openssl rand -base64 32");
            return Optional.empty();
        }
        return Optional.of(new SlackInstallations(core.installations(), Keyring.of(keys), clock));
    }

    private static SlackInstaller.App app(Settings.SlackInstall install) {
        if (install.address().isEmpty()) {
            throw new IllegalArgumentException(
                    "Workspaces install the bot at its public address, and there is none. Set"
                            + " SLACK_PUBLIC_ADDRESS, for example to https://bot.example.org");
        }
        return new SlackInstaller.App(
                install.clientId(), install.clientSecret(), URI.create(install.address()));
    }

    private static Mount page(
            String path, Function<SlackInstaller.Request, SlackInstaller.Response> pages) {
        return new Mount(
                path,
                request -> {
                    SlackInstaller.Response answer =
                            pages.apply(
                                    new SlackInstaller.Request(
                                            request.method(), request.query(), request.headers()));
                    return new Mount.Response(
                            answer.status(),
                            answer.headers(),
                            answer.body().getBytes(StandardCharsets.UTF_8));
                });
    }

    /// @throws IllegalArgumentException where a token is missing that the mode needs; the message
    ///   is for people
    static SlackConfig config(Settings.Slack slack, Settings settings) {
        if (slack.mode().equals("http") && !settings.http().enabled()) {
            throw new IllegalArgumentException(
                    "Slack is to send its requests here, and the HTTP server is off. Set http.enabled to true, or"
                            + " slack.mode to socket.");
        }
        return new SlackConfig(
                slack.botToken(),
                slack.appToken(),
                slack.signingSecret(),
                slack.mode().equals("http") ? Mode.HTTP : Mode.SOCKET,
                URI.create(slack.apiUrl()),
                settings.zone(),
                Set.copyOf(slack.administrators()),
                Patience.ofMillis(settings.interaction().patienceMillis()));
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
                            answer.body().getBytes(StandardCharsets.UTF_8),
                            answer.refusal());
                });
    }
}
