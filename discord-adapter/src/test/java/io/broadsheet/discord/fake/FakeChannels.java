package io.broadsheet.discord.fake;

import static java.util.Objects.requireNonNull;

import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import io.broadsheet.discord.fake.FakeRest.Parts;
import io.broadsheet.discord.fake.FakeRest.Refused;
import io.broadsheet.discord.fake.FakeRest.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/// Messages, threads and forum posts in channels, and who may do what there.
final class FakeChannels {

    private final FakeDiscord discord;

    FakeChannels(FakeDiscord discord) {
        this.discord = discord;
    }

    String opened(String person) {
        String channel = FakeDiscord.directChannel(person);
        discord.directChannels.add(channel);
        return channel;
    }

    Response post(String channel, Parts parts) {
        if (!discord.directChannels.contains(channel)) {
            allowed(
                    channel,
                    discord.threadsOpened.containsKey(channel)
                            ? FakeDiscord.SEND_IN_THREADS
                            : FakeDiscord.SEND);
            if (!parts.files().isEmpty()) {
                allowed(channel, FakeDiscord.ATTACH);
            }
        }
        String nonce = parts.json().getString("nonce", "");
        discord.require(!nonce.isEmpty() && nonce.length() <= 25, "a nonce has 1 to 25 characters");
        discord.require(parts.json().getBoolean("enforce_nonce"), "the nonce is enforced");
        if (!discord.threadsOpened.containsKey(channel)) {
            discord.lastMentions = roles(parts.json());
        }
        discord.routes.check(PayloadRules.posted(parts.json()));
        String id = discord.nextId();
        // One nonce of one author is one message.
        String earlier = discord.nonces.putIfAbsent(nonce, id);
        if (earlier != null) {
            return new Response(200, requireNonNull(discord.messages.get(earlier)).json());
        }
        return new Response(200, store(id, channel, false, parts).json().put("nonce", nonce));
    }

    /// A channel's messages, newest first (resources/message, Get Channel Messages).
    Response history(String channel, @Nullable String query) {
        Matcher asked =
                Pattern.compile("(after=\\d{1,20}&limit=\\d+)|(limit=\\d+&after=\\d{1,20})")
                        .matcher(String.valueOf(query));
        discord.require(
                asked.matches(), "messages are asked for after one, with a limit: " + query);
        Map<String, Long> arguments = new LinkedHashMap<>();
        for (String pair : requireNonNull(query).split("&")) {
            arguments.put(pair.split("=")[0], Long.parseLong(pair.split("=")[1]));
        }
        long limit = arguments.getOrDefault("limit", 50L);
        discord.require(limit >= 1 && limit <= 100, "a limit of 1 to 100, not " + limit);
        readable(channel);
        List<Message> after =
                discord.messagesIn(channel).stream()
                        .filter(message ->
                                Long.parseLong(message.id()) > arguments.getOrDefault("after", 0L))
                        .limit(limit)
                        .toList();
        DataArray page = DataArray.empty();
        after.reversed().forEach(message -> page.add(message.json()));
        return new Response(200, page);
    }

    /// Discord shows no messages where the permission is missing; a bot that asks all the same
    /// would take that for an empty channel.
    void readable(String channel) {
        if (discord.directChannels.contains(channel)) {
            return;
        }
        try {
            allowed(channel, FakeDiscord.READ);
        } catch (Refused e) {
            discord.violations.add("the bot reads where it may not");
            throw e;
        }
    }

    Response activeThreads(String server) {
        DataArray threads = DataArray.empty();
        discord.threadsOpened.forEach((id, thread) -> {
            String parent = thread.getString("parent_id", "");
            FakeServer of = discord.servers.get(server);
            if (of != null && of.rooms().stream().anyMatch(room -> room.id().equals(parent))) {
                threads.add(threadJson(id, parent, thread.getString("name", "thread"), 11));
            }
        });
        return new Response(
                200, DataObject.empty().put("threads", threads).put("members", DataArray.empty()));
    }

    /// Refuses what the bot may not do in a channel, as Discord does.
    private void allowed(String channel, long permission) {
        DataObject thread = discord.threadsOpened.get(channel);
        String parent = thread == null ? channel : thread.getString("parent_id", channel);
        FakeServer server =
                discord.servers.values().stream()
                        .filter(it ->
                                it.rooms().stream().anyMatch(room -> room.id().equals(parent)))
                        .findFirst()
                        .orElseThrow(() -> new Refused(404, 10003, "Unknown Channel"));
        long denied =
                server.rooms().stream()
                        .filter(room -> room.id().equals(parent))
                        .mapToLong(Room::denied)
                        .sum();
        long held = server.botPermissions() & ~denied;
        if ((held & FakeDiscord.VIEW) == 0) {
            throw new Refused(403, 50001, "Missing Access");
        }
        if ((held & permission) == 0) {
            throw new Refused(403, 50013, "Missing Permissions");
        }
    }

    static List<String> roles(DataObject message) {
        List<String> roles = new ArrayList<>();
        message.getObject("allowed_mentions")
                .optArray("roles")
                .ifPresent(listed -> {
                    for (int i = 0; i < listed.length(); i++) {
                        roles.add(listed.getString(i));
                    }
                });
        return roles;
    }

