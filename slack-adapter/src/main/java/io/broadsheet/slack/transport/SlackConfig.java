package io.broadsheet.slack.transport;

import static java.util.Objects.requireNonNull;

import io.broadsheet.interaction.Patience;
import java.net.URI;
import java.time.ZoneId;
import java.util.Set;

/// How the bot reaches Slack, and Slack the bot.
///
/// @param botToken the bot's own token, `xoxb-`, empty where each workspace has its own
/// @param appToken the app-level token of Socket Mode, `xapp-`; empty with [Mode#HTTP]
/// @param signingSecret what Slack signs its requests with; empty with [Mode#SOCKET]
/// @param apiUrl where Slack's Web API is, ending before the methods' names:
///   `https://slack.com/api/`
/// @param zone the time zone of people whose own Slack does not tell
/// @param administrators ids of people who administer every channel besides those whom Slack names
/// @param patience how long an answer is waited for before a command is acknowledged without it
public record SlackConfig(
        String botToken,
        String appToken,
        String signingSecret,
        Mode mode,
        URI apiUrl,
        ZoneId zone,
        Set<String> administrators,
        Patience patience) {

    /// Slack's own Web API.
    public static final URI SLACK = URI.create("https://slack.com/api/");

    /// How Slack's requests come in.
    public enum Mode {
        /// Over a WebSocket that the bot opens: no public address is needed.
        SOCKET,
        /// As signed requests to an address of ours.
        HTTP
    }

    public SlackConfig {
        requireNonNull(mode);
        requireNonNull(zone);
        requireNonNull(patience);
        administrators = Set.copyOf(administrators);
        if (mode == Mode.SOCKET && appToken.isEmpty()) {
            throw new IllegalArgumentException(
                    "Slack's Socket Mode needs an app-level token. Set SLACK_APP_TOKEN, for example to xapp-1-A1-..., or"
                            + " slack.mode to http.");
        }
        if (mode == Mode.HTTP && signingSecret.isEmpty()) {
            throw new IllegalArgumentException(
                    "Slack's HTTP mode needs the app's signing secret. Set SLACK_SIGNING_SECRET, or slack.mode to socket.");
        }
        String address = apiUrl.toString();
        apiUrl = address.endsWith("/") ? apiUrl : URI.create(address + "/");
    }

    @Override
    public String toString() {
        return "SlackConfig[" + apiUrl + ", " + mode + "]";
    }
}
