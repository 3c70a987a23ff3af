package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Fault;
import io.broadsheet.slack.fake.FakeSlack.Person;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Web API: who calls which method with what, and what goes wrong on purpose. Methods of a kind
/// are in classes of their own.
final class FakeWebApi {

    private final FakeSlack slack;

    FakeWebApi(FakeSlack slack) {
        this.slack = slack;
    }

    /// What a method takes, with an exclamation mark what it cannot do without.
    private static final Map<String, Set<String>> METHODS =
            Map.ofEntries(
                    Map.entry("api.test", Set.of("error", "foo")),
                    Map.entry("auth.test", Set.of()),
                    Map.entry("apps.connections.open", Set.of()),
                    Map.entry("oauth.v2.access", Set.of("code!", "redirect_uri")),
                    Map.entry(
                            "chat.postMessage",
                            Set.of(
                                    "channel!",
                                    "text",
                                    "blocks",
                                    "thread_ts",
                                    "reply_broadcast",
                                    "link_names",
                                    "unfurl_links",
                                    "unfurl_media",
                                    "mrkdwn",
                                    "metadata")),
                    Map.entry(
                            "chat.postEphemeral",
                            Set.of(
                                    "channel!",
                                    "user!",
                                    "text",
                                    "blocks",
                                    "thread_ts",
                                    "link_names")),
                    Map.entry(
                            "chat.update",
                            Set.of(
                                    "channel!",
                                    "ts!",
                                    "text",
                                    "blocks",
                                    "link_names",
                                    "as_user",
                                    "metadata",
                                    "reply_broadcast")),
                    Map.entry("chat.getPermalink", Set.of("channel!", "message_ts!")),
                    Map.entry("views.open", Set.of("trigger_id!", "view!")),
                    Map.entry("views.push", Set.of("trigger_id!", "view!")),
                    Map.entry("views.update", Set.of("view_id", "external_id", "view!", "hash")),
                    Map.entry("views.publish", Set.of("user_id!", "view!", "hash")),
                    Map.entry("users.info", Set.of("user!", "include_locale")),
                    Map.entry(
                            "conversations.info",
                            Set.of("channel!", "include_locale", "include_num_members")),
                    Map.entry(
                            "conversations.history",
                            Set.of(
                                    "channel!",
                                    "cursor",
                                    "oldest",
                                    "latest",
                                    "limit",
                                    "inclusive",
                                    "include_all_metadata")),
                    Map.entry(
                            "conversations.open",
                            Set.of("users", "channel", "return_im", "prevent_creation")),
                    Map.entry(
                            "files.getUploadURLExternal",
                            Set.of("filename!", "length!", "alt_txt", "snippet_type")),
                    Map.entry(
                            "files.completeUploadExternal",
                            Set.of(
                                    "files!",
                                    "channel_id",
                                    "channels",
                                    "initial_comment",
                                    "thread_ts")),
                    Map.entry(
                            "chat.unfurl",
                            Set.of(
                                    "channel",
                                    "ts",
                                    "unfurl_id",
                                    "source",
                                    "unfurls!",
                                    "user_auth_required",
                                    "user_auth_blocks",
                                    "user_auth_message",
                                    "user_auth_url")));

    static final Map<String, String> NEEDED =
            Map.of(
                    "chat.postMessage", "chat:write",
                    "chat.postEphemeral", "chat:write",
                    "chat.update", "chat:write",
                    "users.info", "users:read",
                    "conversations.info", "channels:read",
                    "conversations.open", "im:write",
                    "files.getUploadURLExternal", "files:write",
                    "files.completeUploadExternal", "files:write",
                    "chat.unfurl", "links:write");

    /// Something that answers a request.
    interface Handling {
        void handle(HttpExchange exchange) throws IOException;
    }

    void guarded(HttpExchange exchange, Handling handling) throws IOException {
        try {
            handling.handle(exchange);
        } catch (RuntimeException e) {
            slack.violations.add("a request that cannot be understood: " + e);
            exchange.close();
        }
    }

