package io.broadsheet.slack.transport;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import io.broadsheet.interaction.FailureReference;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP mode: takes Slack's signed requests. What is not Slack's is refused before anything reads
/// it.
public final class SlackEndpoint {

    private static final Logger log = LoggerFactory.getLogger(SlackEndpoint.class);

    /// What Slack sends as JSON, and within the form field `payload`. The SDK logs what else it
    /// gets, with all that is secret in it.
    private static final Set<String> TYPES =
            Set.of(
                    "event_callback",
                    "url_verification",
                    "block_actions",
                    "block_suggestion",
                    "message_action",
                    "shortcut",
                    "view_submission",
                    "view_closed");

    /// What arrives.
    ///
    /// @param method in capitals
    /// @param headers by name in lower case
    /// @param body as sent
    /// @param peer the address of whoever connected
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(
            String method,
            String path,
            Map<String, List<String>> headers,
            byte[] body,
            String peer) {}

    /// What is answered.
    ///
    /// @param contentType empty where there is no body
    /// @param refusal why the request was refused, as it completes "it …"; one of a few sentences,
    ///   with nothing of the request in it; empty where it was not. Whoever serves the endpoint
    ///   logs it, with a limit, since anybody can make such requests.
    public record Response(int status, String contentType, String body, String refusal) {

        static Response status(int status, String sentence) {
            return new Response(status, TEXT, sentence + "\n", "");
        }

        private static Response refused(int status, String why) {
            return new Response(status, TEXT, "The request " + why + ".\n", why);
        }
    }

    private static final String TEXT = "text/plain; charset=utf-8";

    private final App app;
    private final SlackSignature signature;
    private final SlackRequestParser parser;

    public SlackEndpoint(App app, String signingSecret, Clock clock) {
        this.app = app;
        this.signature = new SlackSignature(signingSecret, clock);
        this.parser = new SlackRequestParser(app.config());
    }

    /// Answers a request; never throws.
    public Response answer(Request request) {
        if (!request.method().equals("POST")) {
            return Response.status(405, "Slack sends POST requests here.");
        }
        SlackSignature.Finding finding =
                signature.check(
                        header(request, "x-slack-request-timestamp"),
                        header(request, "x-slack-signature"),
                        request.body());
        return switch (finding) {
            case GENUINE -> genuine(request);
            case UNSIGNED -> Response.refused(400, "is not signed");
            case STALE -> Response.refused(401, "is too old");
            case FORGED -> Response.refused(401, "is not signed with our secret");
            case REPLAYED -> Response.refused(401, "was here before");
        };
    }

    private static @Nullable String header(Request request, String name) {
        List<String> values = request.headers().getOrDefault(name, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }

    private Response genuine(Request request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        Optional<String> type = type(body);
        if (type.isEmpty()) {
            return Response.refused(400, "cannot be read");
        }
        if (type.get().equals("app_rate_limited")) {
            log.warn("Slack holds back events, because there are too many");
            return new Response(200, "", "", "");
        }
        try {
            com.slack.api.bolt.request.Request<?> parsed =
                    parser.parse(
                            SlackRequestParser.HttpRequest.builder()
                                    .requestUri(request.path())
                                    .queryString(Map.of())
                                    .headers(new RequestHeaders(request.headers()))
                                    .requestBody(body)
                                    .remoteAddress(request.peer())
                                    .build());
            if (parsed == null) {
                return Response.refused(400, "cannot be read");
            }
            return run(parsed);
        } catch (RuntimeException e) {
            // Its message may quote the request.
            log.info("The SDK could not read it: {}", e.getClass().getSimpleName());
            return Response.refused(400, "cannot be read");
        }
    }

    private Response run(com.slack.api.bolt.request.Request<?> request) {
        try {
            com.slack.api.bolt.response.Response answer = app.run(request);
            String body = answer.getBody();
            return body == null || body.isEmpty()
                    ? new Response(answer.getStatusCode(), "", "", "")
                    : new Response(answer.getStatusCode(), answer.getContentType(), body, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.status(503, "The bot is being stopped.");
        } catch (Exception e) {
            String reference = FailureReference.next();
            log.error("A request failed, reference {}", reference, e);
            return Response.status(500, "Something went wrong, reference " + reference + ".");
        }
    }

    /// What sort of request it is; empty where Slack sends no such thing.
    private static Optional<String> type(String body) {
        try {
            if (body.startsWith("{")) {
                return type(JsonParser.parseString(body).getAsJsonObject())
                        .filter(type -> TYPES.contains(type) || type.equals("app_rate_limited"));
            }
            Optional<String> payload = field(body, "payload");
            if (payload.isPresent()) {
                return type(JsonParser.parseString(payload.get()).getAsJsonObject())
                        .filter(TYPES::contains);
            }
            return field(body, "ssl_check")
                    .or(() ->
                            field(body, "command")
                                    .filter(_ ->
                                            field(body, "team_id").isPresent()
                                                    && field(body, "user_id").isPresent()
                                                    && field(body, "channel_id").isPresent()));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> type(JsonObject json) {
        return Optional.ofNullable(json.get("type"))
                .filter(com.google.gson.JsonElement::isJsonPrimitive)
                .map(com.google.gson.JsonElement::getAsString);
    }

    private static Optional<String> field(String form, String name) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(
                                URLDecoder.decode(
                                        pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                        .filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }
}
