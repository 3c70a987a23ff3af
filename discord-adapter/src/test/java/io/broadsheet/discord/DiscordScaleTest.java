package io.broadsheet.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.installation.DiscordCaretaker;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many servers over several connections. `-Ddiscord.servers=10000` measures the full size and
/// prints how long it took, how much memory it holds and how it answers then.
class DiscordScaleTest {

    private static final int SERVERS = Integer.getInteger("discord.servers", 200);
    private static final int SHARDS = 5;
    private static final Person ANA = Person.named("ana");

    @Test
    void oneProcessServesManyServersOverSeveralConnections(@TempDir Path home)
            throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start().recommendShards(SHARDS);
                BotCore core = DiscordPlatformTest.core(home)) {
            List<FakeServer> servers = new ArrayList<>();
            for (int i = 0; i < SERVERS; i++) {
                servers.add(discord.addServer("server " + i));
            }
            long before = heap();
            long start = System.nanoTime();
            DiscordConfig config = DiscordPlatformTest.config(discord);
            DiscordCaretaker caretaker =
                    new DiscordCaretaker(
                            core.installations(), Duration.ofDays(7), config, Clock.systemUTC());
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            config,
                            core.conversation(),
                            core.reachability(),
                            Optional.of(caretaker),
                            Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofMinutes(5))).isTrue();
                long ready = System.nanoTime() - start;
                long sweep = System.nanoTime();
                caretaker.sweep();
                sweep = System.nanoTime() - sweep;
                assertThat(core.installations().all(Platform.DISCORD)).hasSize(servers.size());
                discord.gateway().forgetSent();
                long held = heap() - before;

                assertThat(platform.health().detail())
                        .contains("5 of 5 connections", servers.size() + " servers");
                List<FakeDiscordAnswer> answers = new ArrayList<>();
                for (int i = 0; i < servers.size(); i += Math.max(1, servers.size() / 50)) {
                    answers.add(
                            discord.slash(
                                    servers.get(i), "vision", ANA, "paper", "help", Map.of()));
                }
                answers.forEach(
                        answer -> assertThat(answer.message().text()).contains("Find papers"));
                assertThat(discord.violations()).isEmpty();
                assertThat(discord.gateway().identified.get()).isEqualTo(SHARDS);
                System.out.printf(
                        "%d servers over %d connections: ready after %.1f s, noted in %.0f ms, %.1f MB of heap, %.2f MB per 1,000 servers%n",
                        servers.size(),
                        SHARDS,
                        ready / 1e9,
                        sweep / 1e6,
                        held / 1e6,
                        held / 1e3 / servers.size());
                if (SERVERS >= 1_000) {
                    steadyState(discord, servers, before);
                }
            }
        }
    }

    /// Half a minute of 20 commands a second, each in another server.
    private static void steadyState(FakeDiscord discord, List<FakeServer> servers, long before)
            throws InterruptedException {
        List<FakeDiscordAnswer> answers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 600; i++) {
            FakeServer server = servers.get((int) (i * 7_919L % servers.size()));
            answers.add(discord.slash(server, "vision", ANA, "paper", "trending", Map.of()));
            long left = begin + (i + 1) * 50_000_000L - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000);
            }
        }
        answers.forEach(answer -> assertThat(answer.message().text()).isNotBlank());
        long[] times =
                answers.stream().mapToLong(FakeDiscordAnswer::visibleAfter).sorted().toArray();
        discord.gateway().forgetSent();
        System.out.printf(
                "steady at 20 commands a second: visible answer p50 %.1f ms, p99 %.1f ms, %.1f MB of heap, %d platform threads%n",
                times[300] / 1e6,
                times[594] / 1e6,
                (heap() - before) / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount());
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void aProcessHoldsOnlyTheConnectionsItIsConfiguredFor(@TempDir Path home)
            throws InterruptedException {
        try (FakeDiscord discord = FakeDiscord.start();
                BotCore core = DiscordPlatformTest.core(home)) {
            for (int i = 0; i < 40; i++) {
                discord.addServer("server " + i);
            }
            long ofOthers = discord.servers(0, 4).size() + discord.servers(1, 4).size();
            DiscordConfig config =
                    new DiscordConfig(
                            discord.token(),
                            discord.restUrl(),
                            Optional.of(discord.gatewayUrl()),
                            new DiscordConfig.Shards(4, 2, 3),
                            false,
                            DiscordConfig.Heard.ALL,
                            ZoneOffset.UTC,
                            Set.of(),
                            Patience.USUAL);
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            config, core.conversation(), core.reachability(), Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofMinutes(1))).isTrue();

                assertThat(platform.health().detail())
                        .contains("2 of 2 connections", (40 - ofOthers) + " servers");
                assertThat(discord.requests("PUT /applications/\\d+/commands")).isZero();
            }
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
