package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordConfig;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.FakeDiscord;
import io.broadsheet.slack.FakeSlack;
import io.broadsheet.slack.SlackConfig;
import io.broadsheet.slack.SlackPlatform;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A paper that is not in the catalogue is looked up and shown, wherever somebody asks for it; the
/// console's transcripts have every other case.
class LookupEverywhereTest {

    private static final String TITLE = "A Paper About the Number 2503.20001";

    private BotCore core;

    @BeforeEach
    void startTheCore(@TempDir Path home) {
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.systemUTC(),
                        journal -> new PaperStand(journal, Clock.systemUTC()));
    }

    @AfterEach
    void stopTheCore() {
        core.close();
    }

    @Test
    void slackSaysThatItIsBeingLookedUpAndThenShowsTheCard() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform =
                        SlackPlatform.start(
                                new SlackConfig(
                                        slack.botToken(),
                                        slack.appToken(),
                                        "",
                                        SlackConfig.Mode.SOCKET,
                                        slack.apiUrl(),
                                        ZoneOffset.UTC,
                                        Set.of()),
                                core.conversation(),
                                Clock.systemUTC())) {
            assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
            List<FakeSlack.Message> messages =
                    slack.command(FakeSlack.Person.named("ana"), "general", "show 2503.20001")
                            .messages(2);

            assertThat(messages.getFirst().shown()).contains("looking it up");
            assertThat(messages.getLast().shown()).contains(TITLE);
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void discordShowsTheCardInTheEnd() throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeDiscord.Server server = discord.addServer("lab");
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            new DiscordConfig(
                                    discord.token(),
                                    discord.restUrl(),
                                    Optional.of(discord.gatewayUrl()),
                                    DiscordConfig.Shards.AUTOMATIC,
                                    false,
                                    ZoneOffset.UTC),
                            core.conversation(),
                            core.reachability(),
                            Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                FakeDiscord.Answer answer =
                        discord.slash(
                                server,
                                "general",
                                FakeDiscord.Person.named("ana"),
                                "paper",
                                "show",
                                Map.of("paper", "2503.20001"));

                FakeDiscord.await("the card", () -> answer.message().text().contains(TITLE));
                assertThat(discord.violations()).isEmpty();
            }
        }
    }
}
