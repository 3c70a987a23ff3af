package io.broadsheet.discord.fake;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/// The gateway of [FakeDiscord]: a real WebSocket with Discord's handshake, sessions and replays.
public final class FakeGateway extends WebSocketServer {

    /// One bot's connection to one shard, which outlives its sockets.
    private static final class Session {
        final String id;
        final int shard;
        final int total;
        final List<DataObject> sent = new ArrayList<>();
        @Nullable WebSocket socket;

        Session(String id, int shard, int total, WebSocket socket) {
            this.id = id;
            this.shard = shard;
            this.total = total;
            this.socket = socket;
        }
    }

    /// Members, presences and the text of messages (events/gateway, Privileged Intents).
    private static final long PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15;

    private final FakeDiscord discord;
    private final CountDownLatch started = new CountDownLatch(1);
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<WebSocket, Session> bySocket = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    /// How many sessions may still be begun; one too many takes the token away.
    final AtomicInteger sessionsLeft = new AtomicInteger(1_000);

    /// When a session was last begun, by the bucket that shards share.
    private final Map<Integer, Long> begun = new ConcurrentHashMap<>();

    public final AtomicInteger identified = new AtomicInteger();
    public final AtomicInteger resumed = new AtomicInteger();
    final AtomicInteger heartbeats = new AtomicInteger();

    /// Milliseconds between the client's heartbeats.
    volatile int heartbeat = 41_250;

    private volatile boolean down;

    FakeGateway(FakeDiscord discord) {
        super(new InetSocketAddress("127.0.0.1", 0), 2);
        this.discord = discord;
        setReuseAddr(true);
        setDaemon(true);
    }

    FakeGateway begin() throws InterruptedException {
        start();
        if (!started.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway did not start");
        }
        return this;
    }

    String url() {
        return "ws://127.0.0.1:" + getPort();
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        if (down) {
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
            return;
        }
        String query = handshake.getResourceDescriptor();
        discord.require(query.contains("v=10"), "the gateway is asked for version 10: " + query);
        discord.require(query.contains("encoding=json"), "the gateway speaks JSON: " + query);
        send(socket, op(10).put("d", DataObject.empty().put("heartbeat_interval", heartbeat)));
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        discord.require(text.length() <= 4_096, "a payload has up to 4,096 bytes");
        DataObject payload = DataObject.fromJson(text);
        switch (payload.getInt("op")) {
            case 1 -> {
                heartbeats.incrementAndGet();
                send(socket, op(11));
            }
            case 2 -> identify(socket, payload.getObject("d"));
            case 6 -> resume(socket, payload.getObject("d"));
            case 3 -> {}
            default -> discord.require(false, "an opcode is known: " + text);
        }
    }

    private void identify(WebSocket socket, DataObject identify) {
        identified.incrementAndGet();
        if (!identify.getString("token").equals(discord.token())) {
            socket.close(4004, "Authentication failed.");
            return;
        }
        if ((identify.getLong("intents") & PRIVILEGED) != 0) {
            socket.close(4014, "Disallowed intent(s).");
            return;
        }
        DataArray shard = identify.optArray("shard").orElse(DataArray.empty().add(0).add(1));
        discord.require(
                sessionsLeft.getAndDecrement() > 0, "no session is begun where none is left");
        long now = System.nanoTime();
        Long last = begun.put(shard.getInt(0) % discord.concurrency(), now);
        discord.require(
                last == null || now - last >= TimeUnit.MILLISECONDS.toNanos(4_900),
                "five seconds lie between two sessions of a bucket");
        Session session =
                new Session(
                        "session-" + ids.incrementAndGet(),
                        shard.getInt(0),
                        shard.getInt(1),
                        socket);
        sessions.put(session.id, session);
        bySocket.put(socket, session);
        DataArray unavailable = DataArray.empty();
        List<FakeServer> servers = discord.servers(session.shard, session.total);
        servers.forEach(server ->
                unavailable.add(
                        DataObject.empty().put("id", server.id()).put("unavailable", true)));
        dispatch(
                session,
                "READY",
                DataObject.empty()
                        .put("v", 10)
                        .put("user", discord.entities.self())
                        .put("guilds", unavailable)
                        .put("private_channels", DataArray.empty())
                        .put("session_id", session.id)
                        .put("session_type", "normal")
                        .put("resume_gateway_url", url())
                        .put("shard", shard)
                        .put(
                                "application",
                                DataObject.empty()
                                        .put("id", FakeDiscord.APPLICATION)
                                        .put("flags", 0)));
        servers.forEach(server -> {
            if (discord.isUnavailable(server)) {
                dispatch(
                        session,
                        "GUILD_DELETE",
                        DataObject.empty().put("id", server.id()).put("unavailable", true));
            } else {
                dispatch(session, "GUILD_CREATE", server.json());
            }
        });
    }

