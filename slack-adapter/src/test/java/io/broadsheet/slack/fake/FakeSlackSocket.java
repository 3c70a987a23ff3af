package io.broadsheet.slack.fake;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/// Socket Mode's other end. What is not acknowledged when its connection breaks is sent again over
/// the next one, three times at most; what comes while there is no connection waits for one a
/// while, and is given up then.
public final class FakeSlackSocket {

    private static final int RETRIES = 3;
    private static final long WAITING = 3_000_000_000L;

    private static final class Envelope {
        final String id;
        final String type;
        final boolean takesPayload;
        final JsonObject payload;
        final FakeSlackAnswer answer;
        volatile @Nullable WebSocket over;
        int attempts;

        Envelope(
                String id,
                String type,
                boolean takesPayload,
                JsonObject payload,
                FakeSlackAnswer answer) {
            this.id = id;
            this.type = type;
            this.takesPayload = takesPayload;
            this.payload = payload;
            this.answer = answer;
        }

        String json() {
            JsonObject json = new JsonObject();
            json.addProperty("envelope_id", id);
            json.addProperty("type", type);
            json.add("payload", payload);
            json.addProperty("accepts_response_payload", takesPayload);
            if (attempts > 1) {
                json.addProperty("retry_attempt", attempts - 1);
                json.addProperty("retry_reason", "timeout");
            }
            return json.toString();
        }
    }

    private final FakeSlack slack;
    private final Server server;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final AtomicLong serial = new AtomicLong();
    private final List<WebSocket> open = new CopyOnWriteArrayList<>();
    private final Map<String, Envelope> unacknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Envelope> waiting = new ConcurrentLinkedQueue<>();
    public final AtomicInteger connections = new AtomicInteger();
    public volatile boolean silent;
    public volatile boolean mute;

    FakeSlackSocket(FakeSlack slack) {
        this.slack = slack;
        this.server = new Server();
    }

    FakeSlackSocket begin() throws InterruptedException {
        server.setReuseAddr(true);
        server.setDaemon(true);
        server.setConnectionLostTimeout(0);
        server.start();
        if (!begun.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the WebSocket server did not start");
        }
        return this;
    }

    /// An address that can be dialled once.
    String ticket() {
        String ticket = "t" + serial.incrementAndGet() + "f3b1c9d2";
        tickets.add(ticket);
        return "ws://127.0.0.1:" + server.getPort() + "/link/?ticket=" + ticket + "&app_id=A02";
    }

    synchronized void send(
            FakeSlackAnswer answer, String type, boolean takesPayload, JsonObject payload) {
        Envelope envelope =
                new Envelope("e" + serial.incrementAndGet(), type, takesPayload, payload, answer);
        deliver(envelope);
    }

    private synchronized void deliver(Envelope envelope) {
        WebSocket socket = open.stream().filter(WebSocket::isOpen).findFirst().orElse(null);
        if (socket == null) {
            waiting.add(envelope);
            return;
        }
        envelope.over = socket;
        envelope.attempts++;
        envelope.answer.deliveredAt = System.nanoTime();
        envelope.answer.deliveries.incrementAndGet();
        unacknowledged.put(envelope.id, envelope);
        try {
            socket.send(envelope.json());
        } catch (RuntimeException e) {
            // Closed just now; it is sent again then.
        }
    }

    /// A connection stands: what waits comes over it.
    private synchronized void connected() {
        Envelope next = waiting.poll();
        while (next != null) {
            if (next.attempts == 0 && System.nanoTime() - next.answer.sentAt > WAITING) {
                next.answer.givenUp = true;
            } else {
                deliver(next);
            }
            next = waiting.poll();
        }
    }

    private synchronized void disconnected(WebSocket socket) {
        open.remove(socket);
        for (Envelope envelope : List.copyOf(unacknowledged.values())) {
            if (envelope.over == socket) {
                unacknowledged.remove(envelope.id);
                if (envelope.attempts <= RETRIES) {
                    deliver(envelope);
                } else {
                    envelope.answer.givenUp = true;
                }
            }
        }
    }

    // --- what goes wrong ---

    /// All connections break without a word.
    public void breakAll() {
        open.forEach(socket -> socket.closeConnection(1006, "broken"));
    }

    /// All connections are closed properly.
    public void closeAll() {
        open.forEach(WebSocket::close);
    }

    /// Slack announces that it will end the connections, and does so a little later.
    public void refresh() {
        List<WebSocket> old = List.copyOf(open);
        old.forEach(socket -> {
            // New requests come over the next connection.
            open.remove(socket);
            socket.send(
                    "{\"type\":\"disconnect\",\"reason\":\"refresh_requested\",\"debug_info\":{\"host\":\"applink-7fc4fdbb64-4x5xq\"}}");
        });
    }

    /// Anything may come over the connection.
    public void sendRaw(String frame) {
        open.forEach(socket -> socket.send(frame));
    }

    private final class Server extends WebSocketServer {
        Server() {
            super(new InetSocketAddress("127.0.0.1", 0));
        }

        @Override
        public void onStart() {
            begun.countDown();
        }

        @Override
        public org.java_websocket.handshake.ServerHandshakeBuilder
                onWebsocketHandshakeReceivedAsServer(
                        WebSocket socket, Draft draft, ClientHandshake request)
                        throws org.java_websocket.exceptions.InvalidDataException {
            String query = request.getResourceDescriptor();
            String ticket = query.replaceFirst(".*ticket=([^&]*).*", "$1");
            if (!tickets.remove(ticket)) {
                slack.require(false, "a ticket was used twice or made up");
                throw new org.java_websocket.exceptions.InvalidDataException(1008, "ticket");
            }
            return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake request) {
            connections.incrementAndGet();
            if (mute) {
                return;
            }
            socket.send(
                    "{\"type\":\"hello\",\"num_connections\":1,\"debug_info\":{\"host\":\"applink\",\"approximate_connection_time\":18060},"
                            + "\"connection_info\":{\"app_id\":\"A02CLGNTJ3D\"}}");
            open.add(socket);
            connected();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            slack.require(
                    Set.of("envelope_id", "payload").containsAll(json.keySet()),
                    "an acknowledgement has an envelope_id and a payload: " + text);
            JsonElement id = json.get("envelope_id");
            Envelope envelope = unacknowledged.remove(id.getAsString());
            if (envelope == null) {
                // Of a connection that broke, and sent again meanwhile.
                return;
            }
            slack.require(
                    !json.has("payload") || envelope.takesPayload,
                    "a payload where none is taken: " + envelope.type);
            slack.acknowledged(
                    envelope.answer,
                    json.has("payload") ? json.getAsJsonObject("payload") : new JsonObject());
        }

        @Override
        public void onWebsocketPing(WebSocket socket, Framedata frame) {
            if (!silent) {
                super.onWebsocketPing(socket, frame);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            disconnected(socket);
        }

        @Override
        public void onError(WebSocket socket, Exception failure) {
            if (socket != null) {
                disconnected(socket);
            }
        }
    }

    void end() {
        try {
            server.stop(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
