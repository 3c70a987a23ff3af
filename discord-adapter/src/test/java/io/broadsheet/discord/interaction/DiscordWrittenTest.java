package io.broadsheet.discord.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.fake.FakeWriting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Mentions, direct messages, reactions and discussions on Discord.
@TestInstance(Lifecycle.PER_CLASS)
class DiscordWrittenTest {

    private static final Person ANA = Person.named("ana");
    private static final Person BEN = Person.named("ben");
    private static final String ASK = FakeWriting.mention() + " ";

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server =
            discord.addServer(
                    "lab", List.of("asking", "quiet", "own", "reacting", "talking", "sharing"));
    private final FakeWriting people = new FakeWriting(discord);
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
        core.dispatcher().serve(platform);
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

    private Place in(String room) {
        return Place.in(server, room);
    }

    private List<Message> messages(String room) {
        return discord.messagesIn(server.room(room).id());
    }

    private Message first(String room) {
        FakeDiscord.await("a message in " + room, () -> !messages(room).isEmpty());
        return messages(room).getFirst();
    }

    private List<Message> direct(Person person) {
        return discord.messagesIn(FakeDiscord.directChannel(person.id()));
    }

    @Test
    void aMentionIsAnsweredWhereItStands() {
        people.write(in("asking"), ANA, ASK + "vision tokenizers");

        assertThat(first("asking").text()).contains("for vision tokenizers");
        assertThat(first("asking").json().getObject("message_reference").hasKey("message_id"))
                .isTrue();
    }

    @Test
    void whatDoesNotMentionTheBotIsLeftAlone() {
        String unread = people.write(in("quiet"), ANA, "search vision tokenizers");
        String read = people.write(in("quiet"), ANA, "has anybody read " + ASK + "2412.00447");

        assertThat(first("quiet").text()).contains("ATP-LLaVA");
        assertThat(messages("quiet"))
                .extracting(it -> it.json().getObject("message_reference").getString("message_id"))
                .contains(read)
                .doesNotContain(unread);
    }

    @Test
    void whatIsTheAskersOwnGoesToTheirDirectMessages() {
        people.write(in("own"), BEN, ASK + "saved");

        assertThat(first("own").text()).contains("answered in our direct messages");
        assertThat(direct(BEN)).isNotEmpty();
        assertThat(direct(BEN).getFirst().text()).contains("shelf");
    }

    @Test
    void aDirectMessageIsACommand() {
        Person person = Person.named("writer");
        people.write(Place.direct(person), person, "search diffusion");

        FakeDiscord.await("the answer", () -> !direct(person).isEmpty());
        assertThat(direct(person).getFirst().text()).contains("for diffusion");
        assertThat(direct(person).getFirst().ephemeral()).isFalse();
    }

    private Message sharedCard(String room) {
        Message list =
                discord.slash(
                                server,
                                room,
                                ANA,
                                "paper",
                                "search",
                                Map.of("words", "vision tokenizers"))
                        .message();
        Message card = discord.press(server, room, ANA, list, "Open").message();
        discord.press(server, room, ANA, card, "Share here").message();
        // The bot knows its id a moment later, and what counts there from then on.
        people.react(in(room), Person.named("carl"), first(room), "👍", true);
        FakeDiscord.await("the first vote", () -> hasButton(room, "▲ 1"));
        return first(room);
    }

    @Test
    void aReactionToASharedCardIsAVoteAndTheCardSaysSo() {
        Message shared = sharedCard("reacting");

        people.react(in("reacting"), BEN, shared, "👍🏽", true);
        FakeDiscord.await("the vote", () -> hasButton("reacting", "▲ 2"));
        assertThat(discord.press(server, "reacting", BEN, shared, "▲ 1").message().text())
                .contains("upvoted this already");
        people.react(in("reacting"), ANA, shared, "🎉", true);
        people.react(in("reacting"), BEN, shared, "👍🏽", false);
        FakeDiscord.await("the vote taken back", () -> hasButton("reacting", "▲ 1"));
    }

    private boolean hasButton(String room, String label) {
        return messages(room).getFirst().buttons().containsKey(label);
    }

    @Test
    void aPaperHasOneDiscussionInAChannelAndItsThreadKnowsThePaper() {
        Message shared = sharedCard("talking");
        Message told = discord.press(server, "talking", BEN, shared, "Discuss").message();
        FakeDiscord.await(
                "what the thread begins with", () -> !discord.messagesIn(shared.id()).isEmpty());
        List<Message> inThread = discord.messagesIn(shared.id());

        assertThat(told.ephemeral()).isTrue();
        assertThat(inThread).hasSize(1);
        assertThat(inThread.getFirst().text())
                .contains("Discussion opened by ben")
                .contains("To begin with");
        assertThat(messages("talking")).hasSize(1);

        FakeDiscord.await(
                "the way there",
                () ->
                        discord.hiddenIn(server.room("talking").id()).stream()
                                .anyMatch(it -> it.text().contains("Opened the discussion of")));
        discord.press(server, "talking", ANA, shared, "Discuss").message();
        FakeDiscord.await(
                "the way there again",
                () ->
                        discord.hiddenIn(server.room("talking").id()).stream()
                                .anyMatch(it -> it.text().contains("The discussion of")));
        assertThat(messages("talking")).hasSize(1);
        assertThat(discord.messagesIn(shared.id())).hasSize(1);

        Place thread =
                new Place(
                        in("talking").server(),
                        new FakeDiscord.Room(
                                shared.id(), 11, "thread", 0, server.room("talking").id(), false),
                        0,
                        true);
        people.write(thread, ANA, ASK + "similar");
        FakeDiscord.await("the answer", () -> discord.messagesIn(shared.id()).size() == 2);
        assertThat(discord.messagesIn(shared.id()).getLast().text()).contains("Papers like");
    }

    @Test
    void aDiscussionOfAPaperThatNobodySharedBeginsWithItsCard() {
        Message list =
                discord.slash(
                                server,
                                "sharing",
                                ANA,
                                "paper",
                                "search",
                                Map.of("words", "diffusion"))
                        .message();
        Message card = discord.press(server, "sharing", ANA, list, "Open").message();
        discord.press(server, "sharing", ANA, card, "Discuss").message();

        Message posted = first("sharing");
        assertThat(posted.text()).contains("Shared by ana");
        FakeDiscord.await("the thread", () -> discord.threads().containsKey(posted.id()));
        FakeDiscord.await("what it begins with", () -> !discord.messagesIn(posted.id()).isEmpty());
    }
}
