package io.broadsheet.app.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Serves `/livez`, `/readyz`, `/metrics` and what is mounted, each request on a virtual thread.
/// What is mounted is public and may have a port of its own; the rest is for whoever runs the bot.
///
/// Whoever sends what is no request, none that is whole in time, or one that is refused, costs a
/// line of the log a minute and no thread for longer than [#PATIENCE].
public final class HttpServer implements AutoCloseable {

    /// How long a request may take to be there whole, and a connection to stay without one.
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How often it is looked for what is late.
    private static final Duration CHECK = Duration.ofMillis(500);

    private static final Status TIMEOUT = Status.REQUEST_TIMEOUT_408;

    private static final String PUBLIC = "public";

    /// Helidon warns, with a stack, of each connection that breaks off, which anybody can make.
    private static final Logger HELIDON = Logger.getLogger("io.helidon.webserver");

    /// The format that Prometheus reads.
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final WebServer server;
    private final ScheduledExecutorService watch;
    private final boolean hasPublicPort;

    private HttpServer(WebServer server, ScheduledExecutorService watch, boolean hasPublicPort) {
        this.server = server;
        this.watch = watch;
        this.hasPublicPort = hasPublicPort;
    }

    /// @param outside where what is mounted is served, and nothing else; empty for the same place
    /// @throws IllegalStateException where it cannot listen there; the message is for people
    public static HttpServer start(
            Listener inside,
            Optional<Listener> outside,
            Probes probes,
            List<Mount> mounts,
            Clock clock) {
        return start(inside, outside, probes, mounts, clock, PATIENCE);
    }

    static HttpServer start(
            Listener inside,
            Optional<Listener> outside,
            Probes probes,
            List<Mount> mounts,
            Clock clock,
            Duration patience) {
        HELIDON.setLevel(Level.SEVERE);
        RequestDeadlines deadlines = new RequestDeadlines(patience);
        RefusalLog refusals = new RefusalLog(clock);
        List<Mount> own = new ArrayList<>(mounts(probes));
        WebServerConfig.Builder builder = WebServer.builder();
        // The process decides in which order it stops.
        builder.shutdownHook(false);
        if (outside.isPresent()) {
            ListenerConfig.Builder second = ListenerConfig.builder();
            configure(
                    second,
                    outside.get(),
                    new Endpoints(mounts, deadlines, refusals),
                    deadlines,
                    refusals,
                    patience);
            builder.putSocket(PUBLIC, second.build());
        } else {
            own.addAll(mounts);
        }
        configure(
                builder,
                inside,
                new Endpoints(own, deadlines, refusals),
                deadlines,
                refusals,
                patience);
        WebServer server = builder.build();
        server.start();
        // Helidon logs why it failed to start, and throws nothing.
        if (!server.isRunning()) {
            throw new IllegalStateException(cannotListen(inside, outside));
        }
        return new HttpServer(server, watch(deadlines, refusals), outside.isPresent());
    }

