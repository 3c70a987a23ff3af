package io.broadsheet.discord.fake;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// A Discord for tests: REST over HTTP and the gateway over WebSocket, as Discord documents them,
/// and strict about what it is sent. What breaks a rule is refused as Discord refuses it, and noted
/// in [#violations()].
public final class FakeDiscord implements AutoCloseable {

    public static final String APPLICATION = "1100000000000000001";
    private static final String SELF = APPLICATION;
    private static final long EPOCH = 1_420_070_400_000L;
    private static final int EPHEMERAL = 1 << 6;

    public static final long VIEW = 1L << 10;
    public static final long SEND = 1L << 11;
    static final long ATTACH = 1L << 15;
    public static final long READ = 1L << 16;
    static final long MENTION_ALL = 1L << 17;
    static final long OPEN_THREADS = 1L << 35;
    static final long SEND_IN_THREADS = 1L << 38;

    /// What the bot's invitation asks for: see channels, write there and in threads, open threads,
    /// attach files, read what was written.
    public static final long INVITED = VIEW | SEND | ATTACH | READ | OPEN_THREADS | SEND_IN_THREADS;

    /// A person who uses the bot.
    ///
    /// @param permissions as Discord's bit set
    public record Person(String id, String name, long permissions) {
        /// Somebody without special rights.
        public static Person named(String name) {
            return new Person(snowflake(name), name, 0);
        }

        /// Somebody who may manage the server.
        public static Person administrator(String name) {
            return new Person(snowflake(name), name, 0x20L);
        }
    }

    /// A channel of a server, or a direct one. Types: 0 text, 1 direct, 2 voice, 3 group, 5
    /// announcement, 11 thread, 15 forum.
    ///
    /// @param denied what nobody may do there, as Discord's bit set
    /// @param parent the channel of a thread, empty for none
    /// @param tagged whether a forum wants a tag on each post
    public record Room(
            String id, int type, String name, long denied, String parent, boolean tagged) {
        public Room(String id, int type, String name) {
            this(id, type, name, 0, "", false);
        }
    }

    /// A role of a server.
    record Role(String id, String name, long permissions, boolean mentionable) {}

    /// Where somebody uses the bot.
    ///
    /// @param server empty in a direct conversation
    /// @param context as Discord counts: 0 a server, 1 with the bot, 2 among others
    /// @param installed whether the server has installed the bot; else the person has
    public record Place(Optional<Server> server, Room room, int context, boolean installed) {

        public static Place in(Server server, String room) {
            return new Place(Optional.of(server), server.room(room), 0, true);
        }

        /// A conversation of a person with the bot alone.
        public static Place direct(Person person) {
            return new Place(
                    Optional.empty(), new Room(directChannel(person.id()), 1, ""), 1, true);
        }

        /// A conversation of people among themselves, to which one of them brings the bot along.
        public static Place among(String name) {
            return new Place(Optional.empty(), new Room(snowflake(name), 3, name), 2, false);
        }

        /// A server in which the bot is not, but somebody who brought it along.
        public static Place abroad(String name) {
            String id = snowflake("abroad " + name);
            Room room = new Room(String.valueOf(Long.parseLong(id) + 1), 0, "elsewhere");
            return new Place(
                    Optional.of(new Server(id, name, List.of(room), 0, List.of())), room, 0, false);
        }
    }

    /// A server.
    public record Server(
            String id, String name, List<Room> rooms, long botPermissions, List<Role> roles) {

        public Room room(String roomName) {
            return rooms.stream()
                    .filter(room -> room.name().equals(roomName))
                    .findFirst()
                    .orElseThrow();
        }

        private DataArray rolesJson() {
            DataArray all = DataArray.empty();
            all.add(role(id, "@everyone", botPermissions, false));
            roles.forEach(role ->
                    all.add(
                            FakeDiscord.role(
                                    role.id(),
                                    role.name(),
                                    role.permissions(),
                                    role.mentionable())));
            return all;
        }

        DataObject json() {
            DataArray channels = DataArray.empty();
            int position = 0;
            for (Room room : rooms) {
                channels.add(channel(room, id).put("position", position++));
            }
            return DataObject.empty()
                    .put("id", id)
                    .put("name", name)
                    .put("owner_id", "1100000000000000009")
                    .put("afk_timeout", 300)
                    .put("verification_level", 0)
                    .put("default_message_notifications", 0)
                    .put("explicit_content_filter", 0)
                    .put("mfa_level", 0)
                    .put("nsfw_level", 0)
                    .put("premium_tier", 0)
                    .put("preferred_locale", "en-US")
                    .put("system_channel_id", rooms.isEmpty() ? null : rooms.getFirst().id())
                    .put("features", DataArray.empty())
                    .put("member_count", 2)
                    .put("roles", rolesJson())
                    .put("emojis", DataArray.empty())
                    .put("stickers", DataArray.empty())
                    .put("voice_states", DataArray.empty())
                    .put("presences", DataArray.empty())
                    .put("threads", DataArray.empty())
                    .put("guild_scheduled_events", DataArray.empty())
                    .put("stage_instances", DataArray.empty())
                    .put("channels", channels)
                    .put(
                            "members",
                            DataArray.empty()
                                    .add(
                                            DataObject.empty()
                                                    .put("user", bot())
                                                    .put("roles", DataArray.empty())
                                                    .put("joined_at", "2026-01-01T00:00:00+00:00")
                                                    .put("flags", 0)
                                                    .put("deaf", false)
                                                    .put("mute", false)));
        }
    }

    /// A message that stands somewhere.
    ///
    /// @param json as Discord would return it
    /// @param files what is attached, by name
    public record Message(
            String id,
            String channel,
            boolean ephemeral,
            DataObject json,
            Map<String, String> files) {

        /// What people read, top to bottom, without buttons.
        public String text() {
            List<String> texts = new ArrayList<>();
            walk(
                    json.getArray("components"),
                    component -> {
                        if (component.getInt("type") == 10) {
                            texts.add(DiscordMarkdown.read(component.getString("content")).plain());
                        }
                    });
            return String.join("\n", texts);
        }

        /// The ids of buttons that do something, by label; of equal labels the first.
        public Map<String, String> buttons() {
            Map<String, String> buttons = new LinkedHashMap<>();
            walk(
                    json.getArray("components"),
                    component -> {
                        if (component.getInt("type") == 2 && component.hasKey("custom_id")) {
                            buttons.putIfAbsent(
                                    component.getString("label"), component.getString("custom_id"));
                        }
                    });
            return buttons;
        }

        /// The options of all menus: the label of the menu, then of the option, and its value.
        public Map<String, Map<String, String>> menus() {
            Map<String, Map<String, String>> menus = new LinkedHashMap<>();
            walk(
                    json.getArray("components"),
                    component -> {
                        if (component.getInt("type") == 3) {
                            Map<String, String> options = new LinkedHashMap<>();
                            PayloadRules.each(component.getArray("options"))
                                    .forEach(option ->
                                            options.put(
                                                    option.getString("label"),
                                                    option.getString("value")));
                            menus.put(component.getString("placeholder"), options);
                        }
                    });
            return menus;
        }
    }

