package io.broadsheet.slack.interaction;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.request.builtin.GlobalShortcutRequest;
import com.slack.api.bolt.request.builtin.MessageShortcutRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.Deduplication;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.InteractionSentences;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.rendering.SlackForms;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackSocket;
import io.broadsheet.slack.transport.SlackTraffic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Stands before every listener: each request is done once, acknowledged always, and answered with
/// a reference where a listener fails.
///
/// Bolt itself acknowledges neither what no listener takes nor what a listener throws.
public final class SlackGate implements Middleware {

    private static final Logger log = LoggerFactory.getLogger(SlackGate.class);

    /// How long a repeated request waits for the first one's acknowledgement. Slack waits three
    /// seconds (docs.slack.dev, handling user interaction).
    private static final long PATIENCE = 2_500;

    private final InFlight inFlight;
    private final Deduplication<Response> requests;
    private final SlackResponder responder;

    private final SlackTraffic traffic;

    /// @param inFlight counts what is under way, also for the requests
    public SlackGate(
            InFlight inFlight,
            Deduplication<Response> requests,
            SlackResponder responder,
            SlackTraffic traffic) {
        this.inFlight = inFlight;
        this.requests = requests;
        this.responder = responder;
        this.traffic = traffic;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain)
            throws Exception {
        long since = System.nanoTime();
        String key = key(request);
        // As the core calls it in what it logs.
        try (MDC.MDCCloseable _ =
                MDC.putCloseable("request", key == null ? "" : key.substring(1))) {
            Response acknowledgement = once(request, key, chain);
            traffic.acknowledged(since);
            return acknowledgement;
        }
    }

    @SuppressWarnings("rawtypes")
    private Response once(Request request, @Nullable String key, MiddlewareChain chain)
            throws Exception {
        if (key == null) {
            return run(request, chain);
        }
        return switch (requests.begin(key)) {
            case Deduplication.Start.Begun<Response>(var acknowledgement) -> {
                Response answer = Response.ok();
                try {
                    answer = run(request, chain);
                } finally {
                    acknowledgement.complete(answer);
                    inFlight.end();
                }
                yield answer;
            }
            case Deduplication.Start.Again<Response>(var acknowledgement) -> {
                log.info("A {} came again", request.getRequestType());
                yield before(acknowledgement);
            }
            // An event is sent again where it is not acknowledged; people are told to ask again.
            case Deduplication.Start.Closing<Response>() ->
                    request instanceof EventRequest
                            ? Response.error(SlackSocket.UNAVAILABLE)
                            : tell(request, InteractionSentences.restarting());
        };
    }

    private static Response before(CompletableFuture<Response> acknowledgement)
            throws InterruptedException {
        try {
            return acknowledgement.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Response.ok();
        }
    }

    @SuppressWarnings("rawtypes")
    private Response run(Request request, MiddlewareChain chain) throws InterruptedException {
        try {
            Response answer = chain.next(request);
            if (answer.getStatusCode() == 404) {
                log.warn("Nothing listens to this {}", request.getRequestType());
                return tell(
                        request,
                        Reply.rejection(
                                "I do not know this any more. It is from another version of me; please ask again."));
            }
            return answer;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            String reference = FailureReference.next();
            log.error("A {} failed, reference {}", request.getRequestType(), reference, e);
            return tell(request, Reply.failure(reference));
        }
    }

    /// Says something to whoever made the request, within its acknowledgement or through its
    /// response URL; acknowledges where there is nobody to say it to.
    @SuppressWarnings("rawtypes")
    private Response tell(Request request, Reply reply) {
        SlackMessage message = SlackRenderer.render(reply).messages().getFirst();
        return switch (request) {
            case SlashCommandRequest _ ->
                    Response.ok(
                            SlashCommandResponse.builder()
                                    .responseType("ephemeral")
                                    .text(message.text())
                                    .blocks(message.blocks())
                                    .build());
            case BlockActionRequest press -> {
                later(press.getResponseUrl(), SlackThreads.of(press.getPayload()), message);
                yield Response.ok();
            }
            case MessageShortcutRequest shortcut -> {
                later(shortcut.getResponseUrl(), SlackThreads.of(shortcut.getPayload()), message);
                yield Response.ok();
            }
            case ViewSubmissionRequest _ ->
                    Response.ok(
                            Map.of("response_action", "update", "view", SlackForms.message(reply)));
            case com.slack.api.bolt.request.builtin.BlockSuggestionRequest _ ->
                    Response.ok(Map.of("options", List.of()));
            default -> Response.ok();
        };
    }

    private void later(@Nullable String responseUrl, String thread, SlackMessage message) {
        if (responseUrl == null || responseUrl.isEmpty()) {
            return;
        }
        inFlight.join();
        Thread.startVirtualThread(() -> {
            try {
                responder.at(responseUrl, thread).say(message, Audience.ASKER);
            } catch (RuntimeException e) {
                log.warn("A failure could not be told: {}", SlackFailures.describe(e));
            } finally {
                inFlight.end();
            }
        });
    }

    /// What names a request whenever it is sent: a trigger for what people do, an event's own id.
    @SuppressWarnings("rawtypes")
    public static @Nullable String key(Request request) {
        return switch (request) {
            case SlashCommandRequest command -> named("t", command.getPayload().getTriggerId());
            case BlockActionRequest press -> named("t", press.getPayload().getTriggerId());
            case MessageShortcutRequest shortcut ->
                    named("t", shortcut.getPayload().getTriggerId());
            case GlobalShortcutRequest shortcut -> named("t", shortcut.getPayload().getTriggerId());
            case ViewSubmissionRequest submission ->
                    named("t", submission.getPayload().getTriggerId());
            case EventRequest event -> named("e", eventId(event));
            default -> null;
        };
    }

    private static @Nullable String named(String kind, @Nullable String id) {
        return id == null || id.isEmpty() ? null : kind + id;
    }

    private static @Nullable String eventId(EventRequest event) {
        try {
            JsonObject body =
                    JsonParser.parseString(event.getRequestBodyAsString()).getAsJsonObject();
            return body.has("event_id") ? body.get("event_id").getAsString() : null;
        } catch (JsonParseException | IllegalStateException e) {
            return null;
        }
    }
}
