package io.broadsheet.discord;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.Traffic;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.discord.installation.DiscordCaretaker;
import io.broadsheet.discord.installation.DiscordDestinations;
import io.broadsheet.discord.installation.DiscordRegistration;
import io.broadsheet.discord.installation.DiscordTranslations;
import io.broadsheet.discord.interaction.DiscordAnswer;
import io.broadsheet.discord.interaction.DiscordCallers;
import io.broadsheet.discord.interaction.DiscordListener;
import io.broadsheet.discord.interaction.DiscordWritten;
import io.broadsheet.discord.posting.DiscordPostReader;
import io.broadsheet.discord.posting.DiscordPosting;
import io.broadsheet.discord.rendering.CommandMentions;
import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.discord.transport.DiscordIds;
import io.broadsheet.discord.transport.DiscordMembership;
import io.broadsheet.discord.transport.DiscordSessions;
import io.broadsheet.discord.transport.DiscordToken;
import io.broadsheet.discord.transport.DiscordTraffic;
import io.broadsheet.discord.transport.GlobalLimit;
import io.broadsheet.discord.transport.OnceOnly;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.message.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ChunkingFilter;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot on Discord: it connects in the background and goes on trying, so that nothing else waits
/// for Discord.
public final class DiscordPlatform implements ChatPlatform, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DiscordPlatform.class);

    /// Pauses between attempts to connect. The last one is repeated.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1));

    /// Longest that answers and posts under way may take when the bot is stopped.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /// Discord says "the past few minutes" (resources/message); two are few.
    private static final Duration NONCE_MEMORY = Duration.ofMinutes(2);

    /// Discord takes 50 requests a second of a bot (topics/rate-limits), of which [GlobalLimit]
    /// lets 47 pass; posts leave one for everything else. A channel takes about one message a
    /// second.
    private static final Pacing PACE = new Pacing(46, 10, 1, Duration.ofSeconds(60));

    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    static {
        // Also for messages that some later code makes without thinking of it: nobody is mentioned
        // by a text. The SDK keeps this once for all.
        MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
        MessageRequest.setDefaultMentionRepliedUser(false);
        // Only messages that mention the bot, or are sent to it, are read; their text comes.
        Message.suppressContentIntentWarning();
    }

    private final DiscordConfig config;
    private final DiscordPosting posting;
    private final DiscordMembership membership;
    private final DiscordCallers callers;
    private final DiscordListener listener;
    private final DiscordWritten written;
    private final DiscordRegistration registration;
    private final InFlight inFlight = new InFlight();
    private final DiscordTraffic traffic = new DiscordTraffic();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discord-", 0).factory());

    /// The core computes on few threads of their own. On the virtual ones it would take the
    /// processors from those that tell Discord in time that an answer is coming.
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
                    Thread.ofPlatform().name("discord-work-", 0).daemon().factory());

    /// A request that Discord would carry out twice is sent once, see [OnceOnly].
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .addInterceptor(traffic)
                    .addInterceptor(new OnceOnly())
                    .addInterceptor(new GlobalLimit())
                    .build();

    private final DiscordDestinations destinations;
    private final DiscordSessions sessions;
    private final DiscordToken token;
    private final Optional<DiscordCaretaker> caretaker;
    private final AtomicBoolean registering = new AtomicBoolean();
    private final Thread connecting;

    private volatile @Nullable ShardManager discord;
    private volatile String state = "connecting";
    private final CommandMentions mentions = new CommandMentions();
    private volatile boolean registered;
    private volatile String unregistered = "";
    private volatile boolean closed;

    private DiscordPlatform(
            DiscordConfig config,
            Conversation conversation,
            Reachability destinations,
            Optional<DiscordCaretaker> caretaker,
            Clock clock) {
        this.config = config;
        this.caretaker = caretaker;
        this.membership = new DiscordMembership(config, http);
        this.posting =
                new DiscordPosting(
                        new DiscordRenderer(mentions),
                        config.crosspost(),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                        membership);
        this.callers = new DiscordCallers(config.zone(), config.administrators());
        DiscordAnswer.Means means =
                new DiscordAnswer.Means(new DiscordRenderer(mentions), workers, config.patience());
        this.listener = new DiscordListener(conversation, callers, means, inFlight, clock);
        this.written = new DiscordWritten(conversation, callers, means, inFlight);
        this.registration = new DiscordRegistration(DiscordTranslations.load(), mentions);
        this.destinations = new DiscordDestinations(destinations, threads);
        this.sessions = new DiscordSessions(config, http, threads, words -> state = words, clock);
        this.token = new DiscordToken(config, http, this::tokenAccepted);
        this.connecting = Thread.ofVirtual().name("discord-connect").unstarted(this::connect);
    }

    /// Starts to connect and returns at once; nobody looks after the servers.
    ///
    /// @param destinations is told where the bot's rights may have changed
    public static DiscordPlatform start(
            DiscordConfig config,
            Conversation conversation,
            Reachability destinations,
            Clock clock) {
        return start(config, conversation, destinations, Optional.empty(), clock);
    }

    /// Starts to connect and returns at once.
    ///
    /// @param destinations is told where the bot's rights may have changed
    /// @param caretaker looks after the servers; closed with the platform
    public static DiscordPlatform start(
            DiscordConfig config,
            Conversation conversation,
            Reachability destinations,
            Optional<DiscordCaretaker> caretaker,
            Clock clock) {
        DiscordPlatform platform =
                new DiscordPlatform(config, conversation, destinations, caretaker, clock);
        caretaker.ifPresent(it -> it.start(platform.http));
        platform.connecting.start();
        return platform;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        return through(discord -> posting.post(discord, channel, message, key, role));
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return through(discord -> posting.send(discord, user, message, key));
    }

    @Override
    public Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return through(discord -> posting.edit(discord, channel, posted, message, key, role));
    }

    @Override
    public Delivery discuss(ChannelRef channel, String message, Reply.Thread thread) {
        return through(discord -> posting.open(discord, channel, message, thread));
    }

    @Override
    public DiscussionLink linkTo(ChannelRef channel, String message) {
        return through(
                discord -> DiscordPosting.linkTo(discord, channel, message),
                _ -> new DiscussionLink.NotTold());
    }

    @Override
    public boolean readsBack() {
        return true;
    }

    @Override
    public ReadBack find(ChannelRef channel, String key, Instant since) {
        return through(
                discord -> DiscordPostReader.find(discord, channel, key, since, membership::isGone),
                ReadBack::prevented);
    }

    @Override
    public ReadBack find(UserRef user, String key, Instant since) {
        return find(new ChannelRef(Platform.DISCORD, DiscordIds.DIRECT, user.id()), key, since);
    }

    @Override
    public void complete(ChannelRef channel, String posted, Reply message) {
        ShardManager connected = discord;
        if (connected == null || !inFlight.begin()) {
            return;
        }
        try {
            posting.complete(connected, channel, posted, message);
        } finally {
            inFlight.end();
        }
    }

    private Delivery through(Function<ShardManager, Delivery> action) {
        return through(action, Function.identity());
    }

    private <T> T through(Function<ShardManager, T> action, Function<Delivery, T> otherwise) {
        ShardManager connected = discord;
        if (connected == null || !inFlight.begin()) {
            return otherwise.apply(
                    new Delivery.RetryAfter(
                            Duration.ZERO, "Discord: " + (closed ? "stopping" : state)));
        }
        try {
            T result = action.apply(connected);
            if (result instanceof Delivery.Refused(Delivery.Refusal refusal, _)
                    && refusal == Delivery.Refusal.CREDENTIALS_REVOKED) {
                refuseToken();
            }
            return result;
        } finally {
            inFlight.end();
        }
    }

    @Override
    public boolean serves(ChannelRef channel) {
        long server = DiscordIds.number(channel.workspace());
        return server == 0 || config.shards().have(server);
    }

    @Override
    public boolean isDirectWith(UserRef user, ChannelRef channel) {
        return channel.workspace().equals(DiscordIds.DIRECT) && channel.id().equals(user.id());
    }

    @Override
    public Access check(ChannelRef channel) {
        ShardManager connected = discord;
        return connected == null
                ? new Access.Unknown("Discord: " + state)
                : posting.check(connected, channel);
    }

    @Override
    public Right administers(UserRef user, ChannelRef channel) {
        ShardManager connected = discord;
        return connected == null ? Right.UNKNOWN : callers.right(connected, user, channel);
    }

    @Override
    public Duration remembersKeysFor() {
        return NONCE_MEMORY;
    }

    @Override
    public Duration remembersKeysFor(ChannelRef channel) {
        ShardManager connected = discord;
        return connected != null && DiscordPosting.recognises(connected, channel)
                ? NONCE_MEMORY
                : Duration.ZERO;
    }

    @Override
    public Pacing pacing() {
        return PACE;
    }

    @Override
    public Set<Caller.Feature> features() {
        return Set.of(Caller.Feature.THREADS);
    }

    @Override
    public void tell(Traffic heard) {
        traffic.tell(heard);
    }

    @Override
    public Health health() {
        ShardManager connected = discord;
        if (connected == null || token.isRefused()) {
            return new Health(false, state);
        }
        List<JDA> shards = connected.getShardCache().asList();
        int wanted =
                config.shards().automatic()
                        ? connected.getShardsTotal()
                        : config.shards().last() - config.shards().first() + 1;
        long up = shards.stream().filter(it -> it.getStatus() == JDA.Status.CONNECTED).count();
        long servers = shards.stream().mapToLong(it -> it.getGuildCache().size()).sum();
        String detail =
                String.format(
                        Locale.ROOT,
                        "%d of %d connections, %d servers, %.0f ms",
                        up,
                        wanted,
                        servers,
                        Math.max(0, connected.getAverageGatewayPing()));
        String trouble = up == wanted ? unregistered : state;
        return new Health(
                up == wanted && up > 0, trouble.isEmpty() ? detail : detail + ", " + trouble);
    }

    /// Waits until all connections stand.
    ///
    /// @return whether they do
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!health().connected() || (config.shards().registers() && !registered)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    private void connect() {
        for (int attempt = 0; !closed; attempt++) {
            try {
                sessions.await();
                ShardManager manager = build();
                discord = manager;
                if (closed) {
                    manager.shutdown();
                }
                return;
            } catch (IOException | RuntimeException e) {
                if (refused(e)) {
                    return;
                }
                state = "cannot connect: " + message(e);
                log.warn("Discord cannot be reached; trying again: {}", message(e));
            } catch (InterruptedException e) {
                return;
            }
            if (!pause(attempt)) {
                return;
            }
        }
    }

    /// @return whether it was not interrupted
    private static boolean pause(int attempt) {
        try {
            Thread.sleep(PAUSES.get(Math.min(attempt, PAUSES.size() - 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Registers the commands, trying until Discord takes them.
    private void register(JDA shard) {
        for (int attempt = 0; !closed && !registered; attempt++) {
            try {
                registration.register(shard);
                registered = true;
                unregistered = "";
            } catch (RuntimeException e) {
                unregistered = "commands are not registered: " + message(e);
                log.error("The commands could not be registered with Discord", e);
                if (!pause(attempt)) {
                    return;
                }
            }
        }
    }

    /// A token that Discord does not accept gets no better by trying, and every attempt counts
    /// towards a ban.
    private boolean refused(Exception failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof InvalidTokenException) {
            refuseToken();
            return true;
        }
        return false;
    }

    private void refuseToken() {
        state =
                "Discord does not accept the bot's token. Copy it anew from the developer portal"
                        + " (Bot, Reset Token) into DISCORD_TOKEN and start again.";
        token.refuse();
    }

    /// What Discord's refusals had stopped goes on, with new connections where it had closed them.
    private void tokenAccepted() {
        ShardManager connected = discord;
        if (connected != null && stands(connected)) {
            state = "connected";
            destinations.accepted();
            return;
        }
        state = "connecting";
        discord = null;
        if (connected != null) {
            connected.shutdown();
        }
        connect();
    }

    private static boolean stands(ShardManager connections) {
        List<JDA> shards = connections.getShardCache().asList();
        return !shards.isEmpty()
                && shards.stream()
                        .map(JDA::getStatus)
                        .noneMatch(
                                it -> it == JDA.Status.SHUTDOWN || it == JDA.Status.SHUTTING_DOWN);
    }

    private static String message(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private EnumSet<GatewayIntent> intents() {
        EnumSet<GatewayIntent> intents = EnumSet.noneOf(GatewayIntent.class);
        if (config.heard().messages()) {
            intents.add(GatewayIntent.GUILD_MESSAGES);
            intents.add(GatewayIntent.DIRECT_MESSAGES);
        }
        if (config.heard().reactions()) {
            intents.add(GatewayIntent.GUILD_MESSAGE_REACTIONS);
        }
        return intents;
    }

    private ShardManager build() {
        DefaultShardManagerBuilder builder =
                DefaultShardManagerBuilder.createLight(config.token(), intents())
                        .setMemberCachePolicy(MemberCachePolicy.NONE)
                        // Some forums take no post without a tag.
                        .enableCache(CacheFlag.FORUM_TAGS)
                        .setChunkingFilter(ChunkingFilter.NONE)
                        .setEventPool(threads, false)
                        .setCallbackPool(threads, false)
                        .setRateLimitElastic(threads, false)
                        .setEnableShutdownHook(false)
                        .setBulkDeleteSplittingEnabled(false)
                        .setRestConfigProvider(
                                _ -> new RestConfig().setBaseUrl(config.restUrl().toString()))
                        .setSessionController(sessions)
                        .setHttpClient(http)
                        // The first to hear of an event notes when it arrived.
                        .addEventListeners(
                                traffic, listener, written, destinations, new Connection());
        caretaker.ifPresent(it -> builder.addEventListeners(it.listener()));
        if (!config.shards().automatic()) {
            builder.setShardsTotal(config.shards().total())
                    .setShards(config.shards().first(), config.shards().last());
        }
        return builder.build();
    }

    /// Follows the connections.
    private final class Connection extends ListenerAdapter {

        @Override
        public void onReady(ReadyEvent event) {
            state = "connected";
            int shard = event.getJDA().getShardInfo().getShardId();
            log.info("Discord connection {} stands, {} servers", shard, event.getGuildTotalCount());
            if (config.shards().registers() && registering.compareAndSet(false, true)) {
                register(event.getJDA());
            }
        }

        @Override
        public void onShutdown(ShutdownEvent event) {
            CloseCode code = event.getCloseCode();
            if (closed || code == null) {
                return;
            }
            if (code == CloseCode.AUTHENTICATION_FAILED) {
                refuseToken();
            } else {
                state = "Discord ended the connection: " + code.getMeaning();
                log.error("{}", state);
            }
        }
    }

    /// Takes nothing more, lets what is under way finish, and leaves.
    @Override
    public void close() {
        closed = true;
        connecting.interrupt();
        token.close();
        caretaker.ifPresent(DiscordCaretaker::close);
        destinations.close();
        try {
            if (!inFlight.drain(DRAIN)) {
                log.warn("Some answers and posts were not finished within {}", DRAIN);
            }
            ShardManager connected = discord;
            if (connected != null) {
                List<JDA> shards = connected.getShardCache().asList();
                connected.shutdown();
                for (JDA shard : shards) {
                    if (!shard.awaitShutdown(SHUTDOWN)) {
                        shard.shutdownNow();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.shutdown();
            threads.shutdown();
            http.connectionPool().evictAll();
        }
    }
}