    /// What came of an interaction.
    public final class Answer {
        final String id;
        final String token;
        final int type;
        final String channel;
        final @Nullable String pressedMessage;
        final long sentAt = System.nanoTime();
        final CompletableFuture<DataObject> first = new CompletableFuture<>();
        final CompletableFuture<Message> visible = new CompletableFuture<>();
        final List<Message> messages = new CopyOnWriteArrayList<>();
        volatile boolean deferred;
        volatile boolean deferredHidden;
        volatile @Nullable String original;
        volatile long firstAfter;
        volatile long visibleAfter;

        Answer(String id, String token, int type, String channel, @Nullable String pressedMessage) {
            this.id = id;
            this.token = token;
            this.type = type;
            this.channel = channel;
            this.pressedMessage = pressedMessage;
        }

        /// The first response, whatever it is.
        public DataObject first() {
            return within(first);
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

        public boolean answered() {
            return visible.isDone();
        }

        /// Whether an answer was promised that did not come.
        public boolean halfAnswered() {
            return first.isDone() && !visible.isDone();
        }

        /// The form that was opened.
        public DataObject modal() {
            DataObject response = first();
            require(response.getInt("type") == 9, "a form is opened: " + response);
            return response.getObject("data");
        }

        /// What was offered while something was typed: value by label.
        public Map<String, String> choices() {
            Map<String, String> choices = new LinkedHashMap<>();
            PayloadRules.each(first().getObject("data").getArray("choices"))
                    .forEach(choice ->
                            choices.put(choice.getString("name"), choice.getString("value")));
            return choices;
        }

        /// From the event to the first response, in nanoseconds.
        public long firstAfter() {
            return firstAfter;
        }

        /// From the event to what people see, in nanoseconds.
        public long visibleAfter() {
            return visibleAfter;
        }
    }

    /// A request that is to go wrong.
    ///
    /// @param act what happens instead of what is right; empty where the request is carried out all
    ///   the same but its answer is lost
    private record Fault(Pattern route, AtomicInteger times, @Nullable Refusal act) {}

    private record Refusal(int status, int code, String message, int retryAfter, boolean global) {}

    /// No answer at all.
    private static final Refusal CUT = new Refusal(0, 0, "", 0, false);

    private final HttpServer rest;
    private final FakeGateway gateway;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Person> members = new ConcurrentHashMap<>();
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final java.util.Set<String> unavailable = ConcurrentHashMap.newKeySet();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Message> messages = new ConcurrentHashMap<>();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final Map<String, DataObject> threadsOpened = new ConcurrentHashMap<>();
    private final java.util.Set<String> directChannels = ConcurrentHashMap.newKeySet();
    private final List<String> crossposted = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final java.util.ArrayDeque<Long> lately = new java.util.ArrayDeque<>();
    private final Map<String, java.util.ArrayDeque<Long>> messagesLately =
            new ConcurrentHashMap<>();
    private final AtomicInteger tooMany = new AtomicInteger();
    private volatile boolean limited;

    /// Of all fakes together: a platform gives no id twice, and the bot relies on it.
    private static final AtomicLong counter = new AtomicLong();

    private final AtomicInteger componentIds = new AtomicInteger();
    private volatile List<String> lastMentions = List.of();
    private volatile DataArray commands = DataArray.empty();
    public static final String TOKEN = "token.of.tests";

    private volatile String token = TOKEN;
    private volatile int shards = 1;
    private volatile Instant renewal = Instant.now().plus(Duration.ofDays(1));
    private volatile int bucketSize = Integer.MAX_VALUE;
    private volatile Duration bucketSpan = Duration.ZERO;
    private final Map<String, List<Instant>> posted = new ConcurrentHashMap<>();

    private FakeDiscord(int port) throws IOException, InterruptedException {
        rest = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        rest.createContext("/api/v10", this::handle);
        rest.setExecutor(threads);
        rest.start();
        gateway = new FakeGateway(this).begin();
    }

    public static FakeDiscord start() {
        return startAt(0);
    }

