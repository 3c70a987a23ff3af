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

/// A paper that is not in the catalogue is looked up and shown, wherever somebody asks for it, and
/// so is what Hugging Face finds; the console's transcripts have every other case.
class LookupEverywhereTest {

    private static final String TITLE = "A Paper About the Number 2503.20001";

    private static final String ASK = "Ask Hugging Face";
    private static final String FOUND = "5 of 7 papers that Hugging Face finds for";

    private BotCore core;

    @BeforeEach
    void startTheCore(@TempDir Path home) {
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.systemUTC(),
                        _ -> new PaperStand());
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

            FakeSlack.Message search =
                    slack.command(FakeSlack.Person.named("ana"), "general", "search frogs")
                            .message();
            assertThat(search.shown()).contains("sends it these words");
            // What is said meanwhile and what was found take the place of the search, in this
            // order.
            List<FakeSlack.Message> asked =
                    slack.press(FakeSlack.Person.named("ana"), search, ASK).messages(2);
            assertThat(asked).allMatch(message -> message.ts().equals(search.ts()));
            assertThat(asked.getLast().shown()).contains(FOUND);
            FakeSlack.Message back =
                    slack.press(FakeSlack.Person.named("ana"), asked.getLast(), "Look here instead")
                            .message();
            assertThat(back.ts()).isEqualTo(search.ts());
            assertThat(back.shown()).contains("7 papers for frogs");
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

                FakeDiscord.Message search =
                        discord.slash(
                                        server,
                                        "general",
                                        FakeDiscord.Person.named("ana"),
                                        "paper",
                                        "search",
                                        Map.of("words", "frogs"))
                                .message();
                FakeDiscord.Answer asked =
                        discord.press(
                                server, "general", FakeDiscord.Person.named("ana"), search, ASK);
                FakeDiscord.await(
                        "what was found", () -> asked.messages(1).getLast().text().contains(FOUND));
                assertThat(asked.messages(1)).allMatch(message -> message.id().equals(search.id()));
                assertThat(discord.violations()).isEmpty();
            }
        }
    }
}
