package io.broadsheet.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;

/// What Slack sends of what people do, as JSON.
public final class FakePayloads {

    private final FakeSlack slack;

    FakePayloads(FakeSlack slack) {
        this.slack = slack;
    }

    JsonObject pressPayload(
            FakeSlackAnswer answer, Person person, Message message, BlockKit.Pressable pressable) {
        JsonObject payload = interaction("block_actions", answer, person);
        JsonObject container = new JsonObject();
        container.addProperty("type", "message");
        container.addProperty("message_ts", message.ts());
        container.addProperty("channel_id", message.channel());
        container.addProperty("is_ephemeral", message.ephemeral());
        if (!message.thread().isEmpty()) {
            container.addProperty("thread_ts", message.thread());
        }
        payload.add("container", container);
        payload.add("channel", channelJson(message.channel()));
        if (!message.ephemeral()) {
            payload.add("message", json(message));
        }
        payload.addProperty("response_url", answer.responseUrl());
        payload.add("actions", actions(pressable));
        return payload;
    }

    JsonArray actions(BlockKit.Pressable pressable) {
        JsonObject action = new JsonObject();
        action.addProperty("type", pressable.blockType());
        action.addProperty("action_id", pressable.actionId());
        action.addProperty("block_id", "b" + FakeSlack.counter.incrementAndGet());
        action.addProperty("action_ts", "1548426417.840180");
        JsonObject text = new JsonObject();
        text.addProperty("type", "plain_text");
        text.addProperty("text", pressable.label());
        if (pressable.blockType().equals("overflow")) {
            JsonObject option = new JsonObject();
            option.add("text", text);
            option.addProperty("value", pressable.value());
            action.add("selected_option", option);
        } else {
            action.add("text", text);
            if (!pressable.value().isEmpty()) {
                action.addProperty("value", pressable.value());
            }
        }
        JsonArray actions = new JsonArray();
        actions.add(action);
        return actions;
    }

    JsonObject interaction(String type, FakeSlackAnswer answer, Person person) {
        JsonObject payload = new JsonObject();
        payload.addProperty("type", type);
        payload.addProperty("token", "gIkuvaNzQIHg97ATvDxqgjtO");
        payload.addProperty("api_app_id", "A02CLGNTJ3D");
        payload.addProperty("trigger_id", answer.trigger);
        payload.addProperty("is_enterprise_install", false);
        JsonObject team = new JsonObject();
        team.addProperty("id", FakeSlack.TEAM);
        team.addProperty("domain", "lab");
        payload.add("team", team);
        JsonObject user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("username", person.name());
        user.addProperty("name", person.name());
        user.addProperty("team_id", FakeSlack.TEAM);
        payload.add("user", user);
        return payload;
    }

    JsonObject channelJson(String id) {
        JsonObject channel = new JsonObject();
        channel.addProperty("id", id);
        Channel known = slack.channels.get(id);
        channel.addProperty(
                "name",
                known == null ? "directmessage" : known.secret() ? "privategroup" : known.name());
        return channel;
    }

    static JsonObject json(Message message) {
        JsonObject json = FakePayloads.said(message.text());
        json.addProperty("ts", message.ts());
        json.addProperty("bot_id", "B0BROADSHT");
        json.addProperty("user", FakeSlack.BOT_USER);
        json.add("blocks", message.blocks());
        return json;
    }

    /// A message as Slack sends it, its text escaped already.
    public static JsonObject said(String text) {
        JsonObject message = new JsonObject();
        message.addProperty("type", "message");
        message.addProperty("user", "U0SOMEBODY");
        message.addProperty("ts", "1548426417.840180");
        message.addProperty("text", text);
        return message;
    }
}
