package io.broadsheet.slack.transport;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.SocketModeMessageQueue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Socket Mode: one connection after the other, each kept until Slack announces its end, it breaks,
/// or nothing is heard over it.
///
/// The SDK's own loop looks for frames every ten milliseconds and lets one slow handler hold up all
/// others. Here each frame is handled at once on a virtual thread of its own, and acknowledged over
/// the connection it came from.
public final class SlackSocket implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackSocket.class);

    private static final Set<String> ENVELOPES =
            Set.of("slash_commands", "interactive", "events_api");

    /// How long things may take.
    ///
    /// @param ping how long the connection may be silent before it is asked for a sign of life
    /// @param hello how long a new connection may take to say hello
    /// @param asking where there is no connection that shows it, how often Slack is asked whether
    ///   it is there
    public record Timing(Duration ping, Duration hello, Duration asking) {

        public static final Timing USUAL =
                new Timing(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    /// The status of an answer that says "not acknowledged": Slack sends the request again.
    public static final int UNAVAILABLE = 503;

    /// A connection that held so long was a good one.
    private static final Duration GOOD = Duration.ofSeconds(30);

    /// How far the pauses grow where connections stand but do not hold. Slack makes whoever
    /// connects too often wait, and says how long.
    private static final int AFTER_CUTS = 2;

    /// How long an old connection is kept for acknowledgements, after a new one stands.
    private static final Duration RETIRING = Duration.ofSeconds(5);

    /// Pauses before the next attempt. The first is at once, since cut connections are common; the
    /// last is repeated. Slack limits how often connections are opened.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ZERO,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30));

    /// What does the work.
    public interface Handler {

        /// @param envelope the frame
        /// @return how it is acknowledged; null where it is none that anybody knows, which is
        ///   acknowledged all the same
        @Nullable Response handle(String envelope);

        /// The acknowledgement did not go out.
        void lost(String envelope, Response acknowledgement);
    }

    private final SlackClients clients;
    private final String appToken;
    private final Handler handler;
    private final Timing timing;
    private final Thread loop;

    private volatile @Nullable Connection current;
    private volatile String state = "connecting";
    private volatile boolean closed;
    private final SlackTraffic traffic;
    private final AtomicLong reconnections = new AtomicLong();

    public SlackSocket(
            SlackClients clients,
            String appToken,
            Handler handler,
            Timing timing,
            SlackTraffic traffic) {
        this.traffic = traffic;
        this.clients = clients;
        this.appToken = appToken;
        this.handler = handler;
        this.timing = timing;
        this.loop = Thread.ofVirtual().name("slack-socket").unstarted(this::run);
    }

    public void start() {
        loop.start();
    }

    /// How it is, in a few words.
    public String state() {
        return state;
    }

    /// How long ago something was heard over the current connection; empty where there is none.
    public java.util.Optional<Duration> silence() {
        Connection connection = current;
        return connection == null || connection.over()
                ? java.util.Optional.empty()
                : java.util.Optional.of(connection.silence());
    }

    public long reconnections() {
        return reconnections.get();
    }

    private void run() {
        int failures = 0;
        boolean first = true;
        while (!closed) {
            try {
                if (failures > 0 || !first) {
                    Thread.sleep(PAUSES.get(Math.min(failures, PAUSES.size() - 1)));
                }
                Connection connection = open();
                Connection before = current;
                current = connection;
                state = "connected";
                if (!first) {
                    reconnections.incrementAndGet();
                    traffic.reconnected();
                }
                first = false;
                log.info("Socket Mode connection stands");
                if (before != null) {
                    before.retire();
                }
                long since = System.nanoTime();
                connection.watch();
                state = "reconnecting";
                failures =
                        System.nanoTime() - since > GOOD.toNanos()
                                ? 0
                                : Math.min(failures + 1, AFTER_CUTS);
            } catch (Unavailable e) {
                failures++;
                state = e.sentence;
                log.warn("Socket Mode: {}", e.sentence);
                if (!rest(e.pause)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures++;
                state = "cannot connect: " + SlackFailures.describe(e);
                log.error("Socket Mode failed", e);
            }
        }
    }

    private static boolean rest(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// No connection can be had now. The message is for an operator.
    private static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String sentence;
        private final Duration pause;

        Unavailable(String sentence, Duration pause) {
            super(sentence);
            this.sentence = sentence;
            this.pause = pause;
        }
    }

    private Connection open() throws Unavailable, InterruptedException {
        String url = url();
        Connection connection;
        try {
            connection = new Connection(url);
        } catch (URISyntaxException e) {
            // The address is a secret, and in the exception.
            throw new Unavailable("Slack gave an address that is none", Duration.ofSeconds(5));
        }
        boolean stands = false;
        try {
            connection.connect();
            stands =
                    connection.hello.await(timing.hello().toMillis(), TimeUnit.MILLISECONDS)
                            && !connection.over()
                            && !closed;
        } finally {
            if (!stands) {
                connection.end();
            }
        }
        if (!stands) {
            throw new Unavailable("cannot connect: Slack did not say hello", Duration.ZERO);
        }
        return connection;
    }

    private String url() throws Unavailable {
        try {
            AppsConnectionsOpenResponse answer =
                    clients.asking().methods(appToken).appsConnectionsOpen(request -> request);
            if (answer.isOk()) {
                return answer.getUrl();
            }
            throw refused(answer.getError());
        } catch (SlackApiException e) {
            String error = SlackFailures.error(e);
            boolean limited = e.getResponse() != null && e.getResponse().code() == 429;
            if (!limited && SlackFailures.REVOKED.contains(error)) {
                throw refused(error);
            }
            throw new Unavailable(
                    "cannot connect: Slack answered " + SlackFailures.describe(e),
                    limited ? SlackFailures.retryAfter(e) : Duration.ZERO);
        } catch (IOException e) {
            throw new Unavailable("cannot connect: " + SlackFailures.describe(e), Duration.ZERO);
        }
    }

    private static Unavailable refused(String error) {
        return new Unavailable(
                SlackFailures.REVOKED.contains(error) || error.equals("not_allowed_token_type")
                        ? "Slack does not accept the app-level token ("
                                + error
                                + "). Make one with the scope connections:write (Basic Information,"
                                + " App-Level Tokens) and set SLACK_APP_TOKEN."
                        : "Slack opens no connection (" + error + "). Is Socket Mode switched on?",
                Duration.ofSeconds(30));
    }

    /// One connection.
    private final class Connection {
        private final SocketModeClientJavaWSImpl client;
        private final CountDownLatch hello = new CountDownLatch(1);
        private volatile long heard = System.nanoTime();
        private boolean broken;
        private boolean announced;

        Connection(String url) throws URISyntaxException {
            client =
                    new SocketModeClientJavaWSImpl(
                            clients.asking(), appToken, url, 0, new Inbox(), false, false, 0);
            client.addWebSocketCloseListener((code, _) -> over("closed with " + code));
            client.addWebSocketErrorListener(failure -> over(SlackFailures.describe(failure)));
        }

        /// Takes each frame as it comes, and keeps none.
        private final class Inbox implements SocketModeMessageQueue {
            @Override
            public void add(String frame) {
                received(frame);
            }

            @Override
            public @Nullable String poll() {
                return null;
            }
        }

        void connect() {
            client.connect();
        }

        private void received(String frame) {
            heard = System.nanoTime();
            String type = type(frame);
            if (type.equals("hello")) {
                hello.countDown();
            } else if (type.equals("disconnect")) {
                log.info("Slack is going to end the Socket Mode connection");
                announced();
            } else if (ENVELOPES.contains(type)) {
                Thread.ofVirtual().name("slack-frame").start(() -> handle(frame));
            }
        }

        private void handle(String frame) {
            Response response = null;
            try {
                response = handler.handle(frame);
            } finally {
                // Whatever happened, Slack must not take it for lost.
                acknowledge(frame, response == null ? Response.ok() : response);
            }
        }

        private void acknowledge(String frame, Response acknowledgement) {
            if (acknowledgement.getStatusCode() == UNAVAILABLE) {
                return;
            }
            try {
                client.sendWebSocketMessage(acknowledgement(frame, acknowledgement));
            } catch (RuntimeException e) {
                log.info("An acknowledgement did not go out: {}", SlackFailures.describe(e));
                handler.lost(frame, acknowledgement);
            }
        }

        private synchronized void over(String why) {
            if (!broken) {
                log.info("A Socket Mode connection is over: {}", why);
            }
            broken = true;
            hello.countDown();
            notifyAll();
        }

        synchronized boolean over() {
            return broken;
        }

        private synchronized void announced() {
            announced = true;
            notifyAll();
        }

        public Duration silence() {
            return Duration.ofNanos(System.nanoTime() - heard);
        }

        /// Returns when another connection is needed.
        void watch() throws InterruptedException {
            while (true) {
                synchronized (this) {
                    if (!broken && !announced) {
                        wait(timing.ping().toMillis());
                    }
                    if (broken || announced) {
                        return;
                    }
                }
                if (silence().compareTo(timing.ping()) >= 0) {
                    if (!client.verifyConnection()) {
                        over("no sign of life");
                        end();
                        return;
                    }
                    heard = System.nanoTime();
                }
            }
        }

        /// Lets what is under way be acknowledged, then ends.
        void retire() {
            if (over()) {
                end();
                return;
            }
            Thread.ofVirtual()
                    .name("slack-retire")
                    .start(() -> {
                        rest(RETIRING);
                        end();
                    });
        }

        void end() {
            try {
                client.close();
            } catch (IOException | RuntimeException e) {
                log.debug("A connection could not be closed: {}", SlackFailures.describe(e));
            }
        }
    }

    private static String type(String frame) {
        try {
            JsonElement type = JsonParser.parseString(frame).getAsJsonObject().get("type");
            return type == null ? "" : type.getAsString();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            log.warn("Slack sent a frame that cannot be read");
            return "";
        }
    }

    static String acknowledgement(String frame, Response response) {
        JsonObject envelope = JsonParser.parseString(frame).getAsJsonObject();
        JsonObject acknowledgement = new JsonObject();
        acknowledgement.add("envelope_id", envelope.get("envelope_id"));
        JsonElement accepts = envelope.get("accepts_response_payload");
        boolean payload = accepts != null && accepts.isJsonPrimitive() && accepts.getAsBoolean();
        String body = response.getBody();
        if (payload && body != null && body.startsWith("{")) {
            acknowledgement.add("payload", JsonParser.parseString(body));
        }
        return acknowledgement.toString();
    }

    /// Ends the connection. What is under way should have ended before.
    @Override
    public void close() {
        closed = true;
        loop.interrupt();
        Connection connection = current;
        if (connection != null) {
            connection.end();
        }
    }
}
