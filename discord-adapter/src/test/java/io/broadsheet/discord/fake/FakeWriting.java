package io.broadsheet.discord.fake;

import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import java.time.Instant;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// What people write and how they react in [FakeDiscord], as the gateway tells the bot of it.
public final class FakeWriting {

    private final FakeDiscord discord;

    public FakeWriting(FakeDiscord discord) {
        this.discord = discord;
    }

    /// How a mention of the bot stands in a message.
    public static String mention() {
        return "<@" + FakeDiscord.SELF + ">";
    }

    /// Somebody writes a message. Without a privileged intent its text comes only where it mentions
    /// the bot or is written to it alone.
    ///
    /// @return its id
    public String write(Place place, Person person, String text) {
        String id = discord.nextId();
        boolean mentions = text.contains(mention());
        boolean told = mentions || place.server().isEmpty();
        DataObject message =
                DataObject.empty()
                        .put("id", id)
                        .put("channel_id", place.room().id())
                        .put("type", 0)
                        .put("author", FakeEntities.user(person))
                        .put("content", told ? text : "")
                        .put("timestamp", Instant.now().toString())
                        .put("edited_timestamp", null)
                        .put("tts", false)
                        .put("mention_everyone", false)
                        .put(
                                "mentions",
                                mentions
                                        ? DataArray.empty().add(FakeEntities.bot())
                                        : DataArray.empty())
                        .put("mention_roles", DataArray.empty())
                        .put("attachments", DataArray.empty())
                        .put("embeds", DataArray.empty())
                        .put("pinned", false)
                        .put("flags", 0)
                        .put("components", DataArray.empty());
        if (place.server().isEmpty()) {
            // A direct channel is known to the SDK once it was opened.
            discord.directChannels.add(place.room().id());
            message.put("channel_type", 1);
        }
        tell(place, "MESSAGE_CREATE", message, person);
        return id;
    }

    /// Somebody reacts to a message, or takes that back.
    ///
    /// @param sign the emoji itself
    public void react(Place place, Person person, Message to, String sign, boolean added) {
        DataObject reaction =
                DataObject.empty()
                        .put("user_id", person.id())
                        .put("channel_id", to.channel())
                        .put("message_id", to.id())
                        .put("message_author_id", FakeDiscord.SELF)
                        .put("burst", false)
                        .put("type", 0)
                        .put("emoji", DataObject.empty().put("id", null).put("name", sign));
        if (added) {
            tell(place, "MESSAGE_REACTION_ADD", reaction, person);
        } else {
            // Who took it back is told by the id alone.
            place.server()
                    .ifPresent(server ->
                            discord.gateway()
                                    .toServer(
                                            server.id(),
                                            "MESSAGE_REACTION_REMOVE",
                                            reaction.put("guild_id", server.id())));
        }
    }

    private void tell(Place place, String type, DataObject event, Person person) {
        place.server()
                .ifPresentOrElse(
                        server -> {
                            event.put("guild_id", server.id());
                            event.put("member", FakeEntities.member(person, DataArray.empty()));
                            discord.gateway().toServer(server.id(), type, event);
                        },
                        () -> discord.gateway().toServer("0", type, event));
    }
}