    /// Serves one site, which answers at every path itself, and nothing else.
    ///
    /// @param answer answers also what is asked at paths that are none
    /// @throws IllegalStateException where it cannot listen there; the message is for people
    public static HttpServer site(Listener listener, Mount.Handler answer, Clock clock) {
        HELIDON.setLevel(Level.SEVERE);
        RequestDeadlines deadlines = new RequestDeadlines(PATIENCE);
        RefusalLog refusals = new RefusalLog(clock);
        WebServerConfig.Builder builder = WebServer.builder();
        builder.shutdownHook(false);
        configure(
                builder,
                listener,
                new Endpoints(List.of(), Optional.of(answer), deadlines, refusals),
                deadlines,
                refusals,
                PATIENCE);
        WebServer server = builder.build();
        server.start();
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "The pages cannot be served on "
                            + listener.address()
                            + " port "
                            + listener.port()
                            + ". Is another program there? Set "
                            + listener.setting()
                            + " to a free one, or web.enabled to false");
        }
        return new HttpServer(server, watch(deadlines, refusals), false);
    }

    private static void configure(
            ListenerConfig.BuilderBase<?, ?> builder,
            Listener listener,
            Endpoints endpoints,
            RequestDeadlines deadlines,
            RefusalLog refusals,
            Duration patience) {
        builder.address(new InetSocketAddress(listener.address(), listener.port()).getAddress())
                .port(listener.port())
                // Sockets of NIO know no timeout.
                .useNio(false)
                .connectionOptions(options -> options.readTimeout(patience))
                // For a first line that does not end; `RequestDeadlines` begin after it.
                .idleConnectionTimeout(patience)
                .idleConnectionPeriod(CHECK)
                // `Endpoints` count for themselves, so that the answer arrives.
                .maxPayloadSize(-1)
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder().addReceiveListener(deadlines).build())
                .directHandlers(unreadable(deadlines, refusals))
                .routing(routing -> routing.any(endpoints));
    }

    /// What is said, and written down, where Helidon gives a request up before anything of ours
    /// sees it.
    private static DirectHandlers unreadable(RequestDeadlines deadlines, RefusalLog refusals) {
        DirectHandler handler =
                new DirectHandler() {
                    @Override
                    public TransportResponse handle(
                            TransportRequest request,
                            EventType type,
                            Status status,
                            ServerResponseHeaders headers,
                            String message) {
                        boolean begun = deadlines.settle();
                        boolean broken = type == EventType.INTERNAL_ERROR;
                        if (broken && begun) {
                            refusals.refused(Endpoints.BROKEN_OFF, TIMEOUT.code(), "");
                        } else if (!broken) {
                            refusals.refused(
                                    "is not HTTP as this server reads it", status.code(), "");
                        }
                        // Helidon would log a 500 with its stack, and it is none of ours.
                        return TransportResponse.builder()
                                .status(broken ? TIMEOUT : status)
                                .headers(headers)
                                .keepAlive(false)
                                .build();
                    }
                };
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    private static ScheduledExecutorService watch(RequestDeadlines deadlines, RefusalLog refusals) {
        ScheduledExecutorService watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("http-watch").factory());
        var _ =
                watch.scheduleWithFixedDelay(
                        () -> {
                            deadlines.enforce();
                            refusals.flush();
                        },
                        CHECK.toMillis(),
                        CHECK.toMillis(),
                        TimeUnit.MILLISECONDS);
        return watch;
    }

    private static String cannotListen(Listener inside, Optional<Listener> outside) {
        String other =
                outside.map(it -> " and on " + it.address() + " port " + it.port()).orElse("");
        String otherSetting = outside.map(it -> " and " + it.setting()).orElse("");
        return "The HTTP server cannot listen on "
                + inside.address()
                + " port "
                + inside.port()
                + other
                + ". Is another program there? Set "
                + inside.setting()
                + otherSetting
                + " to a free one, or http.enabled to false";
    }

    /// Where it listens.
    public int port() {
        return server.port();
    }

    /// Where it serves what is mounted; the same as [#port] where that has no port of its own.
    public int publicPort() {
        return hasPublicPort ? server.port(PUBLIC) : server.port();
    }

    private static List<Mount> mounts(Probes probes) {
        return List.of(
                probe("/livez", () -> finding(probes.alive())),
                probe("/readyz", () -> finding(probes.ready())),
                probe(
                        "/metrics",
                        () ->
                                new Mount.Response(
                                        200,
                                        Map.of("content-type", List.of(METRICS_TYPE)),
                                        probes.metrics().getBytes(StandardCharsets.UTF_8))));
    }

    private static Mount probe(String path, Supplier<Mount.Response> answer) {
        return new Mount(
                path,
                request ->
                        request.method().equals("GET") || request.method().equals("HEAD")
                                ? answer.get()
                                : Endpoints.text(405, "This is only read, with GET.\n"));
    }

    private static Mount.Response finding(Probes.Finding finding) {
        StringBuilder text = new StringBuilder(finding.good() ? "ok\n" : "not ok\n");
        finding.details().forEach(line -> text.append(line).append('\n'));
        Map<String, List<String>> headers =
                Map.of(
                        "content-type",
                        List.of("text/plain; charset=utf-8"),
                        "cache-control",
                        List.of("no-cache"));
        return new Mount.Response(
                finding.good() ? 200 : 503,
                headers,
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Takes no more requests and lets those under way finish.
    @Override
    public void close() {
        watch.shutdownNow();
        server.stop();
    }
}
