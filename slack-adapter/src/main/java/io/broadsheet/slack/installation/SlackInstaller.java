package io.broadsheet.slack.installation;

import com.slack.api.bolt.model.builtin.DefaultInstaller;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.installation.Keyring;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTraffic;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets workspaces install the bot by themselves: OAuth 2 as Slack has it
/// (docs.slack.dev/authentication/installing-with-oauth).
///
/// The state that travels through Slack is a time sealed with the keyring, so that nothing has to
/// be kept for people who only look. It is good once, for ten minutes, and in the browser that it
/// was given to.
public final class SlackInstaller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackInstaller.class);

    /// How long somebody may take to agree.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /// The prefix has browsers insist that the cookie is secure and of this host alone
    /// (draft-ietf-httpbis-rfc6265bis, 4.1.3.2).
    static final String COOKIE = "__Host-broadsheet-install";

    private static final String BOUND = "slack installation";
    private static final int LONGEST_PARAMETER = 2_000;

    /// What the app is to Slack.
    ///
    /// @param address the bot's public address, `https`, without the paths below it
    public record App(String clientId, String clientSecret, URI address) {

        /// @throws IllegalArgumentException where something is missing; the message is for people
        public App {
            if (clientId.isEmpty() || clientSecret.isEmpty()) {
                throw new IllegalArgumentException(
                        "Installing on Slack needs both the client id and the client secret");
            }
            if (!"https".equals(address.getScheme())
                    && !"127.0.0.1".equals(address.getHost())
                    && !"localhost".equals(address.getHost())) {
                throw new IllegalArgumentException(
                        "Slack sends people back to https addresses only, for example"
                                + " https://bot.example.org, not to "
                                + address);
            }
        }

        @Override
        public String toString() {
            return "App[" + clientId + ", " + address + "]";
        }
    }

    /// What arrives.
    ///
    /// @param method in capitals
    /// @param query still encoded, empty where there is none
    /// @param headers by name in lower case
    public record Request(String method, String query, Map<String, List<String>> headers) {}

    /// What is answered.
    public record Response(int status, Map<String, List<String>> headers, String body) {}

    private final App app;
    private final SlackInstallations installations;
    private final BoltInstallations saving;
    private final SlackClients clients;
    private final Reachability reachability;
    private final List<String> scopes;
    private final URI apiUrl;
    private final Clock clock;
    private volatile @Nullable SlackWelcome welcome;

    /// @param unfurling whether links are unfurled, for which more scopes are asked
    public SlackInstaller(
            App app,
            SlackInstallations installations,
            Reachability reachability,
            boolean unfurling,
            URI apiUrl,
            Clock clock) {
        this.app = app;
        this.installations = installations;
        this.saving = new BoltInstallations(installations, clock);
        this.clients = SlackClients.to(apiUrl, new SlackTraffic());
        this.reachability = reachability;
        this.scopes = SlackScope.asked(unfurling);
        this.apiUrl = apiUrl;
        this.clock = clock;
    }

    /// What is said instead where workspaces cannot install the bot, for want of a key.
    public static Response off() {
        return InstallPage.off().response();
    }

    /// From now on whoever installs the bot is greeted.
    public void greetThrough(SlackWelcome greeting) {
        welcome = greeting;
    }

    /// The page that begins an installation; never throws.
    public Response begin(Request request) {
        if (!isRead(request)) {
            return InstallPage.notRead();
        }
        String state =
                installations
                        .keyring()
                        .seal(
                                Long.toString(clock.instant().plus(PATIENCE).getEpochSecond()),
                                BOUND);
        return InstallPage.begin(authorise(state), scopes).with(cookie(state, PATIENCE)).response();
    }

    private String authorise(String state) {
        return apiUrl.resolve("/oauth/v2/authorize")
                + "?client_id="
                + encoded(app.clientId())
                + "&scope="
                + encoded(String.join(",", scopes))
                + "&user_scope=&redirect_uri="
                + encoded(redirect())
                + "&state="
                + encoded(state);
    }

    private String redirect() {
        return SlackManifest.at(app.address(), SlackManifest.REDIRECT_PATH);
    }

    /// The page that Slack sends people back to; never throws.
    public Response finish(Request request) {
        if (!isRead(request)) {
            return InstallPage.notRead();
        }
        try {
            return finished(request).with(cookie("", Duration.ZERO)).response();
        } catch (RuntimeException e) {
            String reference = FailureReference.next();
            log.error("An installation failed, reference {}", reference, e);
            return InstallPage.failed(reference).response();
        }
    }

    private InstallPage finished(Request request) {
        Map<String, String> query = query(request.query());
        Optional<Instant> lapses = lapses(query.getOrDefault("state", ""), request);
        if (lapses.isEmpty()) {
            return InstallPage.lapsed();
        }
        String error = query.get("error");
        String code = query.getOrDefault("code", "");
        if (error == null && code.isEmpty()) {
            return InstallPage.lapsed();
        }
        if (!installations.useOnce(query.getOrDefault("state", ""), lapses.get())) {
            return InstallPage.lapsed();
        }
        if ("access_denied".equals(error)) {
            return InstallPage.declined();
        }
        if (error != null) {
            String reference = FailureReference.next();
            log.warn(
                    "Slack did not let a workspace install the bot: {}, reference {}",
                    printable(error),
                    reference);
            return InstallPage.failed(reference);
        }
        return exchange(code);
    }

    private InstallPage exchange(String code) {
        OAuthV2AccessResponse answer;
        try {
            // A code is good once, so its request is not sent again.
            answer =
                    clients.posting()
                            .methods()
                            .oauthV2Access(request ->
                                    request.clientId(app.clientId())
                                            .clientSecret(app.clientSecret())
                                            .code(code)
                                            .redirectUri(redirect()));
        } catch (IOException | SlackApiException e) {
            log.warn("An installation could not be finished: {}", SlackFailures.describe(e));
            return InstallPage.unreachable();
        }
        if (!answer.isOk()) {
            return switch (String.valueOf(answer.getError())) {
                case "invalid_code", "code_already_used", "code_expired" -> InstallPage.lapsed();
                default -> {
                    String reference = FailureReference.next();
                    log.error(
                            "Slack refused an installation: {}, reference {}",
                            printable(String.valueOf(answer.getError())),
                            reference);
                    yield InstallPage.failed(reference);
                }
            };
        }
        if (answer.isEnterpriseInstall() || answer.getTeam() == null) {
            return InstallPage.wholeOrganisation();
        }
        if (answer.getRefreshToken() != null || answer.getExpiresIn() != null) {
            log.error(
                    "The token that Slack gave for workspace {} expires, so it was not kept: token rotation is switched on"
                            + " for this app. Make an app without it; Slack cannot switch it off again.",
                    answer.getTeam().getId());
            return InstallPage.expiring();
        }
        return keep(answer);
    }

    private InstallPage keep(OAuthV2AccessResponse answer) {
        String team = answer.getTeam().getId();
        DefaultInstaller installer = new DefaultInstaller();
        installer.setAppId(answer.getAppId());
        installer.setTeamId(team);
        installer.setTeamName(answer.getTeam().getName());
        installer.setBotUserId(answer.getBotUserId());
        installer.setBotScope(answer.getScope());
        installer.setBotAccessToken(answer.getAccessToken());
        installer.setInstalledAt(clock.instant().toEpochMilli());
        if (answer.getAuthedUser() != null) {
            installer.setInstallerUserId(answer.getAuthedUser().getId());
        }
        saving.saveInstallerAndBot(installer);
        log.info("Workspace {} installed the bot", team);
        Thread.ofVirtual()
                .name("slack-installed")
                .start(() -> afterwards(team, installer.getInstallerUserId()));
        return InstallPage.installed(
                String.valueOf(answer.getTeam().getName()),
                team,
                answer.getAppId(),
                apiUrl.resolve("/app_redirect").toString());
    }

    /// What had stopped when the workspace left goes on, and whoever installed the bot is greeted.
    private void afterwards(String team, @Nullable String installer) {
        reachability.regained(Platform.SLACK, team);
        SlackWelcome greeting = welcome;
        if (greeting != null && installer != null) {
            Delivery delivery = greeting.greet(team, installer);
            if (!(delivery instanceof Delivery.Posted)) {
                log.info("The greeting in workspace {} did not arrive: {}", team, delivery);
            }
        }
    }

    @Override
    public void close() {
        clients.close();
    }

    // --- the state ---

    /// When a state lapses; empty where it is not one of ours, not this browser's, or has lapsed.
    private Optional<Instant> lapses(String state, Request request) {
        if (state.isEmpty() || !cookies(request).contains(state)) {
            return Optional.empty();
        }
        try {
            Instant until =
                    Instant.ofEpochSecond(
                            Long.parseLong(installations.keyring().open(state, BOUND)));
            return clock.instant().isBefore(until) ? Optional.of(until) : Optional.empty();
        } catch (Keyring.CannotOpenException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> cookies(Request request) {
        return request.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .toList();
    }

    private static String cookie(String value, Duration age) {
        return COOKIE
                + "="
                + value
                + "; Path=/; Max-Age="
                + age.toSeconds()
                + "; Secure; HttpOnly; SameSite=Lax";
    }

    private static boolean isRead(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.length() <= LONGEST_PARAMETER) {
                try {
                    parameters.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    log.debug("A parameter is not encoded as it should be");
                }
            }
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A word of Slack's as it may stand in the log.
    private static String printable(String word) {
        return word.matches("[a-z_]{1,60}") ? word : "(unreadable)";
    }
}
