package io.broadsheet.slack.fake;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A Slack for tests: the Web API over HTTP, Socket Mode over WebSocket and signed requests, as
/// Slack documents them, and strict about what it is sent. What breaks a rule is refused as Slack
/// refuses it, and noted in [#violations()].
///
/// This is what tests use: how it is set up, what goes wrong, what people do, what was seen. What
/// the bot calls is answered by [FakeWebApi], and method by method by [FakeMessages], [FakeViews],
/// [FakeFiles] and [FakeOAuth], response URLs by [FakeResponses]; the bot is called through
/// [FakeDelivery] and [FakeSlackSocket], with what [FakePayloads] writes.
public final class FakeSlack implements AutoCloseable {

    public static final String TEAM = "T024BE7LD";
    public static final String BOT_USER = "U0BROADSHT";
    static final String BOT_TOKEN = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy";
    static final String APP_TOKEN = "xapp-1-A02CLGNTJ3D-2413487620834-d4bca1f3c7e1a8d25f0e";
    private static final String SECRET = "8f742231b10e8888abcd99baac85a5ff";
    static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A person of the workspace.
    ///
    /// @param zone as Slack has it, for example `Europe/Berlin`
    public record Person(String id, String name, boolean administrator, String zone) {
        /// Somebody without special rights.
        public static Person named(String name) {
            return new Person(made("U", name), name, false, "Europe/Berlin");
        }

        /// A workspace admin.
        public static Person administrator(String name) {
            return new Person(made("U", name), name, true, "Europe/Berlin");
        }

        public Person in(String other) {
            return new Person(id, name, administrator, other);
        }
    }

    /// A channel.
    ///
    /// @param member whether the bot is in it
    public record Channel(
            String id,
            String name,
            boolean secret,
            boolean member,
            boolean archived,
            String creator) {}

    /// A message that stands somewhere.
    ///
    /// @param thread under which message, empty for none
    /// @param seenBy who alone sees it, empty for everybody in the channel
    public record Message(
            String channel,
            String ts,
            String thread,
            String seenBy,
            String text,
            JsonArray blocks,
            boolean broadcast) {

        public boolean ephemeral() {
            return !seenBy.isEmpty();
        }

        /// What people read, top to bottom, without buttons.
        public String shown() {
            return blocks.isEmpty() ? text : String.join("\n", BlockKit.visible(blocks));
        }

        /// The codes of buttons and of menus' options, by label; of equal labels the first.
        public Map<String, String> buttons() {
            Map<String, String> buttons = new LinkedHashMap<>();
            BlockKit.pressables(blocks)
                    .forEach(each -> buttons.putIfAbsent(each.label(), each.value()));
            return buttons;
        }

        /// The codes of all that has a label.
        public List<String> codes(String label) {
            return BlockKit.pressables(blocks).stream()
                    .filter(each -> each.label().equals(label))
                    .map(BlockKit.Pressable::value)
                    .toList();
        }
    }

    /// A modal or a Home tab.
    public record View(String id, String type, JsonObject json) {
        public String callback() {
            return json.has("callback_id") ? json.get("callback_id").getAsString() : "";
        }

        public String shown() {
            return String.join("\n", BlockKit.visible(json.get("blocks")));
        }

        public Map<String, String> buttons() {
            Map<String, String> buttons = new LinkedHashMap<>();
            BlockKit.pressables(json.get("blocks"))
                    .forEach(each -> buttons.putIfAbsent(each.label(), each.value()));
            return buttons;
        }
    }

    /// A request that is to go wrong.
    record Fault(Pattern method, AtomicInteger times, Kind kind, String detail) {
        enum Kind {
            ERROR,
            STATUS,
            LIMIT,
            SLOW,
            /// Nothing is done, and the connection breaks.
            CUT,
            /// All is done, and the connection breaks.
            LOSE
        }
    }

