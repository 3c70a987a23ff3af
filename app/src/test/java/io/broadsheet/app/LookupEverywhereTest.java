package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    private static final String AWAY = "Hugging Face does not answer";

    /// Longer than what was found is remembered.
    private static final Duration LATER = Duration.ofMinutes(11);

    private static final FakeSlack.Person ANA_IN_SLACK = FakeSlack.Person.named("ana");

    private final SettableClock clock = new SettableClock(Instant.now());
    private BotCore core;
    private PaperStand stand;

    @BeforeEach
    void startTheCore(@TempDir Path home) {
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        clock,
                        journal -> {
                            stand = new PaperStand(journal, clock);
                            return stand;
                        });
    }

    @AfterEach
    void stopTheCore() {
        core.close();
    }

    private SlackPlatform platform(FakeSlack slack) {
        return SlackPlatform.start(
                new SlackConfig(
                        slack.botToken(),
                        slack.appToken(),
                        "",
                        SlackConfig.Mode.SOCKET,
                        slack.apiUrl(),
                        ZoneOffset.UTC,
                        Set.of(),
                        Patience.USUAL),
                core.conversation(),
                Clock.systemUTC());
    }

    private DiscordPlatform platform(FakeDiscord discord) {
        return DiscordPlatform.start(
                discord.config(), core.conversation(), core.reachability(), Clock.systemUTC());
    }

    @Test
    void slackSaysThatItIsBeingLookedUpAndThenShowsTheCard() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = platform(slack)) {
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
    void slackSharesWhatASourceFoundAndLeavesTheListHoweverLate() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = platform(slack)) {
            assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
            String general = slack.channel("general").id();
            String ask =
                    slack.command(ANA_IN_SLACK, "general", "search frogs")
                            .message()
                            .buttons()
                            .get(ASK);
            // An answer is dated a moment after it is given, so the clock may not have been moved
            // far enough: then it is shared from memory. The same button is pressed once only, as
            // a second press within moments counts as a double click.
            FakeSlack.Message list;
            int times;
            int shared = 0;
            do {
                list = found(slack, ask);
                times = stand.timesAsked();
                clock.pass(LATER);
                slack.press(ANA_IN_SLACK, list, "Share here");
                int expected = ++shared;
                FakeSlack.await(
                        "what is shared", () -> slack.messagesIn(general).size() == expected);
            } while (stand.timesAsked() == times);

            assertThat(slack.messagesIn(general))
                    .allSatisfy(message ->
                            assertThat(message.shown()).contains("Shared by").contains(FOUND));
            assertThat(now(slack, list)).contains(FOUND);

            FakeSlackAnswer inVain;
            int before;
            do {
                stand.answering(true);
                list = found(slack, ask);
                before = slack.messagesIn(general).size();
                stand.answering(false);
                clock.pass(LATER);
                inVain = slack.press(ANA_IN_SLACK, list, "Share here");
                awaitEither(slack, general, inVain, before);
            } while (slack.messagesIn(general).size() > before);

            assertThat(inVain.messages()).allMatch(FakeSlack.Message::ephemeral);
            assertThat(now(slack, list)).contains(FOUND);
            assertThat(slack.violations()).isEmpty();
        }
    }

    /// What Hugging Face finds, in place of a search.
    ///
    /// @param ask the code of the button that asks for it; a search offers it as long as it finds
    ///   nothing itself
    private static FakeSlack.Message found(FakeSlack slack, String ask) {
        FakeSlack.Message search = slack.command(ANA_IN_SLACK, "general", "search frogs").message();
        FakeSlackAnswer asked = slack.pressCode(ANA_IN_SLACK, search, ask);
        FakeSlack.await(
                "what was found", () -> asked.messages(1).getLast().shown().contains(FOUND));
        return asked.messages().getLast();
    }

    /// What a message that only Ana sees shows by now.
    private static String now(FakeSlack slack, FakeSlack.Message message) {
        return slack.seenBy(ANA_IN_SLACK).stream()
                .filter(each -> each.ts().equals(message.ts()))
                .map(FakeSlack.Message::shown)
                .findFirst()
                .orElseThrow();
    }

    /// Waits until an answer is there or why there is none.
    private static void awaitEither(
            FakeSlack slack, String channel, FakeSlackAnswer answer, int before) {
        FakeSlack.await(
                "what is shared or why nothing is",
                () ->
                        slack.messagesIn(channel).size() > before
                                || answer.messages().stream()
                                        .anyMatch(message -> message.shown().contains(AWAY)));
    }

    /// What was said meanwhile does not stay in the list's place when nothing was found.
    @Test
    void slackPutsWhyNothingWasFoundInTheSearchesPlace() throws Exception {
        stand.answering(false);
        try (FakeSlack slack = FakeSlack.start();
                SlackPlatform platform = platform(slack)) {
            assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
            FakeSlack.Message search =
                    slack.command(ANA_IN_SLACK, "general", "search frogs").message();
            List<FakeSlack.Message> asked = slack.press(ANA_IN_SLACK, search, ASK).messages(2);

            assertThat(asked).allMatch(message -> message.ts().equals(search.ts()));
            assertThat(asked.getLast().shown()).contains(AWAY);
            assertThat(asked.getLast().buttons()).containsKey("Look here instead");
            assertThat(slack.violations()).isEmpty();
        }
    }

    @Test
    void discordShowsTheCardInTheEnd() throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            try (DiscordPlatform platform = platform(discord)) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                FakeDiscordAnswer answer =
                        discord.slash(
                                server,
                                "general",
                                FakeDiscord.Person.named("ana"),
                                "paper",
                                "show",
                                Map.of("paper", "2503.20001"));

                FakeDiscord.await(
                        "the card", () -> answer.messages(1).getLast().text().contains(TITLE));

                FakeDiscord.Message search =
                        discord.slash(
                                        server,
                                        "general",
                                        FakeDiscord.Person.named("ana"),
                                        "paper",
                                        "search",
                                        Map.of("words", "frogs"))
                                .message();
                FakeDiscordAnswer asked =
                        discord.press(
                                server, "general", FakeDiscord.Person.named("ana"), search, ASK);
                FakeDiscord.await(
                        "what was found", () -> asked.messages(1).getLast().text().contains(FOUND));
                assertThat(asked.messages(1)).allMatch(message -> message.id().equals(search.id()));
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    @Test
    void discordSharesWhatASourceFoundAndLeavesTheListHoweverLate() throws Exception {
        FakeDiscord.Person ana = FakeDiscord.Person.named("ana");
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            String general = server.room("general").id();
            try (DiscordPlatform platform = platform(discord)) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                FakeDiscord.Message search =
                        discord.slash(
                                        server,
                                        "general",
                                        ana,
                                        "paper",
                                        "search",
                                        Map.of("words", "frogs"))
                                .message();
                FakeDiscordAnswer asked = discord.press(server, "general", ana, search, ASK);
                FakeDiscord.await(
                        "what was found", () -> asked.messages(1).getLast().text().contains(FOUND));
                FakeDiscord.Message list = asked.messages(1).getLast();
                int shared = 0;
                for (int searches = stand.timesAsked(); stand.timesAsked() == searches; ) {
                    clock.pass(LATER);
                    discord.press(server, "general", ana, list, "Share here");
                    int expected = ++shared;
                    FakeDiscord.await(
                            "what is shared", () -> discord.messagesIn(general).size() == expected);
                }
                assertThat(discord.messagesIn(general))
                        .allSatisfy(message ->
                                assertThat(message.text()).contains("Shared by").contains(FOUND));
                FakeDiscord.await(
                        "nothing but the list", () -> discord.hiddenIn(general).size() == 1);

                stand.answering(false);
                int before;
                do {
                    before = discord.messagesIn(general).size();
                    clock.pass(LATER);
                    discord.press(server, "general", ana, list, "Share here");
                    awaitEither(discord, general, before);
                } while (discord.messagesIn(general).size() > before);

                assertThat(discord.hiddenIn(general)).hasSize(2);
                assertThat(discord.hiddenIn(general).getFirst().id()).isEqualTo(list.id());
                assertThat(discord.hiddenIn(general).getFirst().text()).contains(FOUND);
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    /// Waits until an answer is there or why there is none.
    private static void awaitEither(FakeDiscord discord, String channel, int before) {
        FakeDiscord.await(
                "what is shared or why nothing is",
                () ->
                        discord.messagesIn(channel).size() > before
                                || discord.hiddenIn(channel).stream()
                                        .anyMatch(message -> message.text().contains(AWAY)));
    }
}