    void api(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring("/api/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        slack.requests.add(method);
        Optional<Fault> fault = nextFault(method);
        if (fault.isPresent() && misbehave(exchange, fault.get())) {
            return;
        }
        slack.require(exchange.getRequestMethod().equals("POST"), method + " is called by POST");
        Set<String> known = METHODS.get(method);
        if (known == null) {
            slack.violations.add("no method " + method);
            answer(exchange, error("unknown_method"));
            return;
        }
        Map<String, String> arguments = arguments(exchange, body);
        if (method.equals("oauth.v2.access")) {
            answer(
                    exchange,
                    slack.oauth.access(
                            exchange.getRequestHeaders().getFirst("Authorization"), arguments));
            return;
        }
        String error = authorisation(exchange, method, arguments);
        FakeLimits enforced = slack.limits;
        if (enforced != null && enforced.isOver(slack.asking.get(), method, arguments)) {
            refuseAsTooMany(exchange, "1");
            return;
        }
        if (error.isEmpty()) {
            error = checked(method, known, arguments);
        }
        JsonObject answer = error.isEmpty() ? call(method, arguments) : error(error);
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.LOSE) {
            exchange.close();
            return;
        }
        if (method.equals("auth.test")) {
            exchange.getResponseHeaders().set("x-oauth-scopes", String.join(",", slack.scopes));
        }
        answer(exchange, answer);
    }

