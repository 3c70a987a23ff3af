package io.broadsheet.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `chat.postMessage`, `chat.postEphemeral`, `chat.update` and `conversations.history`.
final class FakeMessages {

    private final FakeSlack slack;

    FakeMessages(FakeSlack slack) {
        this.slack = slack;
    }

    String ts() {
        java.time.Instant now = java.time.Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        long next = slack.clock.updateAndGet(last -> Math.max(last + 1, micros));
        return next / 1_000_000 + "." + String.format(Locale.ROOT, "%06d", next % 1_000_000);
    }

    JsonObject postMessage(Map<String, String> arguments) {
        String channel = arguments.get("channel");
        String problem = destination(channel);
        if (!problem.isEmpty()) {
            return FakeWebApi.error(problem);
        }
        String there =
                channel.startsWith("U") || channel.startsWith("W")
                        ? FakeSlack.directChannel(channel)
                        : channel;
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return FakeWebApi.error(invalid);
        }
        slack.require(
                "0".equals(arguments.get("link_names"))
                        || "false".equals(arguments.get("link_names")),
                "link_names is off");
        slack.require(
                Set.of("0", "false").contains(arguments.getOrDefault("unfurl_links", "")),
                "unfurl_links is off");
        String thread = arguments.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && !slack.isThere(there, thread)) {
            return FakeWebApi.error("thread_not_found");
        }
        if (arguments.containsKey("metadata") && !isMetadata(arguments.get("metadata"))) {
            slack.violations.add("metadata in a form that Slack does not take");
            return FakeWebApi.error("invalid_metadata_format");
        }
        Message message =
                new Message(
                        there,
                        ts(),
                        thread,
                        "",
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        Set.of("1", "true")
                                .contains(arguments.getOrDefault("reply_broadcast", "")));
        slack.messages.put(message.channel() + message.ts(), message);
        if (!thread.isEmpty()) {
            slack.replies.incrementAndGet();
        }
        if (arguments.containsKey("metadata")) {
            slack.metadata.put(
                    message.channel() + message.ts(),
                    JsonParser.parseString(arguments.get("metadata")).getAsJsonObject());
        }
        JsonObject answer = FakeWebApi.ok();
        answer.addProperty("channel", there);
        answer.addProperty("ts", message.ts());
        answer.add("message", FakePayloads.json(message));
        return answer;
    }

    /// A type of letters, digits and underscores, and a payload of plain values (docs.slack.dev,
    /// messaging/message-metadata and its design guidelines).
    private static boolean isMetadata(String text) {
        JsonElement json = JsonParser.parseString(text);
        if (!json.isJsonObject()
                || !json.getAsJsonObject().keySet().equals(Set.of("event_type", "event_payload"))) {
            return false;
        }
        JsonElement payload = json.getAsJsonObject().get("event_payload");
        return json.getAsJsonObject().get("event_type").getAsString().matches("[a-z][a-z0-9_]*")
                && payload.isJsonObject()
                && payload.getAsJsonObject().entrySet().stream()
                        .allMatch(entry ->
                                entry.getKey().matches("[a-z][a-z0-9_]*")
                                        && entry.getValue().isJsonPrimitive());
    }

    /// What a channel got, newest first, replies in threads left out.
    JsonObject history(Map<String, String> arguments) {
        String id = arguments.get("channel");
        Channel channel = slack.channels.get(id);
        String scope =
                id.startsWith("D")
                        ? "im:history"
                        : channel != null && channel.secret()
                                ? "groups:history"
                                : "channels:history";
        if (!slack.scopes.contains(scope)) {
            JsonObject answer = FakeWebApi.error("missing_scope");
            answer.addProperty("needed", scope);
            answer.addProperty("provided", String.join(",", slack.scopes));
            return answer;
        }
        if (channel == null || (channel.secret() && !channel.member())) {
            return FakeWebApi.error("channel_not_found");
        }
        if (!channel.member()) {
            return FakeWebApi.error("not_in_channel");
        }
        int limit = Integer.parseInt(arguments.getOrDefault("limit", "100"));
        slack.require(limit >= 1 && limit <= 999, "a limit of " + limit);
        boolean inclusive = isTrue(arguments.get("inclusive"));
        double oldest = moment(arguments.getOrDefault("oldest", "0"));
        double latest =
                arguments.containsKey("latest")
                        ? moment(arguments.get("latest"))
                        : Double.MAX_VALUE;
        List<JsonObject> all = new ArrayList<>(slack.talk.getOrDefault(id, List.of()));
        slack.messagesIn(id).stream()
                .filter(message -> message.thread().isEmpty() || message.broadcast())
                .map(message -> read(message, isTrue(arguments.get("include_all_metadata"))))
                .forEach(all::add);
        List<JsonObject> wanted =
                all.stream()
                        .filter(message -> {
                            double at = moment(message.get("ts").getAsString());
                            return inclusive
                                    ? at >= oldest && at <= latest
                                    : at > oldest && at < latest;
                        })
                        .sorted(
                                Comparator.comparing((JsonObject message) ->
                                                message.get("ts").getAsString())
                                        .reversed())
                        .toList();
        String cursor = arguments.getOrDefault("cursor", "");
        slack.require(cursor.matches("(bmV4dF90czo\\d+)?"), "a cursor that nobody gave: " + cursor);
        int from =
                cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring("bmV4dF90czo".length()));
        int to = Math.min(from + Math.min(limit, slack.pageSize), wanted.size());
        JsonArray page = new JsonArray();
        wanted.subList(from, to).forEach(page::add);
        JsonObject answer = FakeWebApi.ok();
        answer.add("messages", page);
        answer.addProperty("has_more", to < wanted.size());
        answer.addProperty("pin_count", 0);
        JsonObject more = new JsonObject();
        more.addProperty("next_cursor", to < wanted.size() ? "bmV4dF90czo" + to : "");
        answer.add("response_metadata", more);
        return answer;
    }

    private JsonObject read(Message message, boolean withMetadata) {
        JsonObject json = FakePayloads.json(message);
        long replies =
                slack.messagesIn(message.channel()).stream()
                        .filter(each -> each.thread().equals(message.ts()))
                        .count();
        if (replies > 0) {
            json.addProperty("thread_ts", message.ts());
            json.addProperty("reply_count", replies);
        }
        JsonObject carried = slack.metadata.get(message.channel() + message.ts());
        if (withMetadata && carried != null) {
            json.add("metadata", carried);
        }
        return json;
    }

    private static boolean isTrue(@Nullable String argument) {
        return "1".equals(argument) || "true".equals(argument);
    }

    /// Seconds of the epoch, with microseconds.
    private double moment(String ts) {
        slack.require(ts.matches("\\d{1,10}(\\.\\d{1,6})?"), "a timestamp " + ts);
        return Double.parseDouble(ts);
    }

    private String destination(String id) {
        if (id.startsWith("D")) {
            return "";
        }
        if (id.startsWith("U") || id.startsWith("W")) {
            return slack.people.containsKey(id) ? "" : "channel_not_found";
        }
        Channel channel = slack.channels.get(id);
        if (channel == null) {
            return "channel_not_found";
        }
        if (channel.archived()) {
            return "is_archived";
        }
        boolean open =
                channel.member()
                        || (!channel.secret() && slack.scopes.contains("chat:write.public"));
        return open ? "" : channel.secret() ? "channel_not_found" : "not_in_channel";
    }

    /// What is wrong with what a message says.
    String content(Map<String, String> arguments) {
        String text = arguments.getOrDefault("text", "");
        slack.require(!text.isBlank(), "a message has a fallback text");
        slack.require(text.length() <= 4_000, "a text of " + text.length() + " characters");
        checkText(text);
        if (!arguments.containsKey("blocks")) {
            return "";
        }
        List<String> problems = BlockKit.messageProblems(blocks(arguments.get("blocks")), true);
        if (!problems.isEmpty()) {
            problems.forEach(slack.violations::add);
            return "invalid_blocks";
        }
        return "";
    }

    /// Nothing in a text may mention or link, except what a schedule asked for.
    private void checkText(String text) {
        String rest = text.replaceFirst("^<!subteam\\^S[A-Z0-9]+>", "");
        slack.require(
                rest.indexOf('<') < 0 && rest.indexOf('>') < 0,
                "a text that mentions or links: " + text);
    }

    static JsonArray blocks(@Nullable String json) {
        return json == null || json.isEmpty()
                ? new JsonArray()
                : JsonParser.parseString(json).getAsJsonArray();
    }

    JsonObject postEphemeral(Map<String, String> arguments) {
        String problem = destination(arguments.get("channel"));
        if (!problem.isEmpty()) {
            return FakeWebApi.error(problem);
        }
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return FakeWebApi.error(invalid);
        }
        String thread = arguments.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && !slack.isThere(arguments.get("channel"), thread)) {
            return FakeWebApi.error("thread_not_found");
        }
        Message message =
                new Message(
                        arguments.get("channel"),
                        ts(),
                        thread,
                        arguments.get("user"),
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        false);
        slack.messages.put(message.channel() + message.ts(), message);
        JsonObject answer = FakeWebApi.ok();
        answer.addProperty("message_ts", message.ts());
        return answer;
    }

    JsonObject permalink(Map<String, String> arguments) {
        String channel = arguments.get("channel");
        String ts = arguments.get("message_ts");
        if (!slack.messages.containsKey(channel + ts)) {
            return FakeWebApi.error("message_not_found");
        }
        JsonObject answer = FakeWebApi.ok();
        answer.addProperty("channel", channel);
        answer.addProperty(
                "permalink",
                "https://lab.slack.com/archives/" + channel + "/p" + ts.replace(".", ""));
        return answer;
    }

    JsonObject update(Map<String, String> arguments) {
        String key = arguments.get("channel") + arguments.get("ts");
        Message before = slack.messages.get(key);
        if (before == null) {
            return FakeWebApi.error("message_not_found");
        }
        String invalid = content(arguments);
        if (!invalid.isEmpty()) {
            return FakeWebApi.error(invalid);
        }
        slack.messages.put(
                key,
                new Message(
                        before.channel(),
                        before.ts(),
                        before.thread(),
                        before.seenBy(),
                        arguments.getOrDefault("text", ""),
                        blocks(arguments.get("blocks")),
                        false));
        JsonObject answer = FakeWebApi.ok();
        answer.addProperty("channel", before.channel());
        answer.addProperty("ts", before.ts());
        return answer;
    }
}
