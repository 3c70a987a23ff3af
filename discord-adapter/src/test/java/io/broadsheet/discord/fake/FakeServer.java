package io.broadsheet.discord.fake;

import io.broadsheet.discord.fake.FakeDiscord.Role;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// A server.
public record FakeServer(
        String id, String name, List<Room> rooms, long botPermissions, List<Role> roles) {

    public Room room(String roomName) {
        return rooms.stream()
                .filter(room -> room.name().equals(roomName))
                .findFirst()
                .orElseThrow();
    }

    private DataArray rolesJson() {
        DataArray all = DataArray.empty();
        all.add(FakeEntities.role(id, "@everyone", botPermissions, false));
        roles.forEach(role ->
                all.add(
                        FakeEntities.role(
                                role.id(), role.name(), role.permissions(), role.mentionable())));
        return all;
    }

    DataObject json() {
        DataArray channels = DataArray.empty();
        int position = 0;
        for (Room room : rooms) {
            channels.add(FakeEntities.channel(room, id).put("position", position++));
        }
        return DataObject.empty()
                .put("id", id)
                .put("name", name)
                .put("owner_id", "1100000000000000009")
                .put("afk_timeout", 300)
                .put("verification_level", 0)
                .put("default_message_notifications", 0)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("premium_tier", 0)
                .put("preferred_locale", "en-US")
                .put("system_channel_id", rooms.isEmpty() ? null : rooms.getFirst().id())
                .put("features", DataArray.empty())
                .put("member_count", 2)
                .put("roles", rolesJson())
                .put("emojis", DataArray.empty())
                .put("stickers", DataArray.empty())
                .put("voice_states", DataArray.empty())
                .put("presences", DataArray.empty())
                .put("threads", DataArray.empty())
                .put("guild_scheduled_events", DataArray.empty())
                .put("stage_instances", DataArray.empty())
                .put("channels", channels)
                .put(
                        "members",
                        DataArray.empty()
                                .add(
                                        DataObject.empty()
                                                .put("user", FakeEntities.bot())
                                                .put("roles", DataArray.empty())
                                                .put("joined_at", "2026-01-01T00:00:00+00:00")
                                                .put("flags", 0)
                                                .put("deaf", false)
                                                .put("mute", false)));
    }
}
