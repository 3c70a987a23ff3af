package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import io.broadsheet.slack.fake.FakeSlack.Fault;
import io.broadsheet.slack.fake.FakeSlack.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Response URLs: five messages within thirty minutes, each once.
final class FakeResponses {

    private final FakeSlack slack;

    FakeResponses(FakeSlack slack) {
        this.slack = slack;
    }

    void respond(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        slack.requests.add("response");
        Optional<Fault> fault = slack.api.nextFault("response");
        if (fault.isPresent() && slack.api.misbehave(exchange, fault.get())) {
            return;
        }
        FakeSlackAnswer answer = slack.answers.get(path[3]);
        if (answer == null || answer.urlExpired) {
            FakeWebApi.write(
                    exchange, 404, "application/json", "{\"ok\":false,\"error\":\"expired_url\"}");
            return;
        }
        if (answer.urlUses.incrementAndGet() > 5) {
            slack.violations.add("a response URL was used more than five times");
            FakeWebApi.write(
                    exchange, 404, "application/json", "{\"ok\":false,\"error\":\"used_url\"}");
            return;
        }
        JsonObject message = JsonParser.parseString(body).getAsJsonObject();
        slack.require(
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                        .startsWith("application/json"),
                "a response is JSON");
        boolean replace =
                message.has("replace_original") && message.get("replace_original").getAsBoolean();
        boolean delete =
                message.has("delete_original") && message.get("delete_original").getAsBoolean();
        slack.require(!delete, "nothing is deleted");
        slack.require(!replace || answer.pressed != null, "only a pressed message is replaced");
        Message shown = fromResponse(answer, message);
        if (fault.isEmpty()
                || fault.get().kind() == Fault.Kind.LOSE
                || fault.get().kind() == Fault.Kind.SLOW) {
            answer.show(shown);
        }
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.LOSE) {
            exchange.close();
            return;
        }
        FakeWebApi.write(exchange, 200, "text/plain", "ok");
    }

    Message fromResponse(FakeSlackAnswer answer, JsonObject response) {
        for (String key : response.keySet()) {
            slack.require(
                    Set.of(
                                    "text",
                                    "blocks",
                                    "response_type",
                                    "replace_original",
                                    "delete_original",
                                    "thread_ts")
                            .contains(key),
                    "a response has no " + key);
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("text", response.has("text") ? response.get("text").getAsString() : "");
        if (response.has("blocks")) {
            arguments.put("blocks", response.get("blocks").toString());
        }
        String problem = slack.chat.content(arguments);
        slack.require(problem.isEmpty(), "a response with " + problem);
        String type =
                response.has("response_type")
                        ? response.get("response_type").getAsString()
                        : "ephemeral";
        slack.require(Set.of("ephemeral", "in_channel").contains(type), "a response type " + type);
        boolean replace =
                response.has("replace_original") && response.get("replace_original").getAsBoolean();
        Message before = answer.pressed;
        String thread = response.has("thread_ts") ? response.get("thread_ts").getAsString() : "";
        slack.require(
                thread.isEmpty() || slack.isThere(answer.channel, thread),
                "a response in a thread that is not there");
        Message message =
                replace && before != null
                        ? new Message(
                                before.channel(),
                                before.ts(),
                                before.thread(),
                                before.seenBy(),
                                arguments.get("text"),
                                FakeMessages.blocks(arguments.get("blocks")),
                                false)
                        : new Message(
                                answer.channel,
                                slack.chat.ts(),
                                thread,
                                type.equals("in_channel") ? "" : answer.person.id(),
                                arguments.get("text"),
                                FakeMessages.blocks(arguments.get("blocks")),
                                false);
        slack.messages.put(message.channel() + message.ts(), message);
        return message;
    }
}