    private final HttpServer web;
    final FakeSlackSocket socket;
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final HttpClient client =
            HttpClient.newBuilder()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    final Map<String, Person> people = new ConcurrentHashMap<>();
    final Map<String, Channel> channels = new ConcurrentHashMap<>();
    final Map<String, FakeSlackAnswer> answers = new ConcurrentHashMap<>();
    final Map<String, FakeSlackAnswer> triggers = new ConcurrentHashMap<>();
    final Map<String, Message> messages = new ConcurrentHashMap<>();
    final Map<String, JsonObject> metadata = new ConcurrentHashMap<>();
    final Map<String, List<JsonObject>> talk = new ConcurrentHashMap<>();
    final Map<String, View> views = new ConcurrentHashMap<>();
    final Map<String, View> homes = new ConcurrentHashMap<>();
    final Map<String, String> uploads = new ConcurrentHashMap<>();
    final Map<String, String> uploadNames = new ConcurrentHashMap<>();
    final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger late = new AtomicInteger();
    private final Map<String, Long> signedBodies = new ConcurrentHashMap<>();
    final List<Fault> faults = new CopyOnWriteArrayList<>();
    final Queue<String> requests = new ConcurrentLinkedQueue<>();

    /// Of all fakes together: a platform gives no id twice, and the bot relies on it.
    static final AtomicLong counter = new AtomicLong(1_000);

    final AtomicLong replies = new AtomicLong();

    /// The latest message's time, in microseconds.
    final AtomicLong clock = new AtomicLong();

    volatile Set<String> scopes =
            new TreeSet<>(
                    Set.of(
                            "commands",
                            "chat:write",
                            "users:read",
                            "channels:read",
                            "groups:read",
                            "im:write",
                            "files:write"));
    volatile @Nullable FakeLimits limits;
    volatile int pageSize = Integer.MAX_VALUE;
    volatile String botToken = BOT_TOKEN;
    volatile String tokenError = "invalid_auth";
    volatile @Nullable URI botUrl;
    public final FakeOAuth oauth = new FakeOAuth(this);
    final List<Map<String, String>> unfurls = new CopyOnWriteArrayList<>();

    /// The workspace whose token came with the request at hand.
    final ThreadLocal<String> asking = ThreadLocal.withInitial(() -> TEAM);

    final FakeDelivery delivery = new FakeDelivery(this);
    final FakeWebApi api = new FakeWebApi(this);
    final FakeMessages chat = new FakeMessages(this);
    final FakeResponses responses = new FakeResponses(this);
    final FakeViews modals = new FakeViews(this);
    final FakeFiles sharing = new FakeFiles(this);
    final FakePayloads payloads = new FakePayloads(this);

