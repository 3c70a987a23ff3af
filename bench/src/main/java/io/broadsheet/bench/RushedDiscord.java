package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The Discord of the tests, with five channels in each server.
final class RushedDiscord implements RushedPlatform {

    private static final String POSTS = "POST /channels/\\d+/messages";
    private static final String THREADS = "POST /channels/\\d+/messages/\\d+/threads";
    private static final int ROOMS = 5;

    private final FakeDiscord discord = FakeDiscord.start().enforceLimits();
    private final List<FakeServer> servers = new ArrayList<>();
    private final List<ChannelRef> channels;
    private final DiscordPlatform bot;

    private RushedDiscord(BotCore core, int count) {
        List<String> rooms = IntStream.range(0, ROOMS).mapToObj(i -> "room" + i).toList();
        while (servers.size() * ROOMS < count) {
            servers.add(discord.addServer("server " + servers.size(), rooms));
        }
        channels =
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            FakeServer server = servers.get(i / ROOMS);
                            String room = server.room("room" + i % ROOMS).id();
                            return new ChannelRef(Platform.DISCORD, server.id(), room);
                        })
                        .toList();
        bot =
                DiscordPlatform.start(
                        discord.config(),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
    }

    static RushedDiscord start(BotCore core, int channels) throws InterruptedException {
        RushedDiscord started = new RushedDiscord(core, channels);
        if (!started.bot.awaitReady(Duration.ofMinutes(5))) {
            throw new IllegalStateException(started.bot.health().detail());
        }
        // The bot says hello in every server; that is over first.
        long before = -1;
        while (started.discord.requests(POSTS) != before) {
            before = started.discord.requests(POSTS);
            Thread.sleep(3_000);
        }
        return started;
    }

    @Override
    public ChatPlatform bot() {
        return bot;
    }

    @Override
    public List<ChannelRef> channels() {
        return channels;
    }

    @Override
    public Asked ask(int count, String command, String words) {
        FakeDiscordAnswer answer =
                discord.slash(
                        servers.get(count % servers.size()),
                        "room0",
                        Person.named("person " + count % 50),
                        "paper",
                        command,
                        words.isEmpty() ? Map.of() : Map.of("words", words));
        return new Asked(answer::answered, answer::firstAfter, answer::visibleAfter);
    }

    @Override
    public long editions() {
        return discord.requests(THREADS);
    }

    @Override
    public long requests() {
        return discord.requests().size();
    }

    @Override
    public int tooMany() {
        return discord.tooMany();
    }

    @Override
    public List<String> violations() {
        return discord.violations();
    }

    /// Two requests for each, 50 a second (topics/rate-limits).
    @Override
    public Duration allowed(int editions) {
        return Duration.ofMillis(2L * editions * 1_000 / 50);
    }

    @Override
    public void close() {
        bot.close();
        discord.close();
    }
}
