package io.broadsheet.discord.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.installation.DiscordInvitation;
import io.broadsheet.discord.transport.DiscordIds;
import io.broadsheet.discord.transport.MessageKeys;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Posts of the bot's own: each arrives once, and what Discord refuses is recognised the first
/// time.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordPostingTest {

    private static final String POST = "POST /channels/\\d+/messages";
    private static final Reply REPLY =
            Reply.of(new Block.Heading("Paper of the day"), Block.paragraph("About tokens"));

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server = discord.addServer("lab");
    private BotCore core;
    private DiscordPlatform platform;
    private int keys;

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

    private ChannelRef channel(String room) {
        return new ChannelRef(Platform.DISCORD, server.id(), server.room(room).id());
    }

    private String key() {
        return "occurrence-" + keys++;
    }

    private List<Message> in(String room) {
        return discord.messagesIn(server.room(room).id());
    }

    @Test
    void aPostArrives() {
        int before = in("general").size();

        assertThat(platform.post(channel("general"), REPLY, key()))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(in("general")).hasSize(before + 1);
        assertThat(in("general").getLast().text()).contains("Paper of the day", "About tokens");
    }

    @Test
    void oneKeyIsPostedOnce() {
        int before = in("vision").size();
        String key = key();
        Delivery first = platform.post(channel("vision"), REPLY, key);

        assertThat(platform.post(channel("vision"), REPLY, key)).isEqualTo(first);
        assertThat(in("vision")).hasSize(before + 1);
    }

    @Test
    void oneKeyMayBePostedInTwoChannels() {
        String key = key();

        assertThat(platform.post(channel("vision"), REPLY, key))
                .isNotEqualTo(platform.post(channel("general"), REPLY, key));
    }

    @Test
    void aPostWhoseAnswerGotLostIsThereOnceAllTheSame() {
        int before = in("general").size();
        // More losses than the SDK repeats by itself.
        discord.loseAnswers(POST, 3);

        assertThat(platform.post(channel("general"), REPLY, key()))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(in("general")).hasSize(before + 1);
    }

    @Test
    void aPostThatStaysDoubtfulSaysSo() {
        int before = in("general").size();
        discord.loseAnswers(POST, 100);
        String key = key();
        Instant since = Instant.now();
        Delivery lost = platform.post(channel("general"), REPLY, key);
        discord.heal();

        assertThat(lost).isInstanceOf(Delivery.InDoubt.class);
        // Asked again within the time for which Discord knows the key, the doubt is gone.
        Delivery again = platform.post(channel("general"), REPLY, key);
        assertThat(again).isInstanceOf(Delivery.Posted.class);
        assertThat(in("general")).hasSize(before + 1);
        // After that time it is looked for.
        assertThat(platform.find(channel("general"), key, since))
                .isEqualTo(new ReadBack.There(((Delivery.Posted) again).message(), List.of()));
    }

    @Test
    void refusalsAreRecognisedTheFirstTime() {
        record Case(int status, int code, Refusal refusal) {}
        for (Case each :
                List.of(
                        new Case(404, 10003, Refusal.CHANNEL_GONE),
                        new Case(403, 50001, Refusal.NOT_INVITED),
                        new Case(403, 50013, Refusal.NO_PERMISSION),
                        new Case(400, 50083, Refusal.CHANNEL_ARCHIVED),
                        new Case(400, 160005, Refusal.CHANNEL_ARCHIVED),
                        new Case(400, 50035, Refusal.INVALID_MESSAGE),
                        new Case(400, 200000, Refusal.INVALID_MESSAGE),
                        new Case(401, 0, Refusal.CREDENTIALS_REVOKED),
                        new Case(403, 99999, Refusal.NO_PERMISSION))) {
            long before = discord.requests(POST);
            discord.refuse(POST, 1, each.status(), each.code(), "no");

            assertThat(platform.post(channel("general"), REPLY, key()))
                    .as(each.toString())
                    .isInstanceOfSatisfying(
                            Delivery.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(each.refusal()));
            assertThat(discord.requests(POST)).isEqualTo(before + 1);
        }
    }

    @Test
    void whatCannotWorkIsNotEvenSent() {
        long before = discord.requests(POST);

        assertThat(refusal(new ChannelRef(Platform.DISCORD, server.id(), "42")))
                .isEqualTo(Refusal.CHANNEL_GONE);
        assertThat(refusal(new ChannelRef(Platform.DISCORD, server.id(), "no number")))
                .isEqualTo(Refusal.CHANNEL_GONE);
        assertThat(refusal(new ChannelRef(Platform.DISCORD, "4194304000", "42")))
                .isEqualTo(Refusal.WORKSPACE_GONE);
        FakeServer mute = discord.addServer(FakeDiscord.snowflake("mute"), "mute", 1L << 10);
        discord.join(mute);
        ChannelRef silent = new ChannelRef(Platform.DISCORD, mute.id(), mute.room("general").id());
        FakeDiscord.await(
                "the server",
                () ->
                        platform.check(silent)
                                .denied()
                                .filter(it -> it.refusal() == Refusal.NO_PERMISSION)
                                .isPresent());
        assertThat(refusal(silent)).isEqualTo(Refusal.NO_PERMISSION);
        assertThat(platform.check(silent)).isInstanceOf(Access.Denied.class);
        assertThat(platform.check(channel("general"))).isEqualTo(new Access.Given());
        assertThat(discord.requests(POST)).isEqualTo(before);
    }

    /// Waits until the connection knows a server.
    private void awaitServer(FakeServer server) {
        FakeDiscord.await(
                "the server",
                () -> platform.remembersKeysFor(channel(server, "general")).isPositive());
    }

    private Refusal refusal(ChannelRef channel) {
        Delivery delivery = platform.post(channel, REPLY, key());
        return ((Delivery.Refused) delivery).refusal();
    }

    @Test
    void aLimitedPostIsLateAndNotLost() {
        int before = in("vision").size();
        discord.limit(POST, 1, 1, false);
        discord.limit(POST, 1, 1, true);
        long start = System.nanoTime();

        assertThat(platform.post(channel("vision"), REPLY, key()))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofSeconds(1));
        assertThat(in("vision")).hasSize(before + 1);
    }

    @Test
    void aThreadIsOpenedWhereTheReplyWantsIt() {
        Delivery delivery =
                platform.post(channel("general"), REPLY.opening(thread("Tokens")), key());
        String message = ((Delivery.Posted) delivery).message();
        FakeDiscord.await("the thread", () -> discord.threads().containsKey(message));

        assertThat(discord.threads().get(message).getString("name")).isEqualTo("Tokens");
    }

    @Test
    void aForumGetsAPostOfItsOwn() {
        Delivery delivery = platform.post(channel("forum"), REPLY, key());
        String message = ((Delivery.Posted) delivery).message();

        assertThat(discord.threads().get(message).getString("name")).isEqualTo("Paper of the day");
    }

    @Test
    void aForumThatWantsATagGetsOne() {
        String own = FakeDiscord.snowflake("tagged");
        FakeServer tagged =
                new FakeServer(
                        own,
                        "tagged",
                        List.of(
                                new FakeDiscord.Room(
                                        String.valueOf(Long.parseLong(own) + 1),
                                        15,
                                        "forum",
                                        0,
                                        "",
                                        true)),
                        FakeDiscord.INVITED,
                        List.of());
        discord.join(tagged);
        ChannelRef forum = new ChannelRef(Platform.DISCORD, own, tagged.room("forum").id());
        FakeDiscord.await(
                "the server", () -> platform.post(forum, REPLY, key()) instanceof Delivery.Posted);
    }

    @Test
    void everyPermissionOfTheInvitationIsNeeded() {
        Map<Permission, Function<FakeServer, Delivery>> uses =
                new java.util.EnumMap<>(Permission.class);
        Reply file = Reply.of(new Block.File("papers.bib", "text/plain", "@article{a}"));
        uses.put(
                Permission.VIEW_CHANNEL, of -> platform.post(channel(of, "general"), REPLY, key()));
        uses.put(
                Permission.MESSAGE_SEND, of -> platform.post(channel(of, "general"), REPLY, key()));
        uses.put(
                Permission.MESSAGE_ATTACH_FILES,
                of -> platform.post(channel(of, "general"), file, key()));
        uses.put(
                Permission.MESSAGE_SEND_IN_THREADS,
                of -> {
                    String thread =
                            discord.openThread(of, "general", "in " + of.name()).room().id();
                    ChannelRef there = new ChannelRef(Platform.DISCORD, of.id(), thread);
                    Delivery[] last = new Delivery[1];
                    FakeDiscord.await(
                            "the thread",
                            () -> {
                                last[0] = platform.post(there, REPLY, key());
                                return !(last[0] instanceof Delivery.Refused refused
                                        && refused.refusal() == Refusal.CHANNEL_GONE);
                            });
                    return last[0];
                });
        uses.put(
                Permission.CREATE_PUBLIC_THREADS,
                of -> {
                    long before = discord.threads().size();
                    Delivery posted =
                            platform.post(
                                    channel(of, "general"), REPLY.opening(thread("Tokens")), key());
                    boolean opened = false;
                    for (int i = 0; i < 100 && !opened; i++) {
                        opened = discord.threads().size() > before;
                        sleep();
                    }
                    return opened
                            ? posted
                            : new Delivery.Refused(Refusal.NO_PERMISSION, "no thread was opened");
                });
        uses.put(
                Permission.MESSAGE_HISTORY,
                of -> {
                    String key = key();
                    Instant since = Instant.now();
                    Delivery posted = platform.post(channel(of, "general"), REPLY, key);
                    return platform.find(channel(of, "general"), key, since)
                                    instanceof ReadBack.There
                            ? posted
                            : new Delivery.Refused(Refusal.NO_PERMISSION, "it was not found");
                });
        assertThat(uses.keySet()).isEqualTo(DiscordInvitation.PERMISSIONS);
        FakeServer whole =
                discord.addServer(FakeDiscord.snowflake("whole"), "whole", FakeDiscord.INVITED);
        discord.join(whole);
        awaitServer(whole);
        uses.forEach((permission, use) -> {
            assertThat(settled(use, whole))
                    .as(permission.name())
                    .isInstanceOf(Delivery.Posted.class);
            String name = "without " + permission.name();
            FakeServer without =
                    discord.addServer(
                            FakeDiscord.snowflake(name),
                            name,
                            FakeDiscord.INVITED & ~permission.getRawValue());
            discord.join(without);
            awaitServer(without);
            assertThat(settled(use, without)).as(name).isInstanceOf(Delivery.Refused.class);
        });
        assertThat(Permission.getRaw(DiscordInvitation.PERMISSIONS)).isEqualTo(FakeDiscord.INVITED);
    }

    /// What comes of it once the server is there.
    private static Delivery settled(Function<FakeServer, Delivery> use, FakeServer server) {
        Delivery[] last = new Delivery[1];
        FakeDiscord.await(
                "an outcome",
                () -> {
                    last[0] = use.apply(server);
                    return !(last[0] instanceof Delivery.RetryAfter);
                });
        return last[0];
    }

    private static void sleep() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ChannelRef channel(FakeServer of, String room) {
        return new ChannelRef(Platform.DISCORD, of.id(), of.room(room).id());
    }

    @Test
    void aServerIsGreetedOnlyWhereTheBotMaySpeak() throws InterruptedException {
        String own = FakeDiscord.snowflake("partly mute");
        long base = Long.parseLong(own);
        FakeServer partly =
                new FakeServer(
                        own,
                        "partly mute",
                        List.of(
                                new FakeDiscord.Room(
                                        String.valueOf(base + 1),
                                        0,
                                        "rules",
                                        FakeDiscord.SEND,
                                        "",
                                        false),
                                new FakeDiscord.Room(String.valueOf(base + 2), 0, "talk")),
                        FakeDiscord.INVITED,
                        List.of());
        FakeServer mute =
                discord.addServer(FakeDiscord.snowflake("all mute"), "all mute", FakeDiscord.VIEW);
        discord.join(mute);
        discord.join(partly);
        FakeDiscord.await(
                "the greeting", () -> !discord.messagesIn(partly.room("talk").id()).isEmpty());

        assertThat(discord.messagesIn(partly.room("rules").id())).isEmpty();
        assertThat(discord.messagesIn(mute.room("general").id())).isEmpty();
    }

    @Test
    void theTurnsThatDiscordGrantsAChannelAreKept() {
        discord.limitMessages(3, Duration.ofSeconds(1));
        int before = in("vision").size();
        try {
            for (int i = 0; i < 8; i++) {
                assertThat(platform.post(channel("vision"), REPLY, key()))
                        .isInstanceOf(Delivery.Posted.class);
            }
        } finally {
            discord.limitMessages(Integer.MAX_VALUE, Duration.ZERO);
        }
        // A message too soon would be a violation.
        assertThat(in("vision")).hasSize(before + 8);
    }

    @Test
    void aForumPostWhoseAnswerGotLostIsNotSentAgain() {
        long before = discord.requests("POST /channels/\\d+/threads");
        discord.loseAnswers("POST /channels/\\d+/threads", 1);

        assertThat(platform.post(channel("forum"), REPLY, key()))
                .isInstanceOf(Delivery.InDoubt.class);
        discord.refuse("POST /channels/\\d+/threads", 1, 502, 0, "bad gateway");
        assertThat(platform.post(channel("forum"), REPLY, key()))
                .isInstanceOf(Delivery.InDoubt.class);
        assertThat(discord.requests("POST /channels/\\d+/threads")).isEqualTo(before + 2);
    }

    @Test
    void anAnnouncementIsPublished() {
        Delivery delivery = platform.post(channel("news"), REPLY, key());
        String message = ((Delivery.Posted) delivery).message();
        FakeDiscord.await("publication", () -> discord.crossposted().contains(message));
    }

    @Test
    void onlyThePickedRoleIsMentioned() {
        Reply hostile = Reply.say(Span.text("hello @everyone <@&123456789>"));
        String role = discord.addRole(server, "readers", true);
        FakeDiscord.await(
                "the role",
                () -> {
                    platform.post(channel("general"), hostile, key(), role);
                    return discord.lastMentions().equals(List.of(role));
                });

        for (String room : List.of("general", "forum")) {
            assertThat(platform.post(channel(room), hostile, key(), role))
                    .isInstanceOf(Delivery.Posted.class);
            assertThat(discord.lastMentions()).containsExactly(role);
            // The server's own id is the role that everybody has.
            for (String none : List.of("everyone", server.id(), "4711", "")) {
                assertThat(platform.post(channel(room), hostile, key(), none))
                        .isInstanceOf(Delivery.Posted.class);
                assertThat(discord.lastMentions()).isEmpty();
            }
        }
    }

    @Test
    void aDirectMessageIsSentToThePerson() {
        Person ana = Person.named("ana");
        UserRef user = new UserRef(Platform.DISCORD, "-", ana.id());

        assertThat(platform.send(user, REPLY, key())).isInstanceOf(Delivery.Posted.class);
        assertThat(discord.messagesIn(FakeDiscord.directChannel(ana.id()))).hasSize(1);

        discord.refuse(POST, 1, 403, 50007, "Cannot send messages to this user");
        assertThat(platform.send(user, REPLY, key()))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NO_PERMISSION));
        assertThat(platform.send(new UserRef(Platform.DISCORD, "-", "nobody"), REPLY, key()))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void aPostIsChangedInPlace() {
        String message =
                ((Delivery.Posted) platform.post(channel("general"), REPLY, key())).message();

        assertThat(
                        platform.edit(
                                channel("general"),
                                message,
                                Reply.say("Something else"),
                                key(),
                                ""))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(in("general"))
                .filteredOn(it -> it.id().equals(message))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("Something else"));
    }

    @Test
    void aFoundListTellsWhatItsMenusCarry() {
        Instant before = Instant.now();
        String key = key();
        List<Block> entries = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            entries.add(
                    new Block.Entry(
                            i,
                            "Paper " + i,
                            new CommandCode("1:show " + i),
                            List.of(),
                            List.of(
                                    new Button.Run(
                                            Button.Role.SAVE,
                                            "Save",
                                            new CommandCode("1:save " + i)))));
        }
        platform.post(channel("general"), Reply.of(entries), key);

        assertThat(platform.find(channel("general"), key, before))
                .isInstanceOfSatisfying(
                        ReadBack.There.class,
                        there ->
                                assertThat(there.buttons())
                                        .extracting(CommandCode::value)
                                        .contains("1:save 1", "1:save 2", "1:save 10"));
    }

    @Test
    void aPostThatWasChangedIsFoundAsBefore() {
        for (String room : List.of("general", "forum")) {
            Instant before = Instant.now();
            String key = key();
            String message = ((Delivery.Posted) platform.post(channel(room), REPLY, key)).message();
            platform.edit(channel(room), message, Reply.say("1 vote"), key, "");

            assertThat(platform.find(channel(room), key, before))
                    .isEqualTo(new ReadBack.There(message, List.of()));
        }
    }

    @Test
    void aPostInAForumIsChangedInItsThreadUnlessThatIsArchivedOrGone() {
        String message =
                ((Delivery.Posted) platform.post(channel("forum"), REPLY, key())).message();

        assertThat(platform.edit(channel("forum"), message, Reply.say("Something else"), key(), ""))
                .isEqualTo(new Delivery.Posted(message));
        assertThat(discord.messagesIn(message))
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("Something else"));
        assertThat(platform.edit(channel("forum"), "4711", Reply.say("Something else"), key(), ""))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        it -> assertThat(it.refusal()).isEqualTo(Refusal.CHANNEL_ARCHIVED));
    }

    @Test
    void aPostThatNamesARoleKeepsItWhenItIsChangedAndNotifiesNobody() {
        String role = discord.addRole(server, "editors", true);
        FakeDiscord.await(
                "the role",
                () -> {
                    platform.post(channel("vision"), REPLY, key(), role);
                    return discord.lastMentions().equals(List.of(role));
                });
        String message =
                ((Delivery.Posted) platform.post(channel("vision"), REPLY, key(), role)).message();
        // The rules for a changed message allow no mention.
        assertThat(platform.edit(channel("vision"), message, Reply.say("Again"), key(), role))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(in("vision"))
                .filteredOn(it -> it.id().equals(message))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.json().toString()).contains("<@&" + role + ">", "Again"));
    }

    @Test
    void aPostIsFoundByItsKeyInEveryKindOfChannel() {
        FakeServer of =
                discord.addServer(FakeDiscord.snowflake("kinds"), "kinds", FakeDiscord.INVITED);
        discord.join(of);
        awaitServer(of);
        String thread = discord.openThread(of, "general", "to look into").room().id();
        ChannelRef there = new ChannelRef(Platform.DISCORD, of.id(), thread);
        FakeDiscord.await("the thread", () -> platform.check(there) instanceof Access.Given);
        ChannelRef direct =
                new ChannelRef(Platform.DISCORD, DiscordIds.DIRECT, Person.named("eve").id());
        for (ChannelRef each :
                List.of(
                        channel(of, "general"),
                        channel(of, "news"),
                        channel(of, "forum"),
                        there,
                        direct)) {
            Instant before = Instant.now();
            String key = key();
            assertThat(platform.find(each, key, before)).isEqualTo(new ReadBack.NotThere());
            platform.post(each, REPLY, key());
            Delivery posted = platform.post(each, REPLY, key);
            platform.post(each, REPLY, key());

            assertThat(platform.find(each, key, before))
                    .as(each.toString())
                    .isEqualTo(new ReadBack.There(((Delivery.Posted) posted).message(), List.of()));
            assertThat(platform.find(each, key(), before)).isEqualTo(new ReadBack.NotThere());
            // A clock may be ahead of Discord's by a minute; what is older is not looked at.
            assertThat(platform.find(each, key, before.plusSeconds(40)))
                    .isInstanceOf(ReadBack.There.class);
            assertThat(platform.find(each, key, before.plusSeconds(90)))
                    .isEqualTo(new ReadBack.NotThere());
        }
    }

    @Test
    void aDirectMessageIsFoundByItsKey() {
        UserRef eve = new UserRef(Platform.DISCORD, DiscordIds.DIRECT, Person.named("eve").id());
        Instant before = Instant.now();
        String key = key();
        Delivery sent = platform.send(eve, REPLY, key);

        assertThat(platform.find(eve, key, before))
                .isEqualTo(new ReadBack.There(((Delivery.Posted) sent).message(), List.of()));
        assertThat(platform.find(eve, key(), before)).isEqualTo(new ReadBack.NotThere());
    }

    @Test
    void aPostThatWasFoundGetsItsDiscussionAndOnlyOne() {
        Reply discussed = Reply.say("Look").opening(thread("A paper"));
        String found =
                ((Delivery.Posted) platform.post(channel("general"), REPLY, key())).message();
        String whole =
                ((Delivery.Posted) platform.post(channel("general"), discussed, key())).message();
        FakeDiscord.await("its thread", () -> discord.threads().containsKey(whole));
        assertThat(discord.threads()).doesNotContainKey(found);
        String route = "POST /channels/\\d+/messages/\\d+/threads";
        long before = discord.requests(route);

        platform.complete(channel("general"), found, discussed);
        platform.complete(channel("general"), whole, discussed);
        platform.complete(channel("forum"), found, discussed);
        platform.complete(channel("general"), "42", REPLY);
        FakeDiscord.await("the thread", () -> discord.threads().containsKey(found));
        assertThat(discord.requests(route)).isEqualTo(before + 1);
    }

    @Test
    void aFoundPostTellsWhatItsButtonsCarry() {
        Instant before = Instant.now();
        String key = key();
        Button save = new Button.Run(Button.Role.SAVE, "Save", new CommandCode("1:save a"));
        Reply two =
                Reply.of(
                        Block.paragraph("One and two"),
                        new Block.Buttons(
                                List.of(
                                        save,
                                        new Button.Run(
                                                Button.Role.OTHER,
                                                "Other",
                                                new CommandCode("1:save b")))),
                        new Block.Buttons(List.of(save)));
        platform.post(channel("general"), two, key);

        assertThat(platform.find(channel("general"), key, before))
                .isInstanceOfSatisfying(
                        ReadBack.There.class,
                        there ->
                                assertThat(there.buttons())
                                        .extracting(CommandCode::value)
                                        .startsWith("1:save a", "1:save b"));
    }

    @Test
    void aForumPostWhoseAnswerGotLostIsFound() {
        Instant since = Instant.now();
        String route = "POST /channels/\\d+/threads";
        String lost = key();
        discord.loseAnswers(route, 1);
        assertThat(platform.post(channel("forum"), REPLY, lost))
                .isInstanceOf(Delivery.InDoubt.class);
        String never = key();
        discord.cut(route, 1);
        assertThat(platform.post(channel("forum"), REPLY, never))
                .isInstanceOf(Delivery.InDoubt.class);

        assertThat(platform.find(channel("forum"), lost, since)).isInstanceOf(ReadBack.There.class);
        assertThat(platform.find(channel("forum"), never, since))
                .isEqualTo(new ReadBack.NotThere());
    }

    @Test
    void whatSomebodyElseWroteOrDeletedIsNoPost() {
        Instant since = Instant.now();
        String key = key();
        String message =
                ((Delivery.Posted) platform.post(channel("general"), REPLY, key)).message();
        String forum = ((Delivery.Posted) platform.post(channel("forum"), REPLY, key)).message();
        discord.say(server.room("general"), Person.named("ana"), "Paper of the day");
        discord.delete(message);
        discord.delete(forum);

        assertThat(platform.find(channel("general"), key, since))
                .isEqualTo(new ReadBack.NotThere());
        assertThat(platform.find(channel("forum"), key, since)).isEqualTo(new ReadBack.NotThere());
    }

    @Test
    void moreMessagesThanDiscordHandsOutAtOnceLeaveItOpen() {
        FakeServer busy =
                discord.addServer(FakeDiscord.snowflake("busy"), "busy", FakeDiscord.INVITED);
        discord.join(busy);
        awaitServer(busy);
        Instant since = Instant.now();
        String early = key();
        String late = key();
        platform.post(channel(busy, "vision"), REPLY, early);
        for (int i = 0; i < 100; i++) {
            discord.say(busy.room("vision"), Person.named("ana"), "Message " + i);
        }
        platform.post(channel(busy, "vision"), REPLY, late);

        assertThat(platform.find(channel(busy, "vision"), early, since))
                .isInstanceOf(ReadBack.There.class);
        assertThat(platform.find(channel(busy, "vision"), late, since))
                .isInstanceOf(ReadBack.CannotTell.class);
    }

    @Test
    void whereTheBotMayNotReadNothingIsAsked() {
        FakeServer closed =
                discord.addServer(
                        FakeDiscord.snowflake("closed"),
                        "closed",
                        FakeDiscord.INVITED & ~FakeDiscord.READ);
        discord.join(closed);
        awaitServer(closed);
        long before = discord.requests("GET /channels/.*");

        for (String room : List.of("general", "forum")) {
            assertThat(platform.find(channel(closed, room), key(), Instant.now()))
                    .isInstanceOfSatisfying(
                            ReadBack.CannotTell.class,
                            it -> assertThat(it.reason()).contains("Read History"));
        }
        assertThat(
                        platform.find(
                                new ChannelRef(Platform.DISCORD, server.id(), "42"),
                                key(),
                                Instant.now()))
                .isInstanceOf(ReadBack.CannotTell.class);
        assertThat(discord.requests("GET /channels/.*")).isEqualTo(before);
    }

    @Test
    void aQuestionThatFailsIsAskedAgainLater() {
        String route = "GET /channels/\\d+/messages";
        discord.cut(route, 100);
        assertThat(platform.find(channel("general"), key(), Instant.now()))
                .isInstanceOf(ReadBack.LookAgain.class);
        discord.heal();
        discord.refuse(route, 1, 403, 50001, "Missing Access");
        assertThat(platform.find(channel("general"), key(), Instant.now()))
                .isInstanceOf(ReadBack.CannotTell.class);
        discord.heal();
    }

    @Test
    void onlyForumsDoNotRecogniseWhatComesAgain() {
        assertThat(platform.remembersKeysFor(channel("general"))).isPositive();
        assertThat(
                        platform.remembersKeysFor(
                                new ChannelRef(Platform.DISCORD, DiscordIds.DIRECT, "1")))
                .isPositive();
        assertThat(platform.remembersKeysFor(channel("forum"))).isZero();
        assertThat(platform.remembersKeysFor(new ChannelRef(Platform.DISCORD, server.id(), "42")))
                .isZero();
    }

    @Test
    void marksTellDestinationsAndKeysApartAndStandAboveOtherIds() {
        assertThat(
                        List.of(
                                MessageKeys.mark("1", "a"),
                                MessageKeys.mark("2", "a"),
                                MessageKeys.mark("1", "b")))
                .doesNotHaveDuplicates()
                .allMatch(mark -> mark >= 1 << 30);
        assertThat(MessageKeys.mark("1", "a")).isEqualTo(MessageKeys.mark("1", "a"));
    }

    @Test
    void noncesTellDestinationsKeysAndPartsApart() {
        assertThat(MessageKeys.nonce("1", "a", 0)).hasSize(22);
        assertThat(
                        List.of(
                                MessageKeys.nonce("1", "a", 0),
                                MessageKeys.nonce("2", "a", 0),
                                MessageKeys.nonce("1", "b", 0),
                                MessageKeys.nonce("1", "a", 1)))
                .doesNotHaveDuplicates();
        assertThat(MessageKeys.nonce("1", "a", 0)).isEqualTo(MessageKeys.nonce("1", "a", 0));
    }

    private static Reply.Thread thread(String title) {
        return new Reply.Thread(title, List.of(Block.paragraph("This begins " + title)));
    }
}
