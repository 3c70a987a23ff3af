package io.broadsheet.slack.transport;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one token of the configuration, for one workspace.
public final class SingleToken implements SlackTokens {

    private static final Logger log = LoggerFactory.getLogger(SingleToken.class);

    private final String token;
    private volatile Bot bot;

    public SingleToken(String token) {
        this.token = token;
        this.bot = new Bot(token, "", "", Set.of());
    }

    @Override
    public Optional<Bot> bot(String team) {
        Bot known = bot;
        return known.team().isEmpty() || known.team().equals(team)
                ? Optional.of(known)
                : Optional.empty();
    }

    @Override
    public Optional<Problem> verify(MethodsClient slack) {
        try {
            AuthTestResponse answer = slack.authTest(request -> request.token(token));
            if (answer.isOk()) {
                bot = new Bot(token, answer.getTeamId(), answer.getUserId(), scopes(answer));
                return Optional.empty();
            }
            return Optional.of(problem(answer.getError()));
        } catch (SlackApiException e) {
            String error = SlackFailures.error(e);
            return Optional.of(
                    SlackFailures.REVOKED.contains(error)
                            ? problem(error)
                            : new Problem("Slack answered " + SlackFailures.describe(e), true));
        } catch (IOException e) {
            return Optional.of(
                    new Problem("Slack cannot be reached: " + SlackFailures.describe(e), true));
        }
    }

    private static Problem problem(String error) {
        return new Problem(
                "Slack does not accept the bot's token ("
                        + error
                        + "). Copy it anew from the app's page (OAuth & Permissions) into"
                        + " SLACK_BOT_TOKEN and start again.",
                false);
    }

    /// Slack says in a header what a token may do.
    private static Set<String> scopes(AuthTestResponse answer) {
        List<String> header =
                answer.getHttpResponseHeaders() == null
                        ? null
                        : answer.getHttpResponseHeaders().get("x-oauth-scopes");
        return header == null || header.isEmpty()
                ? Set.of()
                : Set.of(header.getFirst().split("\\s*,\\s*"));
    }

    @Override
    public void refused(String team, String error) {
        log.warn("Slack refused the bot's token: {}", error);
    }
}
