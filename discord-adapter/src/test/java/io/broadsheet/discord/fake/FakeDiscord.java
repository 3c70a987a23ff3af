package io.broadsheet.discord.fake;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.broadsheet.discord.fake.FakeInteractions.Sent;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
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
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// A Discord for tests: REST over HTTP and the gateway over WebSocket, as Discord documents them,
/// and strict about what it is sent. What breaks a rule is refused as Discord refuses it, and noted
/// in [#violations()].
///
/// This is what tests use: how it is set up, what goes wrong, what people do, what was seen.
/// Requests arrive at [FakeRest], which knows the routes; interactions are answered in
/// [FakeCallbacks], posts, threads and history in [FakeChannels]. [FakeGateway] tells the bot of
/// what [FakeInteractions] and [FakeEntities] write.
public final class FakeDiscord implements AutoCloseable {

    public static final String APPLICATION = "1100000000000000001";
    static final String SELF = APPLICATION;
    private static final long EPOCH = 1_420_070_400_000L;
    static final int EPHEMERAL = 1 << 6;

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
    public record Place(Optional<FakeServer> server, Room room, int context, boolean installed) {

        public static Place in(FakeServer server, String room) {
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
                    Optional.of(new FakeServer(id, name, List.of(room), 0, List.of())),
                    room,
                    0,
                    false);
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

    /// A request that is to go wrong.
    ///
    /// @param act what happens instead of what is right; empty where the request is carried out all
    ///   the same but its answer is lost
    record Fault(Pattern route, AtomicInteger times, @Nullable Refusal act) {}

    record Refusal(int status, int code, String message, int retryAfter, boolean global) {}

    /// No answer at all.
    static final Refusal CUT = new Refusal(0, 0, "", 0, false);

    private final HttpServer rest;
    final FakeGateway gateway;
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final Map<String, Person> members = new ConcurrentHashMap<>();
    final Map<String, FakeServer> servers = new ConcurrentHashMap<>();
    private final java.util.Set<String> unavailable = ConcurrentHashMap.newKeySet();
    final Map<String, FakeDiscordAnswer> answers = new ConcurrentHashMap<>();
    final Map<String, Message> messages = new ConcurrentHashMap<>();
    final Map<String, String> nonces = new ConcurrentHashMap<>();
    final Map<String, DataObject> threadsOpened = new ConcurrentHashMap<>();
    final java.util.Set<String> directChannels = ConcurrentHashMap.newKeySet();
    final List<String> crossposted = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    final List<Fault> faults = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger tooMany = new AtomicInteger();
    volatile boolean limited;

    /// Of all fakes together: a platform gives no id twice, and the bot relies on it.
    private static final AtomicLong counter = new AtomicLong();

    private final AtomicInteger componentIds = new AtomicInteger();
    volatile List<String> lastMentions = List.of();
    volatile DataArray commands = DataArray.empty();
    public static final String TOKEN = "token.of.tests";

    volatile String token = TOKEN;
    volatile int shards = 1;
    volatile Instant renewal = Instant.now().plus(Duration.ofDays(1));
    volatile int bucketSize = Integer.MAX_VALUE;
    volatile Duration bucketSpan = Duration.ZERO;
    final Map<String, List<Instant>> posted = new ConcurrentHashMap<>();

    final FakeRest routes = new FakeRest(this);
    public final FakeFiles files;
    final FakeCallbacks callbacks = new FakeCallbacks(this);
    final FakeChannels rooms = new FakeChannels(this);
    final FakeEntities entities = new FakeEntities(this);
    final FakeInteractions interactions = new FakeInteractions(this);

