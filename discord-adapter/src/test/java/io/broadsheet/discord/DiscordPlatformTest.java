package io.broadsheet.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What people do in Discord, from the gateway's event to what they see, with the real SDK between
/// and the whole bot behind it.
@TestInstance(Lifecycle.PER_CLASS)
public class DiscordPlatformTest {

    private static final Person ANA = Person.named("ana");
    private static final Person BEN = Person.named("ben");

    /// Administers the bot.
    public static final Person KEEPER = Person.named("keeper");

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server = discord.addServer("lab");
    private BotCore core;
    private DiscordPlatform platform;

    @BeforeAll
    void startTheBot(@TempDir Path home) throws InterruptedException {
        core = core(home);
        platform =
                DiscordPlatform.start(
                        config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    public static BotCore core(Path home) {
        return core(
                home,
                Clock.systemUTC(),
                List.of(
                        Path.of("../config/catalogue/papers.jsonl"),
                        Path.of("src/test/resources/papers-with-authors.jsonl")));
    }

    /// With papers that are new in March 2026, for schedules that post then.
    public static BotCore core(Path home, Clock clock) {
        return core(
                home,
                clock,
                List.of(
                        Path.of("../config/catalogue/papers.jsonl"),
                        Path.of("src/test/resources/papers-with-authors.jsonl"),
                        Path.of("src/test/resources/papers-of-march.jsonl")));
    }

    private static BotCore core(Path home, Clock clock, List<Path> papers) {
        return BotCore.start(new CoreSettings(home, papers, CoreSettings.NO_MODEL, 1), clock);
    }

    public static DiscordConfig config(FakeDiscord discord) {
        return new DiscordConfig(
                discord.token(),
                discord.restUrl(),
                Optional.of(discord.gatewayUrl()),
                DiscordConfig.Shards.AUTOMATIC,
                true,
                DiscordConfig.Heard.ALL,
                ZoneOffset.UTC,
                Set.of(KEEPER.id()),
                Patience.USUAL);
    }

    @AfterAll
    void stopTheBot() {
        platform.close();
        core.close();
        discord.close();
    }

    @AfterEach
    void everythingSentWasRight() {
        assertThat(discord.violations()).isEmpty();
    }

    private FakeDiscordAnswer ask(Person person, String command, Map<String, Object> options) {
        return discord.slash(server, "general", person, "paper", command, options);
    }

    @Test
    void aSearchIsSeenByItsCallerAlone() {
        Message answer = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.text()).contains("for vision tokenizers").contains("1. ");
        assertThat(answer.buttons()).containsKeys("Open", "Next", "Share here");
        assertThat(answer.menus()).containsKeys("Save…", "Similar…");
    }

    @Test
    void typedOptionsBecomeFilters() {
        Message answer =
                ask(ANA, "search", Map.of("words", "vision", "code", true, "sort", "new"))
                        .message();

        assertThat(answer.text()).contains("has:code").contains("sort:new");
    }

    @Test
    void aListIsPagedInPlace() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();
        Message next = discord.press(server, "general", ANA, list, "Next").message();

        assertThat(next.id()).isEqualTo(list.id());
        assertThat(next.text()).contains("6–10").contains("6. ");

        Message back = discord.press(server, "general", ANA, next, "Previous").message();

        assertThat(back.id()).isEqualTo(list.id());
        assertThat(back.text()).contains("1–5");
    }

    @Test
    void anEntryOpensBesideTheList() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();
        Message card = discord.press(server, "general", ANA, list, "Open").message();

