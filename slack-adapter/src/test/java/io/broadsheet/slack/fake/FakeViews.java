package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.slack.fake.FakeSlack.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `views.open`, `views.push`, `views.update` and `views.publish`: modals and Home tabs.
final class FakeViews {

    private final FakeSlack slack;

    FakeViews(FakeSlack slack) {
        this.slack = slack;
    }

    JsonObject openView(String method, Map<String, String> arguments) {
        FakeSlackAnswer answer = slack.triggers.get(arguments.get("trigger_id"));
        if (answer == null) {
            return FakeWebApi.error("invalid_trigger_id");
        }
        if (answer.triggerUsed) {
            slack.violations.add("a trigger was used twice");
            return FakeWebApi.error("exchanged_trigger_id");
        }
        if (System.nanoTime() - answer.sentAt > FakeSlack.ACKNOWLEDGEMENT.toNanos()) {
            return FakeWebApi.error("expired_trigger_id");
        }
        answer.triggerUsed = true;
        slack.require(
                !method.equals("views.push") || answer.pressed == null,
                "a view is pushed onto a view");
        return shown(
                arguments.get("view"),
                "V" + FakeSlack.counter.incrementAndGet(),
                Set.of("modal"),
                answer);
    }

    JsonObject updateView(Map<String, String> arguments) {
        String id = arguments.getOrDefault("view_id", "");
        return slack.views.containsKey(id)
                ? shown(arguments.get("view"), id, Set.of("modal"), null)
                : FakeWebApi.error("not_found");
    }

    JsonObject publish(Map<String, String> arguments) {
        if (!slack.people.containsKey(arguments.get("user_id"))) {
            return FakeWebApi.error("user_not_found");
        }
        String id = "VH" + arguments.get("user_id");
        JsonObject answer = shown(arguments.get("view"), id, Set.of("home"), null);
        View view = slack.views.get(id);
        if (view != null) {
            slack.homes.put(arguments.get("user_id"), view);
        }
        return answer;
    }

    JsonObject shown(String json, String id, Set<String> types, @Nullable FakeSlackAnswer answer) {
        JsonObject view = JsonParser.parseString(json).getAsJsonObject();
        List<String> problems = new ArrayList<>(viewProblems(view, types));
        problems.addAll(BlockKit.viewProblems(view.getAsJsonArray("blocks")));
        if (json.length() > 250_000) {
            problems.add("view_too_large");
        }
        if (!problems.isEmpty()) {
            problems.forEach(slack.violations::add);
            return FakeWebApi.error("invalid_arguments");
        }
        view.addProperty("id", id);
        view.addProperty("team_id", FakeSlack.TEAM);
        view.addProperty("app_id", "A02CLGNTJ3D");
        view.addProperty("hash", "1584645236." + FakeSlack.counter.incrementAndGet());
        View kept = new View(id, view.get("type").getAsString(), view);
        slack.views.put(id, kept);
        if (answer != null) {
            answer.open(kept);
        }
        JsonObject result = FakeWebApi.ok();
        result.add("view", view);
        return result;
    }

    private static List<String> viewProblems(JsonObject view, Set<String> types) {
        List<String> problems = new ArrayList<>();
        String type = view.get("type").getAsString();
        if (!types.contains(type)) {
            problems.add("a view of the type " + type);
        }
        if (type.equals("modal")) {
            for (String part : List.of("title", "submit", "close")) {
                if (view.has(part)
                        && view.getAsJsonObject(part).get("text").getAsString().length() > 24) {
                    problems.add(part + " is longer than 24");
                }
            }
            if (!view.has("title")) {
                problems.add("a modal has a title");
            }
            boolean inputs =
                    view.getAsJsonArray("blocks").asList().stream()
                            .anyMatch(block ->
                                    block.getAsJsonObject()
                                            .get("type")
                                            .getAsString()
                                            .equals("input"));
            if (inputs && !view.has("submit")) {
                problems.add("a modal with inputs has a submit button");
            }
        }
        if (view.has("private_metadata")
                && view.get("private_metadata").getAsString().length() > 3_000) {
            problems.add("private_metadata is longer than 3000");
        }
        if (view.has("callback_id") && view.get("callback_id").getAsString().length() > 255) {
            problems.add("callback_id is longer than 255");
        }
        return problems;
    }
}
