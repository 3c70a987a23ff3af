package io.broadsheet.discord.fake;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import io.broadsheet.discord.fake.FakeDiscord.Fault;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// The REST API: routes, who may call them, limits, and what goes wrong on purpose. What a route
/// does is in classes of their own.
final class FakeRest {

    private final FakeDiscord discord;

    FakeRest(FakeDiscord discord) {
        this.discord = discord;
    }

    private final java.util.ArrayDeque<Long> lately = new java.util.ArrayDeque<>();
    private final Map<String, java.util.ArrayDeque<Long>> messagesLately =
            new ConcurrentHashMap<>();

    private void count(String route) {
        if (!discord.limited || route.contains("/interactions/") || route.contains("/webhooks/")) {
            return;
        }
        java.util.regex.Matcher message = MESSAGE.matcher(route);
        boolean over;
        synchronized (lately) {
            over = isOver(lately, 50, 1_000);
        }
        if (message.matches()) {
            java.util.ArrayDeque<Long> ofChannel =
                    messagesLately.computeIfAbsent(
                            message.group(1), _ -> new java.util.ArrayDeque<>());
            synchronized (ofChannel) {
                over |= isOver(ofChannel, 5, 5_000);
            }
        }
        if (over) {
            discord.tooMany.incrementAndGet();
            throw new Refused(new Refusal(429, 0, "You are being rate limited.", 1, true));
        }
    }

    private static boolean isOver(java.util.ArrayDeque<Long> times, int most, long millis) {
        long now = System.nanoTime();
        while (!times.isEmpty() && now - times.peek() > millis * 1_000_000) {
            times.poll();
        }
        if (times.size() >= most) {
            return true;
        }
        times.add(now);
        return false;
    }

    private static final Pattern MESSAGE = Pattern.compile("POST /channels/(\\d+)/messages");

