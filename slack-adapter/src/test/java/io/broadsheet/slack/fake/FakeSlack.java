package io.broadsheet.slack.fake;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/// A Slack for tests: the Web API over HTTP, Socket Mode over WebSocket and signed requests, as
/// Slack documents them, and strict about what it is sent. What breaks a rule is refused as Slack
/// refuses it, and noted in [#violations()].
public final class FakeSlack implements AutoCloseable {

    public static final String TEAM = "T024BE7LD";
    public static final String BOT_USER = "U0BROADSHT";
    private static final String BOT_TOKEN = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy";
    private static final String APP_TOKEN = "xapp-1-A02CLGNTJ3D-2413487620834-d4bca1f3c7e1a8d25f0e";
    private static final String SECRET = "8f742231b10e8888abcd99baac85a5ff";
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(3);
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

    /// What came of something that a person did.
    public final class Answer {
        final String id;
        public final Person person;
        final String channel;
        public final String trigger;
        final @Nullable Message pressed;
        final boolean command;
        final long sentAt = System.nanoTime();
        final CompletableFuture<JsonObject> acknowledged = new CompletableFuture<>();
        final CompletableFuture<Message> visible = new CompletableFuture<>();
        final CompletableFuture<View> modal = new CompletableFuture<>();
        final List<Message> messages = new CopyOnWriteArrayList<>();
        final AtomicInteger urlUses = new AtomicInteger();
        final AtomicInteger deliveries = new AtomicInteger();
        volatile String type = "";
        volatile JsonObject payload = new JsonObject();
        volatile long deliveredAt;
        volatile boolean triggerUsed;
        volatile boolean givenUp;
        volatile boolean urlExpired;
        volatile long acknowledgedAfter;
        volatile long visibleAfter;

        Answer(Person person, String channel, @Nullable Message pressed, boolean command) {
            this.id = Long.toString(counter.incrementAndGet());
            this.person = person;
            this.channel = channel;
            this.trigger = "13345224609." + id + ".8fbf13c2b7b7d0c4c5f6d1e0";
            this.pressed = pressed;
            this.command = command;
        }

        public String responseUrl() {
            return base() + "/response/" + TEAM + "/" + id + "/JpmK0yzoZDeRiqfeduTBYXWQ";
        }

        /// What the request was acknowledged with.
        public JsonObject acknowledgement() {
            return within(acknowledged);
        }

        /// The first message that people see.
        public Message message() {
            return within(visible);
        }

        /// Waits for so many messages.
        public List<Message> messages(int count) {
            await("so many messages", () -> messages.size() >= count);
            return List.copyOf(messages);
        }

        /// All that is there by now.
        public List<Message> messages() {
            return List.copyOf(messages);
        }

        /// The modal that was opened.
        public View modal() {
            return within(modal);
        }

        public boolean acknowledged() {
            return acknowledged.isDone();
        }

        public boolean answered() {
            return visible.isDone() || modal.isDone();
        }

        /// Whether nobody took the request in time, which Slack says to the person at once.
        public boolean givenUp() {
            return givenUp;
        }

        /// How often it was delivered.
        public int deliveries() {
            return deliveries.get();
        }

        /// What was offered, value by label.
        public Map<String, String> choices() {
            Map<String, String> choices = new LinkedHashMap<>();
            acknowledgement()
                    .getAsJsonArray("options")
                    .forEach(option ->
                            choices.put(
                                    option.getAsJsonObject()
                                            .getAsJsonObject("text")
                                            .get("text")
                                            .getAsString(),
                                    option.getAsJsonObject().get("value").getAsString()));
            return choices;
        }

        /// From the request to its acknowledgement, in nanoseconds.
        public long acknowledgedAfter() {
            return acknowledgedAfter;
        }

        /// From the request to what people see, in nanoseconds.
        public long visibleAfter() {
            return visibleAfter;
        }

        /// Its response URL works no more.
        public void expireUrl() {
            urlExpired = true;
        }

        void show(Message message) {
            messages.add(message);
            visibleAfter = System.nanoTime() - sentAt;
            visible.complete(message);
        }

        void open(View view) {
            visibleAfter = System.nanoTime() - sentAt;
            modal.complete(view);
        }

        /// The bot acknowledges.
        ///
        /// @param body empty where it says nothing
        void acknowledge(JsonObject body) {
            boolean first = !acknowledged.isDone();
            if (first) {
                acknowledgedAfter = System.nanoTime() - sentAt;
                acknowledged.complete(body);
                if (command && body.has("text")) {
                    show(fromResponse(this, body));
                }
            }
        }
    }

