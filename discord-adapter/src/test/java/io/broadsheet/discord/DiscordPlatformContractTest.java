package io.broadsheet.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Discord, through its SDK.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordPlatformContractTest extends ChatPlatformContract {

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server = discord.addServer("lab");
    private BotCore core;
    private DiscordPlatform platform;

    @BeforeAll
    void startTheBot(@TempDir Path home) throws InterruptedException {
        core = DiscordPlatformTest.core(home);
        platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void everythingSentWasRight() {
        assertThat(discord.violations()).isEmpty();
    }

    @AfterAll
    void stopTheBot() {
        platform.close();
        core.close();
        discord.close();
    }

    @Override
    protected ChatPlatform platform() {
        return platform;
    }

    @Override
    protected ChannelRef channel() {
        return new ChannelRef(Platform.DISCORD, server.id(), server.room("general").id());
    }

    @Override
    protected UserRef user() {
        return new UserRef(Platform.DISCORD, "-", Person.named("ana").id());
    }

    @Override
    protected Optional<ChannelRef> gone() {
        return Optional.of(new ChannelRef(Platform.DISCORD, server.id(), "404404404404404404"));
    }

    @Override
    protected boolean mayRead() {
        return true;
    }

    @Override
    protected OptionalInt showing(String what) {
        return OptionalInt.of(
                (int)
                        discord.messagesIn(server.room("general").id()).stream()
                                .filter(message -> message.text().contains(what))
                                .count());
    }
}
