package io.broadsheet.discord.fake;

import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// Interactions as the gateway sends them, of commands that are registered.
final class FakeInteractions {

    private final FakeDiscord discord;

    FakeInteractions(FakeDiscord discord) {
        this.discord = discord;
    }

    static void refuseWhere(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }

    /// A subcommand as it was registered.
    DataObject registered(String command, String sub) {
        DataObject found = named(PayloadRules.each(discord.commands), command);
        for (String name : sub.split(" ")) {
            found = named(PayloadRules.each(found.getArray("options")), name);
        }
        return found;
    }

    static DataObject named(List<DataObject> all, String name) {
        return all.stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no "
                                        + name
                                        + ", only "
                                        + all.stream()
                                                .map(each -> each.getString("name"))
                                                .toList()));
    }

    static DataArray nested(String sub, DataArray options) {
        String[] names = sub.split(" ");
        DataArray inner =
                DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("name", names[names.length - 1])
                                        .put("type", 1)
                                        .put("options", options));
        return names.length == 1
                ? inner
                : DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("name", names[0])
                                        .put("type", 2)
                                        .put("options", inner));
    }

    DataObject commandData(String name, int type) {
        String id =
                PayloadRules.each(discord.commands).stream()
                        .filter(command -> command.getString("name").equals(name))
                        .map(command -> command.getString("id"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no command " + name));
        return DataObject.empty().put("id", id).put("name", name).put("type", type);
    }

    FakeDiscordAnswer interact(
            int type, Place place, Person person, DataObject data, @Nullable Message message) {
        String id = discord.nextId();
        Room where = place.room();
        FakeDiscordAnswer answer =
                new FakeDiscordAnswer(
                        discord,
                        id,
                        "interaction-token-" + id,
                        type,
                        where.id(),
                        message == null ? null : message.id());
        discord.answers.put(id, answer);
        discord.answers.put(answer.token, answer);
        DataObject owners =
                DataObject.empty()
                        .put(
                                place.installed() ? "0" : "1",
                                place.installed()
                                        ? place.server().map(FakeServer::id).orElse("0")
                                        : person.id());
        DataObject interaction =
                DataObject.empty()
                        .put("id", id)
                        .put("application_id", FakeDiscord.APPLICATION)
                        .put("type", type)
                        .put("version", 1)
                        .put("token", answer.token)
                        .put("data", data)
                        .put("channel_id", where.id())
                        .put("locale", "en-US")
                        .put("context", place.context())
                        .put("authorizing_integration_owners", owners)
                        .put("entitlements", DataArray.empty())
                        .put("attachment_size_limit", 10 << 20);
        if (message != null) {
            interaction.put("message", message.json());
        }
        if (place.server().isEmpty()) {
            interaction
                    .put("user", FakeEntities.user(person))
                    .put("app_permissions", "0")
                    .put("channel", FakeEntities.direct(where));
            sent.put(id, new Sent("0", interaction));
            discord.gateway.toServer("0", "INTERACTION_CREATE", interaction);
            return answer;
        }
        FakeServer server = place.server().get();
        interaction
                .put("guild_id", server.id())
                .put(
                        "guild",
                        DataObject.empty()
                                .put("id", server.id())
                                .put("features", DataArray.empty())
                                .put("locale", "en-US"))
                .put(
                        "channel",
                        (where.type() == 11
                                        ? discord.rooms.threadJson(
                                                where.id(), where.parent(), where.name(), 11)
                                        : FakeEntities.channel(where, server.id()))
                                .put("permissions", String.valueOf(person.permissions())))
                .put("guild_locale", "en-US")
                .put("app_permissions", String.valueOf(server.botPermissions()))
                .put(
                        "member",
                        FakeEntities.member(
                                        person,
                                        person.permissions() == 0 || !place.installed()
                                                ? DataArray.empty()
                                                : DataArray.empty()
                                                        .add(
                                                                discord.entities.administrators(
                                                                        server)))
                                .put("permissions", String.valueOf(person.permissions())));
        sent.put(id, new Sent(server.id(), interaction));
        discord.gateway.toServer(server.id(), "INTERACTION_CREATE", interaction);
        return answer;
    }

    /// An interaction as it went to the bot.
    record Sent(String server, DataObject interaction) {}

    final Map<String, Sent> sent = new ConcurrentHashMap<>();
}
