package io.broadsheet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A source of papers that has none, and that fails in every way that one can.
final class FaultySource implements AutoCloseable {

    /// How it answers.
    enum Mood {
        NOTHING_NEW,
        ERRORS,
        TOO_MANY,
        GARBAGE,
        CUT
    }

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Mood mood = Mood.NOTHING_NEW;

    FaultySource() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void mood(Mood value) {
        mood = value;
    }

    int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            switch (mood) {
                case NOTHING_NEW -> send(exchange, 200, "[]");
                case ERRORS -> send(exchange, 503, "away");
                case TOO_MANY -> {
                    exchange.getResponseHeaders().set("Retry-After", "2");
                    send(exchange, 429, "slower");
                }
                case GARBAGE -> send(exchange, 200, "[{\"paper\": \u0000 {{{");
                case CUT -> exchange.sendResponseHeaders(200, 1_000_000);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
