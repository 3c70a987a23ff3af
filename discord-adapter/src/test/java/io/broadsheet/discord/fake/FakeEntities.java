package io.broadsheet.discord.fake;

import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// Users, members, roles and channels, as Discord writes them in JSON.
final class FakeEntities {

    private final FakeDiscord discord;

    FakeEntities(FakeDiscord discord) {
        this.discord = discord;
    }

    static DataObject direct(Room room) {
        return DataObject.empty()
                .put("id", room.id())
                .put("type", room.type())
                .put("name", room.name().isEmpty() ? null : room.name())
                .put("owner_id", "1100000000000000009")
                .put("flags", 0)
                .put("recipients", DataArray.empty().add(bot()));
    }

    String administrators(FakeServer server) {
        String id = String.valueOf(Long.parseLong(server.id()) + 50);
        if (discord.threadsOpened.putIfAbsent("role " + id, DataObject.empty()) == null) {
            discord.gateway.toServer(
                    server.id(),
                    "GUILD_ROLE_CREATE",
                    DataObject.empty()
                            .put("guild_id", server.id())
                            .put("role", role(id, "administrators", 0x20L, false)));
        }
        return id;
    }

    // --- JSON ---

    DataObject self() {
        return bot();
    }

    static DataObject bot() {
        return DataObject.empty()
                .put("id", FakeDiscord.SELF)
                .put("username", "broadsheet")
                .put("global_name", null)
                .put("discriminator", "0")
                .put("avatar", null)
                .put("bot", true)
                .put("verified", true)
                .put("mfa_enabled", false)
                .put("flags", 0);
    }

    static DataObject user(Person person) {
        return DataObject.empty()
                .put("id", person.id())
                .put("username", person.name())
                .put("global_name", person.name())
                .put("discriminator", "0")
                .put("avatar", null)
                .put("public_flags", 0);
    }

    static DataObject member(Person person, DataArray roles) {
        return DataObject.empty()
                .put("user", user(person))
                .put("roles", roles)
                .put("joined_at", "2026-01-01T00:00:00+00:00")
                .put("flags", 0)
                .put("deaf", false)
                .put("mute", false)
                .put("pending", false);
    }

    static DataObject channel(Room room, String server) {
        return DataObject.empty()
                .put("id", room.id())
                .put("guild_id", server)
                .put("type", room.type())
                .put("name", room.name())
                .put("position", 0)
                .put("bitrate", 64_000)
                .put("user_limit", 0)
                .put("nsfw", false)
                .put("rate_limit_per_user", 0)
                .put("flags", room.tagged() ? 1 << 4 : 0)
                .put("available_tags", room.tagged() ? tags() : DataArray.empty())
                .put("permission_overwrites", overwrites(room, server));
    }

    private static DataArray overwrites(Room room, String server) {
        return room.denied() == 0
                ? DataArray.empty()
                : DataArray.empty()
                        .add(
                                DataObject.empty()
                                        .put("id", server)
                                        .put("type", 0)
                                        .put("allow", "0")
                                        .put("deny", String.valueOf(room.denied())));
    }

    private static DataArray tags() {
        DataArray tags = DataArray.empty();
        for (String name : List.of("staff only", "papers")) {
            tags.add(
                    DataObject.empty()
                            .put("id", FakeDiscord.snowflake("tag " + name))
                            .put("name", name)
                            .put("moderated", name.startsWith("staff"))
                            .put("emoji_id", null)
                            .put("emoji_name", null));
        }
        return tags;
    }

    static DataObject role(String id, String name, long permissions, boolean mentionable) {
        return DataObject.empty()
                .put("id", id)
                .put("name", name)
                .put("color", 0)
                .put(
                        "colors",
                        DataObject.empty()
                                .put("primary_color", 0)
                                .put("secondary_color", null)
                                .put("tertiary_color", null))
                .put("hoist", false)
                .put("position", 0)
                .put("permissions", String.valueOf(permissions))
                .put("managed", false)
                .put("mentionable", mentionable)
                .put("flags", 0);
    }
}
