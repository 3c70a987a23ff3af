package io.broadsheet.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What changes something is done once, however often and to whichever process Discord sends it.
@Timeout(120)
class DiscordReplayTest {

    private static final Person ANA = Person.named("ana");

    @TempDir private Path home;

    @Test
    void acrossARestart() throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            FakeDiscordAnswer search;
            FakeDiscordAnswer save;
            FakeDiscordAnswer share;
            try (BotCore core = DiscordPlatformTest.core(home);
                    DiscordPlatform platform = platform(discord, core)) {
                search = slash(discord, server, "search", Map.of("words", "diffusion"));
                share = discord.press(server, "general", ANA, search.message(), "Share here");
                assertThat(share.message().text()).contains("Shared by");
                save = slash(discord, server, "save", Map.of("paper", "1"));
                assertThat(save.message().text()).contains("Saved");
                slash(discord, server, "unsave", Map.of("paper", "1")).message();
                assertThat(platform.health().connected()).isTrue();
            }
            try (BotCore core = DiscordPlatformTest.core(home);
                    DiscordPlatform platform = platform(discord, core)) {
                for (FakeDiscordAnswer each : new FakeDiscordAnswer[] {save, share}) {
                    assertThat(discord.again(each).message().text()).contains("second time");
                }
                assertThat(discord.again(search).message().text()).contains("diffusion");
                assertThat(slash(discord, server, "saved", Map.of()).message().text())
                        .contains("Your shelf is empty");
                assertThat(platform.health().connected()).isTrue();
            }
        }
    }

    private static FakeDiscordAnswer slash(
            FakeDiscord discord, FakeServer server, String command, Map<String, Object> options) {
        return discord.slash(server, "general", ANA, "paper", command, options);
    }

    private static DiscordPlatform platform(FakeDiscord discord, BotCore core)
            throws InterruptedException {
        DiscordPlatform platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        return platform;
    }
}
