package io.broadsheet.slack.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Posts of the bot's own: each is sent once and never again, and what Slack refuses is recognised
/// the first time.
@TestInstance(Lifecycle.PER_CLASS)
class SlackPostingTest {

    private static final String POST = "chat\\.postMessage";
    private static final Reply REPLY =
            Reply.of(new Block.Heading("Paper of the day"), Block.paragraph("About tokens"));

    private static final Delivery STOPPING =
            new Delivery.RetryAfter(Duration.ZERO, "the bot is stopping");

    private static final String[] SCOPES = {
        "commands",
        "chat:write",
        "users:read",
        "channels:read",
        "groups:read",
        "im:write",
        "files:write",
        "channels:history"
    };

    private final FakeSlack slack = FakeSlack.start();
    private BotCore core;
    private SlackBot bot;
    private int keys;
    private Channel room;

    @BeforeAll
    void startTheBot(@TempDir Path home) throws Exception {
        core = SlackBot.core(home);
        bot = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core);
    }

    @AfterAll
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
    }

    @BeforeEach
    void openARoom() {
        room = slack.addChannel("room " + keys++);
        slack.grant(SCOPES);
        slack.hand(Integer.MAX_VALUE);
    }

    @AfterEach
    void everythingSentWasRight() {
        slack.heal();
        assertThat(slack.violations()).isEmpty();
    }

    private static ChannelRef ref(String id) {
        return new ChannelRef(Platform.SLACK, FakeSlack.TEAM, id);
    }

    private Delivery post(Reply reply) {
        return bot.platform().post(ref(room.id()), reply, "occurrence-" + keys++);
    }

    private List<Message> posted() {
        return slack.messagesIn(room.id());
    }

    @Test
    void aPostArrives() {
        assertThat(post(REPLY)).isInstanceOf(Delivery.Posted.class);
        assertThat(posted()).hasSize(1);
        assertThat(posted().getFirst().shown()).contains("Paper of the day", "About tokens");
        assertThat(posted().getFirst().text()).contains("Paper of the day");
    }

    @Test
    void aPostWhoseAnswerGotLostIsInDoubtAndNotSentAgain() {
        // So that there is a kept connection, if any is kept.
        post(REPLY);
        long before = slack.calls(POST);
        slack.loseAnswers(POST, 5);

        assertThat(post(REPLY)).isInstanceOf(Delivery.InDoubt.class);
        assertThat(slack.calls(POST)).isEqualTo(before + 1);
        assertThat(posted()).hasSize(2);
    }

    @Test
    void aPostThatSlackFailedOnIsInDoubtAndNotSentAgain() {
        for (int status : List.of(500, 502, 503, 504)) {
            long before = slack.calls(POST);
            slack.fail(POST, 1, status);

            assertThat(post(REPLY)).as("status " + status).isInstanceOf(Delivery.InDoubt.class);
            assertThat(slack.calls(POST)).isEqualTo(before + 1);
        }
        for (String error : List.of("internal_error", "fatal_error")) {
            slack.refuse(POST, 1, error);
            assertThat(post(REPLY)).as(error).isInstanceOf(Delivery.InDoubt.class);
        }
    }

    @Test
    void aLimitedPostSaysHowLongToWait() {
        slack.limit(POST, 1, 17);

        assertThat(post(REPLY))
                .isInstanceOfSatisfying(
                        Delivery.RetryAfter.class,
                        retry -> assertThat(retry.after()).isEqualTo(Duration.ofSeconds(17)));
        assertThat(posted()).isEmpty();
    }

    @Test
    void aStormOfLimitsHoldsUpNoCommand() {
        slack.limit(POST, 1_000, 5);
        for (int i = 0; i < 20; i++) {
            assertThat(post(REPLY)).isInstanceOf(Delivery.RetryAfter.class);
        }
        assertThat(
                        slack.command(Person.named("ana"), "general", "search diffusion")
                                .message()
                                .shown())
                .contains("diffusion");
    }

    @Test
    void refusalsAreRecognisedTheFirstTime() {
        record Case(String error, Refusal refusal) {}
        for (Case each :
                List.of(
                        new Case("channel_not_found", Refusal.CHANNEL_GONE),
                        new Case("is_archived", Refusal.CHANNEL_ARCHIVED),
                        new Case("not_in_channel", Refusal.NOT_INVITED),
                        new Case("restricted_action", Refusal.NO_PERMISSION),
                        new Case("restricted_action_read_only_channel", Refusal.NO_PERMISSION),
                        new Case("restricted_action_thread_only_channel", Refusal.NO_PERMISSION),
                        new Case("missing_scope", Refusal.NO_PERMISSION),
                        new Case("account_inactive", Refusal.CREDENTIALS_REVOKED),
                        new Case("token_revoked", Refusal.CREDENTIALS_REVOKED),
                        new Case("invalid_auth", Refusal.CREDENTIALS_REVOKED),
                        new Case("msg_blocks_too_long", Refusal.INVALID_MESSAGE),
                        new Case("invalid_blocks", Refusal.INVALID_MESSAGE),
                        new Case("something_new", Refusal.INVALID_MESSAGE))) {
            long before = slack.calls(POST);
            slack.refuse(POST, 1, each.error());

            assertThat(post(REPLY))
                    .as(each.toString())
                    .isInstanceOfSatisfying(
                            Delivery.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(each.refusal()));
            assertThat(slack.calls(POST)).isEqualTo(before + 1);
        }
    }

    @Test
    void whatWouldBeRefusedIsKnownBefore() {
        slack.addChannel(new Channel("C0GONEBY", "archived", false, true, true, ""));
        slack.addChannel(new Channel("C0OUTSIDE", "outside", false, false, false, ""));
        slack.addChannel(new Channel("C0HIDDEN", "hidden", true, false, false, ""));

        assertThat(bot.platform().check(ref(room.id()))).isEqualTo(new Access.Given());
        assertThat(refusal("C0GONEBY")).isEqualTo(Refusal.CHANNEL_ARCHIVED);
        assertThat(refusal("C0OUTSIDE")).isEqualTo(Refusal.NOT_INVITED);
        assertThat(refusal("C0HIDDEN")).isEqualTo(Refusal.CHANNEL_GONE);
        assertThat(refusal("C0NOWHERE")).isEqualTo(Refusal.CHANNEL_GONE);
        assertThat(bot.platform().check(ref("D0WITHANA"))).isEqualTo(new Access.Given());
        assertThat(bot.platform().check(new ChannelRef(Platform.SLACK, "T0OTHER", "C1")).denied())
                .get()
                .satisfies(it -> assertThat(it.refusal()).isEqualTo(Refusal.WORKSPACE_GONE));
        slack.fail("conversations\\.info", 1, 500);
        assertThat(bot.platform().check(ref(room.id()))).isInstanceOf(Access.Unknown.class);
    }

    private Refusal refusal(String channel) {
        return bot.platform().check(ref(channel)).denied().orElseThrow().refusal();
    }

    @Test
    void aWorkspaceWithoutTheBotIsRefused() {
        assertThat(
                        bot.platform()
                                .post(
                                        new ChannelRef(Platform.SLACK, "T0OTHER", "C1"),
                                        REPLY,
                                        "key"))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.WORKSPACE_GONE));
    }

    @Test
    void aDirectMessageIsSentToThePerson() {
        Person ana = Person.named("ana");
        slack.know(ana);
        UserRef user = new UserRef(Platform.SLACK, FakeSlack.TEAM, ana.id());
        Delivery delivery = bot.platform().send(user, REPLY, "key");

        assertThat(delivery).isInstanceOf(Delivery.Posted.class);
        assertThat(slack.messagesIn(FakeSlack.directChannel(ana.id()))).hasSize(1);

        String posted = ((Delivery.Posted) delivery).message();
        assertThat(
                        bot.platform()
                                .edit(
                                        ref(ana.id()),
                                        posted,
                                        Reply.say("Something else"),
                                        "key",
                                        ""))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(slack.messagesIn(FakeSlack.directChannel(ana.id())).getFirst().shown())
                .isEqualTo("Something else");
        assertThat(
                        bot.platform()
                                .send(
                                        new UserRef(Platform.SLACK, FakeSlack.TEAM, "U0NOBODY"),
                                        REPLY,
                                        "key"))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void aPostIsChangedInPlace() {
        String message = ((Delivery.Posted) post(REPLY)).message();

        assertThat(
                        bot.platform()
                                .edit(
                                        ref(room.id()),
                                        message,
                                        Reply.say("Something else"),
                                        "key",
                                        ""))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(posted())
                .singleElement()
                .satisfies(it -> assertThat(it.shown()).isEqualTo("Something else"));
        assertThat(bot.platform().edit(ref(room.id()), "1.000001", REPLY, "key", ""))
                .isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void aThreadIsOpenedWhereTheReplyWantsIt() {
        assertThat(post(REPLY.opening(thread("Tokens & <friends>"))))
                .isInstanceOf(Delivery.Posted.class);
        FakeSlack.await("the thread", () -> posted().size() == 2);
        assertThat(posted().getLast().thread()).isEqualTo(posted().getFirst().ts());
        assertThat(posted().getLast().shown()).contains("Tokens & <friends>");
    }

    @Test
    void aThreadThatCannotBeOpenedTakesNothingBackAndPostsNothingAgain() {
        slack.addChannel(room);
        long before = slack.calls(POST);
        // The post itself is let through.
        slack.slow(POST, 1, Duration.ZERO);
        slack.fail(POST, 1, 500);

        assertThat(post(REPLY.opening(thread("Tokens")))).isInstanceOf(Delivery.Posted.class);
        FakeSlack.await("the thread's message", () -> slack.calls(POST) == before + 2);
        assertThat(posted()).hasSize(1);
    }

    @Test
    void postsOfOneMomentDoNotWaitForEachOthersThreads() throws Exception {
        int posts = 200;
        int hands = 8;
        List<Channel> rooms = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            rooms.add(slack.addChannel("busy " + keys++));
        }
        Reply opening = REPLY.opening(thread("Tokens"));
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newFixedThreadPool(hands)) {
            for (Channel each : rooms) {
                executor.execute(
                        () -> bot.platform().post(ref(each.id()), opening, "key " + each.id()));
            }
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        // Hands that wait for the threads take 27 seconds.
        assertThat(taken).isLessThan(Duration.ofMillis(1_100L * posts / hands / 2));
        FakeSlack.await(
                "the threads",
                () -> rooms.stream().allMatch(each -> slack.messagesIn(each.id()).size() == 2));
    }

    @Test
    void whatFollowsAPostIsSentBeforeTheBotStops() throws Exception {
        try (SlackBot other = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core)) {
            other.platform().post(ref(room.id()), REPLY.opening(thread("Tokens")), "stopping");
        }
        assertThat(posted()).hasSize(2);
    }

    @Test
    void postsBesideAStopHaveTheirThreadsOrAreNotThere() throws Exception {
        int hands = 10;
        List<Channel> rooms = new ArrayList<>();
        for (int i = 0; i < 5 * hands; i++) {
            rooms.add(slack.addChannel("stop " + keys++));
        }
        Reply opening = REPLY.opening(thread("Tokens"));
        Map<Channel, Delivery> deliveries = new ConcurrentHashMap<>();
        Map<Channel, Integer> atTheEnd = new HashMap<>();
        SlackBot other = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core);
        long before = slack.calls(POST);
        // The first post of each hand is under way when the bot is stopped.
        slack.slow(POST, hands, Duration.ofMillis(1_500));
        try (other;
                ExecutorService executor = Executors.newFixedThreadPool(hands)) {
            for (Channel each : rooms) {
                executor.execute(() -> {
                    String key = "key " + each.id();
                    deliveries.put(each, other.platform().post(ref(each.id()), opening, key));
                });
            }
            FakeSlack.await("the first posts", () -> slack.calls(POST) >= before + hands);
            other.platform().close();
            // The process would end here.
            for (Channel each : rooms) {
                atTheEnd.put(each, slack.messagesIn(each.id()).size());
            }
        }

        assertThat(deliveries).hasSameSizeAs(rooms);
        assertThat(deliveries.values()).hasAtLeastOneElementOfType(Delivery.Posted.class);
        deliveries.forEach((each, delivery) -> {
            if (delivery instanceof Delivery.Posted) {
                assertThat(atTheEnd.get(each)).as("a post and its thread").isEqualTo(2);
            } else {
                assertThat(delivery).isEqualTo(STOPPING);
                assertThat(slack.messagesIn(each.id())).isEmpty();
            }
        });
    }

    @Test
    void aStoppedBotPutsOffWhateverItIsAskedToDo() throws Exception {
        SlackPlatform stopped;
        try (SlackBot other = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core)) {
            stopped = other.platform();
        }
        long before = slack.calls("chat\\..*|conversations\\.history");

        assertThat(stopped.post(ref(room.id()), REPLY, "key")).isEqualTo(STOPPING);
        assertThat(stopped.send(new UserRef(Platform.SLACK, FakeSlack.TEAM, "U1"), REPLY, "key"))
                .isEqualTo(STOPPING);
        assertThat(stopped.edit(ref(room.id()), "1.000001", REPLY, "key", "")).isEqualTo(STOPPING);
        assertThat(stopped.find(ref(room.id()), "key", Instant.now()))
                .isEqualTo(ReadBack.prevented(STOPPING));
        assertThat(slack.calls("chat\\..*|conversations\\.history")).isEqualTo(before);
    }

    @Test
    void onlyThePickedGroupIsMentioned() {
        Reply hostile = Reply.say(Span.text("hello <!channel> <!subteam^S1> <@U1>"));

        bot.platform().post(ref(room.id()), hostile, "key", "S0ML12345");
        String json = posted().getFirst().blocks().toString();
        assertThat(json).contains("\"<!subteam^S0ML12345>\"");
        assertThat(posted().getFirst().text())
                .startsWith("<!subteam^S0ML12345>")
                .contains("&lt;!channel&gt;");

        bot.platform().post(ref(room.id()), hostile, "key", "!channel>");
        assertThat(posted().getLast().text()).startsWith("hello");
    }

    @Test
    void aPostTooLongForOneMessageGoesOnInOthers() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            blocks.add(Block.paragraph("Paragraph " + i));
        }

        assertThat(post(Reply.of(blocks))).isInstanceOf(Delivery.Posted.class);
        FakeSlack.await("the second part", () -> posted().size() == 2);
        assertThat(posted().getLast().shown()).contains("Paragraph 59");
    }

    @Test
    void aPostIsFoundByItsKey() {
        Instant before = Instant.now();
        String key = "wanted " + keys;
        bot.platform().post(ref(room.id()), REPLY, "another");
        slack.say(room, "Paper of the day");
        Delivery posted =
                bot.platform().post(ref(room.id()), REPLY.opening(thread("Tokens")), key, "");
        bot.platform().post(ref(room.id()), REPLY, "a third");

        assertThat(find(key, before))
                .isEqualTo(new ReadBack.There(((Delivery.Posted) posted).message(), List.of()));
        assertThat(find("unknown", before)).isEqualTo(new ReadBack.NotThere());
        // Clocks may differ by a minute; what is older, or much newer, is not looked at.
        assertThat(find(key, before.plusSeconds(40))).isInstanceOf(ReadBack.There.class);
        assertThat(find(key, before.plusSeconds(90))).isEqualTo(new ReadBack.NotThere());
        assertThat(find(key, before.minus(Duration.ofMinutes(9))))
                .isInstanceOf(ReadBack.There.class);
        assertThat(find(key, before.minus(Duration.ofMinutes(11))))
                .isEqualTo(new ReadBack.NotThere());
    }

    @Test
    void aPostWhoseAnswerGotLostIsFoundAndOneThatDidNotArriveIsNot() {
        Instant since = Instant.now();
        slack.loseAnswers(POST, 1);
        assertThat(bot.platform().post(ref(room.id()), REPLY, "lost"))
                .isInstanceOf(Delivery.InDoubt.class);
        slack.cut(POST, 1);
        assertThat(bot.platform().post(ref(room.id()), REPLY, "cut"))
                .isInstanceOf(Delivery.InDoubt.class);

        assertThat(find("lost", since))
                .isEqualTo(new ReadBack.There(posted().getFirst().ts(), List.of()));
        assertThat(find("cut", since)).isEqualTo(new ReadBack.NotThere());
    }

    @Test
    void aPostIsFoundSomePagesBackAndGivenUpAfterThem() {
        slack.hand(15);
        Instant since = Instant.now();
        bot.platform().post(ref(room.id()), REPLY, "first");
        for (int i = 0; i < 44; i++) {
            slack.say(room, "Message " + i);
        }
        assertThat(find("first", since)).isInstanceOf(ReadBack.There.class);
        slack.say(room, "One more");
        assertThat(find("first", since)).isInstanceOf(ReadBack.CannotTell.class);
    }

    @Test
    void whereTheBotMayNotReadItCannotTell() {
        Instant since = Instant.now();
        slack.addChannel(new Channel("C0OPENONE", "open", false, false, false, ""));
        slack.addChannel(new Channel("C0SECRET1", "secret", true, true, false, ""));

        assertThat(bot.platform().find(ref("C0OPENONE"), "key", since))
                .isInstanceOfSatisfying(
                        ReadBack.CannotTell.class,
                        it -> assertThat(it.reason()).contains("not_in_channel"));
        // Private channels have a scope of their own.
        assertThat(bot.platform().find(ref("C0SECRET1"), "key", since))
                .isInstanceOfSatisfying(
                        ReadBack.CannotTell.class,
                        it -> assertThat(it.reason()).contains("missing_scope"));
        assertThat(bot.platform().find(ref("D0WITHANA"), "key", since))
                .isInstanceOf(ReadBack.CannotTell.class);
        assertThat(
                        bot.platform()
                                .find(
                                        new ChannelRef(Platform.SLACK, "T0OTHER", "C1"),
                                        "key",
                                        since))
                .isInstanceOf(ReadBack.CannotTell.class);
        slack.grant("commands", "chat:write");
        assertThat(find("key", since)).isInstanceOf(ReadBack.CannotTell.class);
    }

    @Test
    void aQuestionThatFailsIsAskedAgainLater() {
        String history = "conversations\\.history";
        slack.limit(history, 1, 60);
        assertThat(find("key", Instant.now()))
                .isInstanceOfSatisfying(
                        ReadBack.LookAgain.class,
                        it -> assertThat(it.after()).isEqualTo(Duration.ofSeconds(60)));
        for (int status : List.of(500, 503)) {
            slack.fail(history, 1, status);
            assertThat(find("key", Instant.now())).isInstanceOf(ReadBack.LookAgain.class);
        }
        // The SDK's client asks once more by itself.
        slack.cut(history, 5);
        assertThat(find("key", Instant.now())).isInstanceOf(ReadBack.LookAgain.class);
        slack.heal();
        slack.refuse(history, 1, "internal_error");
        assertThat(find("key", Instant.now())).isInstanceOf(ReadBack.LookAgain.class);
    }

    @Test
    void aPostThatWasFoundGetsItsDiscussionUnlessItHasReplies() {
        Reply discussed = Reply.say("Look").opening(thread("A paper"));
        String found =
                ((Delivery.Posted) bot.platform().post(ref(room.id()), REPLY, "1")).message();
        bot.platform().complete(ref(room.id()), found, discussed);
        FakeSlack.await("the thread", () -> repliesTo(found) == 1);

        bot.platform().complete(ref(room.id()), found, discussed);
        bot.platform().complete(ref(room.id()), "1.000001", discussed);
        slack.fail("conversations\\.history", 1, 500);
        String other =
                ((Delivery.Posted) bot.platform().post(ref(room.id()), REPLY, "2")).message();
        bot.platform().complete(ref(room.id()), other, discussed);
        slack.heal();
        String last = ((Delivery.Posted) bot.platform().post(ref(room.id()), REPLY, "3")).message();
        bot.platform().complete(ref(room.id()), last, discussed);
        FakeSlack.await("the last thread", () -> repliesTo(last) == 1);
        assertThat(repliesTo(found)).isEqualTo(1);
        assertThat(repliesTo(other)).isZero();
    }

    @Test
    void aFoundPostTellsWhatItsButtonsCarry() {
        Instant before = Instant.now();
        bot.platform()
                .post(
                        ref(room.id()),
                        Reply.of(
                                Block.paragraph("One and two"),
                                new Block.Buttons(List.of(save("a"), save("b"))),
                                new Block.Entry(
                                        1,
                                        "Three",
                                        new CommandCode("1:show c"),
                                        List.of(),
                                        List.of(save("c")))),
                        "with buttons");

        assertThat(find("with buttons", before))
                .isInstanceOfSatisfying(
                        ReadBack.There.class,
                        there ->
                                assertThat(there.buttons())
                                        .extracting(CommandCode::value)
                                        .contains("1:save a", "1:save b", "1:save c"));
    }

    private static Button save(String paper) {
        return new Button.Run(
                Button.Role.OTHER, "Save " + paper, new CommandCode("1:save " + paper));
    }

    private long repliesTo(String ts) {
        return posted().stream().filter(message -> message.thread().equals(ts)).count();
    }

    private ReadBack find(String key, Instant since) {
        return bot.platform().find(ref(room.id()), key, since);
    }

    @Test
    void aFileOfAPostIsUploadedToItsChannel() {
        assertThat(
                        post(
                                Reply.of(
                                        Block.paragraph("The list"),
                                        new Block.File(
                                                "list.csv", "text/csv", "x,".repeat(3_000)))))
                .isInstanceOf(Delivery.Posted.class);
        FakeSlack.await("the file", () -> slack.filesIn(room.id()).containsKey("list.csv"));
    }

    private static Reply.Thread thread(String title) {
        return new Reply.Thread(title, List.of(Block.paragraph("This begins " + title)));
    }
}