    /// @param port where REST listens, 0 for any
    public static FakeDiscord startAt(int port) {
        try {
            return new FakeDiscord(port);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- how it is set up ---

    public URI restUrl() {
        return URI.create("http://127.0.0.1:" + rest.getAddress().getPort() + "/api/v10");
    }

    public URI gatewayUrl() {
        return URI.create(gateway.url());
    }

    public String token() {
        return token;
    }

    public FakeDiscord expectToken(String other) {
        token = other;
        return this;
    }

    public FakeDiscord recommendShards(int count) {
        shards = count;
        return this;
    }

    /// A server in which the bot may do what its invitation asks for.
    public Server addServer(String name) {
        return addServer(snowflake("server " + name), name, INVITED);
    }

    /// A server with text channels of these names.
    public Server addServer(String name, List<String> rooms) {
        String id = snowflake("server " + name);
        List<Room> all = new ArrayList<>();
        rooms.forEach(room ->
                all.add(new Room(String.valueOf(Long.parseLong(id) + 1 + all.size()), 0, room)));
        Server server = new Server(id, name, List.copyOf(all), INVITED, List.of());
        servers.put(id, server);
        return server;
    }

    public Server addServer(String id, String name, long botPermissions) {
        long base = Long.parseLong(id);
        Server server =
                new Server(
                        id,
                        name,
                        List.of(
                                new Room(String.valueOf(base + 1), 0, "general"),
                                new Room(String.valueOf(base + 2), 0, "vision"),
                                new Room(String.valueOf(base + 3), 5, "news"),
                                new Room(String.valueOf(base + 4), 15, "forum"),
                                new Room(String.valueOf(base + 5), 2, "voice")),
                        botPermissions,
                        List.of());
        servers.put(id, server);
        return server;
    }

    /// A server that is set up before the bot sees it.
    public Server addServer(Server server) {
        servers.put(server.id(), server);
        return server;
    }

    /// The number of sessions that may still be begun, and when there are more again.
    public void allowSessions(int remaining, Duration renewed) {
        gateway.sessionsLeft.set(remaining);
        renewal = Instant.now().plus(renewed);
    }

    /// From now on a channel takes so many messages within a span, and says so.
    public void limitMessages(int count, Duration span) {
        bucketSize = count;
        bucketSpan = span;
    }

    /// A role is added to a server while the bot runs.
    ///
    /// @return its id
    public String addRole(Server server, String name, boolean mentionable) {
        String id = snowflake(server.id() + " role " + name);
        gateway.toServer(
                server.id(),
                "GUILD_ROLE_CREATE",
                DataObject.empty()
                        .put("guild_id", server.id())
                        .put("role", role(id, name, 0, mentionable)));
        return id;
    }

    /// What the bot may do in a server changes.
    public Server permit(Server server, long permissions) {
        Server now =
                new Server(server.id(), server.name(), server.rooms(), permissions, server.roles());
        servers.put(server.id(), now);
        gateway.toServer(
                server.id(),
                "GUILD_ROLE_UPDATE",
                DataObject.empty()
                        .put("guild_id", server.id())
                        .put("role", role(server.id(), "@everyone", permissions, false)));
        return now;
    }

    public Server deleteRoom(Server server, String room) {
        Room gone = server.room(room);
        Server now =
                new Server(
                        server.id(),
                        server.name(),
                        server.rooms().stream().filter(it -> it != gone).toList(),
                        server.botPermissions(),
                        server.roles());
        servers.put(server.id(), now);
        gateway.toServer(server.id(), "CHANNEL_DELETE", channel(gone, server.id()));
        return now;
    }

    /// Somebody opens a thread in a channel.
    public Place openThread(Server server, String room, String name) {
        Room parent = server.room(room);
        Room thread = new Room(snowflake(name), 11, name, 0, parent.id(), false);
        threadsOpened.put(thread.id(), DataObject.empty().put("parent_id", parent.id()));
        gateway.toServer(
                server.id(),
                "THREAD_CREATE",
                threadJson(thread.id(), parent.id(), name, 11).put("newly_created", true));
        return new Place(Optional.of(server), thread, 0, true);
    }

    /// A server cannot be reached for a while, as happens in outages; nor can it when a session
    /// begins meanwhile.
    public void makeUnavailable(Server server) {
        unavailable.add(server.id());
        gateway.toServer(
                server.id(),
                "GUILD_DELETE",
                DataObject.empty().put("id", server.id()).put("unavailable", true));
    }

    boolean isUnavailable(Server server) {
        return unavailable.contains(server.id());
    }

    public void makeAvailable(Server server) {
        unavailable.remove(server.id());
        gateway.toServer(server.id(), "GUILD_CREATE", server.json());
    }

    /// The bot is invited to one more server while it runs.
    public void join(Server server) {
        servers.put(server.id(), server);
        gateway.toServer(server.id(), "GUILD_CREATE", server.json());
    }

    public void removeBotFrom(Server server) {
        servers.remove(server.id());
        gateway.toServer(server.id(), "GUILD_DELETE", DataObject.empty().put("id", server.id()));
    }

    /// Somebody is in a server, with these rights from now on.
    public void join(Server server, Person person) {
        members.put(server.id() + "/" + person.id(), person);
    }

    public FakeGateway gateway() {
        return gateway;
    }

    public List<Server> servers(int shard, int total) {
        return servers.values().stream()
                .filter(server -> (Long.parseUnsignedLong(server.id()) >>> 22) % total == shard)
                .toList();
    }

    // --- what goes wrong ---

    /// The next requests of a route are refused.
    ///
    /// @param route a regular expression for the method and the path after the version, for example
    ///   `POST /channels/\d+/messages`
    public void refuse(String route, int times, int status, int code, String message) {
        faults.add(
                new Fault(
                        Pattern.compile(route),
                        new AtomicInteger(times),
                        new Refusal(status, code, message, 0, false)));
    }

    /// The next requests of a route are one too many.
    public void limit(String route, int times, int retryAfterSeconds, boolean global) {
        faults.add(
                new Fault(
                        Pattern.compile(route),
                        new AtomicInteger(times),
                        new Refusal(
                                429, 0, "You are being rate limited.", retryAfterSeconds, global)));
    }

    /// The next requests of a route break off before anything is done.
    public void cut(String route, int times) {
        faults.add(new Fault(Pattern.compile(route), new AtomicInteger(times), CUT));
    }

    /// The next requests of a route are carried out, but the connection breaks before the answer.
    public void loseAnswers(String route, int times) {
        faults.add(new Fault(Pattern.compile(route), new AtomicInteger(times), null));
    }

    /// How a bot is configured that speaks to it.
    public DiscordConfig config() {
        return new DiscordConfig(
                token(),
                restUrl(),
                Optional.of(gatewayUrl()),
                DiscordConfig.Shards.AUTOMATIC,
                false,
                ZoneOffset.UTC,
                Set.of(),
                Patience.USUAL);
    }

    /// From now on no more than 50 requests are taken within a second, answers to interactions not
    /// counted, and no more than five messages of a channel within five (topics/rate-limits).
    public FakeDiscord enforceLimits() {
        limited = true;
        return this;
    }

    /// How many requests were refused because they were too many.
    public int tooMany() {
        return tooMany.get();
    }

    private void count(String route) {
        if (!limited || route.contains("/interactions/") || route.contains("/webhooks/")) {
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
            tooMany.incrementAndGet();
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

    /// The gateway takes no connection until it is up again.
    public void setGatewayDown(boolean down) {
        gateway.setDown(down);
    }

    /// Nothing goes wrong any more.
    public void heal() {
        faults.clear();
    }

    // --- what was seen ---

    /// Which roles the last posted message mentions.
    public List<String> lastMentions() {
        return lastMentions;
    }

    /// What broke a rule of Discord's.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /// Every request as method and path.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public long requests(String route) {
        Pattern pattern = Pattern.compile(route);
        return requests.stream().filter(it -> pattern.matcher(it).matches()).count();
    }

    public DataArray commands() {
        return commands;
    }

    /// Whether any were registered.
    public boolean knowsCommands() {
        return !commands.isEmpty();
    }

    /// Puts other commands in place of those that were registered.
    public void storeCommands(DataArray others) {
        commands = others;
    }

    /// The messages of a channel that everybody sees, oldest first.
    public List<Message> messagesIn(String channel) {
        return messages.values().stream()
                .filter(message -> message.channel().equals(channel) && !message.ephemeral())
                .sorted(java.util.Comparator.comparing(Message::id))
                .toList();
    }

    /// What somebody alone sees in a channel, oldest first.
    public List<Message> hiddenIn(String channel) {
        return messages.values().stream()
                .filter(message -> message.channel().equals(channel) && message.ephemeral())
                .sorted(java.util.Comparator.comparing(Message::id))
                .toList();
    }

    /// The names of threads, by the id of the message they were opened on.
    public Map<String, DataObject> threads() {
        return Map.copyOf(threadsOpened);
    }

    public List<String> crossposted() {
        return List.copyOf(crossposted);
    }

    void require(boolean holds, String rule) {
        if (!holds) {
            violations.add(rule);
        }
    }

    // --- what people do ---

    /// Somebody types a command with its options, as far as Discord lets them: the command, its
    /// options and their types are those that were registered.
    ///
    /// @param sub the subcommand, after its group and a blank where it is in one
    public Answer slash(
            Server server,
            String room,
            Person person,
            String command,
            String sub,
            Map<String, Object> options) {
        return slash(Place.in(server, room), person, command, sub, options);
    }

    public Answer slash(
            Place place, Person person, String command, String sub, Map<String, Object> options) {
        DataObject registered = registered(command, sub);
        DataArray given = DataArray.empty();
        DataObject roles = DataObject.empty();
        List<DataObject> known =
                PayloadRules.each(registered.optArray("options").orElse(DataArray.empty()));
        options.forEach((name, value) -> {
            DataObject option = named(known, name);
            int type = option.getInt("type");
            option.optArray("choices")
                    .ifPresent(choices ->
                            refuse(
                                    PayloadRules.each(choices).stream()
                                            .noneMatch(choice ->
                                                    choice.getString("value").equals(value)),
                                    "no choice of " + name + ": " + value));
            given.add(DataObject.empty().put("name", name).put("type", type).put("value", value));
            if (type == 8) {
                roles.put(value.toString(), role(value.toString(), name, 0, true));
            }
        });
        known.stream()
                .filter(option -> option.getBoolean("required", false))
                .forEach(option ->
                        refuse(
                                !options.containsKey(option.getString("name")),
                                sub + " needs " + option.getString("name")));
        return interact(
                2,
                place,
                person,
                commandData(command, 1)
                        .put("options", nested(sub, given))
                        .put("resolved", DataObject.empty().put("roles", roles)),
                null);
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }

    /// A subcommand as it was registered.
    private DataObject registered(String command, String sub) {
        DataObject found = named(PayloadRules.each(commands), command);
        for (String name : sub.split(" ")) {
            found = named(PayloadRules.each(found.getArray("options")), name);
        }
        return found;
    }

    private static DataObject named(List<DataObject> all, String name) {
        return all.stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no "
                                        + name
                                        + ", only "
                                        + all.stream()
                                                .map(each -> each.getString("name"))
                                                .toList()));
    }

    private static DataArray nested(String sub, DataArray options) {
        String[] names = sub.split(" ");
        DataArray inner =
                DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("name", names[names.length - 1])
                                        .put("type", 1)
                                        .put("options", options));
        return names.length == 1
                ? inner
                : DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("name", names[0])
                                        .put("type", 2)
                                        .put("options", inner));
    }

