package io.broadsheet.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// `files.getUploadURLExternal` hands out addresses, this takes what is sent there, and shares it.
final class FakeFiles {

    private final FakeSlack slack;

    FakeFiles(FakeSlack slack) {
        this.slack = slack;
    }

    JsonObject completeUpload(Map<String, String> arguments) {
        String channel = arguments.getOrDefault("channel_id", "");
        slack.require(
                channel.matches("[CDG].*"),
                "a file is shared with a conversation, not with " + channel);
        JsonArray done = new JsonArray();
        for (JsonElement each : JsonParser.parseString(arguments.get("files")).getAsJsonArray()) {
            String id = each.getAsJsonObject().get("id").getAsString();
            String content = slack.uploads.get(id);
            slack.require(
                    content != null && !content.startsWith("expecting "),
                    "a file is completed that was not uploaded");
            slack.files
                    .computeIfAbsent(channel, _ -> new ConcurrentHashMap<>())
                    .put(slack.uploadNames.getOrDefault(id, id), String.valueOf(content));
            JsonObject file = new JsonObject();
            file.addProperty("id", id);
            done.add(file);
        }
        JsonObject answer = FakeWebApi.ok();
        answer.add("files", done);
        return answer;
    }

    void upload(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/upload/".length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        slack.require(
                ("expecting " + body.length).equals(slack.uploads.get(id)),
                "a file of " + body.length + " bytes, " + slack.uploads.get(id));
        slack.uploads.put(id, new String(body, StandardCharsets.UTF_8));
        FakeWebApi.write(exchange, 200, "text/plain", "OK - " + body.length);
    }
}