    /// A request that is to go wrong.
    private record Fault(Pattern method, AtomicInteger times, Kind kind, String detail) {
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
    private final FakeSlackSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> triggers = new ConcurrentHashMap<>();
    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> metadata = new ConcurrentHashMap<>();
    private final Map<String, List<JsonObject>> talk = new ConcurrentHashMap<>();
    private final Map<String, View> views = new ConcurrentHashMap<>();
    private final Map<String, View> homes = new ConcurrentHashMap<>();
    private final Map<String, String> uploads = new ConcurrentHashMap<>();
    private final Map<String, String> uploadNames = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> files = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger late = new AtomicInteger();
    private final Map<String, Long> signedBodies = new ConcurrentHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    /// Of all fakes together: a platform gives no id twice, and the bot relies on it.
    private static final AtomicLong counter = new AtomicLong(1_000);

    private final AtomicLong replies = new AtomicLong();

    /// The latest message's time, in microseconds.
    private final AtomicLong clock = new AtomicLong();

    private volatile Set<String> scopes =
            new TreeSet<>(
                    Set.of(
                            "commands",
                            "chat:write",
                            "users:read",
                            "channels:read",
                            "groups:read",
                            "im:write",
                            "files:write"));
    private volatile @Nullable FakeLimits limits;
    private volatile int pageSize = Integer.MAX_VALUE;
    private volatile String botToken = BOT_TOKEN;
    private volatile String tokenError = "invalid_auth";
    private volatile @Nullable URI botUrl;
    public final FakeOAuth oauth = new FakeOAuth(this);
    private final List<Map<String, String>> unfurls = new CopyOnWriteArrayList<>();

    /// The workspace whose token came with the request at hand.
    private final ThreadLocal<String> asking = ThreadLocal.withInitial(() -> TEAM);

    private FakeSlack(int port) throws IOException, InterruptedException {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1_000);
        web.createContext("/api/", exchange -> guarded(exchange, this::api));
        web.createContext("/response/", exchange -> guarded(exchange, this::respond));
        web.createContext("/upload/", exchange -> guarded(exchange, this::upload));
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

    private String base() {
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
        JsonObject message = said(text);
        message.addProperty("ts", ts());
        talk.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(message);
        return message.get("ts").getAsString();
    }