    private FakeDiscord(int port) throws IOException, InterruptedException {
        rest = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        rest.createContext("/api/v10", routes::handle);
        files = new FakeFiles(rest);
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
    public FakeServer addServer(String name) {
        return addServer(snowflake("server " + name), name, INVITED);
    }

    /// A server with text channels of these names.
    public FakeServer addServer(String name, List<String> rooms) {
        String id = snowflake("server " + name);
        List<Room> all = new ArrayList<>();
        rooms.forEach(room ->
                all.add(new Room(String.valueOf(Long.parseLong(id) + 1 + all.size()), 0, room)));
        FakeServer server = new FakeServer(id, name, List.copyOf(all), INVITED, List.of());
        servers.put(id, server);
        return server;
    }

    public FakeServer addServer(String id, String name, long botPermissions) {
        long base = Long.parseLong(id);
        FakeServer server =
                new FakeServer(
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
    public FakeServer addServer(FakeServer server) {
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
    public String addRole(FakeServer server, String name, boolean mentionable) {
        String id = snowflake(server.id() + " role " + name);
        gateway.toServer(
                server.id(),
                "GUILD_ROLE_CREATE",
                DataObject.empty()
                        .put("guild_id", server.id())
                        .put("role", FakeEntities.role(id, name, 0, mentionable)));
        return id;
    }

    /// What the bot may do in a server changes.
    public FakeServer permit(FakeServer server, long permissions) {
        FakeServer now =
                new FakeServer(
                        server.id(), server.name(), server.rooms(), permissions, server.roles());
        servers.put(server.id(), now);
        gateway.toServer(
                server.id(),
                "GUILD_ROLE_UPDATE",
                DataObject.empty()
                        .put("guild_id", server.id())
                        .put(
                                "role",
                                FakeEntities.role(server.id(), "@everyone", permissions, false)));
        return now;
    }

    public FakeServer deleteRoom(FakeServer server, String room) {
        Room gone = server.room(room);
        FakeServer now =
                new FakeServer(
                        server.id(),
                        server.name(),
                        server.rooms().stream().filter(it -> it != gone).toList(),
                        server.botPermissions(),
                        server.roles());
        servers.put(server.id(), now);
        gateway.toServer(server.id(), "CHANNEL_DELETE", FakeEntities.channel(gone, server.id()));
        return now;
    }

    /// Somebody opens a thread in a channel.
    public Place openThread(FakeServer server, String room, String name) {
        Room parent = server.room(room);
        Room thread = new Room(snowflake(name), 11, name, 0, parent.id(), false);
        threadsOpened.put(thread.id(), DataObject.empty().put("parent_id", parent.id()));
        gateway.toServer(
                server.id(),
                "THREAD_CREATE",
                rooms.threadJson(thread.id(), parent.id(), name, 11).put("newly_created", true));
        return new Place(Optional.of(server), thread, 0, true);
    }

    /// A server cannot be reached for a while, as happens in outages; nor can it when a session
    /// begins meanwhile.
    public void makeUnavailable(FakeServer server) {
        unavailable.add(server.id());
        gateway.toServer(
                server.id(),
                "GUILD_DELETE",
                DataObject.empty().put("id", server.id()).put("unavailable", true));
    }

    boolean isUnavailable(FakeServer server) {
        return unavailable.contains(server.id());
    }

    public void makeAvailable(FakeServer server) {
        unavailable.remove(server.id());
        gateway.toServer(server.id(), "GUILD_CREATE", server.json());
    }

    /// The bot is invited to one more server while it runs.
    public void join(FakeServer server) {
        servers.put(server.id(), server);
        gateway.toServer(server.id(), "GUILD_CREATE", server.json());
    }

    public void removeBotFrom(FakeServer server) {
        servers.remove(server.id());
        gateway.toServer(server.id(), "GUILD_DELETE", DataObject.empty().put("id", server.id()));
    }

    /// Somebody is in a server, with these rights from now on.
    public void join(FakeServer server, Person person) {
        members.put(server.id() + "/" + person.id(), person);
    }

    public FakeGateway gateway() {
        return gateway;
    }

    public List<FakeServer> servers(int shard, int total) {
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
                DiscordConfig.Heard.ALL,
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
    public FakeDiscordAnswer slash(
            FakeServer server,
            String room,
            Person person,
            String command,
            String sub,
            Map<String, Object> options) {
        return slash(Place.in(server, room), person, command, sub, options);
    }

    public FakeDiscordAnswer slash(
            Place place, Person person, String command, String sub, Map<String, Object> options) {
        DataObject registered = interactions.registered(command, sub);
        DataArray given = DataArray.empty();
        DataObject resolved = DataObject.empty();
        List<DataObject> known =
                PayloadRules.each(registered.optArray("options").orElse(DataArray.empty()));
        options.forEach((name, value) -> {
            DataObject option = FakeInteractions.named(known, name);
            int type = option.getInt("type");
            option.optArray("choices")
                    .ifPresent(choices ->
                            FakeInteractions.refuseWhere(
                                    PayloadRules.each(choices).stream()
                                            .noneMatch(choice ->
                                                    choice.getString("value").equals(value)),
                                    "no choice of " + name + ": " + value));
            Object said = files.resolve(type, name, value, nextId(), resolved);
            given.add(DataObject.empty().put("name", name).put("type", type).put("value", said));
        });
        known.stream()
                .filter(option -> option.getBoolean("required", false))
                .forEach(option ->
                        FakeInteractions.refuseWhere(
                                !options.containsKey(option.getString("name")),
                                sub + " needs " + option.getString("name")));
        return interactions.interact(
                2,
                place,
                person,
                interactions
                        .commandData(command, 1)
                        .put("options", FakeInteractions.nested(sub, given))
                        .put("resolved", resolved),
                null);
    }

    /// Somebody types in an option, and what could be meant is asked for.
    public FakeDiscordAnswer complete(
            FakeServer server,
            String room,
            Person person,
            String sub,
            String option,
            String typed) {
        return complete(Place.in(server, room), person, "paper", sub, option, typed);
    }

    public FakeDiscordAnswer complete(
            Place place, Person person, String command, String sub, String option, String typed) {
        DataObject known =
                FakeInteractions.named(
                        PayloadRules.each(
                                interactions.registered(command, sub).getArray("options")),
                        option);
        FakeInteractions.refuseWhere(
                !known.getBoolean("autocomplete", false), option + " is not completed");
        return interactions.interact(
                4,
                place,
                person,
                interactions
                        .commandData(command, 1)
                        .put(
                                "options",
                                FakeInteractions.nested(
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
    public FakeDiscordAnswer slashUnregistered(Place place, Person person, String sub) {
        return interactions.interact(
                2,
                place,
                person,
                interactions
                        .commandData("paper", 1)
                        .put("options", FakeInteractions.nested(sub, DataArray.empty())),
                null);
    }

    /// Somebody presses the button of a label.
    public FakeDiscordAnswer press(
            FakeServer server, String room, Person person, Message message, String label) {
        return press(Place.in(server, room), person, message, label);
    }

    public FakeDiscordAnswer press(Place place, Person person, Message message, String label) {
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

    public FakeDiscordAnswer pressId(
            FakeServer server, String room, Person person, Message message, String id) {
        return pressId(Place.in(server, room), person, message, id);
    }

    FakeDiscordAnswer pressId(Place place, Person person, Message message, String id) {
        return interactions.interact(
                3,
                place,
                person,
                DataObject.empty().put("component_type", 2).put("custom_id", id),
                message);
    }

    /// Somebody chooses from a menu.
    public FakeDiscordAnswer choose(
            FakeServer server, String room, Person person, Message message, String value) {
        return choose(Place.in(server, room), person, message, value);
    }

    private FakeDiscordAnswer choose(Place place, Person person, Message message, String value) {
        return interactions.interact(
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
    public FakeDiscordAnswer submit(
            FakeServer server,
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
        return interactions.interact(
                5,
                Place.in(server, room),
                person,
                DataObject.empty()
                        .put("custom_id", modal.getString("custom_id"))
                        .put("components", labels),
                null);
    }

    /// Somebody runs the command of a message's menu.
    public FakeDiscordAnswer onMessage(
            FakeServer server, String room, Person person, String content) {
        return onMessage(Place.in(server, room), person, content);
    }

    public FakeDiscordAnswer onMessage(Place place, Person person, String content) {
        String target = nextId();
        DataObject message =
                rooms.messageJson(target, place.room().id(), DataObject.empty())
                        .put("content", content)
                        .put("author", FakeEntities.user(Person.named("somebody")));
        return interactions.interact(
                2,
                place,
                person,
                interactions
                        .commandData("Find papers in this message", 3)
                        .put("target_id", target)
                        .put(
                                "resolved",
                                DataObject.empty()
                                        .put("messages", DataObject.empty().put(target, message))),
                null);
    }

    /// Discord sends an interaction once more, as after a break of the connection, and takes
    /// another acknowledgement for it.
    public FakeDiscordAnswer again(FakeDiscordAnswer answer) {
        Sent before = requireNonNull(interactions.sent.get(answer.id));
        FakeDiscordAnswer other =
                new FakeDiscordAnswer(
                        this,
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

    int concurrency() {
        return shards;
    }

    public static String directChannel(String person) {
        return String.valueOf(Long.parseLong(person) + 7);
    }

    /// Somebody writes into a channel.
    public void say(Room room, Person person, String content) {
        String id = nextId();
        DataObject json =
                rooms.messageJson(id, room.id(), DataObject.empty())
                        .put("content", content)
                        .put("author", FakeEntities.user(person));
        messages.put(id, new Message(id, room.id(), false, json, Map.of()));
    }

    /// Somebody deletes a message.
    public void delete(String message) {
        messages.remove(message);
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

    /// An id that stays the same for a name.
    public static String snowflake(String name) {
        return String.valueOf(((1_000_000L + (name.hashCode() & 0xFFFFFFL)) << 22) + 1_000);
    }

    /// When what has an id was made.
    static String born(String id) {
        return Instant.ofEpochMilli((Long.parseUnsignedLong(id) >>> 22) + EPOCH).toString();
    }

    /// An id of now, in ascending order.
    String nextId() {
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

    <T> T within(CompletableFuture<T> future) {
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
