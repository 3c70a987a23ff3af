package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The part of the fake Slack that lets workspaces install the app: people agree, codes are good
/// once, and each workspace has a token of its own.
public final class FakeOAuth {

    public static final String CLIENT_ID = "17653672481.19874698323";
    public static final String CLIENT_SECRET = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    /// Who agreed to what.
    private record Grant(String team, String user, String redirect, String scopes) {}

    private final FakeSlack slack;
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, String> teams = new ConcurrentHashMap<>();
    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> scopes = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    public volatile boolean wholeOrganisation;

    /// Whether the app has token rotation.
    public volatile boolean rotating;

    public volatile String teamName = "Lab";

    FakeOAuth(FakeSlack slack) {
        this.slack = slack;
    }

    /// Somebody follows "Add to Slack" and agrees.
    ///
    /// @return where Slack sends their browser back to
    public URI agree(String authorise, String team, String user) {
        Map<String, String> asked = asked(authorise);
        String code = "code-" + counter.incrementAndGet();
        codes.put(
                code,
                new Grant(
                        team,
                        user,
                        asked.getOrDefault("redirect_uri", ""),
                        asked.getOrDefault("scope", "")));
        return back(asked, "code", code);
    }

    /// Somebody presses Cancel.
    public URI decline(String authorise) {
        return back(asked(authorise), "error", "access_denied");
    }

    private Map<String, String> asked(String authorise) {
        URI uri = URI.create(authorise);
        slack.require(
                uri.getPath().equals("/oauth/v2/authorize"),
                "people are sent to authorize: " + uri);
        Map<String, String> asked = parameters(uri.getRawQuery());
        slack.require(CLIENT_ID.equals(asked.get("client_id")), "the client id is ours");
        slack.require(asked.getOrDefault("user_scope", "").isEmpty(), "no user scopes are asked");
        slack.require(!asked.getOrDefault("state", "").isEmpty(), "there is a state");
        return asked;
    }

    private static URI back(Map<String, String> asked, String name, String value) {
        return URI.create(
                asked.get("redirect_uri")
                        + "?"
                        + name
                        + "="
                        + value
                        + "&state="
                        + URLEncoder.encode(
                                asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
    }

    public static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /// `oauth.v2.access`.
    JsonObject access(@Nullable String authorisation, Map<String, String> arguments) {
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (CLIENT_ID + ":" + CLIENT_SECRET)
                                                .getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(authorisation)) {
            return error("bad_client_secret");
        }
        Grant grant = codes.remove(arguments.getOrDefault("code", ""));
        if (grant == null) {
            return error("invalid_code");
        }
        if (!grant.redirect().equals(arguments.get("redirect_uri"))) {
            return error("bad_redirect_uri");
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.addProperty("app_id", "A02CLGNTJ3D");
        JsonObject user = new JsonObject();
        user.addProperty("id", grant.user());
        answer.add("authed_user", user);
        answer.addProperty("scope", grant.scopes());
        answer.addProperty("token_type", "bot");
        answer.addProperty("access_token", issue(grant.team(), Set.of(grant.scopes().split(","))));
        if (rotating) {
            answer.addProperty("expires_in", 43_200);
            answer.addProperty("refresh_token", "xoxe-1-refresh");
        }
        answer.addProperty("bot_user_id", FakeSlack.BOT_USER);
        answer.addProperty("is_enterprise_install", wholeOrganisation);
        if (!wholeOrganisation) {
            JsonObject team = new JsonObject();
            team.addProperty("id", grant.team());
            team.addProperty("name", teamName);
            answer.add("team", team);
        }
        return answer;
    }

    /// A new token of a workspace; older ones are good no more.
    String issue(String team, Set<String> granted) {
        teams.forEach((token, owner) -> {
            if (owner.equals(team)) {
                errors.put(token, "token_revoked");
            }
        });
        String token =
                "xoxb-17653672481-" + (19874698324L + counter.incrementAndGet()) + "-workspaces";
        scopes.put(token, granted);
        teams.put(token, team);
        return token;
    }

    /// A workspace's tokens are good no more.
    public void revoke(String team, String error) {
        teams.forEach((token, owner) -> {
            if (owner.equals(team)) {
                errors.put(token, error);
            }
        });
    }

    /// Whose token it is, of those that it gave out.
    Optional<String> team(String token) {
        return Optional.ofNullable(teams.get(token));
    }

    /// What is wrong with a token for something that needs a scope.
    String problem(String token, @Nullable String needed) {
        String error = errors.getOrDefault(token, "");
        if (!error.isEmpty()) {
            return error;
        }
        return needed == null || scopes.get(token).contains(needed) ? "" : "missing_scope";
    }

    /// Every token that was given out.
    public Map<String, String> tokens() {
        return new LinkedHashMap<>(teams);
    }

    private static JsonObject error(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer;
    }
}
