package io.broadsheet.ingest.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server of this test's own that answers as sources do, and misbehaves as told.
final class FaultySource implements AutoCloseable {

    /// What can be wrong with an answer.
    enum Fault {
        NONE,
        STATUS_500,
        STATUS_403,
        HALF,
        WEB_PAGE,
        /// Far more than anybody wants, until nobody listens any more.
        ENDLESS,
        /// A byte now and then.
        DRIP,
        SILENCE,
        REDIRECT_ELSEWHERE,
        BROKEN_UTF8,
        TOO_MANY,
        ENTITY_BOMB,
        DEEP_NESTING,
        WRONG_SHAPE,
        EMPTY_BODY
    }

    /// @param body what a source without faults answers
    record Page(int status, String body, Map<String, String> headers) {
        static Page of(String body) {
            return new Page(200, body, Map.of());
        }

        static Page missing() {
            return new Page(404, "{\"error\":\"not found\"}", Map.of());
        }
    }

    /// @param nanos when it came, by [System#nanoTime()]
    record Request(String path, String query, Map<String, List<String>> headers, long nanos) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> each.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        String target() {
            return query.isEmpty() ? path : path + "?" + query;
        }
    }

    private final HttpServer server;
    private final Function<Request, Page> content;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /// Which fault the n-th request (from 1) for the same thing meets.
    volatile Plan plan = (_, _) -> Fault.NONE;

    volatile URI elsewhere = URI.create("http://127.0.0.1:1/");

    interface Plan {
        Fault fault(Request request, int time);
    }

    FaultySource(Function<Request, Page> content) {
        this.content = content;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> targets() {
        return requests.stream().map(Request::target).toList();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    void forget() {
        requests.clear();
        asked.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            Request request =
                    new Request(
                            exchange.getRequestURI().getPath(),
                            query == null ? "" : query,
                            Map.copyOf(exchange.getRequestHeaders()),
                            System.nanoTime());
            requests.add(request);
            int time =
                    asked.computeIfAbsent(request.target(), _ -> new AtomicInteger())
                            .incrementAndGet();
            answer(exchange, request, plan.fault(request, time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange, Request request, Fault fault)
            throws IOException, InterruptedException {
        Page page = content.apply(request);
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        switch (fault) {
            case NONE -> {
                page.headers().forEach(exchange.getResponseHeaders()::add);
                send(exchange, page.status(), body);
            }
            case STATUS_500 -> send(exchange, 500, "{}".getBytes(StandardCharsets.UTF_8));
            case STATUS_403 -> send(exchange, 403, new byte[0]);
            case HALF -> {
                exchange.sendResponseHeaders(200, body.length + 1000L);
                exchange.getResponseBody().write(body, 0, body.length * 2 / 3);
                exchange.getResponseBody().flush();
            }
            case WEB_PAGE ->
                    send(
                            exchange,
                            200,
                            "<!doctype html><html><body>Just a moment...</body></html>"
                                    .getBytes(StandardCharsets.UTF_8));
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] much = new byte[1 << 16];
                Arrays.fill(much, (byte) ' ');
                OutputStream out = exchange.getResponseBody();
                out.write(body.length > 0 ? body[0] : ' ');
                for (long sent = 0; sent < 1L << 30; sent += much.length) {
                    out.write(much);
                }
            }
            case DRIP -> {
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < 1000; i++) {
                    exchange.getResponseBody().write(body.length > i ? body[i] : ' ');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            }
            case SILENCE -> Thread.sleep(20_000);
            case REDIRECT_ELSEWHERE -> {
                exchange.getResponseHeaders().add("Location", elsewhere.toString());
                send(exchange, 302, new byte[0]);
            }
            case BROKEN_UTF8 -> {
                byte[] broken = body.clone();
                for (int i = 0; i < broken.length; i++) {
                    // The marker stands in a title of the fixtures.
                    if (broken[i] == (byte) 0xC3) {
                        broken[i] = (byte) 0xFF;
                    }
                }
                send(exchange, 200, broken);
            }
            case TOO_MANY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                send(exchange, 429, new byte[0]);
            }
            case ENTITY_BOMB ->
                    send(
                            exchange,
                            200,
                            ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a"
                                            + " \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c"
                                            + " SYSTEM \""
                                            + elsewhere
                                            + "\">]><feed><entry><title>&b;&c;</title></entry></feed>")
                                    .getBytes(StandardCharsets.UTF_8));
            case DEEP_NESTING ->
                    send(exchange, 200, "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            case WRONG_SHAPE ->
                    send(
                            exchange,
                            200,
                            "{\"error\":\"Internal Error - We're working hard to fix this\"}"
                                    .getBytes(StandardCharsets.UTF_8));
            case EMPTY_BODY -> send(exchange, 200, new byte[0]);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
