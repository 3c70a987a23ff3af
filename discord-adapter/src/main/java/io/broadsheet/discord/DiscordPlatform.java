package io.broadsheet.discord;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Traffic;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
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
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
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

    /// Longest that answers under way may take when the bot is stopped.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /// Discord says "the past few minutes" (resources/message); two are few.
    private static final Duration NONCE_MEMORY = Duration.ofMinutes(2);

    /// Discord takes 50 requests a second of a bot (topics/rate-limits); answers to interactions do
    /// not count, and four are left for everything else. A channel takes about one message a
    /// second.
    private static final Pacing PACE = new Pacing(46, 5, 1, Duration.ofSeconds(60));

    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    static {
        // Also for messages that some later code makes without thinking of it: nobody is mentioned
        // by a text. The SDK keeps this once for all.
        MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
        MessageRequest.setDefaultMentionRepliedUser(false);
    }

    private final DiscordConfig config;
    private final DiscordPosting posting;
    private final DiscordListener listener;
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

    private final ReentrantLock registering = new ReentrantLock();
    private final Thread connecting;

    private volatile @Nullable ShardManager discord;
    private volatile String state = "connecting";
    private volatile boolean registered;
    private volatile boolean closed;

    private DiscordPlatform(DiscordConfig config, Conversation conversation, Clock clock) {
        this.config = config;
        this.posting =
                new DiscordPosting(
                        new DiscordRenderer(),
                        config.crosspost(),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        this.listener =
                new DiscordListener(
                        conversation, new DiscordCallers(config.zone()), workers, inFlight, clock);
        this.registration = new DiscordRegistration(DiscordTranslations.load());
        this.connecting = Thread.ofVirtual().name("discord-connect").unstarted(this::connect);
    }

    /// Starts to connect and returns at once.
    public static DiscordPlatform start(
            DiscordConfig config, Conversation conversation, Clock clock) {
        DiscordPlatform platform = new DiscordPlatform(config, conversation, clock);
        platform.connecting.start();
        return platform;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key) {
        return post(channel, message, key, "");
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        ShardManager connected = discord;
        return connected == null
                ? notConnected()
                : posting.post(connected, channel, message, key, role);
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        ShardManager connected = discord;
        return connected == null ? notConnected() : posting.send(connected, user, message, key);
    }

    @Override
    public Delivery edit(ChannelRef channel, String posted, Reply message) {
        return edit(channel, posted, message, "");
    }

    @Override
    public Delivery edit(ChannelRef channel, String posted, Reply message, String role) {
        ShardManager connected = discord;
        return connected == null
                ? notConnected()
                : posting.edit(connected, channel, posted, message, role);
    }

    @Override
    public Optional<Delivery.Refused> check(ChannelRef channel) {
        ShardManager connected = discord;
        return connected == null ? Optional.empty() : DiscordPosting.check(connected, channel);
    }

    @Override
    public Duration remembersKeysFor() {
        return NONCE_MEMORY;
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

    private Delivery notConnected() {
        return new Delivery.RetryAfter(Duration.ofSeconds(30), "Discord: " + state);
    }

    @Override
    public Health health() {
        ShardManager connected = discord;
        if (connected == null) {
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
        return new Health(up == wanted && up > 0, up == wanted ? detail : detail + ", " + state);
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
                ShardManager manager = build();
                discord = manager;
                if (closed) {
                    manager.shutdown();
                }
                return;
            } catch (RuntimeException e) {
                if (refused(e)) {
                    return;
                }
                state = "cannot connect: " + message(e);
                log.warn("Discord cannot be reached; trying again: {}", message(e));
            }
            try {
                Thread.sleep(PAUSES.get(Math.min(attempt, PAUSES.size() - 1)));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// A token that Discord does not accept gets no better by trying, and every attempt counts
    /// towards a ban.
    private boolean refused(RuntimeException failure) {
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
        log.error("{}", state);
    }

    private static String message(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private ShardManager build() {
        DefaultShardManagerBuilder builder =
                DefaultShardManagerBuilder.createLight(
                                config.token(), EnumSet.noneOf(GatewayIntent.class))
                        .setMemberCachePolicy(MemberCachePolicy.NONE)
                        .setChunkingFilter(ChunkingFilter.NONE)
                        .setEventPool(threads, false)
                        .setCallbackPool(threads, false)
                        .setRateLimitElastic(threads, false)
                        .setEnableShutdownHook(false)
                        .setBulkDeleteSplittingEnabled(false)
                        .setRestConfigProvider(
                                _ -> new RestConfig().setBaseUrl(config.restUrl().toString()))
                        .setSessionController(new Sessions(config.gatewayUrl()))
                        .setHttpClientBuilder(
                                new OkHttpClient.Builder()
                                        .addInterceptor(traffic)
                                        .addInterceptor(new OnceOnly()))
                        // The first to hear of an event notes when it arrived.
                        .addEventListeners(traffic, listener, new Connection());
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
            if (config.shards().registers() && !registered && registering.tryLock()) {
                try {
                    registration.register(event.getJDA());
                    registered = true;
                } catch (RuntimeException e) {
                    state = "commands are not registered: " + message(e);
                    log.error("The commands could not be registered with Discord", e);
                } finally {
                    registering.unlock();
                }
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

    /// Connects to the configured gateway instead of the one that Discord names.
    private static final class Sessions extends ConcurrentSessionController {

        private final Optional<URI> gateway;

        Sessions(Optional<URI> gateway) {
            this.gateway = gateway;
        }

        @Override
        public ShardedGateway getShardedGateway(JDA api) {
            ShardedGateway named = super.getShardedGateway(api);
            return gateway.map(uri ->
                            new ShardedGateway(
                                    uri.toString(), named.getShardTotal(), named.getConcurrency()))
                    .orElse(named);
        }

        @Override
        public String getGateway() {
            return gateway.map(URI::toString).orElseGet(super::getGateway);
        }
    }

    /// Takes nothing more, lets what is under way finish, and leaves.
    @Override
    public void close() {
        closed = true;
        connecting.interrupt();
        try {
            if (!inFlight.drain(DRAIN)) {
                log.warn("Some answers were not finished within {}", DRAIN);
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
        }
    }
}
