package io.broadsheet.slack.fake;

import com.google.gson.JsonObject;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlack.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What came of something that a person did.
public final class FakeSlackAnswer {
    private final FakeSlack slack;
    final String id;
    public final Person person;
    final String channel;
    public final String trigger;
    final @Nullable Message pressed;
    final boolean command;
    final long sentAt = System.nanoTime();
    final CompletableFuture<JsonObject> acknowledged = new CompletableFuture<>();
    final CompletableFuture<Message> visible = new CompletableFuture<>();
    final CompletableFuture<View> modal = new CompletableFuture<>();
    final List<Message> messages = new CopyOnWriteArrayList<>();
    final AtomicInteger urlUses = new AtomicInteger();
    final AtomicInteger deliveries = new AtomicInteger();
    volatile String type = "";
    volatile JsonObject payload = new JsonObject();
    volatile long deliveredAt;
    volatile boolean triggerUsed;
    volatile boolean givenUp;
    volatile boolean urlExpired;
    volatile long acknowledgedAfter;
    volatile long visibleAfter;

    FakeSlackAnswer(
            FakeSlack slack,
            Person person,
            String channel,
            @Nullable Message pressed,
            boolean command) {
        this.slack = slack;
        this.id = Long.toString(FakeSlack.counter.incrementAndGet());
        this.person = person;
        this.channel = channel;
        this.trigger = "13345224609." + id + ".8fbf13c2b7b7d0c4c5f6d1e0";
        this.pressed = pressed;
        this.command = command;
    }

    public String responseUrl() {
        return slack.base()
                + "/response/"
                + FakeSlack.TEAM
                + "/"
                + id
                + "/JpmK0yzoZDeRiqfeduTBYXWQ";
    }

    /// What the request was acknowledged with.
    public JsonObject acknowledgement() {
        return FakeSlack.within(acknowledged);
    }

    /// The first message that people see.
    public Message message() {
        return FakeSlack.within(visible);
    }

    /// Waits for so many messages.
    public List<Message> messages(int count) {
        FakeSlack.await("so many messages", () -> messages.size() >= count);
        return List.copyOf(messages);
    }

    /// All that is there by now.
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /// The modal that was opened.
    public View modal() {
        return FakeSlack.within(modal);
    }

    public boolean acknowledged() {
        return acknowledged.isDone();
    }

    public boolean answered() {
        return visible.isDone() || modal.isDone();
    }

    /// Whether nobody took the request in time, which Slack says to the person at once.
    public boolean givenUp() {
        return givenUp;
    }

    /// How often it was delivered.
    public int deliveries() {
        return deliveries.get();
    }

    /// What was offered, value by label.
    public Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        acknowledgement()
                .getAsJsonArray("options")
                .forEach(option ->
                        choices.put(
                                option.getAsJsonObject()
                                        .getAsJsonObject("text")
                                        .get("text")
                                        .getAsString(),
                                option.getAsJsonObject().get("value").getAsString()));
        return choices;
    }

    /// From the request to its acknowledgement, in nanoseconds.
    public long acknowledgedAfter() {
        return acknowledgedAfter;
    }

    /// From the request to what people see, in nanoseconds.
    public long visibleAfter() {
        return visibleAfter;
    }

    /// Its response URL works no more.
    public void expireUrl() {
        urlExpired = true;
    }

    void show(Message message) {
        messages.add(message);
        visibleAfter = System.nanoTime() - sentAt;
        visible.complete(message);
    }

    void open(View view) {
        visibleAfter = System.nanoTime() - sentAt;
        modal.complete(view);
    }

    /// The bot acknowledges.
    ///
    /// @param body empty where it says nothing
    void acknowledge(JsonObject body) {
        boolean first = !acknowledged.isDone();
        if (first) {
            acknowledgedAfter = System.nanoTime() - sentAt;
            acknowledged.complete(body);
            if (command && body.has("text")) {
                show(slack.responses.fromResponse(this, body));
            }
        }
    }
}
