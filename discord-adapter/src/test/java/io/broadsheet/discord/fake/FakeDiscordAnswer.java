package io.broadsheet.discord.fake;

import io.broadsheet.discord.fake.FakeDiscord.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// What came of an interaction.
public final class FakeDiscordAnswer {
    private final FakeDiscord discord;
    final String id;
    final String token;
    final int type;
    final String channel;
    final @Nullable String pressedMessage;
    final long sentAt = System.nanoTime();
    final CompletableFuture<DataObject> first = new CompletableFuture<>();
    final CompletableFuture<Message> visible = new CompletableFuture<>();
    final List<Message> messages = new CopyOnWriteArrayList<>();
    volatile boolean deferred;
    volatile boolean deferredHidden;
    volatile @Nullable String original;
    volatile long firstAfter;
    volatile long visibleAfter;

    FakeDiscordAnswer(
            FakeDiscord discord,
            String id,
            String token,
            int type,
            String channel,
            @Nullable String pressedMessage) {
        this.discord = discord;
        this.id = id;
        this.token = token;
        this.type = type;
        this.channel = channel;
        this.pressedMessage = pressedMessage;
    }

    /// The first response, whatever it is.
    public DataObject first() {
        return discord.within(first);
    }

    /// The first message that people see.
    public Message message() {
        return discord.within(visible);
    }

    /// Waits for so many messages.
    public List<Message> messages(int count) {
        FakeDiscord.await("so many messages", () -> messages.size() >= count);
        return List.copyOf(messages);
    }

    public boolean answered() {
        return visible.isDone();
    }

    /// Whether an answer was promised that did not come.
    public boolean halfAnswered() {
        return first.isDone() && !visible.isDone();
    }

    /// The form that was opened.
    public DataObject modal() {
        DataObject response = first();
        discord.require(response.getInt("type") == 9, "a form is opened: " + response);
        return response.getObject("data");
    }

    /// What was offered while something was typed: value by label.
    public Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        PayloadRules.each(first().getObject("data").getArray("choices"))
                .forEach(
                        choice -> choices.put(choice.getString("name"), choice.getString("value")));
        return choices;
    }

    /// From the event to the first response, in nanoseconds.
    public long firstAfter() {
        return firstAfter;
    }

    /// From the event to what people see, in nanoseconds.
    public long visibleAfter() {
        return visibleAfter;
    }
}
