package io.broadsheet.discord.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.PayloadRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What Discord is told of the commands, and when.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordRegistrationTest {

    private static final String REGISTER = "PUT /applications/\\d+/commands";

    private final FakeDiscord discord = FakeDiscord.start();
    private BotCore core;

    @BeforeAll
    void startTheCore(@TempDir Path home) {
        discord.addServer("lab");
        core = DiscordPlatformTest.core(home);
    }

    @AfterAll
    void stopTheCore() {
        core.close();
        discord.close();
        assertThat(discord.violations()).isEmpty();
    }

    @BeforeEach
    void startOnce() throws InterruptedException {
        discord.gateway().passTime();
        DiscordPlatform platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        try (platform) {
            assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        }
    }

    private DataObject command(String name) {
        return named(discord.commands(), name);
    }

    private static DataObject named(DataArray all, String name) {
        return PayloadRules.each(all).stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private static List<String> names(DataObject parent) {
        return PayloadRules.each(parent.getArray("options")).stream()
                .map(each -> each.getString("name"))
                .toList();
    }

    @Test
    void nothingIsRegisteredThatIsThereAlready() throws InterruptedException {
        long before = discord.requests(REGISTER);
        startOnce();
        startOnce();

        assertThat(before).isPositive();
        assertThat(discord.requests(REGISTER)).isEqualTo(before);
    }

    @Test
    void whatIsDifferentIsRegisteredAnew() throws InterruptedException {
        List<java.util.function.Consumer<DataArray>> changes =
                List.of(
                        commands -> commands.remove(2),
                        commands -> commands.getObject(0).put("description", "Something older"),
                        commands -> commands.getObject(1).put("default_member_permissions", "8"),
                        commands -> named(commands, "paper").getArray("options").remove(3),
                        commands ->
                                named(commands, "paper").put("contexts", DataArray.empty().add(0)),
                        commands ->
                                named(commands, "paper")
                                        .put("description_localizations", DataObject.empty()),
                        commands ->
                                commands.add(
                                        DataObject.empty()
                                                .put("id", "1")
                                                .put("application_id", FakeDiscord.APPLICATION)
                                                .put("version", "1")
                                                .put("type", 3)
                                                .put("name", "Of another time")
                                                .put("description", "")));
        for (var change : changes) {
            String right = withoutIds();
            long before = discord.requests(REGISTER);
            DataArray stored = DataArray.fromJson(discord.commands().toString());
            change.accept(stored);
            discord.storeCommands(stored);
            startOnce();

            assertThat(discord.requests(REGISTER)).isEqualTo(before + 1);
            assertThat(withoutIds()).isEqualTo(right);
        }
    }

    private String withoutIds() {
        return discord.commands().toString().replaceAll("\"(?:id|version)\":\"\\d+\"", "");
    }

    @Test
    void aRegistrationThatFailsIsTriedAgain() throws InterruptedException {
        discord.storeCommands(DataArray.empty());
        // The SDK itself repeats what comes to 502 a few times.
        discord.refuse(REGISTER, 1, 400, 50035, "Invalid Form Body");
        startOnce();

        assertThat(discord.commands().length()).isEqualTo(6);
    }

    @Test
    void everyCommandOfTheBookIsThereWithItsOptions() {
        for (CommandSpec spec : CommandBook.typed()) {
            DataObject top =
                    command(
                            spec.usableBy() == CommandSpec.UsableBy.CHANNEL_ADMINS
                                    ? "paper-admin"
                                    : switch (spec.group()) {
                                        case TOGETHER -> "reading";
                                        case OUTSIDE -> "paper-elsewhere";
                                        case SHELF -> "paper-shelf";
                                        default -> "paper";
                                    });
            DataObject sub = named(top.getArray("options"), spec.name());
            assertThat(sub.getString("description")).isEqualTo(spec.summary());
            if (spec.verbs().isEmpty()) {
                assertThat(names(sub))
                        .isEqualTo(spec.options().stream().map(CommandSpec.Option::name).toList());
                continue;
            }
            assertThat(sub.getInt("type")).isEqualTo(2);
            List<String> verbs = new ArrayList<>();
            for (CommandSpec.Verb verb : spec.verbs()) {
                DataObject each = named(sub.getArray("options"), verb.name());
                verbs.add(verb.name());
                assertThat(each.getString("description")).isEqualTo(verb.summary());
                assertThat(names(each)).containsAll(verb.needed()).containsAll(verb.further());
                verb.needed()
                        .forEach(name ->
                                assertThat(
                                                named(each.getArray("options"), name)
                                                        .getBoolean("required"))
                                        .isTrue());
            }
            assertThat(names(sub)).containsExactlyElementsOf(verbs);
        }
    }

    @Test
    void optionsAreTyped() {
        DataArray paper = command("paper").getArray("options");
        DataArray search = named(paper, "search").getArray("options");
        assertThat(named(search, "words").getInt("type")).isEqualTo(3);
        assertThat(named(search, "code").getInt("type")).isEqualTo(5);
        assertThat(named(search, "author").getBoolean("autocomplete")).isTrue();
        assertThat(PayloadRules.each(named(search, "sort").getArray("choices")))
                .extracting(choice -> choice.getString("value"))
                .containsExactly("relevance", "new", "top");
        DataArray add =
                named(named(paper, "schedule").getArray("options"), "add").getArray("options");
        assertThat(named(add, "role").getInt("type")).isEqualTo(8);
        assertThat(named(add, "thread").getInt("type")).isEqualTo(5);
    }

    @Test
    void commandsAreWhereTheyBelongAndAdministratorsHaveTheirs() {
        assertThat(command("paper").getArray("contexts").toList())
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(command("paper").getArray("integration_types").toList())
                .containsExactlyInAnyOrder(0, 1);
        assertThat(command("paper").getString("default_member_permissions", null)).isNull();
        DataObject find = command(DiscordRegistration.FIND_IN_MESSAGE);
        assertThat(find.getInt("type")).isEqualTo(3);
        assertThat(find.getArray("contexts").toList()).containsExactlyInAnyOrder(0, 1, 2);
        DataObject admin = command("paper-admin");
        // Manage Server.
        assertThat(admin.getString("default_member_permissions")).isEqualTo("32");
        assertThat(admin.getArray("contexts").toList()).containsExactly(0);
        assertThat(admin.getArray("integration_types").toList()).containsExactly(0);
    }

    @Test
    void otherLanguagesAreNamedWithEnglishBesideThem() {
        DataArray paper = command("paper").getArray("options");
        DataObject search = named(paper, "search");
        assertThat(search.getObject("name_localizations").toMap())
                .containsEntry("de", "suche")
                .containsEntry("en-US", "search");
        assertThat(search.getObject("description_localizations").getString("de"))
                .isEqualTo("Artikel nach Wörtern und Filtern finden");
        DataArray options = search.getArray("options");
        assertThat(named(options, "words").getObject("name_localizations").getString("de"))
                .isEqualTo("wörter");
        assertThat(
                        named(named(options, "sort").getArray("choices"), "new")
                                .getObject("name_localizations")
                                .getString("de"))
                .isEqualTo("Neueste zuerst");
        assertThat(
                        named(named(paper, "schedule").getArray("options"), "add")
                                .getObject("description_localizations")
                                .getString("de"))
                .isEqualTo("Einen Zeitplan einrichten");
        assertThat(
                        command(DiscordRegistration.FIND_IN_MESSAGE)
                                .getObject("name_localizations")
                                .getString("de"))
                .isEqualTo("Artikel in der Nachricht finden");
        // What Discord would not take keeps nothing else from being registered.
        assertThat(named(paper, "show").optObject("name_localizations").map(DataObject::keys))
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        none -> assertThat(none.orElseThrow()).isEmpty());
    }
}