    private FakeSlack(int port) throws IOException, InterruptedException {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1_000);
        web.createContext("/api/", exchange -> api.guarded(exchange, api::api));
        web.createContext("/response/", exchange -> api.guarded(exchange, responses::respond));
        web.createContext("/upload/", exchange -> api.guarded(exchange, sharing::upload));
        web.setExecutor(threads);
        web.start();
        socket = new FakeSlackSocket(this).begin();
        for (String name : List.of("general", "vision")) {
            addChannel(name);
        }
    }

    public static FakeSlack start() {
        return startAt(0);
    }

    /// @param port where the Web API listens, 0 for any
    public static FakeSlack startAt(int port) {
        try {
            return new FakeSlack(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- how it is set up ---

    String base() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    public URI apiUrl() {
        return URI.create(base() + "/api/");
    }

    public String botToken() {
        return BOT_TOKEN;
    }

    public String appToken() {
        return APP_TOKEN;
    }

    public String signingSecret() {
        return SECRET;
    }

    public String clientId() {
        return FakeOAuth.CLIENT_ID;
    }

    public String clientSecret() {
        return FakeOAuth.CLIENT_SECRET;
    }

    /// Somebody follows "Add to Slack" and agrees.
    ///
    /// @return where Slack sends their browser back to
    public URI agree(String authorise, Person person) {
        know(person);
        return oauth.agree(authorise, TEAM, person.id());
    }

    /// From now on requests go to the bot's own address, signed.
    public void callAt(URI url) {
        botUrl = url;
    }

    /// The bot may do this and nothing else.
    public FakeSlack grant(String... granted) {
        scopes = new TreeSet<>(Set.of(granted));
        return this;
    }

    /// The bot's token is good no more, for the reason that Slack gives.
    public void revokeToken(String error) {
        botToken = "";
        tokenError = error;
    }

    public void restoreToken() {
        botToken = BOT_TOKEN;
    }

    public Channel addChannel(String name) {
        return addChannel(
                new Channel(
                        made("C", name),
                        name,
                        false,
                        true,
                        false,
                        made("U", "creator of " + name)));
    }

    /// Another workspace has the bot, with every right that it asks for.
    ///
    /// @return the token that it gave
    public String addWorkspace(String team) {
        return oauth.issue(team, needed());
    }

    /// People write something into a channel.
    ///
    /// @return the message's id
    public String say(Channel channel, String text) {
        return say(channel.id(), text);
    }

    private String say(String channel, String text) {
        JsonObject message = FakePayloads.said(text);
        message.addProperty("ts", chat.ts());
        talk.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(message);
        return message.get("ts").getAsString();
    }

    boolean isThere(String channel, String ts) {
        return messages.containsKey(channel + ts)
                || talk.getOrDefault(channel, List.of()).stream()
                        .anyMatch(message -> message.get("ts").getAsString().equals(ts));
    }

    /// Somebody writes a message that the bot hears of.
    ///
    /// @param channel without a name the direct conversation with the bot
    /// @param text as Slack sends it
    /// @param thread under which message, empty for none
    /// @return the event of it
    public JsonObject writes(Person person, String channel, String text, String thread) {
        know(person);
        String where = channelOf(person, channel).id();
        JsonObject event = FakePayloads.said(text);
        event.addProperty("type", channel.isEmpty() ? "message" : "app_mention");
        event.addProperty("user", person.id());
        event.addProperty("channel", where);
        String ts = say(where, text);
        event.addProperty("ts", ts);
        event.addProperty("event_ts", ts);
        event.addProperty("team", TEAM);
        event.addProperty("client_msg_id", "8f1d8a52-3f1c-4d2a-9f57-" + counter.incrementAndGet());
        if (channel.isEmpty()) {
            event.addProperty("channel_type", "im");
        }
        if (!thread.isEmpty()) {
            event.addProperty("thread_ts", thread);
            event.addProperty("parent_user_id", "U0SOMEBODY");
        }
        return event;
    }

    public Channel addChannel(Channel channel) {
        channels.put(channel.id(), channel);
        return channel;
    }

    public Channel channel(String name) {
        return channels.values().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The names of all channels.
    public List<String> channels() {
        return channels.values().stream().map(Channel::name).toList();
    }

    public void know(Person person) {
        people.put(person.id(), person);
    }

    public FakeSlackSocket socket() {
        return socket;
    }

    // --- what goes wrong ---

    /// The next calls of methods are refused.
    ///
    /// @param method a regular expression, for example `chat\.postMessage`; response URLs are
    ///   `response`
    public void refuse(String method, int times, String error) {
        fault(method, times, Fault.Kind.ERROR, error);
    }

    /// The next calls are answered with a status and no JSON.
    public void fail(String method, int times, int status) {
        fault(method, times, Fault.Kind.STATUS, Integer.toString(status));
    }

    /// The next calls are one too many.
    public void limit(String method, int times, int retryAfterSeconds) {
        fault(method, times, Fault.Kind.LIMIT, Integer.toString(retryAfterSeconds));
    }

    /// The next calls take a while.
    public void slow(String method, int times, Duration duration) {
        fault(method, times, Fault.Kind.SLOW, Long.toString(duration.toMillis()));
    }

    /// The next calls break off before anything is done.
    public void cut(String method, int times) {
        fault(method, times, Fault.Kind.CUT, "");
    }

    /// The next calls are carried out, but the connection breaks before the answer.
    public void loseAnswers(String method, int times) {
        fault(method, times, Fault.Kind.LOSE, "");
    }

    private void fault(String method, int times, Fault.Kind kind, String detail) {
        faults.add(new Fault(Pattern.compile(method), new AtomicInteger(times), kind, detail));
    }

    /// From now on each workspace is granted what Slack documents, and what is more is refused.
    public FakeSlack enforceLimits() {
        limits = new FakeLimits();
        return this;
    }

    /// How many calls were refused because they were too many.
    public int tooMany() {
        FakeLimits enforced = limits;
        return enforced == null ? 0 : enforced.tooMany();
    }

    /// Nothing goes wrong any more.
    public void heal() {
        faults.clear();
    }

    // --- what was seen ---

    /// The scopes that the methods need.
    public static Set<String> needed() {
        Set<String> needed = new TreeSet<>(FakeWebApi.NEEDED.values());
        needed.addAll(Set.of("channels:history", "groups:history"));
        return needed;
    }

    /// What broke a rule of Slack's.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    public long calls(String method) {
        Pattern pattern = Pattern.compile(method);
        return requests.stream().filter(it -> pattern.matcher(it).matches()).count();
    }

    /// The messages of a channel that everybody sees, oldest first.
    public List<Message> messagesIn(String channel) {
        return messages.values().stream()
                .filter(message -> message.channel().equals(channel) && !message.ephemeral())
                .sorted(Comparator.comparing(Message::ts))
                .toList();
    }

    /// How many messages the bot has sent into threads on its own account.
    public long replies() {
        return replies.get();
    }

    /// The direct conversation between the bot and a person.
    public static String directChannel(String user) {
        return "D" + user.substring(1);
    }

    /// The files of a conversation, by name.
    public Map<String, String> filesIn(String channel) {
        return Map.copyOf(files.getOrDefault(channel, Map.of()));
    }

    /// What links were unfurled with, oldest first.
    public List<Map<String, String>> unfurls() {
        return List.copyOf(unfurls);
    }

    /// The Home tab that a person sees.
    public Optional<View> home(Person person) {
        return Optional.ofNullable(homes.get(person.id()));
    }

    public Optional<View> view(String id) {
        return Optional.ofNullable(views.get(id));
    }

    /// How many requests were acknowledged after Slack's three seconds. No violation: a computer
    /// with other work may not come to it in time.
    public int late() {
        return late.get();
    }

    void require(boolean holds, String rule) {
        if (!holds) {
            violations.add(rule);
        }
    }

    // --- what people do ---

    /// Somebody types `/paper` and something after it.
    public FakeSlackAnswer command(Person person, String channel, String text) {
        return command(person, channelOf(person, channel), "/paper", text);
    }

    /// The channel of a name; without a name the direct conversation with the bot.
    private Channel channelOf(Person person, String name) {
        return name.isEmpty()
                ? new Channel(directChannel(person.id()), "directmessage", true, true, false, "")
                : channel(name);
    }

    public FakeSlackAnswer command(Person person, Channel channel, String command, String text) {
        know(person);
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, channel.id(), null, true));
        JsonObject payload = new JsonObject();
        payload.addProperty("token", "gIkuvaNzQIHg97ATvDxqgjtO");
        payload.addProperty("team_id", TEAM);
        payload.addProperty("team_domain", "lab");
        payload.addProperty("channel_id", channel.id());
        payload.addProperty(
                "channel_name",
                channel.secret() && !channel.name().equals("directmessage")
                        ? "privategroup"
                        : channel.name());
        payload.addProperty("user_id", person.id());
        payload.addProperty("user_name", person.name());
        payload.addProperty("command", command);
        payload.addProperty("text", escape(text));
        payload.addProperty("api_app_id", "A02CLGNTJ3D");
        payload.addProperty("is_enterprise_install", "false");
        payload.addProperty("response_url", answer.responseUrl());
        payload.addProperty("trigger_id", answer.trigger);
        delivery.send(answer, "slash_commands", payload);
        return answer;
    }

    /// Slack escapes what is typed, and makes references of groups.
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("@([a-z-]+)-group\\b", "<!subteam^S0GROUP$1|@$1-group>")
                .replaceAll("(https?://[^\\s&]+)", "<$1>");
    }

    /// Somebody presses the button, or chooses the option, of a label.
    public FakeSlackAnswer press(Person person, Message message, String label) {
        String code = message.buttons().get(label);
        if (code == null) {
            throw new IllegalArgumentException(
                    "there is no button '" + label + "', only " + message.buttons().keySet());
        }
        return pressCode(person, message, code);
    }

    /// Somebody presses what carries a code.
    public FakeSlackAnswer pressCode(Person person, Message message, String code) {
        BlockKit.Pressable pressable =
                BlockKit.pressables(message.blocks()).stream()
                        .filter(each -> each.value().equals(code))
                        .findFirst()
                        .orElse(new BlockKit.Pressable("button", "run-99", "Old", code, ""));
        return pressed(person, message, pressable);
    }

    public FakeSlackAnswer pressed(Person person, Message message, BlockKit.Pressable pressable) {
        know(person);
        FakeSlackAnswer answer =
                begin(new FakeSlackAnswer(this, person, message.channel(), message, false));
        delivery.send(
                answer, "interactive", payloads.pressPayload(answer, person, message, pressable));
        return answer;
    }

    /// Somebody presses a button of a modal or the Home tab.
    public FakeSlackAnswer press(Person person, View view, String label) {
        BlockKit.Pressable pressable =
                BlockKit.pressables(view.json().get("blocks")).stream()
                        .filter(each -> each.label().equals(label))
                        .findFirst()
                        .orElseThrow();
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, person.id(), null, false));
        JsonObject payload = payloads.interaction("block_actions", answer, person);
        JsonObject container = new JsonObject();
        container.addProperty("type", "view");
        container.addProperty("view_id", view.id());
        payload.add("container", container);
        payload.add("view", view.json());
        payload.add("actions", payloads.actions(pressable));
        delivery.send(answer, "interactive", payload);
        return answer;
    }

    /// Somebody types into a select of a modal.
    public FakeSlackAnswer suggest(Person person, View view, String actionId, String typed) {
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, person.id(), null, false));
        JsonObject payload = payloads.interaction("block_suggestion", answer, person);
        payload.remove("trigger_id");
        payload.addProperty("action_id", actionId);
        payload.addProperty("block_id", actionId);
        payload.addProperty("value", typed);
        JsonObject container = new JsonObject();
        container.addProperty("type", "view");
        container.addProperty("view_id", view.id());
        payload.add("container", container);
        payload.add("view", view.json());
        delivery.send(answer, "interactive", payload);
        JsonObject offered = answer.acknowledgement();
        require(offered.has("options"), "a suggestion is answered with options: " + offered);
        if (offered.has("options")) {
            BlockKit.optionProblems(offered.getAsJsonArray("options")).forEach(violations::add);
        }
        return answer;
    }

    /// Somebody submits a modal.
    ///
    /// @param typed by block
    /// @param chosen the value of the select, empty for none
    public FakeSlackAnswer submit(
            Person person, View view, Map<String, String> typed, String chosen) {
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, person.id(), null, false));
        JsonObject payload = payloads.interaction("view_submission", answer, person);
        JsonObject values = new JsonObject();
        for (JsonElement each : view.json().getAsJsonArray("blocks")) {
            JsonObject block = each.getAsJsonObject();
            if (!block.get("type").getAsString().equals("input")) {
                continue;
            }
            JsonObject element = block.getAsJsonObject("element");
            JsonObject value = new JsonObject();
            value.add("type", element.get("type"));
            String id = block.get("block_id").getAsString();
            if (element.get("type").getAsString().equals("external_select")) {
                value.add("selected_option", com.google.gson.JsonNull.INSTANCE);
                if (!chosen.isEmpty()) {
                    value.add(
                            "selected_option",
                            JsonParser.parseString(
                                    "{\"text\":{\"type\":\"plain_text\",\"text\":\"x\"}}"));
                    value.getAsJsonObject("selected_option").addProperty("value", chosen);
                }
            } else {
                boolean picked = element.get("type").getAsString().equals("users_select");
                value.addProperty(picked ? "selected_user" : "value", typed.get(id));
            }
            JsonObject action = new JsonObject();
            action.add(element.get("action_id").getAsString(), value);
            values.add(id, action);
        }
        JsonObject sent = view.json().deepCopy();
        JsonObject state = new JsonObject();
        state.add("values", values);
        sent.add("state", state);
        payload.add("view", sent);
        payload.add("response_urls", new JsonArray());
        delivery.send(answer, "interactive", payload);
        return answer;
    }

    /// Somebody chooses "Find papers in this message" in a message's menu.
    public FakeSlackAnswer shortcut(
            Person person, String channel, String callback, JsonObject message) {
        know(person);
        Channel where = channelOf(person, channel);
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, where.id(), null, false));
        JsonObject payload = payloads.interaction("message_action", answer, person);
        payload.addProperty("callback_id", callback);
        payload.addProperty("message_ts", "1548426417.840180");
        payload.add("message", message);
        payload.add("channel", payloads.channelJson(where.id()));
        payload.addProperty("response_url", answer.responseUrl());
        payload.addProperty("action_ts", "1548426417.840180");
        delivery.send(answer, "interactive", payload);
        return answer;
    }

    /// Somebody chooses a shortcut that stands everywhere.
    public FakeSlackAnswer shortcut(Person person, String callback) {
        know(person);
        FakeSlackAnswer answer = begin(new FakeSlackAnswer(this, person, "", null, false));
        JsonObject payload = payloads.interaction("shortcut", answer, person);
        payload.addProperty("callback_id", callback);
        delivery.send(answer, "interactive", payload);
        return answer;
    }

    /// Something happens that the bot subscribed to.
    ///
    /// @param event what stands in `event`
    public FakeSlackAnswer event(JsonObject event) {
        return event("Ev" + counter.incrementAndGet(), event);
    }

    /// @param id the same for the same event, however often it is sent
    public FakeSlackAnswer event(String id, JsonObject event) {
        return event(id, TEAM, 1_234_567_890, event);
    }

    /// @param time when it happened, in seconds of the epoch
    public FakeSlackAnswer event(String id, String team, long time, JsonObject event) {
        FakeSlackAnswer answer =
                begin(new FakeSlackAnswer(this, Person.named("nobody"), "", null, false));
        JsonObject payload = new JsonObject();
        payload.addProperty("token", "gIkuvaNzQIHg97ATvDxqgjtO");
        payload.addProperty("team_id", team);
        payload.addProperty("api_app_id", "A02CLGNTJ3D");
        payload.add("event", event);
        payload.addProperty("type", "event_callback");
        payload.addProperty("event_id", id);
        payload.addProperty("event_time", time);
        JsonObject authorisation = new JsonObject();
        authorisation.addProperty("team_id", team);
        authorisation.addProperty("user_id", BOT_USER);
        authorisation.addProperty("is_bot", true);
        authorisation.addProperty("is_enterprise_install", false);
        JsonArray authorisations = new JsonArray();
        authorisations.add(authorisation);
        payload.add("authorizations", authorisations);
        delivery.send(answer, "events_api", payload);
        return answer;
    }

    private FakeSlackAnswer begin(FakeSlackAnswer answer) {
        answers.put(answer.id, answer);
        triggers.put(answer.trigger, answer);
        return answer;
    }

    // --- the way to the bot ---

    /// Slack sends a request once more, though it was acknowledged.
    ///
    /// @return what it is acknowledged with this time
    public JsonObject again(FakeSlackAnswer answer) {
        FakeSlackAnswer other =
                new FakeSlackAnswer(this, answer.person, answer.channel, answer.pressed, false);
        answers.put(other.id, other);
        delivery.send(other, answer.type, answer.payload);
        return other.acknowledgement();
    }

    void acknowledged(FakeSlackAnswer answer, JsonObject body) {
        // Slack waits from when it could deliver.
        if (System.nanoTime() - answer.deliveredAt > ACKNOWLEDGEMENT.toNanos()) {
            late.incrementAndGet();
        }
        answer.acknowledge(body);
    }

    /// A request as Slack signs it.
    public HttpRequest signed(String type, String body) {
        // What is sent again is signed again, some seconds later.
        long later = signedBodies.merge(body, 0L, (before, _) -> before + 1);
        return signed(type, body, java.time.Instant.now().getEpochSecond() + later, SECRET);
    }

    /// @param time in seconds of the epoch
    public HttpRequest signed(String type, String body, long time, String secret) {
        return HttpRequest.newBuilder(requireNonNull(botUrl))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", type)
                .header("X-Slack-Request-Timestamp", Long.toString(time))
                .header("X-Slack-Signature", signature(time, body, secret))
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    public static String signature(long time, String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0="
                    + HexFormat.of()
                            .formatHex(
                                    mac.doFinal(
                                            ("v0:" + time + ":" + body)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String form(JsonObject payload) {
        List<String> pairs = new ArrayList<>();
        payload.entrySet()
                .forEach(entry ->
                        pairs.add(entry.getKey() + "=" + encode(entry.getValue().getAsString())));
        return String.join("&", pairs);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// From now on histories come in pages of at most so many messages, as for some apps.
    public void hand(int messagesAtOnce) {
        pageSize = messagesAtOnce;
    }

    /// The ephemeral messages that somebody sees.
    public List<Message> seenBy(Person person) {
        return messages.values().stream()
                .filter(message -> message.seenBy().equals(person.id()))
                .sorted(Comparator.comparing(Message::ts))
                .toList();
    }

    // --- waiting ---

    /// An id that is the same for the same name.
    static String made(String kind, String name) {
        return kind + String.format(Locale.ROOT, "%08X", name.hashCode()) + (name.length() % 10);
    }

    static <T> T within(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + PATIENCE, e);
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come within " + PATIENCE);
            }
            FakeWebApi.pause(Duration.ofMillis(5));
        }
    }

    ExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        socket.end();
        web.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