    private void resume(WebSocket socket, DataObject resume) {
        Session session = sessions.get(resume.getString("session_id"));
        if (session == null || !resume.getString("token").equals(discord.token())) {
            send(socket, op(9).put("d", false));
            return;
        }
        synchronized (session) {
            resumed.incrementAndGet();
            session.socket = socket;
            bySocket.put(socket, session);
            long seen = resume.getLong("seq");
            for (DataObject event : session.sent) {
                if (event.getLong("s") > seen) {
                    send(socket, event);
                }
            }
            dispatch(session, "RESUMED", DataObject.empty());
        }
    }

    /// Time passes until the next session of each bucket may be begun.
    public void passTime() {
        begun.clear();
    }

    /// Sends an event to whoever holds a server's shard.
    void toServer(String server, String type, DataObject data) {
        sessionsNow().stream()
                .filter(session ->
                        (Long.parseUnsignedLong(server) >>> 22) % session.total == session.shard)
                .forEach(session -> dispatch(session, type, data));
    }

    private List<Session> sessionsNow() {
        // Of each shard the latest session is the one that lives.
        Map<Integer, Session> latest = new ConcurrentHashMap<>();
        sessions.values()
                .forEach(session ->
                        latest.merge(
                                session.shard,
                                session,
                                (one, other) -> number(one) > number(other) ? one : other));
        return List.copyOf(latest.values());
    }

    private static int number(Session session) {
        return Integer.parseInt(session.id.substring("session-".length()));
    }

    private void dispatch(Session session, String type, DataObject data) {
        synchronized (session) {
            DataObject event =
                    op(0).put("t", type).put("s", session.sent.size() + 1).put("d", data);
            session.sent.add(event);
            WebSocket socket = session.socket;
            if (socket != null) {
                send(socket, event);
            }
        }
    }

    /// Takes no connection for a while, and ends those that stand.
    void setDown(boolean value) {
        down = value;
        if (value) {
            breakAll();
        }
    }

    /// Breaks every connection without a word, as a cable does.
    public int breakAll() {
        return each(socket -> socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, ""));
    }

    /// Closes every connection with a code of Discord's.
    public int closeAll(int code) {
        return each(socket -> socket.close(code, ""));
    }

    /// Asks every client to reconnect.
    public int askToReconnect() {
        return each(socket -> send(socket, op(7)));
    }

    /// Declares every session over, so that clients must identify again.
    public int invalidateAll() {
        sessions.clear();
        return each(socket -> send(socket, op(9).put("d", false)));
    }

    /// Frees what is kept for replays, so that memory can be measured.
    public void forgetSent() {
        sessions.values()
                .forEach(session -> {
                    synchronized (session) {
                        for (int i = 0; i < session.sent.size(); i++) {
                            session.sent.set(i, op(0).put("s", i + 1));
                        }
                    }
                });
    }

    private int each(java.util.function.Consumer<WebSocket> action) {
        List<WebSocket> all = List.copyOf(getConnections());
        all.forEach(action);
        return all.size();
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Session session = bySocket.remove(socket);
        if (session != null) {
            synchronized (session) {
                if (session.socket == socket) {
                    session.socket = null;
                }
            }
            if (remote && (code == 1000 || code == 1001)) {
                // The client said goodbye: such a session cannot be resumed.
                sessions.remove(session.id);
            }
        }
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
        if (socket == null) {
            discord.require(false, "the gateway works: " + e);
        }
    }

    private static DataObject op(int op) {
        return DataObject.empty().put("op", op);
    }

    private static void send(WebSocket socket, DataObject payload) {
        if (socket.isOpen()) {
            try {
                socket.send(payload.toString());
            } catch (WebsocketNotConnectedException e) {
                // Closed at this moment by the other side.
            }
        }
    }
}
