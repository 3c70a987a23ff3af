package io.broadsheet.app.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves `/livez`, `/readyz`, `/metrics` and what is mounted, each request on a virtual thread.
public final class HttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int LARGEST_BODY = 1 << 20;

    /// The format that Prometheus reads.
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /// @param port 0 takes any free one
    /// @throws IllegalStateException where it cannot listen there; the message is for people
    public static HttpServer start(String address, int port, Probes probes, List<Mount> mounts) {
        WebServer server =
                WebServer.builder()
                        .address(new InetSocketAddress(address, port).getAddress())
                        .port(port)
                        .maxPayloadSize(LARGEST_BODY)
                        // The process decides in which order it stops.
                        .shutdownHook(false)
                        .routing(routing -> route(routing, probes, mounts))
                        .build();
        server.start();
        // Helidon logs why it failed to start, and throws nothing.
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "The HTTP server cannot listen on "
                            + address
                            + " port "
                            + port
                            + ". Is another program there? Set http.port to a free one, or http.enabled to false");
        }
        return new HttpServer(server);
    }

    /// Where it listens.
    public int port() {
        return server.port();
    }

    private static void route(HttpRouting.Builder routing, Probes probes, List<Mount> mounts) {
        routing.get("/livez", (_, response) -> send(response, probes.alive()));
        routing.get("/readyz", (_, response) -> send(response, probes.ready()));
        routing.get(
                "/metrics",
                (_, response) ->
                        response.header(HeaderNames.CONTENT_TYPE, METRICS_TYPE)
                                .send(probes.metrics()));
        for (Mount mount : mounts) {
            routing.any(mount.path(), (request, response) -> send(request, response, mount));
        }
    }

    private static void send(ServerResponse response, Probes.Finding finding) {
        StringBuilder text = new StringBuilder(finding.good() ? "ok\n" : "not ok\n");
        finding.details().forEach(line -> text.append(line).append('\n'));
        response.status(finding.good() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CACHE_NO_CACHE)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send(text.toString());
    }

    private static void send(ServerRequest request, ServerResponse response, Mount mount) {
        Mount.Response answer;
        try {
            answer = mount.handler().answer(read(request));
        } catch (RuntimeException e) {
            log.error("{} could not be answered", mount.path(), e);
            answer =
                    new Mount.Response(
                            500,
                            Map.of("content-type", List.of("text/plain; charset=utf-8")),
                            "Something went wrong.\n".getBytes(StandardCharsets.UTF_8));
        }
        response.status(Status.create(answer.status()));
        answer.headers()
                .forEach((name, values) ->
                        response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        response.send(answer.body());
    }

    private static Mount.Request read(ServerRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header ->
                        headers.put(
                                header.name().toLowerCase(Locale.ROOT),
                                List.copyOf(header.allValues())));
        byte[] body =
                request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
        return new Mount.Request(
                request.prologue().method().text(),
                request.path().path(),
                request.query().rawValue(),
                headers,
                body,
                request.remotePeer().host());
    }

    /// Takes no more requests and lets those under way finish.
    @Override
    public void close() {
        server.stop();
    }
}