    Optional<Fault> nextFault(String method) {
        for (Fault fault : slack.faults) {
            if (fault.method().matcher(method).matches() && fault.times().getAndDecrement() > 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /// @return whether that was all
    boolean misbehave(HttpExchange exchange, Fault fault) throws IOException {
        switch (fault.kind()) {
            case ERROR -> answer(exchange, error(fault.detail()));
            case STATUS -> {
                exchange.sendResponseHeaders(Integer.parseInt(fault.detail()), -1);
                exchange.close();
            }
            case LIMIT -> refuseAsTooMany(exchange, fault.detail());
            case CUT -> exchange.close();
            case SLOW -> {
                pause(Duration.ofMillis(Long.parseLong(fault.detail())));
                return false;
            }
            case LOSE -> {
                return false;
            }
        }
        return true;
    }

    private static void refuseAsTooMany(HttpExchange exchange, String retryAfterSeconds)
            throws IOException {
        exchange.getResponseHeaders().set("Retry-After", retryAfterSeconds);
        write(exchange, 429, "application/json", "{\"ok\":false,\"error\":\"ratelimited\"}");
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> arguments(HttpExchange exchange, String body) {
        Map<String, String> arguments = new LinkedHashMap<>();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (type.startsWith("application/json")) {
            JsonParser.parseString(body)
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(entry ->
                            arguments.put(
                                    entry.getKey(),
                                    entry.getValue().isJsonPrimitive()
                                            ? entry.getValue().getAsString()
                                            : entry.getValue().toString()));
            return arguments;
        }
        slack.require(
                type.startsWith("application/x-www-form-urlencoded"),
                "arguments come as a form or JSON, not as " + type);
        for (String pair : body.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                arguments.put(
                        parts[0],
                        URLDecoder.decode(
                                parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        return arguments;
    }

    private String authorisation(
            HttpExchange exchange, String method, Map<String, String> arguments) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String given =
                header != null && header.startsWith("Bearer ")
                        ? header.substring("Bearer ".length())
                        : arguments.getOrDefault("token", "");
        arguments.remove("token");
        if (method.equals("apps.connections.open")) {
            return given.equals(FakeSlack.APP_TOKEN) ? "" : "not_allowed_token_type";
        }
        if (method.equals("api.test")) {
            // It takes everybody, with a token or without.
            return "";
        }
        if (given.isEmpty()) {
            return "not_authed";
        }
        slack.asking.set(slack.oauth.team(given).orElse(FakeSlack.TEAM));
        if (slack.oauth.team(given).isPresent()) {
            return slack.oauth.problem(given, NEEDED.get(method));
        }
        if (!given.equals(slack.botToken)) {
            slack.require(
                    given.equals(FakeSlack.BOT_TOKEN) || given.equals("xoxb-wrong"),
                    "a token that nobody gave: " + method);
            return given.equals(FakeSlack.BOT_TOKEN) ? slack.tokenError : "invalid_auth";
        }
        String needed = NEEDED.get(method);
        return needed == null || slack.scopes.contains(needed) ? "" : "missing_scope";
    }

    private String checked(String method, Set<String> known, Map<String, String> arguments) {
        for (String name : arguments.keySet()) {
            slack.require(
                    known.contains(name) || known.contains(name + "!"),
                    method + " has no argument " + name);
        }
        for (String name : known) {
            if (name.endsWith("!")
                    && arguments.getOrDefault(name.substring(0, name.length() - 1), "").isEmpty()) {
                slack.violations.add(method + " needs " + name);
                return "invalid_arguments";
            }
        }
        return "";
    }

    private JsonObject call(String method, Map<String, String> arguments) {
        return switch (method) {
            case "auth.test" -> authTest();
            case "apps.connections.open" -> {
                JsonObject answer = ok();
                answer.addProperty("url", slack.socket.ticket());
                yield answer;
            }
            case "chat.postMessage" -> slack.chat.postMessage(arguments);
            case "chat.postEphemeral" -> slack.chat.postEphemeral(arguments);
            case "chat.update" -> slack.chat.update(arguments);
            case "chat.getPermalink" -> slack.chat.permalink(arguments);
            case "views.open", "views.push" -> slack.modals.openView(method, arguments);
            case "views.update" -> slack.modals.updateView(arguments);
            case "views.publish" -> slack.modals.publish(arguments);
            case "chat.unfurl" -> {
                slack.unfurls.add(Map.copyOf(arguments));
                yield ok();
            }
            case "users.info" -> userInfo(arguments);
            case "conversations.info" -> conversation(arguments);
            case "conversations.history" -> slack.chat.history(arguments);
            case "conversations.open" -> {
                JsonObject channel = new JsonObject();
                channel.addProperty("id", FakeSlack.directChannel(arguments.get("users")));
                JsonObject answer = ok();
                answer.add("channel", channel);
                yield answer;
            }
            case "files.getUploadURLExternal" -> {
                String id = "F" + FakeSlack.counter.incrementAndGet();
                slack.uploadNames.put(id, arguments.get("filename"));
                slack.uploads.put(id, "expecting " + arguments.get("length"));
                JsonObject answer = ok();
                answer.addProperty("file_id", id);
                answer.addProperty("upload_url", slack.base() + "/upload/" + id);
                yield answer;
            }
            case "files.completeUploadExternal" -> slack.sharing.completeUpload(arguments);
            default -> ok();
        };
    }

    private JsonObject authTest() {
        JsonObject answer = ok();
        answer.addProperty("url", "https://lab.slack.com/");
        answer.addProperty("team", "Lab");
        answer.addProperty("user", "broadsheet");
        answer.addProperty("team_id", slack.asking.get());
        answer.addProperty("user_id", FakeSlack.BOT_USER);
        answer.addProperty("bot_id", "B0BROADSHT");
        answer.addProperty("is_enterprise_install", false);
        return answer;
    }

    private JsonObject userInfo(Map<String, String> arguments) {
        Person person = slack.people.get(arguments.get("user"));
        if (person == null) {
            return error("user_not_found");
        }
        JsonObject profile = new JsonObject();
        profile.addProperty("display_name", person.name());
        JsonObject user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("team_id", FakeSlack.TEAM);
        user.addProperty("name", person.name());
        user.addProperty("real_name", person.name());
        user.addProperty("tz", person.zone());
        user.addProperty("is_admin", person.administrator());
        user.addProperty("is_owner", false);
        user.addProperty("is_primary_owner", false);
        user.addProperty("locale", "en-US");
        user.add("profile", profile);
        JsonObject answer = ok();
        answer.add("user", user);
        return answer;
    }

    private JsonObject conversation(Map<String, String> arguments) {
        String id = arguments.get("channel");
        Channel channel = slack.channels.get(id);
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        if (id.startsWith("D")) {
            json.addProperty("is_im", true);
        } else if (channel == null || (channel.secret() && !channel.member())) {
            return error("channel_not_found");
        } else {
            json.addProperty("name", channel.name());
            json.addProperty("is_channel", true);
            json.addProperty("is_archived", channel.archived());
            json.addProperty("is_member", channel.member());
            json.addProperty("is_private", channel.secret());
            json.addProperty("creator", channel.creator());
        }
        JsonObject answer = ok();
        answer.add("channel", json);
        return answer;
    }

    static JsonObject ok() {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        return answer;
    }

    static JsonObject error(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer;
    }

    private static void answer(HttpExchange exchange, JsonObject answer) throws IOException {
        write(exchange, 200, "application/json; charset=utf-8", answer.toString());
    }

    static void write(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