    /// Somebody types in an option, and what could be meant is asked for.
    public Answer complete(
            Server server, String room, Person person, String sub, String option, String typed) {
        return complete(Place.in(server, room), person, "paper", sub, option, typed);
    }

    public Answer complete(
            Place place, Person person, String command, String sub, String option, String typed) {
        DataObject known =
                named(PayloadRules.each(registered(command, sub).getArray("options")), option);
        refuse(!known.getBoolean("autocomplete", false), option + " is not completed");
        return interact(
                4,
                place,
                person,
                commandData(command, 1)
                        .put(
                                "options",
                                nested(
                                        sub,
                                        DataArray.empty()
                                                .add(
                                                        DataObject.empty()
                                                                .put("name", option)
                                                                .put("type", 3)
                                                                .put("value", typed)
                                                                .put("focused", true)))),
                null);
    }

    /// A command is used that is not registered any more, as old clients do.
    public Answer slashUnregistered(Place place, Person person, String sub) {
        return interact(
                2,
                place,
                person,
                commandData("paper", 1).put("options", nested(sub, DataArray.empty())),
                null);
    }

    /// Somebody presses the button of a label.
    public Answer press(Server server, String room, Person person, Message message, String label) {
        return press(Place.in(server, room), person, message, label);
    }

    public Answer press(Place place, Person person, Message message, String label) {
        String id = message.buttons().get(label);
        Optional<String> folded =
                message.menus().values().stream()
                        .filter(options -> options.containsKey(label))
                        .map(options -> options.get(label))
                        .findFirst();
        if (id == null && folded.isPresent()) {
            return choose(place, person, message, folded.get());
        }
        if (id == null) {
            throw new IllegalArgumentException(
                    "there is no button '" + label + "', only " + message.buttons().keySet());
        }
        return pressId(place, person, message, id);
    }

    public Answer pressId(Server server, String room, Person person, Message message, String id) {
        return pressId(Place.in(server, room), person, message, id);
    }

    Answer pressId(Place place, Person person, Message message, String id) {
        return interact(
                3,
                place,
                person,
                DataObject.empty().put("component_type", 2).put("custom_id", id),
                message);
    }

    /// Somebody chooses from a menu.
    public Answer choose(Server server, String room, Person person, Message message, String value) {
        return choose(Place.in(server, room), person, message, value);
    }

    private Answer choose(Place place, Person person, Message message, String value) {
        return interact(
                3,
                place,
                person,
                DataObject.empty()
                        .put("component_type", 3)
                        .put("custom_id", "menu:0")
                        .put("values", DataArray.empty().add(value)),
                message);
    }

    /// Somebody fills in a form.
    public Answer submit(
            Server server,
            String room,
            Person person,
            DataObject modal,
            Map<String, String> values) {
        DataArray labels = DataArray.empty();
        values.forEach((field, value) ->
                labels.add(
                        DataObject.empty()
                                .put("type", 18)
                                .put("id", componentIds.incrementAndGet())
                                .put(
                                        "component",
                                        DataObject.empty()
                                                .put("type", 4)
                                                .put("id", componentIds.incrementAndGet())
                                                .put("custom_id", field)
                                                .put("value", value))));
        return interact(
                5,
                Place.in(server, room),
                person,
                DataObject.empty()
                        .put("custom_id", modal.getString("custom_id"))
                        .put("components", labels),
                null);
    }

    /// Somebody runs the command of a message's menu.
    public Answer onMessage(Server server, String room, Person person, String content) {
        return onMessage(Place.in(server, room), person, content);
    }

    public Answer onMessage(Place place, Person person, String content) {
        String target = nextId();
        DataObject message =
                messageJson(target, place.room().id(), DataObject.empty())
                        .put("content", content)
                        .put("author", user(Person.named("somebody")));
        return interact(
                2,
                place,
                person,
                commandData("Find papers in this message", 3)
                        .put("target_id", target)
                        .put(
                                "resolved",
                                DataObject.empty()
                                        .put("messages", DataObject.empty().put(target, message))),
                null);
    }

