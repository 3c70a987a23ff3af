package io.broadsheet.app.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the requests of one port: reads each whole, within its limits, and hands it to what is
/// mounted at exactly its path.
final class Endpoints implements Handler {

    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

    /// More than Slack or Discord send; both stay far below a tenth of it.
    static final int LARGEST_BODY = 1 << 20;

    /// How much of a body that is too large is still read, so that its sender gets to see the
    /// answer instead of a broken connection.
    private static final int LARGEST_THROWN_AWAY = 16 << 20;

    /// What is said of a request that is not there whole in time, or never.
    static final String BROKEN_OFF =
            "broke off, or was not there whole after "
                    + HttpServer.PATIENCE.toSeconds()
                    + " seconds";

    private static final String TEXT = "text/plain; charset=utf-8";

    private final Map<String, Mount.Handler> handlers = new HashMap<>();
    private final Optional<Mount.Handler> elsewhere;
    private final RequestDeadlines deadlines;
    private final RefusalLog refusals;

    Endpoints(List<Mount> mounts, RequestDeadlines deadlines, RefusalLog refusals) {
        this(mounts, Optional.empty(), deadlines, refusals);
    }

    /// @param elsewhere answers at every other path, whatever that is
    Endpoints(
            List<Mount> mounts,
            Optional<Mount.Handler> elsewhere,
            RequestDeadlines deadlines,
            RefusalLog refusals) {
        mounts.forEach(mount -> handlers.put(mount.path(), mount.handler()));
        this.elsewhere = elsewhere;
        this.deadlines = deadlines;
        this.refusals = refusals;
    }

    /// @throws CloseConnectionException after the answer where the connection is not kept; Helidon
    ///   says that it closes it, and waits for the other side to do so
    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Mount.Response answer = answer(request, request.prologue().uriPath().rawPath());
        if (!answer.refusal().isEmpty()) {
            refusals.refused(answer.refusal(), answer.status(), request.remotePeer().host());
        }
        boolean closes =
                request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                        || !answer.refusal().isEmpty();
        if (closes) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(response, answer, request.prologue().method().equals(Method.HEAD));
        if (closes) {
            throw new CloseConnectionException("The request was the last");
        }
    }

    private Mount.Response answer(ServerRequest request, String path) {
        // Whole in any case: whoever still sends may miss the answer.
        Optional<byte[]> body = whole(request);
        Optional<Mount.Handler> handler =
                Optional.ofNullable(handlers.get(path)).or(() -> elsewhere);
        if (handler.isEmpty()) {
            return Paths.isPlain(path)
                    ? text(404, "There is nothing here.\n")
                    : refused(Status.BAD_REQUEST_400, "has a path that nothing here has");
        }
        return body.map(it -> answer(path, handler.get(), arrived(request, path, it)))
                .orElseGet(() ->
                        refused(
                                Status.REQUEST_ENTITY_TOO_LARGE_413,
                                "has a body of more than " + LARGEST_BODY + " bytes"));
    }

    private static Mount.Response refused(Status status, String why) {
        Mount.Response answer = text(status.code(), "The request " + why + ".\n");
        return new Mount.Response(answer.status(), answer.headers(), answer.body(), why);
    }

    private static Mount.Response answer(
            String path, Mount.Handler handler, Mount.Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException e) {
            log.error("{} could not be answered", path, e);
            return text(500, "Something went wrong.\n");
        }
    }

    static Mount.Response text(int status, String text) {
        return new Mount.Response(
                status,
                Map.of("content-type", List.of(TEXT)),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mount.Request arrived(ServerRequest request, String path, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header ->
                        headers.put(
                                header.name().toLowerCase(Locale.ROOT),
                                List.copyOf(header.allValues())));
        return new Mount.Request(
                request.prologue().method().text(),
                path,
                request.query().rawValue(),
                headers,
                body,
                request.remotePeer().host());
    }

    /// The body of a request that is there whole; empty where it is too large.
    private Optional<byte[]> whole(ServerRequest request) {
        try {
            Optional<byte[]> body = body(request);
            deadlines.settle();
            return body;
        } catch (RequestException e) {
            // Helidon answers what is no HTTP.
            throw e;
        } catch (RuntimeException e) {
            deadlines.settle();
            refusals.refused(
                    BROKEN_OFF, Status.REQUEST_TIMEOUT_408.code(), request.remotePeer().host());
            throw new CloseConnectionException("A body broke off", e);
        }
    }

    private static Optional<byte[]> body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        long announced = request.headers().contentLength().orElse(-1);
        if (announced > LARGEST_BODY && request.headers().contains(HeaderNames.EXPECT)) {
            return Optional.empty();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[8_192];
        long length = 0;
        try (InputStream content = request.content().inputStream()) {
            for (int read = content.read(part); read >= 0; read = content.read(part)) {
                length += read;
                if (length <= LARGEST_BODY) {
                    body.write(part, 0, read);
                } else if (length > LARGEST_THROWN_AWAY) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return length > LARGEST_BODY ? Optional.empty() : Optional.of(body.toByteArray());
    }

    private static void send(ServerResponse response, Mount.Response answer, boolean headOnly) {
        response.status(Status.create(answer.status()));
        answer.headers()
                .forEach((name, values) ->
                        response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        if (headOnly) {
            // Helidon would send the body, which would be taken for the next answer.
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.send();
        } else {
            response.send(answer.body());
        }
    }
}
