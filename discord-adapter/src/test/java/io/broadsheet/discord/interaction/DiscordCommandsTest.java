package io.broadsheet.discord.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.fake.PayloadRules;
import io.broadsheet.discord.installation.DiscordRegistration;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Everything that Discord was told people can do is done: every subcommand, every option, every
/// choice, every completion, in every place where Discord offers it. What there is to do is read
/// from the registration, so a new command that is not covered fails here.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordCommandsTest {

    private static final Person ROOT = Person.administrator("root");
    private static final Person CARL = Person.named("carl");

    /// A value for every option that takes text, by its name, and by the command's where they
    /// differ.
    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("words", "diffusion"),
                    Map.entry("paper", "2503.11677"),
                    Map.entry("author", "Kaiming He"),
                    Map.entry("in", "cs.CV"),
                    Map.entry("since", "2025-01"),
                    Map.entry("before", "2025-06"),
                    Map.entry("catchup since", "monday"),
                    Map.entry("topic", "token pruning"),
                    Map.entry("when", "weekdays 09:00"),
                    Map.entry("zone", "Europe/Berlin"),
                    Map.entry("about", "vision tokenizers"),
                    Map.entry("number", "1"),
                    Map.entry("command", "search"),
                    Map.entry("time", "8am"),
                    Map.entry("address", "ada@example.org"),
                    Map.entry("to", "trending"),
                    Map.entry("code", "123456"),
                    Map.entry("which", "1"),
                    Map.entry("papers", "2503.11677\n2412.00447"),
                    Map.entry("name", "thesis"),
                    Map.entry("feed what", "trending week"),
                    Map.entry("club start when", "weekly Thursday 16:00"),
                    Map.entry("place", "Room 3"),
                    Map.entry("minutes", "60"),
                    Map.entry("day", "2026-03-05"),
                    Map.entry("club set what", "vote 7"),
                    Map.entry("because", "it is short"),
                    Map.entry("question", "Does it scale?"),
                    Map.entry("text", "https://docs.example.org/notes"));

    /// What is typed in an option that is completed, and a part of what must be offered.
    private static final Map<String, String> TYPED =
            Map.ofEntries(
                    Map.entry("paper", "token"),
                    Map.entry("author", "He"),
                    Map.entry("topic", "token"),
                    Map.entry("about", "token"),
                    Map.entry("zone", "berl"),
                    Map.entry("number", ""),
                    Map.entry("command", "se"),
                    Map.entry("in", "cs"),
                    Map.entry("when", "week"),
                    Map.entry("to", "token"));

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server = discord.addServer("lab");
    private BotCore core;
    private DiscordPlatform platform;
    private String role;

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
        core.dispatcher().serve(platform);
        role = discord.addRole(server, "readers", true);
        // So that there is something to name, to list and to complete.
        ask("paper", "search", Map.of("words", "diffusion"));
        ask("paper", "follow", Map.of("topic", "token pruning"));
        Message read = ask("paper", "schedule add", Map.of("when", "daily 09:00", "zone", "UTC"));
        discord.press(Place.in(server, "general"), ROOT, read, "Set it up").message();
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

    private String mention(String room) {
        return "<#" + server.room(room).id() + ">";
    }

    private Message ask(String command, String sub, Map<String, Object> options) {
        return discord.slash(Place.in(server, "general"), ROOT, command, sub, options).message();
    }

    /// A subcommand that was registered.
    ///
    /// @param path its name, after its group's where it is in one
    private record Registered(String command, String path, List<DataObject> options) {}

    private List<Registered> everything() {
        List<Registered> all = new ArrayList<>();
        for (DataObject command : PayloadRules.each(discord.commands())) {
            if (command.getInt("type") == 1) {
                collect(command.getString("name"), "", command.getArray("options"), all);
            }
        }
        return all;
    }

    private static void collect(
            String command, String path, DataArray options, List<Registered> all) {
        for (DataObject option : PayloadRules.each(options)) {
            String name = (path + " " + option.getString("name")).strip();
            List<DataObject> nested =
                    PayloadRules.each(option.optArray("options").orElse(DataArray.empty()));
            if (option.getInt("type") == 2) {
                collect(command, name, option.getArray("options"), all);
            } else {
                all.add(new Registered(command, name, nested));
            }
        }
    }

    /// All that an option can be tried with.
    private List<Object> values(Registered registered, DataObject option) {
        String name = option.getString("name");
        List<DataObject> choices =
                PayloadRules.each(option.optArray("choices").orElse(DataArray.empty()));
        if (!choices.isEmpty()) {
            return choices.stream().<Object>map(choice -> choice.getString("value")).toList();
        }
        return switch (option.getInt("type")) {
            case 5 -> List.of(true, false);
            case 6 -> List.of(ROOT.id());
            case 8 -> List.of(role);
            default -> {
                String value = VALUES.get(registered.path() + " " + name);
                yield List.of(
                        value == null
                                ? java.util.Objects.requireNonNull(VALUES.get(name), name)
                                : value);
            }
        };
    }

    @Test
    void everyCommandAndEveryValueOfEveryOptionIsAnswered() {
        int asked = 0;
        for (Registered registered : everything()) {
            Map<String, Object> needed = new LinkedHashMap<>();
            registered.options().stream()
                    .filter(option -> option.getBoolean("required", false))
                    .forEach(option ->
                            needed.put(
                                    option.getString("name"),
                                    values(registered, option).getFirst()));
            if (registered.path().equals("subscribe")) {
                // It takes an address, or a code instead.
                needed.put("address", VALUES.get("address"));
            }
            List<Map<String, Object>> ways = new ArrayList<>(List.of(needed));
            for (DataObject option : registered.options()) {
                for (Object value : values(registered, option)) {
                    Map<String, Object> way = new LinkedHashMap<>(needed);
                    way.put(option.getString("name"), value);
                    ways.add(way);
                }
            }
            for (Map<String, Object> way : ways) {
                // What comes last changes what is there for the others.
                boolean harmless =
                        !registered.path().equals("schedule remove")
                                && !way.containsValue("forget");
                Place place = Place.in(server, harmless ? "general" : "vision");
                Person person = harmless ? ROOT : Person.administrator("other");
                FakeDiscordAnswer answer =
                        discord.slash(place, person, registered.command(), registered.path(), way);
                asked++;
                String what = registered.path() + " " + way;
                boolean asksForPapers = registered.path().equals("library import") && way.isEmpty();
                if (registered.path().equals(DiscordRegistration.FORM) || asksForPapers) {
                    assertThat(answer.modal().getString("title")).as(what).isNotBlank();
                    continue;
                }
                Message message = answer.message();
                assertThat(message.text())
                        .as(what)
                        .isNotBlank()
                        .doesNotContain("went wrong")
                        .doesNotContain("You typed");
                // What the group does together is seen by all of it, where nothing goes wrong.
                boolean forAll =
                        DiscordRegistration.spec(registered.path().split(" ")[0])
                                        .orElseThrow()
                                        .visibility()
                                == CommandSpec.Visibility.CHANNEL;
                assertThat(message.ephemeral() || forAll).as(what).isTrue();
            }
        }
        assertThat(asked).isGreaterThan(70);
    }

    @Test
    void everyCompletionOffersWhatTheCommandTakes() {
        Set<String> completed = new HashSet<>();
        for (Registered registered : everything()) {
            for (DataObject option : registered.options()) {
                if (!option.getBoolean("autocomplete", false)) {
                    continue;
                }
                ask("paper", "follow", Map.of("topic", "token pruning"));
                ask("paper", "mute", Map.of("topic", "token fusion"));
                ask("paper", "save", Map.of("paper", "2412.00447"));
                String name = option.getString("name");
                String typed = java.util.Objects.requireNonNull(TYPED.get(name), name);
                Map<String, String> choices =
                        discord.complete(
                                        Place.in(server, "general"),
                                        ROOT,
                                        registered.command(),
                                        registered.path(),
                                        name,
                                        typed)
                                .choices();
                String what = registered.path() + " " + name;
                assertThat(choices).as(what).isNotEmpty();
                assertThat(choices.keySet())
                        .as(what)
                        .allMatch(label ->
                                label.toLowerCase(java.util.Locale.ROOT).contains(typed)
                                        || typed.equals("se")
                                        || typed.equals("He")
                                        || typed.isEmpty());
                completed.add(name);
                if (registered.path().startsWith("schedule")) {
                    continue;
                }
                Map<String, Object> way = new LinkedHashMap<>();
                registered.options().stream()
                        .filter(each -> each.getBoolean("required", false))
                        .forEach(each ->
                                way.put(
                                        each.getString("name"),
                                        values(registered, each).getFirst()));
                way.put(name, choices.values().iterator().next());
                assertThat(ask(registered.command(), registered.path(), way).text())
                        .as(what)
                        .doesNotContain("went wrong")
                        .doesNotContain("I do not know");
            }
        }
        assertThat(completed).containsExactlyInAnyOrderElementsOf(TYPED.keySet());
    }

    @Test
    void aLibraryIsTakenFromAFileOrAForm() {
        Person newcomer = Person.named("newcomer");
        Place here = Place.in(server, "general");
        String file =
                """
                @misc{a, title = {A}, eprint = {2412.05819}}
                @misc{b, title = {B}, url = {https://arxiv.org/abs/2412.00447}}
                """;

        assertThat(
                        discord.slash(
                                        here,
                                        newcomer,
                                        "paper-shelf",
                                        "library import",
                                        Map.of("papers", file))
                                .message()
                                .text())
                .startsWith("Found 2 of 2 papers. Your shelf holds 2 papers");
        FakeDiscordAnswer asked =
                discord.slash(here, newcomer, "paper-shelf", "library import", Map.of());
        assertThat(asked.modal().getString("title")).isEqualTo("Fill your shelf");
        assertThat(
                        discord.submit(
                                        server,
                                        "general",
                                        newcomer,
                                        asked.modal(),
                                        Map.of("papers", "2412.00447"))
                                .message()
                                .text())
                .startsWith("Found 1 of 1 paper (1 had been there before).");
    }

    @Test
    void authorsAreCompletedWhereTheyCanBeFollowed() {
        Map<String, String> offered =
                discord.complete(server, "general", CARL, "follow", "topic", "author:Ya").choices();

        assertThat(offered.values()).isNotEmpty().allMatch(value -> value.startsWith("author:"));
        assertThat(
                        ask("paper", "follow", Map.of("topic", offered.values().iterator().next()))
                                .text())
                .contains(offered.values().iterator().next().substring("author:".length()));
    }

    @Test
    void theNumberOfAScheduleIsCompletedWithWhatItDoes() {
        Map<String, String> offered =
                discord.complete(
                                Place.in(server, "general"),
                                CARL,
                                "paper",
                                "schedule preview",
                                "number",
                                "")
                        .choices();

        assertThat(offered).containsEntry("1. daily at 09:00 UTC", "1");
        assertThat(
                        discord.complete(
                                        Place.in(server, "news"),
                                        CARL,
                                        "paper",
                                        "schedule preview",
                                        "number",
                                        "")
                                .choices())
                .isEmpty();
    }

    @Test
    void everythingWorksWhereverThePersonBringsTheBotAlong() {
        Person dora = Person.named("dora");
        List<Place> places =
                List.of(
                        Place.direct(dora),
                        Place.among("friends"),
                        Place.abroad("elsewhere"),
                        Place.in(server, "voice"),
                        Place.in(server, "news"),
                        discord.openThread(server, "general", "a thread"),
                        discord.openThread(server, "forum", "a post"));
        for (Place place : places) {
            String what = place.toString();
            Message list =
                    discord.slash(
                                    place,
                                    dora,
                                    "paper",
                                    "search",
                                    Map.of("words", "vision tokenizers"))
                            .message();
            assertThat(list.text()).as(what).contains("for vision tokenizers");
            Message next = discord.press(place, dora, list, "Next").message();
            assertThat(next.id()).as(what).isEqualTo(list.id());
            assertThat(next.text()).as(what).contains("6. ");
            Message card = discord.press(place, dora, next, "Open").message();
            assertThat(discord.press(place, dora, card, "Similar").message().text())
                    .as(what)
                    .contains("Papers like");
            assertThat(
                            discord.onMessage(place, dora, "see arxiv.org/abs/2503.11677")
                                    .message()
                                    .text())
                    .as(what)
                    .contains("2503.11677");
            assertThat(discord.complete(place, dora, "paper", "show", "paper", "token").choices())
                    .as(what)
                    .isNotEmpty();
            assertThat(
                            discord.slash(place, dora, "paper", "form", Map.of())
                                    .modal()
                                    .getString("title"))
                    .as(what)
                    .isEqualTo("Find papers");
        }
    }

    @Test
    void wherePeopleAreOnTheirOwnNothingIsShared() {
        for (Place place :
                List.of(Place.direct(CARL), Place.among("friends"), Place.abroad("elsewhere"))) {
            assertThat(
                            discord.slash(place, CARL, "paper", "search", Map.of("words", "token"))
                                    .message()
                                    .buttons())
                    .doesNotContainKey("Share here");
        }
    }

    @Test
    void whatBelongsToAChannelBelongsToItsThreadsToo() {
        Place thread = discord.openThread(server, "general", "another thread");

        assertThat(discord.slash(thread, CARL, "paper", "schedule list", Map.of()).message().text())
                .contains("daily at 09:00 UTC");
    }

    @Test
    void theRightsOfAdministratorsAreCheckedHereAsWell() {
        // As if the server had let everybody use the administrators' command.
        Place general = Place.in(server, "general");
        assertThat(discord.slash(general, CARL, "paper-admin", "doctor", Map.of()).message().text())
                .contains("Only admins");
        // Whoever may manage the server sees its part, the bot's own admins everything.
        assertThat(discord.slash(general, ROOT, "paper-admin", "doctor", Map.of()).message().text())
                .contains(mention("general") + " 1, daily at 09:00 UTC")
                .doesNotContain("index", "store");
        assertThat(
                        discord.slash(
                                        Place.in(server, "vision"),
                                        ROOT,
                                        "paper-admin",
                                        "doctor",
                                        Map.of())
                                .message()
                                .text())
                .contains(mention("general") + " 1, daily at 09:00 UTC");
        assertThat(
                        discord.slash(
                                        general,
                                        DiscordPlatformTest.KEEPER,
                                        "paper-admin",
                                        "doctor",
                                        Map.of())
                                .message()
                                .text())
                .contains("index", mention("general") + " 1, daily at 09:00 UTC");
        for (String change : List.of("pause", "resume", "remove", "now")) {
            assertThat(
                            discord.slash(
                                            general,
                                            CARL,
                                            "paper",
                                            "schedule " + change,
                                            Map.of("number", "1"))
                                    .message()
                                    .text())
                    .contains("Only admins");
        }
        assertThat(
                        discord.slash(
                                        general,
                                        CARL,
                                        "paper",
                                        "schedule add",
                                        Map.of("when", "daily 9:00"))
                                .message()
                                .text())
                .contains("Only admins");
        // Whoever may manage the channel is one of its admins, abroad as well.
        Person manager = new Person(FakeDiscord.snowflake("manager"), "manager", 1L << 4);
        assertThat(
                        discord.slash(
                                        Place.abroad("elsewhere"),
                                        manager,
                                        "paper",
                                        "mute",
                                        Map.of("topic", "medical", "here", true))
                                .message()
                                .text())
                .doesNotContain("Only");
    }

    @Test
    void whoAdministersAChannelIsToldAtAnyTime() {
        Person deputy = Person.administrator("deputy");
        discord.join(server, deputy);
        discord.join(server, CARL);

        assertThat(right(deputy)).isEqualTo(Right.YES);
        assertThat(right(CARL)).isEqualTo(Right.NO);
        assertThat(right(DiscordPlatformTest.KEEPER)).isEqualTo(Right.YES);
        // Nobody who left, and nobody any more who lost the role.
        assertThat(right(Person.administrator("gone"))).isEqualTo(Right.NO);
        discord.join(server, Person.named("deputy"));
        assertThat(right(deputy)).isEqualTo(Right.NO);
        discord.refuse("GET /guilds/\\d+/members/\\d+", 1, 403, 50001, "Missing Access");
        assertThat(right(CARL)).isEqualTo(Right.UNKNOWN);
        assertThat(
                        platform.administers(
                                new UserRef(Platform.DISCORD, DiscordCallers.EVERYWHERE, CARL.id()),
                                new ChannelRef(Platform.DISCORD, "1", "2")))
                .isEqualTo(Right.UNKNOWN);
    }

    private Right right(Person person) {
        return platform.administers(
                new UserRef(Platform.DISCORD, DiscordCallers.EVERYWHERE, person.id()),
                new ChannelRef(Platform.DISCORD, server.id(), server.room("general").id()));
    }

    @Test
    void aScheduleIsPausedFromElsewhereOnlyByWhoAdministersItsChannelNow() {
        Person author = Person.administrator("author");
        Place vision = Place.in(server, "vision");
        Message read =
                discord.slash(
                                vision,
                                author,
                                "paper",
                                "schedule add",
                                Map.of("when", "daily 07:00", "zone", "UTC"))
                        .message();
        Message set = discord.press(vision, author, read, "Set it up").message();
        discord.join(server, Person.named("author"));

        assertThat(discord.press(Place.direct(author), author, set, "Undo").message().text())
                .contains("Only admins of " + mention("vision") + " can change its schedules");
        discord.join(server, author);
        assertThat(discord.press(Place.direct(author), author, set, "Undo").message().text())
                .contains("of #vision is removed");
    }

    @Test
    void aRoleThatCannotBeMentionedIsRefusedWhenItIsPicked() {
        Map<String, Object> order = new LinkedHashMap<>(Map.of("when", "daily 10:00"));
        String closed = discord.addRole(server, "staff", false);
        order.put("role", closed);
        assertThat(ask("paper", "schedule add", order).text())
                .contains("may not mention the role staff")
                .contains("Roles");
        order.put("role", server.id());
        assertThat(ask("paper", "schedule add", order).text()).contains("never everyone");
        order.put("role", role);
        assertThat(ask("paper", "schedule add", order).buttons()).containsKey("Set it up");
    }

    @Test
    void whatIsNotKnownAnyMoreIsAnsweredPolitely() {
        Place general = Place.in(server, "general");
        for (String gone : List.of("teleport", "schedule teleport", "settle", "upvote")) {
            Message answer = discord.slashUnregistered(general, CARL, gone).message();
            assertThat(answer.ephemeral()).isTrue();
            assertThat(answer.text()).as(gone).doesNotContain("went wrong");
        }
        Message form =
                discord.submit(
                                server,
                                "general",
                                CARL,
                                DataObject.empty().put("custom_id", "form:teleport"),
                                Map.of("words", "x"))
                        .message();
        assertThat(form.text()).contains("that I do not remember");
    }
}