    private DataObject commandData(String name, int type) {
        String id =
                PayloadRules.each(commands).stream()
                        .filter(command -> command.getString("name").equals(name))
                        .map(command -> command.getString("id"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no command " + name));
        return DataObject.empty().put("id", id).put("name", name).put("type", type);
    }

    private Answer interact(
            int type, Place place, Person person, DataObject data, @Nullable Message message) {
        String id = nextId();
        Room where = place.room();
        Answer answer =
                new Answer(
                        id,
                        "interaction-token-" + id,
                        type,
                        where.id(),
                        message == null ? null : message.id());
        answers.put(id, answer);
        answers.put(answer.token, answer);
        DataObject owners =
                DataObject.empty()
                        .put(
                                place.installed() ? "0" : "1",
                                place.installed()
                                        ? place.server().map(Server::id).orElse("0")
                                        : person.id());
        DataObject interaction =
                DataObject.empty()
                        .put("id", id)
                        .put("application_id", APPLICATION)
                        .put("type", type)
                        .put("version", 1)
                        .put("token", answer.token)
                        .put("data", data)
                        .put("channel_id", where.id())
                        .put("locale", "en-US")
                        .put("context", place.context())
                        .put("authorizing_integration_owners", owners)
                        .put("entitlements", DataArray.empty())
                        .put("attachment_size_limit", 10 << 20);
        if (message != null) {
            interaction.put("message", message.json());
        }
        if (place.server().isEmpty()) {
            interaction
                    .put("user", user(person))
                    .put("app_permissions", "0")
                    .put("channel", direct(where));
            sent.put(id, new Sent("0", interaction));
            gateway.toServer("0", "INTERACTION_CREATE", interaction);
            return answer;
        }
        Server server = place.server().get();
        interaction
                .put("guild_id", server.id())
                .put(
                        "guild",
                        DataObject.empty()
                                .put("id", server.id())
                                .put("features", DataArray.empty())
                                .put("locale", "en-US"))
                .put(
                        "channel",
                        (where.type() == 11
                                        ? threadJson(where.id(), where.parent(), where.name(), 11)
                                        : channel(where, server.id()))
                                .put("permissions", String.valueOf(person.permissions())))
                .put("guild_locale", "en-US")
                .put("app_permissions", String.valueOf(server.botPermissions()))
                .put(
                        "member",
                        member(
                                        person,
                                        person.permissions() == 0 || !place.installed()
                                                ? DataArray.empty()
                                                : DataArray.empty().add(administrators(server)))
                                .put("permissions", String.valueOf(person.permissions())));
        sent.put(id, new Sent(server.id(), interaction));
        gateway.toServer(server.id(), "INTERACTION_CREATE", interaction);
        return answer;
    }

    /// An interaction as it went to the bot.
    private record Sent(String server, DataObject interaction) {}

    private final Map<String, Sent> sent = new ConcurrentHashMap<>();

    /// Discord sends an interaction once more, as after a break of the connection, and takes
    /// another acknowledgement for it.
    public Answer again(Answer answer) {
        Sent before = requireNonNull(sent.get(answer.id));
        Answer other =
                new Answer(
                        answer.id,
                        answer.token,
                        answer.type,
                        answer.channel,
                        answer.pressedMessage);
        answers.put(answer.id, other);
        answers.put(answer.token, other);
        gateway.toServer(before.server(), "INTERACTION_CREATE", before.interaction());
        return other;
    }

    private static DataObject direct(Room room) {
        return DataObject.empty()
                .put("id", room.id())
                .put("type", room.type())
                .put("name", room.name().isEmpty() ? null : room.name())
                .put("owner_id", "1100000000000000009")
                .put("flags", 0)
                .put("recipients", DataArray.empty().add(bot()));
    }

    private String administrators(Server server) {
        String id = String.valueOf(Long.parseLong(server.id()) + 50);
        if (threadsOpened.putIfAbsent("role " + id, DataObject.empty()) == null) {
            gateway.toServer(
                    server.id(),
                    "GUILD_ROLE_CREATE",
                    DataObject.empty()
                            .put("guild_id", server.id())
                            .put("role", role(id, "administrators", 0x20L, false)));
        }
        return id;
    }

    // --- REST ---

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/v10".length());
        String route = exchange.getRequestMethod() + " " + path;
        requests.add(route);
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            count(route);
            Fault fault = fault(route);
            if (fault != null && fault.act() == CUT) {
                // Nothing is done, and the connection ends.
                return;
            }
            if (fault != null && fault.act() != null) {
                refuse(exchange, fault.act());
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
            refuse(exchange, e.refusal);
        } catch (RuntimeException e) {
            violations.add(route + " could not be handled: " + e);
            refuse(exchange, new Refusal(500, 0, e.toString(), 0, false));
        } finally {
            exchange.close();
        }
    }

    private @Nullable Fault fault(String route) {
        for (Fault fault : faults) {
            if (fault.route().matcher(route).matches() && fault.times().getAndDecrement() > 0) {
                return fault;
            }
        }
        return null;
    }

    private record Response(int status, @Nullable Object body) {}

    private static final class Refused extends RuntimeException {
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

    private int sessionsLeft() {
        if (!Instant.now().isBefore(renewal)) {
            gateway.sessionsLeft.set(1_000);
            renewal = Instant.now().plus(Duration.ofDays(1));
        }
        return gateway.sessionsLeft.get();
    }

    int concurrency() {
        return shards;
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
            return callback(matcher.group(1), matcher.group(2), parts(exchange, body));
        }
        if ((matcher = ORIGINAL.matcher(route)).matches()) {
            Answer answer = answerOf(matcher.group(2));
            return switch (matcher.group(1)) {
                case "GET" -> new Response(200, requireNonNull(original(answer)).json());
                case "DELETE" -> {
                    delete(requireNonNull(original(answer)).id());
                    yield new Response(204, null);
                }
                default -> editOriginal(answer, parts(exchange, body));
            };
        }
        if ((matcher = FOLLOW_UP.matcher(route)).matches()) {
            return followUp(answerOf(matcher.group(1)), parts(exchange, body));
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bot " + token).equals(authorization)) {
            throw new Refused(401, 0, "401: Unauthorized");
        }
        if (route.equals("GET /users/@me")) {
            return new Response(200, bot());
        }
        if (route.equals("GET /gateway/bot")) {
            return new Response(
                    200,
                    DataObject.empty()
                            .put("url", gateway.url())
                            .put("shards", shards)
                            .put(
                                    "session_start_limit",
                                    DataObject.empty()
                                            .put("total", 1000)
                                            .put("remaining", sessionsLeft())
                                            .put(
                                                    "reset_after",
                                                    Math.max(
                                                            0,
                                                            Duration.between(Instant.now(), renewal)
                                                                    .toMillis()))
                                            .put("max_concurrency", concurrency())));
        }
        if ((matcher = GUILD.matcher(route)).matches()) {
            Server server = servers.get(matcher.group(1));
            if (server == null) {
                throw new Refused(404, 10004, "Unknown Guild");
            }
            if (isUnavailable(server)) {
                throw new Refused(503, 0, "503: Service Unavailable");
            }
            return new Response(200, server.json());
        }
        if ((matcher = MEMBER.matcher(route)).matches()) {
            Server server = requireNonNull(servers.get(matcher.group(1)));
            Person person = members.get(server.id() + "/" + matcher.group(2));
            if (person == null) {
                throw new Refused(404, 10007, "Unknown Member");
            }
            return new Response(
                    200,
                    member(
                            person,
                            person.permissions() == 0
                                    ? DataArray.empty()
                                    : DataArray.empty().add(administrators(server))));
        }
        if ((matcher = COMMANDS.matcher(route)).matches()) {
            if (matcher.group(1).equals("PUT")) {
                register(DataArray.fromJson(new String(body, StandardCharsets.UTF_8)));
            }
            return new Response(200, commands);
        }
        if (route.equals("POST /users/@me/channels")) {
            String recipient = DataObject.fromJson(body).getString("recipient_id");
            return new Response(
                    200,
                    DataObject.empty()
                            .put("id", opened(recipient))
                            .put("type", 1)
                            .put(
                                    "recipients",
                                    DataArray.empty()
                                            .add(user(new Person(recipient, "somebody", 0)))));
        }
        if ((matcher = MESSAGES.matcher(route)).matches()) {
            takeTurn(exchange, matcher.group(1));
            return post(matcher.group(1), parts(exchange, body));
        }
        if ((matcher = HISTORY.matcher(route)).matches()) {
            return history(matcher.group(1), exchange.getRequestURI().getQuery());
        }
        if ((matcher = ONE.matcher(route)).matches()) {
            readable(matcher.group(1));
            Message message = messages.get(matcher.group(2));
            if (message == null || !message.channel().equals(matcher.group(1))) {
                throw new Refused(404, 10008, "Unknown Message");
            }
            return new Response(200, message.json());
        }
        if ((matcher = ACTIVE.matcher(route)).matches()) {
            return activeThreads(matcher.group(1));
        }
        if ((matcher = EDIT.matcher(route)).matches()) {
            Message old = messages.get(matcher.group(2));
            if (old == null || !old.channel().equals(matcher.group(1))) {
                throw new Refused(404, 10008, "Unknown Message");
            }
            Parts parts = parts(exchange, body);
            check(PayloadRules.message(parts.json));
            return new Response(200, store(old.id(), old.channel(), false, parts).json());
        }
        if ((matcher = THREAD.matcher(route)).matches()) {
            return thread(matcher.group(1), matcher.group(2), DataObject.fromJson(body));
        }
        if ((matcher = FORUM.matcher(route)).matches()) {
            return forumPost(matcher.group(1), parts(exchange, body));
        }
        if ((matcher = CROSSPOST.matcher(route)).matches()) {
            crossposted.add(matcher.group(2));
            return new Response(200, requireNonNull(messages.get(matcher.group(2))).json());
        }
        violations.add("no such route: " + route);
        throw new Refused(404, 0, "404: Not Found");
    }

    /// Counts a message in its channel's bucket.
    private void takeTurn(HttpExchange exchange, String channel) {
        if (bucketSize == Integer.MAX_VALUE) {
            return;
        }
        Instant now = Instant.now();
        List<Instant> turns = posted.computeIfAbsent(channel, _ -> new ArrayList<>());
        synchronized (turns) {
            turns.removeIf(turn -> turn.plus(bucketSpan).isBefore(now));
            if (turns.size() >= bucketSize) {
                violations.add("a message came although the bucket was empty");
                throw new Refused(429, 0, "You are being rate limited.");
            }
            turns.add(now);
            double reset =
                    Duration.between(now, turns.getFirst().plus(bucketSpan)).toMillis() / 1e3;
            exchange.getResponseHeaders().set("X-RateLimit-Limit", String.valueOf(bucketSize));
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Remaining", String.valueOf(bucketSize - turns.size()));
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Reset-After", String.valueOf(reset + 0.01));
            exchange.getResponseHeaders()
                    .set(
                            "X-RateLimit-Reset",
                            String.valueOf((now.toEpochMilli() / 1e3) + reset + 0.01));
            exchange.getResponseHeaders().set("X-RateLimit-Bucket", "messages");
        }
    }

    private String opened(String person) {
        String channel = directChannel(person);
        directChannels.add(channel);
        return channel;
    }

    public static String directChannel(String person) {
        return String.valueOf(Long.parseLong(person) + 7);
    }

    private Response callback(String id, String sentToken, Parts parts) {
        Answer answer = answers.get(id);
        if (answer == null || !answer.token.equals(sentToken)) {
            throw new Refused(404, 10062, "Unknown interaction");
        }
        if (System.nanoTime() - answer.sentAt > Duration.ofSeconds(3).toNanos()) {
            violations.add("the first response came after 3 s");
            throw new Refused(404, 10062, "Unknown interaction");
        }
        int type = parts.json.getInt("type");
        synchronized (answer) {
            if (answer.first.isDone()) {
                violations.add("an interaction was answered twice");
                throw new Refused(400, 40060, "Interaction has already been acknowledged.");
            }
            DataObject data = parts.json.optObject("data").orElse(DataObject.empty());
            switch (type) {
                case 4 -> {
                    require(answer.type != 4, "autocomplete is answered with choices");
                    Parts message = new Parts(data, parts.files);
                    check(PayloadRules.message(data));
                    boolean hidden = (data.getInt("flags", 0) & EPHEMERAL) != 0;
                    answer.original = nextId();
                    show(answer, requireNonNull(answer.original), hidden, message);
                }
                case 5 -> {
                    int flags = data.getInt("flags", 0);
                    require((flags & ~EPHEMERAL) == 0, "a deferral has no flag but EPHEMERAL");
                    answer.deferred = true;
                    answer.deferredHidden = (flags & EPHEMERAL) != 0;
                    answer.original = nextId();
                }
                case 6 -> {
                    require(answer.type == 3, "only a component defers an update");
                    answer.original = answer.pressedMessage;
                }
                case 7 -> {
                    require(answer.type == 3, "only a component updates its message");
                    check(PayloadRules.message(data));
                    Message old = requireNonNull(messages.get(answer.pressedMessage));
                    answer.original = old.id();
                    show(answer, old.id(), old.ephemeral(), new Parts(data, parts.files));
                }
                case 8 -> {
                    require(answer.type == 4, "only autocomplete is offered choices");
                    List<DataObject> choices = PayloadRules.each(data.getArray("choices"));
                    require(choices.size() <= 25, "up to 25 choices are offered");
                    choices.forEach(choice -> {
                        int name = choice.getString("name").length();
                        int value = choice.getString("value").length();
                        require(
                                name >= 1 && name <= 100 && value >= 1 && value <= 100,
                                "a choice has 1 to 100 characters");
                    });
                }
                case 9 -> {
                    require(answer.type != 5 && answer.type != 4, "a form follows no form");
                    check(PayloadRules.modal(data));
                }
                default -> require(false, "a response is of a known type: " + type);
            }
            answer.firstAfter = System.nanoTime() - answer.sentAt;
            answer.first.complete(parts.json);
        }
        return new Response(204, null);
    }

    private Answer answerOf(String sentToken) {
        Answer answer = answers.get(sentToken);
        if (answer == null) {
            throw new Refused(401, 50027, "Invalid Webhook Token");
        }
        if (!answer.first.isDone()) {
            violations.add("a follow-up came before the first response");
            throw new Refused(404, 10015, "Unknown Webhook");
        }
        return answer;
    }

    private @Nullable Message original(Answer answer) {
        String id = answer.original;
        return id == null ? null : messages.get(id);
    }

    private Response editOriginal(Answer answer, Parts parts) {
        String id = answer.original;
        if (id == null) {
            throw new Refused(404, 10008, "Unknown Message");
        }
        check(PayloadRules.message(parts.json));
        Message old = messages.get(id);
        boolean hidden = old == null ? answer.deferredHidden : old.ephemeral();
        return new Response(200, show(answer, id, hidden, parts).json());
    }

    private Response followUp(Answer answer, Parts parts) {
        check(PayloadRules.message(parts.json));
        boolean hidden = (parts.json.getInt("flags", 0) & EPHEMERAL) != 0;
        return new Response(200, show(answer, nextId(), hidden, parts).json());
    }

    private Message show(Answer answer, String id, boolean hidden, Parts parts) {
        Message message = store(id, answer.channel, hidden, parts);
        answer.messages.add(message);
        if (!answer.visible.isDone()) {
            answer.visibleAfter = System.nanoTime() - answer.sentAt;
            answer.visible.complete(message);
        }
        return message;
    }

    private Response post(String channel, Parts parts) {
        if (!directChannels.contains(channel)) {
            allowed(channel, threadsOpened.containsKey(channel) ? SEND_IN_THREADS : SEND);
            if (!parts.files.isEmpty()) {
                allowed(channel, ATTACH);
            }
        }
        String nonce = parts.json.getString("nonce", "");
        require(!nonce.isEmpty() && nonce.length() <= 25, "a nonce has 1 to 25 characters");
        require(parts.json.getBoolean("enforce_nonce"), "the nonce is enforced");
        lastMentions = roles(parts.json);
        check(PayloadRules.posted(parts.json));
        String id = nextId();
        // One nonce of one author is one message.
        String earlier = nonces.putIfAbsent(nonce, id);
        if (earlier != null) {
            return new Response(200, requireNonNull(messages.get(earlier)).json());
        }
        return new Response(200, store(id, channel, false, parts).json().put("nonce", nonce));
    }

    /// A channel's messages, newest first (resources/message, Get Channel Messages).
    private Response history(String channel, @Nullable String query) {
        Matcher asked =
                Pattern.compile("(after=\\d{1,20}&limit=\\d+)|(limit=\\d+&after=\\d{1,20})")
                        .matcher(String.valueOf(query));
        require(asked.matches(), "messages are asked for after one, with a limit: " + query);
        Map<String, Long> arguments = new LinkedHashMap<>();
        for (String pair : requireNonNull(query).split("&")) {
            arguments.put(pair.split("=")[0], Long.parseLong(pair.split("=")[1]));
        }
        long limit = arguments.getOrDefault("limit", 50L);
        require(limit >= 1 && limit <= 100, "a limit of 1 to 100, not " + limit);
        readable(channel);
        List<Message> after =
                messagesIn(channel).stream()
                        .filter(message ->
                                Long.parseLong(message.id()) > arguments.getOrDefault("after", 0L))
                        .limit(limit)
                        .toList();
        DataArray page = DataArray.empty();
        after.reversed().forEach(message -> page.add(message.json()));
        return new Response(200, page);
    }

    /// Discord shows no messages where the permission is missing; a bot that asks all the same
    /// would take that for an empty channel.
    private void readable(String channel) {
        if (directChannels.contains(channel)) {
            return;
        }
        try {
            allowed(channel, READ);
        } catch (Refused e) {
            violations.add("the bot reads where it may not");
            throw e;
        }
    }

    private Response activeThreads(String server) {
        DataArray threads = DataArray.empty();
        threadsOpened.forEach((id, thread) -> {
            String parent = thread.getString("parent_id", "");
            Server of = servers.get(server);
            if (of != null && of.rooms().stream().anyMatch(room -> room.id().equals(parent))) {
                threads.add(threadJson(id, parent, thread.getString("name", "thread"), 11));
            }
        });
        return new Response(
                200, DataObject.empty().put("threads", threads).put("members", DataArray.empty()));
    }

    /// Somebody writes into a channel.
    public void say(Room room, Person person, String content) {
        String id = nextId();
        DataObject json =
                messageJson(id, room.id(), DataObject.empty())
                        .put("content", content)
                        .put("author", user(person));
        messages.put(id, new Message(id, room.id(), false, json, Map.of()));
    }

    /// Somebody deletes a message.
    public void delete(String message) {
        messages.remove(message);
    }

    /// Refuses what the bot may not do in a channel, as Discord does.
    private void allowed(String channel, long permission) {
        DataObject thread = threadsOpened.get(channel);
        String parent = thread == null ? channel : thread.getString("parent_id", channel);
        Server server =
                servers.values().stream()
                        .filter(it ->
                                it.rooms().stream().anyMatch(room -> room.id().equals(parent)))
                        .findFirst()
                        .orElseThrow(() -> new Refused(404, 10003, "Unknown Channel"));
        long denied =
                server.rooms().stream()
                        .filter(room -> room.id().equals(parent))
                        .mapToLong(Room::denied)
                        .sum();
        long held = server.botPermissions() & ~denied;
        if ((held & VIEW) == 0) {
            throw new Refused(403, 50001, "Missing Access");
        }
        if ((held & permission) == 0) {
            throw new Refused(403, 50013, "Missing Permissions");
        }
    }

    private static List<String> roles(DataObject message) {
        List<String> roles = new ArrayList<>();
        message.getObject("allowed_mentions")
                .optArray("roles")
                .ifPresent(listed -> {
                    for (int i = 0; i < listed.length(); i++) {
                        roles.add(listed.getString(i));
                    }
                });
        return roles;
    }

    private Response thread(String channel, String message, DataObject body) {
        String name = body.getString("name");
        require(!name.isBlank() && name.length() <= 100, "a thread's name has 1 to 100 characters");
        allowed(channel, OPEN_THREADS);
        if (threadsOpened.putIfAbsent(message, body.put("parent_id", channel)) != null) {
            throw new Refused(400, 160004, "A thread has already been created for this message");
        }
        return new Response(201, threadJson(message, channel, name, 11));
    }

    private Response forumPost(String channel, Parts parts) {
        String name = parts.json.getString("name");
        require(!name.isBlank() && name.length() <= 100, "a post's name has 1 to 100 characters");
        allowed(channel, SEND);
        boolean tagged =
                servers.values().stream()
                        .flatMap(server -> server.rooms().stream())
                        .anyMatch(room -> room.id().equals(channel) && room.tagged());
        DataArray tags = parts.json.optArray("applied_tags").orElse(DataArray.empty());
        if (tagged && tags.isEmpty()) {
            throw new Refused(
                    400, 40067, "A tag is required to create a forum post in this channel");
        }
        require(
                tags.isEmpty() || tags.getString(0).equals(snowflake("tag papers")),
                "a tag is one that everybody may set");
        check(PayloadRules.posted(parts.json.getObject("message")));
        lastMentions = roles(parts.json.getObject("message"));
        String id = nextId();
        Message message =
                store(id, id, false, new Parts(parts.json.getObject("message"), parts.files));
        threadsOpened.put(id, parts.json.put("parent_id", channel));
        return new Response(201, threadJson(id, channel, name, 11).put("message", message.json()));
    }

    private DataObject threadJson(String id, String channel, String name, int type) {
        String server =
                servers.values().stream()
                        .filter(it ->
                                it.rooms().stream().anyMatch(room -> room.id().equals(channel)))
                        .map(Server::id)
                        .findFirst()
                        .orElse("0");
        return DataObject.empty()
                .put("id", id)
                .put("guild_id", server)
                .put("parent_id", channel)
                .put("owner_id", SELF)
                .put("type", type)
                .put("name", name)
                .put("last_message_id", null)
                .put("message_count", 0)
                .put("member_count", 1)
                .put("rate_limit_per_user", 0)
                .put("applied_tags", DataArray.empty())
                .put(
                        "thread_metadata",
                        DataObject.empty()
                                .put("archived", false)
                                .put("auto_archive_duration", 1440)
                                .put("archive_timestamp", born(id))
                                .put("create_timestamp", born(id))
                                .put("locked", false));
    }

    private void register(DataArray wanted) {
        List<DataObject> all = PayloadRules.each(wanted);
        require(all.size() <= 100, "up to 100 commands");
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
                    kept.put("id", nextId())
                            .put("application_id", APPLICATION)
                            .put("version", nextId())
                            .put("nsfw", false));
        }
        commands = stored;
    }

    private void check(List<String> problems) {
        if (!problems.isEmpty()) {
            violations.addAll(problems);
            throw new Refused(400, 50035, "Invalid Form Body: " + problems);
        }
    }

    private Message store(String id, String channel, boolean hidden, Parts parts) {
        DataObject json = messageJson(id, channel, parts.json);
        json.put("flags", parts.json.getInt("flags", 0) | (hidden ? EPHEMERAL : 0));
        Map<String, String> files = new LinkedHashMap<>();
        DataArray attachments = DataArray.empty();
        parts.files.forEach((name, content) -> {
            files.put(name, content);
            attachments.add(
                    DataObject.empty()
                            .put("id", nextId())
                            .put("filename", name)
                            .put("size", content.length())
                            .put("url", "https://cdn.test/" + name)
                            .put("proxy_url", "https://cdn.test/" + name));
        });
        json.put("attachments", attachments);
        Message message = new Message(id, channel, hidden, json, files);
        messages.put(id, message);
        return message;
    }

    private DataObject messageJson(String id, String channel, DataObject sent) {
        DataArray components =
                DataArray.fromJson(
                        sent.optArray("components").orElse(DataArray.empty()).toString());
        number(components);
        walk(
                components,
                component -> {
                    component
                            .optObject("file")
                            .ifPresent(file -> {
                                String url = "https://cdn.test/" + file.getString("url");
                                file.put("url", url).put("proxy_url", url);
                            });
                });
        return DataObject.empty()
                .put("id", id)
                .put("channel_id", channel)
                .put("type", 0)
                .put("author", bot())
                .put("content", sent.getString("content", ""))
                .put("timestamp", Instant.now().toString())
                .put("edited_timestamp", null)
                .put("tts", false)
                .put("mention_everyone", false)
                .put("mentions", DataArray.empty())
                .put("mention_roles", DataArray.empty())
                .put("attachments", DataArray.empty())
                .put("embeds", DataArray.empty())
                .put("pinned", false)
                .put("flags", sent.getInt("flags", 0))
                .put("components", components);
    }

    /// Ids that the bot chose stay; the others get one (components/reference).
    private void number(DataArray components) {
        java.util.Set<Integer> chosen = new java.util.HashSet<>();
        walk(
                components,
                component -> {
                    int id = component.getInt("id", 0);
                    require(id >= 0, "a component's id is a positive number: " + id);
                    require(id == 0 || chosen.add(id), "a component's id comes once: " + id);
                });
        AtomicInteger next = new AtomicInteger();
        walk(
                components,
                component -> {
                    if (component.getInt("id", 0) == 0) {
                        int id = next.incrementAndGet();
                        while (chosen.contains(id)) {
                            id = next.incrementAndGet();
                        }
                        component.put("id", id);
                    }
                });
    }

    static void walk(DataArray components, java.util.function.Consumer<DataObject> action) {
        for (DataObject component : PayloadRules.each(components)) {
            component.optArray("components").ifPresent(nested -> walk(nested, action));
            component
                    .optObject("accessory")
                    .ifPresent(accessory -> {
                        action.accept(accessory);
                        component.put("accessory", accessory);
                    });
            component.optObject("file").ifPresent(file -> component.put("file", file));
            action.accept(component);
        }
    }

    private record Parts(DataObject json, Map<String, String> files) {}

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

    private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
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

    // --- JSON ---

    DataObject self() {
        return bot();
    }

    private static DataObject bot() {
        return DataObject.empty()
                .put("id", SELF)
                .put("username", "broadsheet")
                .put("global_name", null)
                .put("discriminator", "0")
                .put("avatar", null)
                .put("bot", true)
                .put("verified", true)
                .put("mfa_enabled", false)
                .put("flags", 0);
    }

    private static DataObject user(Person person) {
        return DataObject.empty()
                .put("id", person.id())
                .put("username", person.name())
                .put("global_name", person.name())
                .put("discriminator", "0")
                .put("avatar", null)
                .put("public_flags", 0);
    }

    private static DataObject member(Person person, DataArray roles) {
        return DataObject.empty()
                .put("user", user(person))
                .put("roles", roles)
                .put("joined_at", "2026-01-01T00:00:00+00:00")
                .put("flags", 0)
                .put("deaf", false)
                .put("mute", false)
                .put("pending", false);
    }

    private static DataObject channel(Room room, String server) {
        return DataObject.empty()
                .put("id", room.id())
                .put("guild_id", server)
                .put("type", room.type())
                .put("name", room.name())
                .put("position", 0)
                .put("bitrate", 64_000)
                .put("user_limit", 0)
                .put("nsfw", false)
                .put("rate_limit_per_user", 0)
                .put("flags", room.tagged() ? 1 << 4 : 0)
                .put("available_tags", room.tagged() ? tags() : DataArray.empty())
                .put("permission_overwrites", overwrites(room, server));
    }

    private static DataArray overwrites(Room room, String server) {
        return room.denied() == 0
                ? DataArray.empty()
                : DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("id", server)
                                        .put("type", 0)
                                        .put("allow", "0")
                                        .put("deny", String.valueOf(room.denied())));
    }

    private static DataArray tags() {
        DataArray tags = DataArray.empty();
        for (String name : List.of("staff only", "papers")) {
            tags.add(
                    DataObject.empty()
                            .put("id", snowflake("tag " + name))
                            .put("name", name)
                            .put("moderated", name.startsWith("staff"))
                            .put("emoji_id", null)
                            .put("emoji_name", null));
        }
        return tags;
    }

    private static DataObject role(String id, String name, long permissions, boolean mentionable) {
        return DataObject.empty()
                .put("id", id)
                .put("name", name)
                .put("color", 0)
                .put(
                        "colors",
                        DataObject.empty()
                                .put("primary_color", 0)
                                .put("secondary_color", null)
                                .put("tertiary_color", null))
                .put("hoist", false)
                .put("position", 0)
                .put("permissions", String.valueOf(permissions))
                .put("managed", false)
                .put("mentionable", mentionable)
                .put("flags", 0);
    }

    /// An id that stays the same for a name.
    public static String snowflake(String name) {
        return String.valueOf(((1_000_000L + (name.hashCode() & 0xFFFFFFL)) << 22) + 1_000);
    }

    /// When what has an id was made.
    private static String born(String id) {
        return Instant.ofEpochMilli((Long.parseUnsignedLong(id) >>> 22) + EPOCH).toString();
    }

    /// An id of now, in ascending order.
    private String nextId() {
        return String.valueOf(
                ((System.currentTimeMillis() - EPOCH) << 22)
                        | (counter.incrementAndGet() & 0x3FFFFF));
    }

    public static void await(String what, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private <T> T within(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "no answer; violations: " + violations.stream().limit(3).toList(), e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        rest.stop(0);
        try {
            gateway.stop(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
