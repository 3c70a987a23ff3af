package io.broadsheet.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.block.LayoutBlock;
import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.Traffic;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.Deduplication;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.interaction.SlackAnswer;
import io.broadsheet.slack.interaction.SlackCallers;
import io.broadsheet.slack.interaction.SlackGate;
import io.broadsheet.slack.interaction.SlackListener;
import io.broadsheet.slack.interaction.SlackMentions;
import io.broadsheet.slack.interaction.SlackReactions;
import io.broadsheet.slack.interaction.SlackRequester;
import io.broadsheet.slack.interaction.SlackResponder;
import io.broadsheet.slack.posting.SlackPostReader;
import io.broadsheet.slack.posting.SlackPosting;
import io.broadsheet.slack.posting.SlackUploads;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.transport.SingleToken;
import io.broadsheet.slack.transport.SlackAuthorisation;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackDirectory;
import io.broadsheet.slack.transport.SlackEndpoint;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackJson;
import io.broadsheet.slack.transport.SlackSocket;
import io.broadsheet.slack.transport.SlackTokens;
import io.broadsheet.slack.transport.SlackTraffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot on Slack: it connects in the background and goes on trying, so that nothing else waits
/// for Slack.
public final class SlackPlatform implements ChatPlatform, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackPlatform.class);

    /// Pauses between attempts to have the token accepted. The last one is repeated.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1));

    /// How long an accepted token is taken for good where a connection shows that Slack is there.
    private static final Duration VERIFIED = Duration.ofHours(12);

    /// How soon Slack is asked once more where it takes a token that it has just refused.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /// A connection is alive where something was heard within this time.
    private static final Duration ALIVE = Duration.ofSeconds(60);

    /// Longest that answers and posts under way may take when the bot is stopped.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /// Slack takes a message a second in a channel and several hundred a minute in a workspace, and
    /// counts each workspace alone (docs.slack.dev, rate limits). Of 300 a minute this leaves 18 to
    /// what is not posted by schedules; people's commands are answered by other ways.
    private static final Pacing PACE =
            new Pacing(Double.POSITIVE_INFINITY, 4.7, 1, Duration.ofSeconds(60));

    private final SlackTokens tokens;
    private final Optional<SlackSurroundings> surroundings;
    private final SlackTraffic traffic = new SlackTraffic();
    private final SlackClients clients;
    private final SlackPosting posting;
    private final SlackPostReader reader;
    private final InFlight inFlight = new InFlight();
    private final Deduplication<Response> requests = new Deduplication<>(inFlight, Response.ok());
    private final SlackResponder responder;
    private final SlackCallers callers;
    private final App app;
    private final @Nullable SlackSocket socket;
    private final @Nullable SlackEndpoint endpoint;
    private final Thread verifying;
    private final Semaphore doubts = new Semaphore(0);

    /// Whether Slack refused a token since it was last asked.
    private final AtomicBoolean refused = new AtomicBoolean();

    /// The core computes on few threads of their own. On the virtual ones it would take the
    /// processors from those that acknowledge in time.
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
                    Thread.ofPlatform().name("slack-work-", 0).daemon().factory());

    private final Duration verified;
    private volatile @Nullable String problem = "connecting";
    private volatile long answered;
    private volatile boolean closed;

    private SlackPlatform(
            SlackConfig config,
            SlackTokens given,
            Conversation conversation,
            Clock clock,
            SlackSocket.Timing timing,
            Optional<SlackSurroundings> surroundings) {
        this.surroundings = surroundings;
        this.tokens = new Watched(given);
        this.clients = SlackClients.to(config.apiUrl(), traffic);
        SlackUploads uploads = new SlackUploads(clients);
        this.posting = new SlackPosting(clients, tokens, uploads, inFlight);
        this.reader = new SlackPostReader(clients, tokens);
        this.responder = new SlackResponder(clients);
        SlackDirectory directory = new SlackDirectory(clients, tokens, clock);
        this.callers = new SlackCallers(directory, config.zone(), config.administrators());
        SlackAnswer.Means means =
                new SlackAnswer.Means(
                        responder,
                        posting,
                        uploads,
                        clients,
                        tokens,
                        workers,
                        inFlight,
                        config.patience(),
                        clock);
        this.app = app();
        new SlackListener(conversation, callers, means).register(app);
        new SlackMentions(conversation, callers, means).register(app);
        new SlackReactions(conversation, callers, means).register(app);
        surroundings.ifPresent(
                it -> it.attach(app, conversation, callers, directory, means, config.zone()));
        app.start();
        this.socket =
                config.mode() == SlackConfig.Mode.SOCKET
                        ? new SlackSocket(
                                clients, config.appToken(), new Envelopes(), timing, traffic)
                        : null;
        this.endpoint =
                config.mode() == SlackConfig.Mode.HTTP
                        ? new SlackEndpoint(app, config.signingSecret(), clock)
                        : null;
        this.verified = socket == null ? timing.asking() : VERIFIED;
        this.verifying = Thread.ofVirtual().name("slack-verify").unstarted(this::verify);
    }

    /// Starts with the one token of the configuration, and returns at once.
    public static SlackPlatform start(SlackConfig config, Conversation conversation, Clock clock) {
        return start(config, new SingleToken(config.botToken()), conversation, clock);
    }

    /// Starts to connect and returns at once.
    public static SlackPlatform start(
            SlackConfig config, SlackTokens tokens, Conversation conversation, Clock clock) {
        return start(config, tokens, conversation, clock, Optional.empty());
    }

    static SlackPlatform start(
            SlackConfig config,
            SlackTokens tokens,
            Conversation conversation,
            Clock clock,
            SlackSocket.Timing timing) {
        return started(
                new SlackPlatform(config, tokens, conversation, clock, timing, Optional.empty()));
    }

    /// Starts to connect and returns at once.
    ///
    /// @param surroundings what it does besides answering; closed with this
    public static SlackPlatform start(
            SlackConfig config,
            SlackTokens tokens,
            Conversation conversation,
            Clock clock,
            Optional<SlackSurroundings> surroundings) {
        return started(
                new SlackPlatform(
                        config,
                        tokens,
                        conversation,
                        clock,
                        SlackSocket.Timing.USUAL,
                        surroundings));
    }

    private static SlackPlatform started(SlackPlatform platform) {
        platform.verifying.start();
        if (platform.socket != null) {
            platform.socket.start();
        }
        return platform;
    }

    private App app() {
        AppConfig bolt =
                AppConfig.builder()
                        .slack(clients.asking())
                        .singleTeamBotToken(null)
                        .signingSecret(null)
                        .clientId(null)
                        .clientSecret(null)
                        .allEventsApiAutoAckEnabled(true)
                        .subtypedMessageEventsAutoAckEnabled(true)
                        .build();
        return new App(
                bolt,
                clients.asking(),
                new ArrayList<>(
                        List.of(
                                new SlackGate(inFlight, requests, responder, traffic),
                                new SlackAuthorisation(tokens))));
    }

    /// Takes Slack's requests in HTTP mode; empty in Socket Mode.
    public Optional<SlackEndpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        return through(() -> posting.post(channel.workspace(), channel.id(), message, key, role));
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return through(() -> posting.post(user.workspace(), user.id(), message));
    }

    @Override
    public Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return through(() -> posting.edit(channel, posted, message, key));
    }

    @Override
    public Delivery discuss(ChannelRef channel, String message, Reply.Thread thread) {
        return through(() -> posting.open(channel, message, thread));
    }

    @Override
    public DiscussionLink linkTo(ChannelRef channel, String message) {
        return posting.linkTo(channel, message);
    }

    @Override
    public boolean readsBack() {
        return true;
    }

    @Override
    public ReadBack find(ChannelRef channel, String key, Instant since) {
        return through(() -> reader.find(channel, key, since), ReadBack::prevented);
    }

    /// What is sent to one person carries no mark, and is not looked for.
    @Override
    public ReadBack find(UserRef user, String key, Instant since) {
        return new ReadBack.CannotTell("direct messages are not read back here");
    }

    @Override
    public void complete(ChannelRef channel, String posted, Reply message) {
        Optional<Reply.Thread> thread = message.opens();
        if (thread.isEmpty() || !inFlight.begin()) {
            return;
        }
        try {
            if (reader.isWithoutReplies(channel, posted)) {
                posting.discuss(channel, posted, thread.get());
            }
        } finally {
            inFlight.end();
        }
    }

    private Delivery through(Supplier<Delivery> action) {
        return through(action, Function.identity());
    }

    private <T> T through(Supplier<T> action, Function<Delivery, T> otherwise) {
        if (!inFlight.begin()) {
            return otherwise.apply(new Delivery.RetryAfter(Duration.ZERO, "the bot is stopping"));
        }
        try {
            return action.get();
        } finally {
            inFlight.end();
        }
    }

    /// Slack has one connection for all of a workspace's channels, and any process can post.
    @Override
    public boolean serves(ChannelRef channel) {
        return true;
    }

    /// Slack does not say in an id who a direct message is with.
    @Override
    public boolean isDirectWith(UserRef user, ChannelRef channel) {
        return channel.workspace().equals(user.workspace())
                && SlackRequester.direct(user.id(), channel.id());
    }

    /// Slack knows no keys.
    @Override
    public Duration remembersKeysFor() {
        return Duration.ZERO;
    }

    @Override
    public Duration remembersKeysFor(ChannelRef channel) {
        return Duration.ZERO;
    }

    @Override
    public Access check(ChannelRef channel) {
        return posting.check(channel);
    }

    @Override
    public Right administers(UserRef user, ChannelRef channel) {
        return callers.right(user, channel);
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
        String wrong = problem;
        if (wrong != null) {
            return new Health(false, wrong);
        }
        if (socket == null) {
            return new Health(
                    true,
                    "HTTP mode, Slack answered "
                            + Duration.ofNanos(System.nanoTime() - answered).toSeconds()
                            + " s ago");
        }
        return socket.silence()
                .map(silence ->
                        new Health(
                                silence.compareTo(ALIVE) < 0,
                                "Socket Mode, heard "
                                        + silence.toSeconds()
                                        + " s ago, reconnected "
                                        + socket.reconnections()
                                        + " times"))
                .orElseGet(() -> new Health(false, "Socket Mode: " + socket.state()));
    }

    /// Waits until the connection stands and the token is accepted.
    ///
    /// @return whether they do
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!health().connected()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /// Asks Slack whether it is there and takes the tokens, now and then, and soon again while it
    /// does not.
    private void verify() {
        boolean again = false;
        for (int attempt = 0; !closed; ) {
            String sentence = wrong();
            String before = problem;
            if (sentence == null) {
                answered = System.nanoTime();
            }
            problem = sentence;
            if (sentence == null) {
                if (before != null) {
                    log.info("Slack is there, and refuses no token");
                }
                boolean refused = this.refused.getAndSet(false);
                if (before != null || refused || again) {
                    accepted();
                }
                // The refusal of a post pauses its schedule a moment after it was heard here.
                again = refused;
            } else if (!sentence.equals(before)) {
                log.error("{}", sentence);
            }
            Duration pause =
                    sentence == null
                            ? (again && verified.compareTo(AGAIN) > 0 ? AGAIN : verified)
                            : PAUSES.get(Math.min(attempt, PAUSES.size() - 1));
            attempt = sentence == null ? 0 : attempt + 1;
            try {
                if (sentence == null) {
                    // Until then, or until a token is refused.
                    doubts.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    Thread.sleep(pause);
                }
                doubts.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void accepted() {
        try {
            surroundings.ifPresent(SlackSurroundings::accepted);
        } catch (RuntimeException e) {
            log.error("What Slack's refusals had stopped could not be looked at", e);
        }
    }

    private @Nullable String wrong() {
        try {
            return tokens.verify(clients.asking().methods())
                    .map(SlackTokens.Problem::sentence)
                    .orElse(null);
        } catch (RuntimeException e) {
            return "Slack cannot be asked: " + SlackFailures.describe(e);
        }
    }

    /// Has the tokens verified again where Slack refuses one.
    private final class Watched implements SlackTokens {
        private final SlackTokens given;

        Watched(SlackTokens given) {
            this.given = given;
        }

        @Override
        public Optional<Bot> bot(String team) {
            return given.bot(team);
        }

        @Override
        public Optional<Bot> bot(String team, @Nullable String enterprise) {
            return given.bot(team, enterprise);
        }

        @Override
        public Optional<Problem> verify(MethodsClient slack) {
            return given.verify(slack);
        }

        @Override
        public void refused(String team, String error) {
            given.refused(team, error);
            refused.set(true);
            doubts.release();
        }
    }

    /// Runs what comes over Socket Mode.
    private final class Envelopes implements SlackSocket.Handler {
        private final SocketModeRequestParser parser = new SocketModeRequestParser(app.config());

        @Override
        public @Nullable Response handle(String envelope) {
            try {
                SocketModeRequest request = parser.parse(envelope);
                return request == null || request.getBoltRequest() == null
                        ? null
                        : app.run(request.getBoltRequest());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            } catch (Exception e) {
                // What it holds may be secret, so nothing of it is logged.
                log.error(
                        "A frame could not be handled, reference {}: {}",
                        FailureReference.next(),
                        e.getClass().getSimpleName());
                return null;
            }
        }

        /// An answer that was in an acknowledgement goes out through the response URL instead.
        @Override
        public void lost(String envelope, Response acknowledgement) {
            String body = acknowledgement.getBody();
            SocketModeRequest request = parser.parse(envelope);
            if (body == null
                    || !body.startsWith("{")
                    || request == null
                    || !(request.getBoltRequest() instanceof SlashCommandRequest command)
                    || command.getPayload().getResponseUrl() == null) {
                return;
            }
            String key = SlackGate.key((Request<?>) command);
            if (key != null) {
                requests.answeredElsewhere(key);
            }
            try {
                JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
                List<LayoutBlock> blocks =
                        List.of(SlackJson.GSON.fromJson(answer.get("blocks"), LayoutBlock[].class));
                boolean everybody = answer.get("response_type").getAsString().equals("in_channel");
                responder
                        .at(command.getPayload().getResponseUrl(), "")
                        .say(
                                new SlackMessage(blocks, answer.get("text").getAsString()),
                                everybody ? Audience.EVERYBODY : Audience.ASKER);
            } catch (RuntimeException e) {
                log.warn("An answer got lost: {}", SlackFailures.describe(e));
            }
        }
    }

    /// Takes nothing more, lets what is under way finish, and leaves.
    @Override
    public void close() {
        closed = true;
        verifying.interrupt();
        try {
            if (!inFlight.drain(DRAIN)) {
                log.warn("Some answers and posts were not finished within {}", DRAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (socket != null) {
                socket.close();
            }
            app.stop();
            surroundings.ifPresent(SlackSurroundings::close);
            workers.shutdown();
            clients.close();
        }
    }
}
