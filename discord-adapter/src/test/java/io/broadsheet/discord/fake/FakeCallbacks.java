package io.broadsheet.discord.fake;

import static java.util.Objects.requireNonNull;

import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeRest.Parts;
import io.broadsheet.discord.fake.FakeRest.Refused;
import io.broadsheet.discord.fake.FakeRest.Response;
import java.time.Duration;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// Answers to interactions: the callback, its original message and follow-ups, as webhooks with a
/// token.
final class FakeCallbacks {

    private final FakeDiscord discord;

    FakeCallbacks(FakeDiscord discord) {
        this.discord = discord;
    }

    Response callback(String id, String sentToken, Parts parts) {
        FakeDiscordAnswer answer = discord.answers.get(id);
        if (answer == null || !answer.token.equals(sentToken)) {
            throw new Refused(404, 10062, "Unknown interaction");
        }
        if (System.nanoTime() - answer.sentAt > Duration.ofSeconds(3).toNanos()) {
            discord.violations.add("the first response came after 3 s");
            throw new Refused(404, 10062, "Unknown interaction");
        }
        int type = parts.json().getInt("type");
        synchronized (answer) {
            if (answer.first.isDone()) {
                discord.violations.add("an interaction was answered twice");
                throw new Refused(400, 40060, "Interaction has already been acknowledged.");
            }
            DataObject data = parts.json().optObject("data").orElse(DataObject.empty());
            switch (type) {
                case 4 -> {
                    discord.require(answer.type != 4, "autocomplete is answered with choices");
                    Parts message = new Parts(data, parts.files());
                    discord.routes.check(PayloadRules.message(data));
                    boolean hidden = (data.getInt("flags", 0) & FakeDiscord.EPHEMERAL) != 0;
                    answer.original = discord.nextId();
                    show(answer, requireNonNull(answer.original), hidden, message);
                }
                case 5 -> {
                    int flags = data.getInt("flags", 0);
                    discord.require(
                            (flags & ~FakeDiscord.EPHEMERAL) == 0,
                            "a deferral has no flag but EPHEMERAL");
                    answer.deferred = true;
                    answer.deferredHidden = (flags & FakeDiscord.EPHEMERAL) != 0;
                    answer.original = discord.nextId();
                }
                case 6 -> {
                    discord.require(answer.type == 3, "only a component defers an update");
                    answer.original = answer.pressedMessage;
                }
                case 7 -> {
                    discord.require(answer.type == 3, "only a component updates its message");
                    discord.routes.check(PayloadRules.message(data));
                    Message old = requireNonNull(discord.messages.get(answer.pressedMessage));
                    answer.original = old.id();
                    show(answer, old.id(), old.ephemeral(), new Parts(data, parts.files()));
                }
                case 8 -> {
                    discord.require(answer.type == 4, "only autocomplete is offered choices");
                    List<DataObject> choices = PayloadRules.each(data.getArray("choices"));
                    discord.require(choices.size() <= 25, "up to 25 choices are offered");
                    choices.forEach(choice -> {
                        int name = choice.getString("name").length();
                        int value = choice.getString("value").length();
                        discord.require(
                                name >= 1 && name <= 100 && value >= 1 && value <= 100,
                                "a choice has 1 to 100 characters");
                    });
                }
                case 9 -> {
                    discord.require(answer.type != 5 && answer.type != 4, "a form follows no form");
                    discord.routes.check(PayloadRules.modal(data));
                }
                default -> discord.require(false, "a response is of a known type: " + type);
            }
            answer.firstAfter = System.nanoTime() - answer.sentAt;
            answer.first.complete(parts.json());
        }
        return new Response(204, null);
    }

    FakeDiscordAnswer answerOf(String sentToken) {
        FakeDiscordAnswer answer = discord.answers.get(sentToken);
        if (answer == null) {
            throw new Refused(401, 50027, "Invalid Webhook Token");
        }
        if (!answer.first.isDone()) {
            discord.violations.add("a follow-up came before the first response");
            throw new Refused(404, 10015, "Unknown Webhook");
        }
        return answer;
    }

    @Nullable Message original(FakeDiscordAnswer answer) {
        String id = answer.original;
        return id == null ? null : discord.messages.get(id);
    }

    Response editOriginal(FakeDiscordAnswer answer, Parts parts) {
        String id = answer.original;
        if (id == null) {
            throw new Refused(404, 10008, "Unknown Message");
        }
        discord.routes.check(PayloadRules.message(parts.json()));
        Message old = discord.messages.get(id);
        boolean hidden = old == null ? answer.deferredHidden : old.ephemeral();
        return new Response(200, show(answer, id, hidden, parts).json());
    }

    Response followUp(FakeDiscordAnswer answer, Parts parts) {
        discord.routes.check(PayloadRules.message(parts.json()));
        boolean hidden = (parts.json().getInt("flags", 0) & FakeDiscord.EPHEMERAL) != 0;
        return new Response(200, show(answer, discord.nextId(), hidden, parts).json());
    }

    private Message show(FakeDiscordAnswer answer, String id, boolean hidden, Parts parts) {
        Message message = discord.rooms.store(id, answer.channel, hidden, parts);
        answer.messages.add(message);
        if (!answer.visible.isDone()) {
            answer.visibleAfter = System.nanoTime() - answer.sentAt;
            answer.visible.complete(message);
        }
        return message;
    }
}