        assertThat(card.id()).isNotEqualTo(list.id());
        assertThat(card.ephemeral()).isTrue();
        assertThat(card.buttons()).containsKeys("Save", "▲ Upvote", "Similar");
        assertThat(card.menus().get("More…")).containsKeys("Cite", "Not for me", "Share here");
    }

    @Test
    void commandsAreMentionedByTheirIds() {
        String json = ask(ANA, "help", Map.of()).message().json().toString();

        assertThat(json).containsPattern("</paper search:\\d+> `<words>");
        assertThat(
                        ask(Person.administrator("root"), "help", Map.of("command", "schedule"))
                                .message()
                                .json()
                                .toString())
                .containsPattern("</paper schedule add:\\d+> `weekdays");
    }

    @Test
    void aCardShowsWhatWasDoneInItsPlace() {
        Person person = Person.named("storer");
        Message list = ask(person, "search", Map.of("words", "vision tokenizers")).message();
        Message card = discord.press(server, "general", person, list, "Open").message();
        Message saved = discord.press(server, "general", person, card, "Save").message();

        assertThat(saved.id()).isEqualTo(card.id());
        assertThat(saved.buttons()).containsKeys("✓ Saved", "▲ Upvote");

        Message voted = discord.press(server, "general", person, saved, "▲ Upvote").message();

        assertThat(voted.id()).isEqualTo(card.id());
        assertThat(voted.buttons()).containsKeys("✓ Saved", "✓ Upvoted");

        Message similar = discord.press(server, "general", person, voted, "Similar").message();

        assertThat(similar.id()).isEqualTo(card.id());

        Message back =
                discord.press(server, "general", person, similar, "Back to the paper").message();

        assertThat(back.id()).isEqualTo(card.id());
        assertThat(back.buttons()).containsKeys("✓ Saved", "✓ Upvoted");
    }

    @Test
    void aSharedCardFoldsItsAbstractForEachReader() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();
        Message card = discord.press(server, "general", ANA, list, "Open").message();
        Message shared = discord.press(server, "general", ANA, card, "Share here").message();
        Message folded = discord.press(server, "general", BEN, shared, "Abstract").message();

        assertThat(shared.text().length()).isLessThan(card.text().length());
        assertThat(folded.ephemeral()).isTrue();
        assertThat(folded.text().length()).isGreaterThan(shared.text().length());
    }

    @Test
    void aMenuSavesTheChosenEntry() {
        Message list = ask(BEN, "search", Map.of("words", "vision tokenizers")).message();
        Map.Entry<String, String> second =
                list.menus().get("Save…").entrySet().stream().skip(1).findFirst().orElseThrow();
        Message saved = discord.choose(server, "general", BEN, list, second.getValue()).message();

        assertThat(saved.text()).startsWith("Saved ").contains("Your shelf holds 1 paper.");
        assertThat(ask(BEN, "saved", Map.of()).message().text())
                .contains(second.getKey().substring(3, 40));
    }

    @Test
    void sharingPutsTheAnswerBeforeEverybody() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();
        Message shared = discord.press(server, "general", ANA, list, "Share here").message();

        assertThat(shared.ephemeral()).isFalse();
        assertThat(shared.text()).contains("Shared by ana").contains("1. ");

        // What somebody pages in a list of everybody's is theirs alone.
        Message next = discord.press(server, "general", BEN, shared, "Next").message();

        assertThat(next.id()).isNotEqualTo(shared.id());
        assertThat(next.ephemeral()).isTrue();
    }

    @Test
    void theFormSearches() {
        FakeDiscordAnswer form = ask(ANA, "form", Map.of());
        DataObject modal = form.modal();

        assertThat(modal.getString("title")).isEqualTo("Find papers");

        Message answer =
                discord.submit(server, "general", ANA, modal, Map.of("words", "diffusion"))
                        .message();

        assertThat(answer.text()).contains("papers for diffusion");
    }

    @Test
    void aMessagesPapersAreFound() {
        Message answer =
                discord.onMessage(
                                server,
                                "general",
                                ANA,
                                "have you seen https://arxiv.org/abs/2503.11677 and @everyone")
                        .message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.text()).contains("2503.11677");
    }

    @Test
    void papersAuthorsAndCommandsAreCompleted() {
        Map<String, String> papers =
                discord.complete(server, "general", ANA, "show", "paper", "token").choices();
        assertThat(papers).isNotEmpty();
        assertThat(papers.keySet())
                .allMatch(title -> title.toLowerCase(java.util.Locale.ROOT).contains("token"));

        String id = papers.values().iterator().next();
        assertThat(ask(ANA, "show", Map.of("paper", id)).message().menus().get("More…"))
                .containsKey("Cite");

        assertThat(discord.complete(server, "general", ANA, "help", "command", "se").choices())
                .containsValue("search");
        // Who has had no list and saved nothing is offered nothing before they type.
        Person newcomer = Person.named("newcomer");
        assertThat(discord.complete(server, "general", newcomer, "show", "paper", "").choices())
                .isEmpty();
    }

    @Test
    void whatIsWrongIsSaidWithAnExample() {
        Message answer = ask(ANA, "search", Map.of("words", "since:never")).message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.text()).contains("since");
    }

    @Test
    void aCitationOfTheShelfComesAsAFile() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();
        discord.choose(
                        server,
                        "general",
                        ANA,
                        list,
                        list.menus().get("Save…").values().iterator().next())
                .message();
        Message shelf = ask(ANA, "cite", Map.of("paper", "saved", "format", "bibtex")).message();

        assertThat(shelf.files()).hasSize(1);
        assertThat(shelf.files().values().iterator().next()).contains("@");
    }

    @Test
    void aButtonOfAnotherTimeIsAnsweredPolitely() {
        Message list = ask(ANA, "search", Map.of("words", "vision tokenizers")).message();

        for (String id : List.of("0:whatever", "9:show 1", "=3/77", "1~doesnotexist", "\u2603")) {
            Message answer = discord.pressId(server, "general", ANA, list, id).message();
            assertThat(answer.ephemeral()).isTrue();
            assertThat(answer.text()).contains("that I do not remember");
        }
    }

    @Test
    void channelsAreAdministeredByWhoMayManageThem() {
        String refusal =
                ask(ANA, "mute", Map.of("topic", "medical", "here", true)).message().text();
        Message done =
                ask(Person.administrator("root"), "mute", Map.of("topic", "medical", "here", true))
                        .message();

        assertThat(refusal).isNotEqualTo(done.text()).contains("channel");
        assertThat(done.text()).contains("medical");
    }

    @Test
    void aServerThatInvitesTheBotIsGreetedOnce() {
        FakeServer other = discord.addServer("reading group");
        discord.removeBotFrom(other);
        discord.join(other);
        String general = other.room("general").id();
        FakeDiscord.await("the greeting", () -> !discord.messagesIn(general).isEmpty());

        assertThat(discord.messagesIn(general)).hasSize(1);
        assertThat(discord.messagesIn(general).getFirst().text())
                .contains("Hello, I am Broadsheet")
                .contains("Find papers in this message");
        assertThat(discord.messagesIn(general).getFirst().json().toString())
                .contains("</paper search:");
    }

    @Test
    void theHealthSaysHowTheConnectionIs() {
        assertThat(platform.health().connected()).isTrue();
        assertThat(platform.health().detail()).contains("1 of 1 connections");
    }
}