    // --- REST ---

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v10".length());
        String route = exchange.getRequestMethod() + " " + path;
        discord.requests.add(route);
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            count(route);
            Fault fault = nextFault(route);
            if (fault != null && fault.act() == FakeDiscord.CUT) {
                // Nothing is done, and the connection ends.
                return;
            }
            if (fault != null && fault.act() != null) {
                deny(exchange, fault.act());
                return;
            }
            Response response = answer(exchange, route, body);
            if (fault != null) {
                // Carried out, and the answer lost: the connection ends within its headers.
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 1_000);
                return;
            }
            respond(exchange, response);
        } catch (Refused e) {
            deny(exchange, e.refusal);
        } catch (RuntimeException e) {
            discord.violations.add(route + " could not be handled: " + e);
            deny(exchange, new Refusal(500, 0, e.toString(), 0, false));
        } finally {
            exchange.close();
        }
    }

    private @Nullable Fault nextFault(String route) {
        for (Fault fault : discord.faults) {
            if (fault.route().matcher(route).matches() && fault.times().getAndDecrement() > 0) {
                return fault;
            }
        }
        return null;
    }

    record Response(int status, @Nullable Object body) {}

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Refused(int status, int code, String message) {
            super(message);
            this.refusal = new Refusal(status, code, message, 0, false);
        }

        Refused(Refusal refusal) {
            super(refusal.message());
            this.refusal = refusal;
        }
    }

    int sessionsLeft() {
        if (!Instant.now().isBefore(discord.renewal)) {
            discord.gateway.sessionsLeft.set(1_000);
            discord.renewal = Instant.now().plus(Duration.ofDays(1));
        }
        return discord.gateway.sessionsLeft.get();
    }

    private static final Pattern CALLBACK =
            Pattern.compile("POST /interactions/(\\d+)/([^/]+)/callback");
    private static final Pattern ORIGINAL =
            Pattern.compile("(PATCH|GET|DELETE) /webhooks/\\d+/([^/]+)/messages/@original");
    private static final Pattern FOLLOW_UP = Pattern.compile("POST /webhooks/\\d+/([^/]+)");
    private static final Pattern COMMANDS =
            Pattern.compile("(GET|PUT) /applications/\\d+/commands");
    private static final Pattern MESSAGES = Pattern.compile("POST /channels/(\\d+)/messages");
    private static final Pattern EDIT = Pattern.compile("PATCH /channels/(\\d+)/messages/(\\d+)");
    private static final Pattern HISTORY = Pattern.compile("GET /channels/(\\d+)/messages");
    private static final Pattern ONE = Pattern.compile("GET /channels/(\\d+)/messages/(\\d+)");
    private static final Pattern ACTIVE = Pattern.compile("GET /guilds/(\\d+)/threads/active");
    private static final Pattern THREAD =
            Pattern.compile("POST /channels/(\\d+)/messages/(\\d+)/threads");
    private static final Pattern FORUM = Pattern.compile("POST /channels/(\\d+)/threads");
    private static final Pattern GUILD = Pattern.compile("GET /guilds/(\\d+)");
    private static final Pattern MEMBER = Pattern.compile("GET /guilds/(\\d+)/members/(\\d+)");
    private static final Pattern CROSSPOST =
            Pattern.compile("POST /channels/(\\d+)/messages/(\\d+)/crosspost");

    private Response answer(HttpExchange exchange, String route, byte[] body) {
        Matcher matcher;
        if ((matcher = CALLBACK.matcher(route)).matches()) {
            return discord.callbacks.callback(
                    matcher.group(1), matcher.group(2), parts(exchange, body));
        }
        if ((matcher = ORIGINAL.matcher(route)).matches()) {
            FakeDiscordAnswer answer = discord.callbacks.answerOf(matcher.group(2));
            return switch (matcher.group(1)) {
                case "GET" ->
                        new Response(
                                200, requireNonNull(discord.callbacks.original(answer)).json());
                case "DELETE" -> {
                    discord.delete(requireNonNull(discord.callbacks.original(answer)).id());
                    yield new Response(204, null);
                }
                default -> discord.callbacks.editOriginal(answer, parts(exchange, body));
            };
        }
        if ((matcher = FOLLOW_UP.matcher(route)).matches()) {
            return discord.callbacks.followUp(
                    discord.callbacks.answerOf(matcher.group(1)), parts(exchange, body));
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bot " + discord.token).equals(authorization)) {
            throw new Refused(401, 0, "401: Unauthorized");
        }
        if (route.equals("GET /users/@me")) {
            return new Response(200, FakeEntities.bot());
        }
        if (route.equals("GET /gateway/bot")) {
            return new Response(
                    200,
                    DataObject.empty()
                            .put("url", discord.gateway.url())
                            .put("shards", discord.shards)
                            .put(
                                    "session_start_limit",
                                    DataObject.empty()
                                            .put("total", 1000)
                                            .put("remaining", sessionsLeft())
                                            .put(
                                                    "reset_after",
                                                    Math.max(
                                                            0,
                                                            Duration.between(
                                                                            Instant.now(),
                                                                            discord.renewal)
                                                                    .toMillis()))
                                            .put("max_concurrency", discord.concurrency())));
        }
        if ((matcher = GUILD.matcher(route)).matches()) {
            FakeServer server = discord.servers.get(matcher.group(1));
            if (server == null) {
                throw new Refused(404, 10004, "Unknown Guild");
            }
            if (discord.isUnavailable(server)) {
                throw new Refused(503, 0, "503: Service Unavailable");
            }
            return new Response(200, server.json());
        }
        if ((matcher = MEMBER.matcher(route)).matches()) {
            FakeServer server = requireNonNull(discord.servers.get(matcher.group(1)));
            Person person = discord.members.get(server.id() + "/" + matcher.group(2));
            if (person == null) {
                throw new Refused(404, 10007, "Unknown Member");
            }
            return new Response(
                    200,
                    FakeEntities.member(
                            person,
                            person.permissions() == 0
                                    ? DataArray.empty()
                                    : DataArray.empty()
                                            .add(discord.entities.administrators(server))));
        }
        if ((matcher = COMMANDS.matcher(route)).matches()) {
            if (matcher.group(1).equals("PUT")) {
                register(DataArray.fromJson(new String(body, StandardCharsets.UTF_8)));
            }
            return new Response(200, discord.commands);
        }
        if (route.equals("POST /users/@me/channels")) {
            String recipient = DataObject.fromJson(body).getString("recipient_id");
            return new Response(
                    200,
                    DataObject.empty()
                            .put("id", discord.rooms.opened(recipient))
                            .put("type", 1)
                            .put(
                                    "recipients",
                                    DataArray.empty()
                                            .add(
                                                    FakeEntities.user(
                                                            new Person(
                                                                    recipient, "somebody", 0)))));
        }
        if ((matcher = MESSAGES.matcher(route)).matches()) {
            takeTurn(exchange, matcher.group(1));
            return discord.rooms.post(matcher.group(1), parts(exchange, body));
        }
        if ((matcher = HISTORY.matcher(route)).matches()) {
            return discord.rooms.history(matcher.group(1), exchange.getRequestURI().getQuery());
        }
        if ((matcher = ONE.matcher(route)).matches()) {
            discord.rooms.readable(matcher.group(1));
            Message message = discord.messages.get(matcher.group(2));
            if (message == null || !message.channel().equals(matcher.group(1))) {
                throw new Refused(404, 10008, "Unknown Message");
            }
            return new Response(200, message.json());
        }
        if ((matcher = ACTIVE.matcher(route)).matches()) {
            return discord.rooms.activeThreads(matcher.group(1));
        }
        if ((matcher = EDIT.matcher(route)).matches()) {
            Message old = discord.messages.get(matcher.group(2));
            if (old == null || !old.channel().equals(matcher.group(1))) {
                throw new Refused(404, 10008, "Unknown Message");
            }
            Parts parts = parts(exchange, body);
            check(PayloadRules.message(parts.json()));
            return new Response(
                    200, discord.rooms.store(old.id(), old.channel(), false, parts).json());
        }
        if ((matcher = THREAD.matcher(route)).matches()) {
            return discord.rooms.thread(
                    matcher.group(1), matcher.group(2), DataObject.fromJson(body));
        }
        if ((matcher = FORUM.matcher(route)).matches()) {
            return discord.rooms.forumPost(matcher.group(1), parts(exchange, body));
        }
        if ((matcher = CROSSPOST.matcher(route)).matches()) {
            discord.crossposted.add(matcher.group(2));
            return new Response(200, requireNonNull(discord.messages.get(matcher.group(2))).json());
        }
        discord.violations.add("no such route: " + route);
        throw new Refused(404, 0, "404: Not Found");
    }

    /// Counts a message in its channel's bucket.
    private void takeTurn(HttpExchange exchange, String channel) {
        if (discord.bucketSize == Integer.MAX_VALUE) {
            return;
        }
        Instant now = Instant.now();
        List<Instant> turns = discord.posted.computeIfAbsent(channel, _ -> new ArrayList<>());
        synchronized (turns) {
            turns.removeIf(turn -> turn.plus(discord.bucketSpan).isBefore(now));
            if (turns.size() >= discord.bucketSize) {
                discord.violations.add("a message came although the bucket was empty");
                throw new Refused(429, 0, "You are being rate limited.");
            }
            turns.add(now);
            double reset =
                    Duration.between(now, turns.getFirst().plus(discord.bucketSpan)).toMillis()
                            / 1e3;
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Limit", String.valueOf(discord.bucketSize));
            exchange.getResponseHeaders()
                    .set(
                            "X-RateLimit-Remaining",
                            String.valueOf(discord.bucketSize - turns.size()));
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Reset-After", String.valueOf(reset + 0.01));
            exchange.getResponseHeaders()
                    .set(
                            "X-RateLimit-Reset",
                            String.valueOf((now.toEpochMilli() / 1e3) + reset + 0.01));
            exchange.getResponseHeaders().set("X-RateLimit-Bucket", "messages");
        }
    }

    private void register(DataArray wanted) {
        List<DataObject> all = PayloadRules.each(wanted);
        discord.require(all.size() <= 100, "up to 100 commands");
        DataArray stored = DataArray.empty();
        for (DataObject command : all) {
            check(CommandRules.problems(command));
            DataObject kept = DataObject.fromJson(command.toString());
            for (String set : List.of("contexts", "integration_types")) {
                // Discord takes numbers as texts, and returns numbers.
                kept.optArray(set)
                        .ifPresent(values -> {
                            DataArray numbers = DataArray.empty();
                            for (int i = 0; i < values.length(); i++) {
                                numbers.add(values.getInt(i));
                            }
                            kept.put(set, numbers);
                        });
            }
            stored.add(
                    kept.put("id", discord.nextId())
                            .put("application_id", FakeDiscord.APPLICATION)
                            .put("version", discord.nextId())
                            .put("nsfw", false));
        }
        discord.commands = stored;
    }

    void check(List<String> problems) {
        if (!problems.isEmpty()) {
            discord.violations.addAll(problems);
            throw new Refused(400, 50035, "Invalid Form Body: " + problems);
        }
    }

    record Parts(DataObject json, Map<String, String> files) {}

    private static final Pattern DISPOSITION =
            Pattern.compile("name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\")?");

    private Parts parts(HttpExchange exchange, byte[] body) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            return new Parts(DataObject.fromJson(body), Map.of());
        }
        String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        String raw = new String(body, StandardCharsets.ISO_8859_1);
        DataObject json = DataObject.empty();
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : raw.split(Pattern.quote(boundary))) {
            int end = part.indexOf("\r\n\r\n");
            Matcher disposition = DISPOSITION.matcher(part);
            if (end < 0 || !disposition.find()) {
                continue;
            }
            String content =
                    new String(
                            part.substring(end + 4, part.length() - 2)
                                    .getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8);
            if (disposition.group(1).equals("payload_json")) {
                json = DataObject.fromJson(content);
            } else {
                files.put(disposition.group(2), content);
            }
        }
        return new Parts(json, files);
    }

    private void respond(HttpExchange exchange, Response response) throws IOException {
        exchange.getResponseHeaders().set("Via", "1.1 google");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (response.body() == null) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        byte[] bytes = response.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void deny(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(refusal.retryAfter()));
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Scope", refusal.global() ? "global" : "user");
            if (refusal.global()) {
                exchange.getResponseHeaders().set("X-RateLimit-Global", "true");
            } else {
                exchange.getResponseHeaders().set("X-RateLimit-Limit", "5");
                exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
                exchange.getResponseHeaders()
                        .set("X-RateLimit-Reset-After", String.valueOf(refusal.retryAfter()));
                exchange.getResponseHeaders().set("X-RateLimit-Bucket", "bucket");
            }
        }
        respond(
                exchange,
                new Response(
                        refusal.status(),
                        DataObject.empty()
                                .put("code", refusal.code())
                                .put("message", refusal.message())
                                .put("retry_after", refusal.retryAfter())
                                .put("global", refusal.global())));
    }
}