    Response thread(String channel, String message, DataObject body) {
        String name = body.getString("name");
        discord.require(
                !name.isBlank() && name.length() <= 100, "a thread's name has 1 to 100 characters");
        allowed(channel, FakeDiscord.OPEN_THREADS);
        if (discord.threadsOpened.putIfAbsent(message, body.put("parent_id", channel)) != null) {
            throw new Refused(400, 160004, "A thread has already been created for this message");
        }
        DataObject thread = threadJson(message, channel, name, 11);
        discord.gateway.toServer(thread.getString("guild_id"), "THREAD_CREATE", thread);
        return new Response(201, thread);
    }

    Response forumPost(String channel, Parts parts) {
        String name = parts.json().getString("name");
        discord.require(
                !name.isBlank() && name.length() <= 100, "a post's name has 1 to 100 characters");
        allowed(channel, FakeDiscord.SEND);
        boolean tagged =
                discord.servers.values().stream()
                        .flatMap(server -> server.rooms().stream())
                        .anyMatch(room -> room.id().equals(channel) && room.tagged());
        DataArray tags = parts.json().optArray("applied_tags").orElse(DataArray.empty());
        if (tagged && tags.isEmpty()) {
            throw new Refused(
                    400, 40067, "A tag is required to create a forum post in this channel");
        }
        discord.require(
                tags.isEmpty() || tags.getString(0).equals(FakeDiscord.snowflake("tag papers")),
                "a tag is one that everybody may set");
        discord.routes.check(PayloadRules.posted(parts.json().getObject("message")));
        discord.lastMentions = roles(parts.json().getObject("message"));
        String id = discord.nextId();
        Message message =
                store(id, id, false, new Parts(parts.json().getObject("message"), parts.files()));
        discord.threadsOpened.put(id, parts.json().put("parent_id", channel));
        return new Response(201, threadJson(id, channel, name, 11).put("message", message.json()));
    }

    DataObject threadJson(String id, String channel, String name, int type) {
        String server =
                discord.servers.values().stream()
                        .filter(it ->
                                it.rooms().stream().anyMatch(room -> room.id().equals(channel)))
                        .map(FakeServer::id)
                        .findFirst()
                        .orElse("0");
        return DataObject.empty()
                .put("id", id)
                .put("guild_id", server)
                .put("parent_id", channel)
                .put("owner_id", FakeDiscord.SELF)
                .put("type", type)
                .put("name", name)
                .put("last_message_id", null)
                .put("message_count", 0)
                .put("member_count", 1)
                .put("rate_limit_per_user", 0)
                .put("applied_tags", DataArray.empty())
                .put(
                        "thread_metadata",
                        DataObject.empty()
                                .put("archived", false)
                                .put("auto_archive_duration", 1440)
                                .put("archive_timestamp", FakeDiscord.born(id))
                                .put("create_timestamp", FakeDiscord.born(id))
                                .put("locked", false));
    }

    Message store(String id, String channel, boolean hidden, Parts parts) {
        DataObject json = messageJson(id, channel, parts.json());
        json.put("flags", parts.json().getInt("flags", 0) | (hidden ? FakeDiscord.EPHEMERAL : 0));
        Map<String, String> files = new LinkedHashMap<>();
        DataArray attachments = DataArray.empty();
        parts.files()
                .forEach((name, content) -> {
                    files.put(name, content);
                    attachments.add(
                            DataObject.empty()
                                    .put("id", discord.nextId())
                                    .put("filename", name)
                                    .put("size", content.length())
                                    .put("url", "https://cdn.test/" + name)
                                    .put("proxy_url", "https://cdn.test/" + name));
                });
        json.put("attachments", attachments);
        Message message = new Message(id, channel, hidden, json, files);
        discord.messages.put(id, message);
        return message;
    }

    DataObject messageJson(String id, String channel, DataObject sent) {
        DataArray components =
                DataArray.fromJson(
                        sent.optArray("components").orElse(DataArray.empty()).toString());
        number(components);
        FakeDiscord.walk(
                components,
                component -> {
                    component
                            .optObject("file")
                            .ifPresent(file -> {
                                String url = "https://cdn.test/" + file.getString("url");
                                file.put("url", url).put("proxy_url", url);
                            });
                });
        return DataObject.empty()
                .put("id", id)
                .put("channel_id", channel)
                .put("message_reference", sent.optObject("message_reference").orElse(null))
                .put("type", 0)
                .put("author", FakeEntities.bot())
                .put("content", sent.getString("content", ""))
                .put("timestamp", Instant.now().toString())
                .put("edited_timestamp", null)
                .put("tts", false)
                .put("mention_everyone", false)
                .put("mentions", DataArray.empty())
                .put("mention_roles", DataArray.empty())
                .put("attachments", DataArray.empty())
                .put("embeds", DataArray.empty())
                .put("pinned", false)
                .put("flags", sent.getInt("flags", 0))
                .put("components", components);
    }

    /// Ids that the bot chose stay; the others get one (components/reference).
    private void number(DataArray components) {
        java.util.Set<Integer> chosen = new java.util.HashSet<>();
        FakeDiscord.walk(
                components,
                component -> {
                    int id = component.getInt("id", 0);
                    discord.require(id >= 0, "a component's id is a positive number: " + id);
                    discord.require(
                            id == 0 || chosen.add(id), "a component's id comes once: " + id);
                });
        AtomicInteger next = new AtomicInteger();
        FakeDiscord.walk(
                components,
                component -> {
                    if (component.getInt("id", 0) == 0) {
                        int id = next.incrementAndGet();
                        while (chosen.contains(id)) {
                            id = next.incrementAndGet();
                        }
                        component.put("id", id);
                    }
                });
    }
}