    private boolean isThere(String channel, String ts) {
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
        JsonObject event = said(text);
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
        Set<String> needed = new TreeSet<>(NEEDED.values());
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
    public Answer command(Person person, String channel, String text) {
        return command(person, channelOf(person, channel), "/paper", text);
    }

    /// The channel of a name; without a name the direct conversation with the bot.
    private Channel channelOf(Person person, String name) {
        return name.isEmpty()
                ? new Channel(directChannel(person.id()), "directmessage", true, true, false, "")
                : channel(name);
    }

    public Answer command(Person person, Channel channel, String command, String text) {
        know(person);
        Answer answer = begin(new Answer(person, channel.id(), null, true));
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
        send(answer, "slash_commands", payload);
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
    public Answer press(Person person, Message message, String label) {
        String code = message.buttons().get(label);
        if (code == null) {
            throw new IllegalArgumentException(
                    "there is no button '" + label + "', only " + message.buttons().keySet());
        }
        return pressCode(person, message, code);
    }

    /// Somebody presses what carries a code.
    public Answer pressCode(Person person, Message message, String code) {
        BlockKit.Pressable pressable =
                BlockKit.pressables(message.blocks()).stream()
                        .filter(each -> each.value().equals(code))
                        .findFirst()
                        .orElse(new BlockKit.Pressable("button", "run-99", "Old", code, ""));
        return pressed(person, message, pressable);
    }

    public Answer pressed(Person person, Message message, BlockKit.Pressable pressable) {
        know(person);
        Answer answer = begin(new Answer(person, message.channel(), message, false));
        send(answer, "interactive", pressPayload(answer, person, message, pressable));
        return answer;
    }

    private JsonObject pressPayload(
            Answer answer, Person person, Message message, BlockKit.Pressable pressable) {
        JsonObject payload = interaction("block_actions", answer, person);
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", message.ts());
        container.addProperty("channel_id", message.channel());
        container.addProperty("is_ephemeral", message.ephemeral());
        if (!message.thread().isEmpty()) {
            container.addProperty("thread_ts", message.thread());
        }
        payload.add("container", container);
        payload.add("channel", channelJson(message.channel()));
        if (!message.ephemeral()) {
            payload.add("message", json(message));
        }
        payload.addProperty("response_url", answer.responseUrl());
        payload.add("actions", actions(pressable));
        return payload;
    }

    private JsonArray actions(BlockKit.Pressable pressable) {
        JsonObject action = new JsonObject();
        action.addProperty("type", pressable.blockType());
        action.addProperty("action_id", pressable.actionId());
        action.addProperty("block_id", "b" + counter.incrementAndGet());
        action.addProperty("action_ts", "1548426417.840180");
        JsonObject text = new JsonObject();
        text.addProperty("type", "plain_text");
        text.addProperty("text", pressable.label());
        if (pressable.blockType().equals("overflow")) {
            JsonObject option = new JsonObject();
            option.add("text", text);
            option.addProperty("value", pressable.value());
            action.add("selected_option", option);
        } else {
            action.add("text", text);
            if (!pressable.value().isEmpty()) {
                action.addProperty("value", pressable.value());
            }
        }
        JsonArray actions = new JsonArray();
        actions.add(action);
        return actions;
    }

    /// Somebody presses a button of a modal or the Home tab.
    public Answer press(Person person, View view, String label) {
        BlockKit.Pressable pressable =
                BlockKit.pressables(view.json().get("blocks")).stream()
                        .filter(each -> each.label().equals(label))
                        .findFirst()
                        .orElseThrow();
        Answer answer = begin(new Answer(person, person.id(), null, false));
        JsonObject payload = interaction("block_actions", answer, person);
        JsonObject container = new JsonObject();
        container.addProperty("type", "view");
        container.addProperty("view_id", view.id());
        payload.add("container", container);
        payload.add("view", view.json());
        payload.add("actions", actions(pressable));
        send(answer, "interactive", payload);
        return answer;
    }

    /// Somebody types into a select of a modal.
    public Answer suggest(Person person, View view, String actionId, String typed) {
        Answer answer = begin(new Answer(person, person.id(), null, false));
        JsonObject payload = interaction("block_suggestion", answer, person);
        payload.remove("trigger_id");
        payload.addProperty("action_id", actionId);
        payload.addProperty("block_id", actionId);
        payload.addProperty("value", typed);
        JsonObject container = new JsonObject();
        container.addProperty("type", "view");
        container.addProperty("view_id", view.id());
        payload.add("container", container);
        payload.add("view", view.json());
        send(answer, "interactive", payload);
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
    public Answer submit(Person person, View view, Map<String, String> typed, String chosen) {
        Answer answer = begin(new Answer(person, person.id(), null, false));
        JsonObject payload = interaction("view_submission", answer, person);
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
                value.addProperty("value", typed.get(id));
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
        send(answer, "interactive", payload);
        return answer;
    }

    /// Somebody chooses "Find papers in this message" in a message's menu.
    public Answer shortcut(Person person, String channel, String callback, JsonObject message) {
        know(person);
        Channel where = channelOf(person, channel);
        Answer answer = begin(new Answer(person, where.id(), null, false));
        JsonObject payload = interaction("message_action", answer, person);
        payload.addProperty("callback_id", callback);
        payload.addProperty("message_ts", "1548426417.840180");
        payload.add("message", message);
        payload.add("channel", channelJson(where.id()));
        payload.addProperty("response_url", answer.responseUrl());
        payload.addProperty("action_ts", "1548426417.840180");
        send(answer, "interactive", payload);
        return answer;
    }

    /// A message as Slack sends it, its text escaped already.
    public static JsonObject said(String text) {
        JsonObject message = new JsonObject();
        message.addProperty("type", "message");
        message.addProperty("user", "U0SOMEBODY");
        message.addProperty("ts", "1548426417.840180");
        message.addProperty("text", text);
        return message;
    }

    /// Something happens that the bot subscribed to.
    ///
    /// @param event what stands in `event`
    public Answer event(JsonObject event) {
        return event("Ev" + counter.incrementAndGet(), event);
    }

    /// @param id the same for the same event, however often it is sent
    public Answer event(String id, JsonObject event) {
        return event(id, TEAM, 1_234_567_890, event);
    }

    /// @param time when it happened, in seconds of the epoch
    public Answer event(String id, String team, long time, JsonObject event) {
        Answer answer = begin(new Answer(Person.named("nobody"), "", null, false));
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
        send(answer, "events_api", payload);
        return answer;
    }

    private JsonObject interaction(String type, Answer answer, Person person) {
        JsonObject payload = new JsonObject();
        payload.addProperty("type", type);
        payload.addProperty("token", "gIkuvaNzQIHg97ATvDxqgjtO");
        payload.addProperty("api_app_id", "A02CLGNTJ3D");
        payload.addProperty("trigger_id", answer.trigger);
        payload.addProperty("is_enterprise_install", false);
        JsonObject team = new JsonObject();
        team.addProperty("id", TEAM);
        team.addProperty("domain", "lab");
        payload.add("team", team);
        JsonObject user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("username", person.name());
        user.addProperty("name", person.name());
        user.addProperty("team_id", TEAM);
        payload.add("user", user);
        return payload;
    }

    private JsonObject channelJson(String id) {
        JsonObject channel = new JsonObject();
        channel.addProperty("id", id);
        Channel known = channels.get(id);
        channel.addProperty(
                "name",
                known == null ? "directmessage" : known.secret() ? "privategroup" : known.name());
        return channel;
    }

    private static JsonObject json(Message message) {
        JsonObject json = said(message.text());
        json.addProperty("ts", message.ts());
        json.addProperty("bot_id", "B0BROADSHT");
        json.addProperty("user", BOT_USER);
        json.add("blocks", message.blocks());
        return json;
    }

    private Answer begin(Answer answer) {
        answers.put(answer.id, answer);
        triggers.put(answer.trigger, answer);
        return answer;
    }

    // --- the way to the bot ---

    /// Slack sends a request once more, though it was acknowledged.
    ///
    /// @return what it is acknowledged with this time
    public JsonObject again(Answer answer) {
        Answer other = new Answer(answer.person, answer.channel, answer.pressed, false);
        answers.put(other.id, other);
        send(other, answer.type, answer.payload);
        return other.acknowledgement();
    }

    private void send(Answer answer, String type, JsonObject payload) {
        answer.type = type;
        answer.payload = payload;
        if (botUrl == null) {
            boolean takesPayload = !type.equals("events_api") && !payload.has("actions");
            socket.send(answer, type, takesPayload, payload);
        } else {
            threads.execute(() -> post(answer, type, payload));
        }
    }

    private void post(Answer answer, String type, JsonObject payload) {
        answer.deliveredAt = System.nanoTime();
        answer.deliveries.incrementAndGet();
        HttpRequest request =
                type.equals("events_api")
                        ? signed("application/json", payload.toString())
                        : signed(
                                "application/x-www-form-urlencoded",
                                type.equals("slash_commands")
                                        ? form(payload)
                                        : "payload=" + encode(payload.toString()));
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                answer.givenUp = true;
                violations.add(type + " was answered with " + response.statusCode());
                return;
            }
            String body = response.body();
            boolean json =
                    response.headers()
                            .firstValue("content-type")
                            .orElse("")
                            .startsWith("application/json");
            require(body.isEmpty() || json, "an acknowledgement is JSON or nothing: " + body);
            acknowledged(
                    answer,
                    body.isEmpty()
                            ? new JsonObject()
                            : JsonParser.parseString(body).getAsJsonObject());
        } catch (IOException e) {
            answer.givenUp = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void acknowledged(Answer answer, JsonObject body) {
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

    // --- the Web API ---

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

    private static final Map<String, String> NEEDED =
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
    private interface Handling {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void guarded(HttpExchange exchange, Handling handling) throws IOException {
        try {
            handling.handle(exchange);
        } catch (RuntimeException e) {
            violations.add("a request that cannot be understood: " + e);
            exchange.close();
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring("/api/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(method);
        Optional<Fault> fault = fault(method);
        if (fault.isPresent() && misbehave(exchange, fault.get())) {
            return;
        }
        require(exchange.getRequestMethod().equals("POST"), method + " is called by POST");
        Set<String> known = METHODS.get(method);
        if (known == null) {
            violations.add("no method " + method);
            answer(exchange, error("unknown_method"));
            return;
        }
        Map<String, String> arguments = arguments(exchange, body);
        if (method.equals("oauth.v2.access")) {
            answer(
                    exchange,
                    oauth.access(
                            exchange.getRequestHeaders().getFirst("Authorization"), arguments));
            return;
        }
        String error = authorisation(exchange, method, arguments);
        FakeLimits enforced = limits;
        if (enforced != null && enforced.isOver(asking.get(), method, arguments)) {
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
            exchange.getResponseHeaders().set("x-oauth-scopes", String.join(",", scopes));
        }
        answer(exchange, answer);
    }

    private Optional<Fault> fault(String method) {
        for (Fault fault : faults) {
            if (fault.method().matcher(method).matches() && fault.times().getAndDecrement() > 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /// @return whether that was all
    private boolean misbehave(HttpExchange exchange, Fault fault) throws IOException {
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
        send(exchange, 429, "application/json", "{\"ok\":false,\"error\":\"ratelimited\"}");
    }

    private static void pause(Duration duration) {
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
        require(
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
            return given.equals(APP_TOKEN) ? "" : "not_allowed_token_type";
        }
        if (method.equals("api.test")) {
            // It takes everybody, with a token or without.
            return "";
        }
        if (given.isEmpty()) {
            return "not_authed";
        }
        asking.set(oauth.team(given).orElse(TEAM));
        if (oauth.team(given).isPresent()) {
            return oauth.problem(given, NEEDED.get(method));
        }
        if (!given.equals(botToken)) {
            require(
                    given.equals(BOT_TOKEN) || given.equals("xoxb-wrong"),
                    "a token that nobody gave: " + method);
            return given.equals(BOT_TOKEN) ? tokenError : "invalid_auth";
        }
        String needed = NEEDED.get(method);
        return needed == null || scopes.contains(needed) ? "" : "missing_scope";
    }

    private String checked(String method, Set<String> known, Map<String, String> arguments) {
        for (String name : arguments.keySet()) {
            require(
                    known.contains(name) || known.contains(name + "!"),
                    method + " has no argument " + name);
        }
        for (String name : known) {
            if (name.endsWith("!")
                    && arguments.getOrDefault(name.substring(0, name.length() - 1), "").isEmpty()) {
                violations.add(method + " needs " + name);
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
                answer.addProperty("url", socket.ticket());
                yield answer;
            }
            case "chat.postMessage" -> postMessage(arguments);
            case "chat.postEphemeral" -> postEphemeral(arguments);
            case "chat.update" -> update(arguments);
            case "views.open", "views.push" -> openView(method, arguments);
            case "views.update" -> updateView(arguments);
            case "views.publish" -> publish(arguments);
            case "chat.unfurl" -> {
                unfurls.add(Map.copyOf(arguments));
                yield ok();
            }
            case "users.info" -> userInfo(arguments);
            case "conversations.info" -> conversation(arguments);
            case "conversations.history" -> history(arguments);
            case "conversations.open" -> {
                JsonObject channel = new JsonObject();
                channel.addProperty("id", directChannel(arguments.get("users")));
                JsonObject answer = ok();
                answer.add("channel", channel);
                yield answer;
            }
            case "files.getUploadURLExternal" -> {
                String id = "F" + counter.incrementAndGet();
                uploadNames.put(id, arguments.get("filename"));
                uploads.put(id, "expecting " + arguments.get("length"));
                JsonObject answer = ok();
                answer.addProperty("file_id", id);
                answer.addProperty("upload_url", base() + "/upload/" + id);
                yield answer;
            }
            case "files.completeUploadExternal" -> completeUpload(arguments);
            default -> ok();
        };
    }

    private JsonObject authTest() {
        JsonObject answer = ok();
        answer.addProperty("url", "https://lab.slack.com/");
        answer.addProperty("team", "Lab");
        answer.addProperty("user", "broadsheet");
        answer.addProperty("team_id", asking.get());
        answer.addProperty("user_id", BOT_USER);
        answer.addProperty("bot_id", "B0BROADSHT");
        answer.addProperty("is_enterprise_install", false);
        return answer;
    }

    private String ts() {
        java.time.Instant now = java.time.Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        long next = clock.updateAndGet(last -> Math.max(last + 1, micros));
        return next / 1_000_000 + "." + String.format(Locale.ROOT, "%06d", next % 1_000_000);
    }

    private JsonObject postMessage(Map<String, String> arguments) {
        String channel = arguments.get("channel");
        String problem = destination(channel);
        if (!problem.isEmpty()) {
            return error(problem);
        }
        String there =
                channel.startsWith("U") || channel.startsWith("W")
                        ? directChannel(channel)
                        : channel;
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return error(invalid);
        }
        require(
                "0".equals(arguments.get("link_names"))
                        || "false".equals(arguments.get("link_names")),
                "link_names is off");
        require(
                Set.of("0", "false").contains(arguments.getOrDefault("unfurl_links", "")),
                "unfurl_links is off");
        String thread = arguments.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && !isThere(there, thread)) {
            return error("thread_not_found");
        }
        if (arguments.containsKey("metadata") && !isMetadata(arguments.get("metadata"))) {
            violations.add("metadata in a form that Slack does not take");
            return error("invalid_metadata_format");
        }
        Message message =
                new Message(
                        there,
                        ts(),
                        thread,
                        "",
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        Set.of("1", "true")
                                .contains(arguments.getOrDefault("reply_broadcast", "")));
        messages.put(message.channel() + message.ts(), message);
        if (!thread.isEmpty()) {
            replies.incrementAndGet();
        }
        if (arguments.containsKey("metadata")) {
            metadata.put(
                    message.channel() + message.ts(),
                    JsonParser.parseString(arguments.get("metadata")).getAsJsonObject());
        }
        JsonObject answer = ok();
        answer.addProperty("channel", there);
        answer.addProperty("ts", message.ts());
        answer.add("message", json(message));
        return answer;
    }

    /// A type of letters, digits and underscores, and a payload of plain values (docs.slack.dev,
    /// messaging/message-metadata and its design guidelines).
    private static boolean isMetadata(String text) {
        JsonElement json = JsonParser.parseString(text);
        if (!json.isJsonObject()
                || !json.getAsJsonObject().keySet().equals(Set.of("event_type", "event_payload"))) {
            return false;
        }
        JsonElement payload = json.getAsJsonObject().get("event_payload");
        return json.getAsJsonObject().get("event_type").getAsString().matches("[a-z][a-z0-9_]*")
                && payload.isJsonObject()
                && payload.getAsJsonObject().entrySet().stream()
                        .allMatch(entry ->
                                entry.getKey().matches("[a-z][a-z0-9_]*")
                                        && entry.getValue().isJsonPrimitive());
    }

    /// What a channel got, newest first, replies in threads left out.
    private JsonObject history(Map<String, String> arguments) {
        String id = arguments.get("channel");
        Channel channel = channels.get(id);
        String scope =
                id.startsWith("D")
                        ? "im:history"
                        : channel != null && channel.secret()
                                ? "groups:history"
                                : "channels:history";
        if (!scopes.contains(scope)) {
            JsonObject answer = error("missing_scope");
            answer.addProperty("needed", scope);
            answer.addProperty("provided", String.join(",", scopes));
            return answer;
        }
        if (channel == null || (channel.secret() && !channel.member())) {
            return error("channel_not_found");
        }
        if (!channel.member()) {
            return error("not_in_channel");
        }
        int limit = Integer.parseInt(arguments.getOrDefault("limit", "100"));
        require(limit >= 1 && limit <= 999, "a limit of " + limit);
        boolean inclusive = isTrue(arguments.get("inclusive"));
        double oldest = moment(arguments.getOrDefault("oldest", "0"));
        double latest =
                arguments.containsKey("latest")
                        ? moment(arguments.get("latest"))
                        : Double.MAX_VALUE;
        List<JsonObject> all = new ArrayList<>(talk.getOrDefault(id, List.of()));
        messagesIn(id).stream()
                .filter(message -> message.thread().isEmpty() || message.broadcast())
                .map(message -> read(message, isTrue(arguments.get("include_all_metadata"))))
                .forEach(all::add);
        List<JsonObject> wanted =
                all.stream()
                        .filter(message -> {
                            double at = moment(message.get("ts").getAsString());
                            return inclusive
                                    ? at >= oldest && at <= latest
                                    : at > oldest && at < latest;
                        })
                        .sorted(
                                Comparator.comparing((JsonObject message) ->
                                                message.get("ts").getAsString())
                                        .reversed())
                        .toList();
        String cursor = arguments.getOrDefault("cursor", "");
        require(cursor.matches("(bmV4dF90czo\\d+)?"), "a cursor that nobody gave: " + cursor);
        int from =
                cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring("bmV4dF90czo".length()));
        int to = Math.min(from + Math.min(limit, pageSize), wanted.size());
        JsonArray page = new JsonArray();
        wanted.subList(from, to).forEach(page::add);
        JsonObject answer = ok();
        answer.add("messages", page);
        answer.addProperty("has_more", to < wanted.size());
        answer.addProperty("pin_count", 0);
        JsonObject more = new JsonObject();
        more.addProperty("next_cursor", to < wanted.size() ? "bmV4dF90czo" + to : "");
        answer.add("response_metadata", more);
        return answer;
    }

    private JsonObject read(Message message, boolean withMetadata) {
        JsonObject json = json(message);
        long replies =
                messagesIn(message.channel()).stream()
                        .filter(each -> each.thread().equals(message.ts()))
                        .count();
        if (replies > 0) {
            json.addProperty("thread_ts", message.ts());
            json.addProperty("reply_count", replies);
        }
        JsonObject carried = metadata.get(message.channel() + message.ts());
        if (withMetadata && carried != null) {
            json.add("metadata", carried);
        }
        return json;
    }

    private static boolean isTrue(@Nullable String argument) {
        return "1".equals(argument) || "true".equals(argument);
    }

    /// Seconds of the epoch, with microseconds.
    private double moment(String ts) {
        require(ts.matches("\\d{1,10}(\\.\\d{1,6})?"), "a timestamp " + ts);
        return Double.parseDouble(ts);
    }

    /// From now on histories come in pages of at most so many messages, as for some apps.
    public void hand(int messagesAtOnce) {
        pageSize = messagesAtOnce;
    }

    private String destination(String id) {
        if (id.startsWith("D")) {
            return "";
        }
        if (id.startsWith("U") || id.startsWith("W")) {
            return people.containsKey(id) ? "" : "channel_not_found";
        }
        Channel channel = channels.get(id);
        if (channel == null) {
            return "channel_not_found";
        }
        if (channel.archived()) {
            return "is_archived";
        }
        boolean open =
                channel.member() || (!channel.secret() && scopes.contains("chat:write.public"));
        return open ? "" : channel.secret() ? "channel_not_found" : "not_in_channel";
    }

    /// What is wrong with what a message says.
    private String content(Map<String, String> arguments) {
        String text = arguments.getOrDefault("text", "");
        require(!text.isBlank(), "a message has a fallback text");
        require(text.length() <= 4_000, "a text of " + text.length() + " characters");
        checkText(text);
        if (!arguments.containsKey("blocks")) {
            return "";
        }
        List<String> problems = BlockKit.messageProblems(blocks(arguments.get("blocks")), true);
        if (!problems.isEmpty()) {
            problems.forEach(violations::add);
            return "invalid_blocks";
        }
        return "";
    }

    /// Nothing in a text may mention or link, except what a schedule asked for.
    private void checkText(String text) {
        String rest = text.replaceFirst("^<!subteam\\^S[A-Z0-9]+>", "");
        require(
                rest.indexOf('<') < 0 && rest.indexOf('>') < 0,
                "a text that mentions or links: " + text);
    }

    private static JsonArray blocks(@Nullable String json) {
        return json == null || json.isEmpty()
                ? new JsonArray()
                : JsonParser.parseString(json).getAsJsonArray();
    }

    private JsonObject postEphemeral(Map<String, String> arguments) {
        String problem = destination(arguments.get("channel"));
        if (!problem.isEmpty()) {
            return error(problem);
        }
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return error(invalid);
        }
        String thread = arguments.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && !isThere(arguments.get("channel"), thread)) {
            return error("thread_not_found");
        }
        Message message =
                new Message(
                        arguments.get("channel"),
                        ts(),
                        thread,
                        arguments.get("user"),
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        false);
        messages.put(message.channel() + message.ts(), message);
        JsonObject answer = ok();
        answer.addProperty("message_ts", message.ts());
        return answer;
    }

    /// The ephemeral messages that somebody sees.
    public List<Message> seenBy(Person person) {
        return messages.values().stream()
                .filter(message -> message.seenBy().equals(person.id()))
                .sorted(Comparator.comparing(Message::ts))
                .toList();
    }

    private JsonObject update(Map<String, String> arguments) {
        String key = arguments.get("channel") + arguments.get("ts");
        Message before = messages.get(key);
        if (before == null) {
            return error("message_not_found");
        }
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return error(invalid);
        }
        messages.put(
                key,
                new Message(
                        before.channel(),
                        before.ts(),
                        before.thread(),
                        before.seenBy(),
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        false));
        JsonObject answer = ok();
        answer.addProperty("channel", before.channel());
        answer.addProperty("ts", before.ts());
        return answer;
    }

    private JsonObject openView(String method, Map<String, String> arguments) {
        Answer answer = triggers.get(arguments.get("trigger_id"));
        if (answer == null) {
            return error("invalid_trigger_id");
        }
        if (answer.triggerUsed) {
            violations.add("a trigger was used twice");
            return error("exchanged_trigger_id");
        }
        if (System.nanoTime() - answer.sentAt > ACKNOWLEDGEMENT.toNanos()) {
            return error("expired_trigger_id");
        }
        answer.triggerUsed = true;
        require(
                !method.equals("views.push") || answer.pressed == null,
                "a view is pushed onto a view");
        return shown(
                arguments.get("view"), "V" + counter.incrementAndGet(), Set.of("modal"), answer);
    }

    private JsonObject updateView(Map<String, String> arguments) {
        String id = arguments.getOrDefault("view_id", "");
        return views.containsKey(id)
                ? shown(arguments.get("view"), id, Set.of("modal"), null)
                : error("not_found");
    }

    private JsonObject publish(Map<String, String> arguments) {
        if (!people.containsKey(arguments.get("user_id"))) {
            return error("user_not_found");
        }
        String id = "VH" + arguments.get("user_id");
        JsonObject answer = shown(arguments.get("view"), id, Set.of("home"), null);
        View view = views.get(id);
        if (view != null) {
            homes.put(arguments.get("user_id"), view);
        }
        return answer;
    }

    private JsonObject shown(String json, String id, Set<String> types, @Nullable Answer answer) {
        JsonObject view = JsonParser.parseString(json).getAsJsonObject();
        List<String> problems = new ArrayList<>(viewProblems(view, types));
        problems.addAll(BlockKit.viewProblems(view.getAsJsonArray("blocks")));
        if (json.length() > 250_000) {
            problems.add("view_too_large");
        }
        if (!problems.isEmpty()) {
            problems.forEach(violations::add);
            return error("invalid_arguments");
        }
        view.addProperty("id", id);
        view.addProperty("team_id", TEAM);
        view.addProperty("app_id", "A02CLGNTJ3D");
        view.addProperty("hash", "1584645236." + counter.incrementAndGet());
        View kept = new View(id, view.get("type").getAsString(), view);
        views.put(id, kept);
        if (answer != null) {
            answer.open(kept);
        }
        JsonObject result = ok();
        result.add("view", view);
        return result;
    }

    private static List<String> viewProblems(JsonObject view, Set<String> types) {
        List<String> problems = new ArrayList<>();
        String type = view.get("type").getAsString();
        if (!types.contains(type)) {
            problems.add("a view of the type " + type);
        }
        if (type.equals("modal")) {
            for (String part : List.of("title", "submit", "close")) {
                if (view.has(part)
                        && view.getAsJsonObject(part).get("text").getAsString().length() > 24) {
                    problems.add(part + " is longer than 24");
                }
            }
            if (!view.has("title")) {
                problems.add("a modal has a title");
            }
            boolean inputs =
                    view.getAsJsonArray("blocks").asList().stream()
                            .anyMatch(block ->
                                    block.getAsJsonObject()
                                            .get("type")
                                            .getAsString()
                                            .equals("input"));
            if (inputs && !view.has("submit")) {
                problems.add("a modal with inputs has a submit button");
            }
        }
        if (view.has("private_metadata")
                && view.get("private_metadata").getAsString().length() > 3_000) {
            problems.add("private_metadata is longer than 3000");
        }
        if (view.has("callback_id") && view.get("callback_id").getAsString().length() > 255) {
            problems.add("callback_id is longer than 255");
        }
        return problems;
    }

    private JsonObject userInfo(Map<String, String> arguments) {
        Person person = people.get(arguments.get("user"));
        if (person == null) {
            return error("user_not_found");
        }
        JsonObject profile = new JsonObject();
        profile.addProperty("display_name", person.name());
        JsonObject user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("team_id", TEAM);
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
        Channel channel = channels.get(id);
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

    private JsonObject completeUpload(Map<String, String> arguments) {
        String channel = arguments.getOrDefault("channel_id", "");
        require(
                channel.matches("[CDG].*"),
                "a file is shared with a conversation, not with " + channel);
        JsonArray done = new JsonArray();
        for (JsonElement each : JsonParser.parseString(arguments.get("files")).getAsJsonArray()) {
            String id = each.getAsJsonObject().get("id").getAsString();
            String content = uploads.get(id);
            require(
                    content != null && !content.startsWith("expecting "),
                    "a file is completed that was not uploaded");
            files.computeIfAbsent(channel, _ -> new ConcurrentHashMap<>())
                    .put(uploadNames.getOrDefault(id, id), String.valueOf(content));
            JsonObject file = new JsonObject();
            file.addProperty("id", id);
            done.add(file);
        }
        JsonObject answer = ok();
        answer.add("files", done);
        return answer;
    }

    private void upload(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/upload/".length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        require(
                ("expecting " + body.length).equals(uploads.get(id)),
                "a file of " + body.length + " bytes, " + uploads.get(id));
        uploads.put(id, new String(body, StandardCharsets.UTF_8));
        send(exchange, 200, "text/plain", "OK - " + body.length);
    }

    private static JsonObject ok() {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        return answer;
    }

    private static JsonObject error(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer;
    }

    private static void answer(HttpExchange exchange, JsonObject answer) throws IOException {
        send(exchange, 200, "application/json; charset=utf-8", answer.toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    // --- response URLs ---

    private void respond(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add("response");
        Optional<Fault> fault = fault("response");
        if (fault.isPresent() && misbehave(exchange, fault.get())) {
            return;
        }
        Answer answer = answers.get(path[3]);
        if (answer == null || answer.urlExpired) {
            send(exchange, 404, "application/json", "{\"ok\":false,\"error\":\"expired_url\"}");
            return;
        }
        if (answer.urlUses.incrementAndGet() > 5) {
            violations.add("a response URL was used more than five times");
            send(exchange, 404, "application/json", "{\"ok\":false,\"error\":\"used_url\"}");
            return;
        }
        JsonObject message = JsonParser.parseString(body).getAsJsonObject();
        require(
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                        .startsWith("application/json"),
                "a response is JSON");
        boolean replace =
                message.has("replace_original") && message.get("replace_original").getAsBoolean();
        boolean delete =
                message.has("delete_original") && message.get("delete_original").getAsBoolean();
        require(!delete, "nothing is deleted");
        require(!replace || answer.pressed != null, "only a pressed message is replaced");
        Message shown = fromResponse(answer, message);
        if (fault.isEmpty()
                || fault.get().kind() == Fault.Kind.LOSE
                || fault.get().kind() == Fault.Kind.SLOW) {
            answer.show(shown);
        }
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.LOSE) {
            exchange.close();
            return;
        }
        send(exchange, 200, "text/plain", "ok");
    }

    private Message fromResponse(Answer answer, JsonObject response) {
        for (String key : response.keySet()) {
            require(
                    Set.of(
                                    "text",
                                    "blocks",
                                    "response_type",
                                    "replace_original",
                                    "delete_original",
                                    "thread_ts")
                            .contains(key),
                    "a response has no " + key);
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("text", response.has("text") ? response.get("text").getAsString() : "");
        if (response.has("blocks")) {
            arguments.put("blocks", response.get("blocks").toString());
        }
        String problem = content(arguments);
        require(problem.isEmpty(), "a response with " + problem);
        String type =
                response.has("response_type")
                        ? response.get("response_type").getAsString()
                        : "ephemeral";
        require(Set.of("ephemeral", "in_channel").contains(type), "a response type " + type);
        boolean replace =
                response.has("replace_original") && response.get("replace_original").getAsBoolean();
        Message before = answer.pressed;
        String thread = response.has("thread_ts") ? response.get("thread_ts").getAsString() : "";
        require(
                thread.isEmpty() || isThere(answer.channel, thread),
                "a response in a thread that is not there");
        Message message =
                replace && before != null
                        ? new Message(
                                before.channel(),
                                before.ts(),
                                before.thread(),
                                before.seenBy(),
                                arguments.get("text"),
                                blocks(arguments.get("blocks")),
                                false)
                        : new Message(
                                answer.channel,
                                ts(),
                                thread,
                                type.equals("in_channel") ? "" : answer.person.id(),
                                arguments.get("text"),
                                blocks(arguments.get("blocks")),
                                false);
        messages.put(message.channel() + message.ts(), message);
        return message;
    }

    // --- waiting ---

    /// An id that is the same for the same name.
    static String made(String kind, String name) {
        return kind + String.format(Locale.ROOT, "%08X", name.hashCode()) + (name.length() % 10);
    }

    private static <T> T within(CompletableFuture<T> future) {
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
            pause(Duration.ofMillis(5));
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
