package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.fake.FakePayloads;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Messages that mention the bot or are written to it, and whatever else is asked in a thread.
@TestInstance(Lifecycle.PER_CLASS)
class SlackMentionsTest {

    private static final String BOT = "<@" + FakeSlack.BOT_USER + ">";

    private final FakeSlack slack = FakeSlack.start();
    private BotCore core;
    private SlackBot bot;

    SlackConfig.Mode mode() {
        return SlackConfig.Mode.SOCKET;
    }

    @BeforeAll
    void startTheBot(@TempDir Path home) throws Exception {
        core = SlackBot.core(home);
        bot = SlackBot.start(slack, mode(), core);
    }

    @AfterAll
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
    }

    @AfterEach
    void everythingSentWasRight() {
        assertThat(slack.violations()).isEmpty();
    }

    // --- in a channel ---

    @Test
    void aMentionIsReadLikeACommandAndAnsweredToTheAskerAlone() {
        Person ana = Person.named("ana");
        Message answer = mention(ana, BOT + " search vision tokenizers", "");

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.thread()).isEmpty();
        assertThat(answer.shown()).contains("for vision tokenizers").contains("1. ");
        assertThat(answer.buttons()).containsKeys("Open", "Next", "Share here");
    }

    @Test
    void whatIsAskedInAThreadIsAnsweredInIt() {
        Person bea = Person.named("bea");
        String thread = slack.say(slack.channel("general"), "Has anybody read this?");
        Message answer =
                mention(bea, "Look, " + BOT + ": <https://arxiv.org/abs/2503.11677>", thread);

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.thread()).isEqualTo(thread);
        assertThat(answer.shown()).contains("2503.11677");
    }

    @Test
    void aMentionThatAsksForNothingIsToldWhatThereIs() {
        Person cai = Person.named("cai");
        assertThat(mention(cai, BOT, "").shown()).contains("search <words>").contains("schedule");
        assertThat(mention(cai, "thanks " + BOT + "!", "").shown()).contains("search <words>");
    }

    @Test
    void whatIsTypedArrivesAsItWasTyped() {
        Person dan = Person.named("dan");
        assertThat(mention(dan, BOT + " search a &lt; b &amp;&amp; c", "").shown())
                .contains("a < b && c");
    }

    @Test
    void aWrongWordIsAnsweredInWords() {
        Person eve = Person.named("eve");
        Message answer = mention(eve, BOT + " shedule list", "");

        assertThat(answer.shown()).contains("schedule");
        assertThat(answer.ephemeral()).isTrue();
    }

    @Test
    void theSameEventIsAnsweredOnce() {
        Person fay = Person.named("fay");
        JsonObject event = slack.writes(fay, "general", BOT + " help", "");
        for (int i = 0; i < 3; i++) {
            slack.event("Ev0MENTION", event).acknowledgement();
        }
        seen(fay, 1);
        settle();

        assertThat(slack.seenBy(fay)).hasSize(1);
    }

    @Test
    void botsEditsAndItselfAreNotHeard() {
        Person gil = Person.named("gil");
        JsonObject bots = slack.writes(gil, "general", BOT + " help", "");
        bots.addProperty("bot_id", "B0OTHER");
        JsonObject subtype = slack.writes(gil, "general", BOT + " help", "");
        subtype.addProperty("subtype", "bot_message");
        JsonObject edited = slack.writes(gil, "general", BOT + " help", "");
        edited.add("edited", new JsonObject());
        JsonObject own = slack.writes(gil, "", "help", "");
        own.addProperty("user", FakeSlack.BOT_USER);
        JsonObject changed = slack.writes(gil, "", "help", "");
        changed.addProperty("subtype", "message_changed");
        JsonObject channel = slack.writes(gil, "", "help", "");
        channel.addProperty("channel_type", "channel");
        channel.addProperty("channel", slack.channel("general").id());
        for (JsonObject event : List.of(bots, subtype, edited, own, changed, channel)) {
            slack.event(event).acknowledgement();
        }
        settle();

        assertThat(slack.seenBy(gil)).isEmpty();
        assertThat(slack.messagesIn(FakeSlack.directChannel(gil.id()))).isEmpty();
    }

    @Test
    void whereTheBotMayNotWriteItAnswersDirectly() {
        Person hal = Person.named("hal");
        slack.refuse("chat\\.postEphemeral", 1, "not_in_channel");
        slack.event(slack.writes(hal, "general", BOT + " help search", "")).acknowledgement();

        assertThat(direct(hal, 1).getFirst().shown()).contains("search");
    }

    @Test
    void slacksLimitIsWaitedFor() {
        Person ida = Person.named("ida");
        slack.limit("chat\\.postEphemeral", 1, 1);

        assertThat(mention(ida, BOT + " help search", "").shown()).contains("search");
    }

    // --- directly ---

    @Test
    void aDirectMessageIsAnsweredForAllToSeeThere() {
        Person jon = Person.named("jon");
        slack.event(slack.writes(jon, "", "vision tokenizers", "")).acknowledgement();
        Message list = direct(jon, 1).getFirst();

        assertThat(list.ephemeral()).isFalse();
        assertThat(list.shown()).contains("for vision tokenizers");
        assertThat(list.buttons()).doesNotContainKey("Share here");

        Message card = slack.press(jon, list, "Open").message();

        assertThat(card.ephemeral()).isFalse();
        assertThat(card.buttons()).containsKey("Save");

        Message next = slack.press(jon, list, "Next").message();

        assertThat(next.ts()).isEqualTo(list.ts());
    }

    @Test
    void aMentionInADirectMessageIsAnsweredOnce() {
        Person kim = Person.named("kim");
        JsonObject message = slack.writes(kim, "", BOT + " /paper help search", "");
        JsonObject mention = message.deepCopy();
        mention.addProperty("type", "app_mention");
        mention.remove("channel_type");
        slack.event(message).acknowledgement();
        slack.event(mention).acknowledgement();
        assertThat(direct(kim, 1).getFirst().shown()).contains("search");
        settle();

        assertThat(slack.messagesIn(FakeSlack.directChannel(kim.id()))).hasSize(1);
    }

    @Test
    void aThreadOfADirectConversationIsAnsweredInIt() {
        Person lea = Person.named("lea");
        JsonObject first = slack.writes(lea, "", "help", "");
        String thread = first.get("ts").getAsString();
        slack.event(slack.writes(lea, "", "help search", thread)).acknowledgement();

        assertThat(direct(lea, 1).getFirst().thread()).isEqualTo(thread);
    }

    @Test
    void whatGoesWrongIsSaidThere() {
        Person max = Person.named("max");
        slack.event(slack.writes(max, "", "similar 7", "")).acknowledgement();

        assertThat(direct(max, 1).getFirst().shown()).contains("7");
    }

    // --- in threads, by buttons and menus ---

    @Test
    void buttonsPressedInAThreadAreAnsweredInIt() {
        Person nia = Person.named("nia");
        String thread = slack.say(slack.channel("general"), "Something on tokenizers?");
        Message list = mention(nia, BOT + " search vision tokenizers", thread);

        Message card = slack.press(nia, list, "Open").message();
        assertThat(card.thread()).isEqualTo(thread);
        assertThat(card.ephemeral()).isTrue();

        Message next = slack.press(nia, list, "Next").message();
        assertThat(next.ts()).isEqualTo(list.ts());
        assertThat(next.thread()).isEqualTo(thread);

        slack.press(nia, card, "Share here");
        FakeSlack.await("the card in the thread", () -> sharedIn(thread));
    }

    private boolean sharedIn(String thread) {
        return slack.messagesIn(slack.channel("general").id()).stream()
                .anyMatch(it ->
                        it.thread().equals(thread)
                                && !it.ephemeral()
                                && it.shown().contains("Shared by nia"));
    }

    @Test
    void aMessagesMenuInAThreadIsAnsweredInIt() {
        Person oda = Person.named("oda");
        String thread = slack.say(slack.channel("general"), "Papers, please");
        JsonObject reply = FakePayloads.said("<https://arxiv.org/abs/2503.11677>");
        reply.addProperty("thread_ts", thread);

        Message found = slack.shortcut(oda, "general", SlackManifest.FIND_PAPERS, reply).message();

        assertThat(found.thread()).isEqualTo(thread);
        assertThat(found.shown()).contains("2503.11677");
    }

    @Test
    void aThreadsFirstMessageIsAnsweredInTheChannel() {
        Person pia = Person.named("pia");
        JsonObject first = FakePayloads.said("<https://arxiv.org/abs/2503.11677>");
        first.addProperty("thread_ts", first.get("ts").getAsString());

        Message found = slack.shortcut(pia, "general", SlackManifest.FIND_PAPERS, first).message();

        assertThat(found.thread()).isEmpty();
    }

    private Message mention(Person person, String text, String thread) {
        int before = slack.seenBy(person).size();
        slack.event(slack.writes(person, "general", text, thread)).acknowledgement();
        return seen(person, before + 1).getLast();
    }

    private List<Message> seen(Person person, int count) {
        FakeSlack.await("so many answers", () -> slack.seenBy(person).size() >= count);
        return new ArrayList<>(slack.seenBy(person));
    }

    private List<Message> direct(Person person, int count) {
        String channel = FakeSlack.directChannel(person.id());
        FakeSlack.await("so many messages", () -> slack.messagesIn(channel).size() >= count);
        return slack.messagesIn(channel);
    }

    /// What was begun before is done when the answer to a mention by somebody else is there.
    private void settle() {
        Channel general = slack.channel("general");
        String thread = slack.say(general, "Later");
        mention(Person.named("settler"), BOT + " search vision tokenizers", thread);
    }
}
