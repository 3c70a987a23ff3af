package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.fake.BlockKit;
import io.broadsheet.slack.fake.FakePayloads;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlack.View;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.rendering.SlackForms;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What people do in Slack, from the request to what they see, with the real SDK between and the
/// whole bot behind it; the same over Socket Mode and over HTTP.
@TestInstance(Lifecycle.PER_CLASS)
abstract class SlackContract {

    private static final Person ANA = Person.named("ana");
    private static final Person BEN = Person.named("ben");
    private static final Person ROOT = Person.administrator("root");

    private final FakeSlack slack = FakeSlack.start();
    private final SlackConfig.Mode mode;
    private BotCore core;
    private SlackBot bot;

    SlackContract(SlackConfig.Mode mode) {
        this.mode = mode;
    }

    @BeforeAll
    void startTheBot(@TempDir Path home) throws Exception {
        core = SlackBot.core(home);
        bot = SlackBot.start(slack, mode, core);
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

    private Message ask(Person person, String text) {
        return slack.command(person, "general", text).message();
    }

    private Message list(Person person) {
        return ask(person, "search vision tokenizers");
    }

    @Test
    void aSearchIsSeenByItsCallerAlone() {
        Message answer = list(ANA);

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("for vision tokenizers").contains("1. ");
        assertThat(answer.buttons()).containsKeys("Open", "Save", "Next", "Share here");
    }

    @Test
    void whatIsTypedArrivesAsItWasTyped() {
        assertThat(ask(ANA, "search a < b && c > d").shown()).contains("a < b && c > d");
        assertThat(ask(ANA, "search <@U123> <!channel>").shown()).contains("<@U123> <!channel>");
    }

    @Test
    void anAddressIsReadThroughSlacksLinks() {
        assertThat(ask(ANA, "show https://arxiv.org/abs/2503.11677").shown())
                .contains("2503.11677");
    }

    @Test
    void aListIsPagedInPlace() {
        Message list = list(ANA);
        Message next = slack.press(ANA, list, "Next").message();

        assertThat(next.ts()).isEqualTo(list.ts());
        assertThat(next.shown()).contains("6–10").contains("6. ");

        Message back = slack.press(ANA, next, "Previous").message();

        assertThat(back.ts()).isEqualTo(list.ts());
        assertThat(back.shown()).contains("1–5");
    }

    @Test
    void anEntryOpensBesideTheList() {
        Message list = list(ANA);
        Message card = slack.press(ANA, list, "Open").message();

        assertThat(card.ts()).isNotEqualTo(list.ts());
        assertThat(card.ephemeral()).isTrue();
        assertThat(card.buttons())
                .containsKeys("Save", "▲ Upvote", "Similar", "Cite", "Share here");
    }

    @Test
    void commandsAreNamedAsTheyAreTyped() {
        assertThat(slack.command(ANA, "general", "help").message().shown())
                .contains("/paper search <words>");
    }

    @Test
    void aCardShowsWhatWasDoneInItsPlace() {
        Person person = Person.named("storer");
        Message card = slack.press(person, list(person), "Open").message();
        Message saved = slack.press(person, card, "Save").message();

        assertThat(saved.ts()).isEqualTo(card.ts());
        assertThat(saved.buttons()).containsKeys("✓ Saved", "▲ Upvote");

        Message voted = slack.press(person, saved, "▲ Upvote").message();

        assertThat(voted.ts()).isEqualTo(card.ts());
        assertThat(voted.buttons()).containsKeys("✓ Saved", "✓ Upvoted");

        Message similar = slack.press(person, voted, "Similar").message();
        Message back = slack.press(person, similar, "Back to the paper").message();

        assertThat(similar.ts()).isEqualTo(card.ts());
        assertThat(back.ts()).isEqualTo(card.ts());
        assertThat(back.buttons()).containsKeys("✓ Saved", "✓ Upvoted");
    }

    @Test
    void aSharedCardFoldsItsAbstractIntoAModal() {
        Channel room = slack.addChannel("folded");
        Message card = card(room);
        slack.press(ANA, card, "Share here");
        FakeSlack.await("the card", () -> slack.messagesIn(room.id()).size() == 1);
        Message shared = slack.messagesIn(room.id()).getFirst();

        assertThat(shared.shown().length()).isLessThan(card.shown().length());
        assertThat(slack.press(BEN, shared, "Abstract").modal().shown().length())
                .isGreaterThan(300);
    }

    @Test
    void aMenuSavesItsEntry() {
        Person person = Person.named("saver");
        Message list = list(person);
        Message saved = slack.pressCode(person, list, list.codes("Save").get(1)).message();

        assertThat(saved.shown()).startsWith("Saved ").contains("Your shelf holds 1 paper.");
    }

    @Test
    void everyButtonOfACardAnswers() {
        Person person = Person.named("presser");
        Message card = slack.press(person, list(person), "Open").message();
        for (String label : List.of("Save", "▲ Upvote", "Not for me", "Similar", "Cite")) {
            Message answer = slack.press(person, card, label).message();

            assertThat(answer.shown()).as(label).isNotBlank().doesNotContain("went wrong");
            assertThat(answer.ephemeral()).as(label).isTrue();
        }
    }

    @Test
    void sharingPutsTheAnswerBeforeEverybody() {
        Message shared = slack.press(ANA, list(ANA), "Share here").message();

        assertThat(shared.ephemeral()).isFalse();
        assertThat(shared.shown()).contains("Shared by ana").contains("1. ");

        // What somebody pages in a list of everybody's is theirs alone.
        Message next = slack.press(BEN, shared, "Next").message();

        assertThat(next.ts()).isNotEqualTo(shared.ts());
        assertThat(next.ephemeral()).isTrue();
    }

    /// The card of a paper in a room of its own.
    private Message card(Channel room) {
        return slack.press(
                        ANA,
                        slack.command(ANA, room.name(), "search vision tokenizers").message(),
                        "Open")
                .message();
    }

    /// A card that everybody in a room sees, and whose id the bot knows: it knows that a moment
    /// after people see it, and what counts there from then on.
    private Message shared(Channel room) {
        slack.press(ANA, card(room), "Share here");
        FakeSlack.await("the card", () -> slack.messagesIn(room.id()).size() == 1);
        Message shared = slack.messagesIn(room.id()).getFirst();
        react(Person.named("carl"), shared, "+1", true);
        FakeSlack.await("the first vote", () -> hasButton(room, "▲ 1"));
        return shared;
    }

    @Test
    void aPaperHasOneDiscussionInAChannel() {
        Channel room = slack.addChannel("discussions");
        Message card = card(room);
        FakeSlackAnswer first = slack.press(ANA, card, "Discuss");
        FakeSlack.await("the thread", () -> slack.messagesIn(room.id()).size() == 2);
        List<Message> posted = slack.messagesIn(room.id());

        assertThat(posted.getFirst().shown()).contains("Shared by ana");
        assertThat(posted.getFirst().buttons()).containsKeys("▲ Upvote", "Discuss");
        assertThat(posted.getLast().thread()).isEqualTo(posted.getFirst().ts());
        assertThat(posted.getLast().broadcast()).isFalse();
        assertThat(posted.getLast().shown())
                .contains("Discussion opened by ana")
                .contains("To begin with");
        FakeSlack.await("the way there", () -> told(first).contains("Opened the discussion of"));
        assertThat(first.messages().getLast().blocks().toString())
                .contains("https://lab.slack.com/archives/" + room.id())
                .contains("thread_ts=" + posted.getFirst().ts());

        FakeSlackAnswer second = slack.press(BEN, posted.getFirst(), "Discuss");
        FakeSlack.await("the way there", () -> told(second).contains("The discussion of"));
        assertThat(second.messages().getLast().blocks().toString())
                .contains("thread_ts=" + posted.getFirst().ts());
        assertThat(slack.messagesIn(room.id())).hasSize(2);
    }

    private static String told(FakeSlackAnswer answer) {
        return answer.messages().stream().map(Message::shown).collect(Collectors.joining("\n"));
    }

    @Test
    void aDiscussionOfASharedCardIsUnderTheCard() {
        Channel room = slack.addChannel("posts");
        Message shared = shared(room);
        slack.press(BEN, shared, "Discuss");
        FakeSlack.await("the discussion", () -> slack.messagesIn(room.id()).size() == 2);
        Message discussion = slack.messagesIn(room.id()).getLast();

        assertThat(discussion.thread()).isEqualTo(shared.ts());
        assertThat(discussion.shown()).contains("Discussion opened by ben");
    }

    @Test
    void whereTheBotIsNotADiscussionIsNotOpenedAndThePresserLearnsWhy() {
        Channel room =
                slack.addChannel(new Channel("C0STRANGE", "strange", false, false, false, ""));
        FakeSlackAnswer answer = slack.press(ANA, card(room), "Discuss");

        FakeSlack.await("the reason", () -> told(answer).contains("could not be opened"));
        assertThat(told(answer)).contains("/invite");
    }

    @Test
    void aCardIsSharedOnce() {
        Channel room = slack.addChannel("once");
        shared(room);

        assertThat(slack.press(BEN, card(room), "Share here").message().shown())
                .contains("got the card of");
        assertThat(slack.messagesIn(room.id())).hasSize(1);
    }

    @Test
    void aReactionToASharedCardIsAVoteAndTheCardSaysSo() {
        Channel room = slack.addChannel("reactions");
        slack.press(ANA, card(room), "Share here");
        FakeSlack.await("the card", () -> slack.messagesIn(room.id()).size() == 1);
        Message shared = slack.messagesIn(room.id()).getFirst();

        react(BEN, shared, "+1::skin-tone-3", true);
        FakeSlack.await("the vote", () -> hasButton(room, "▲ 1"));
        // The same person's button counts no second time.
        assertThat(slack.press(BEN, shared, "▲ Upvote").message().shown())
                .contains("upvoted this already");
        // What says nothing to the bot, and what is said of other people's messages.
        react(ANA, shared, "tada", true);
        react(BEN, shared, "+1", false);
        FakeSlack.await("the vote taken back", () -> hasButton(room, "▲ Upvote"));

        Person keeper = Person.named("hoarder");
        react(keeper, shared, "bookmark", true);
        FakeSlack.await(
                "the save",
                () ->
                        slack.command(keeper, room.name(), "saved")
                                .message()
                                .shown()
                                .contains("1. "));
    }

    /// Somebody reacts to a message of the bot's, or takes that back.
    ///
    /// @param sign the emoji's name
    private void react(Person person, Message message, String sign, boolean added) {
        JsonObject item = new JsonObject();
        item.addProperty("type", "message");
        item.addProperty("channel", message.channel());
        item.addProperty("ts", message.ts());
        JsonObject event = new JsonObject();
        event.addProperty("type", added ? "reaction_added" : "reaction_removed");
        event.addProperty("user", person.id());
        event.addProperty("reaction", sign);
        event.addProperty("item_user", FakeSlack.BOT_USER);
        event.add("item", item);
        slack.event(event);
    }

    private boolean hasButton(Channel room, String label) {
        return slack.messagesIn(room.id()).getFirst().buttons().containsKey(label);
    }

    @Test
    void aShortcutOpensTheFormFromAnywhere() {
        View form = slack.shortcut(ANA, SlackManifest.OPEN_FORM).modal();
        assertThat(form.shown()).contains("Search for");

        FakeSlackAnswer answer = slack.submit(ANA, form, Map.of("words", "diffusion"), "");
        FakeSlack.await(
                "the answer in our direct conversation",
                () ->
                        slack.messagesIn(FakeSlack.directChannel(ANA.id())).stream()
                                .anyMatch(it -> it.shown().contains("for diffusion")));
        assertThat(answer.givenUp()).isFalse();
    }

    @Test
    void nothingTypedOpensAForm() {
        FakeSlackAnswer asked = slack.command(ANA, "general", "");
        View form = asked.modal();
        assertThat(form.shown()).contains("Search for");

        slack.submit(ANA, form, Map.of("words", "diffusion"), "");
        Message answer = asked.message();

        assertThat(answer.channel()).isEqualTo(slack.channel("general").id());
        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("papers for diffusion");
    }

    @Test
    void theFormSuggestsWhileSomethingIsTyped() {
        FakeSlackAnswer asked = slack.command(ANA, "general", "");
        View form = asked.modal();
        Map<String, String> offered =
                slack.suggest(ANA, form, SlackForms.SUGGESTIONS, "token").choices();

        assertThat(offered).containsKey("token");
        assertThat(offered.values()).anyMatch(value -> value.startsWith("paper:"));

        String paper =
                offered.values().stream()
                        .filter(value -> value.startsWith("paper:"))
                        .findFirst()
                        .orElseThrow();
        slack.submit(ANA, form, Map.of(), paper);
        assertThat(asked.message().buttons()).containsKey("Cite");
        FakeSlackAnswer again = slack.command(ANA, "general", "");
        slack.submit(ANA, again.modal(), Map.of(), offered.get("token"));
        assertThat(again.message().shown()).contains("for token");
        assertThat(slack.suggest(ANA, form, SlackForms.SUGGESTIONS, "author:kai").choices())
                .isNotEmpty();
    }

    @Test
    void aLibraryIsPastedIntoAForm() {
        FakeSlackAnswer asked = slack.command(BEN, "general", "library import");
        View form = asked.modal();
        assertThat(
                        slack.submit(BEN, form, Map.of(), "")
                                .acknowledgement()
                                .getAsJsonObject("errors")
                                .get("papers")
                                .getAsString())
                .isEqualTo("Please fill this in.");

        String list = "@misc{a, title = {A},\n  eprint = {2412.05819}}\n2412.00447\nnothing";
        slack.submit(BEN, form, Map.of("papers", list), "");

        assertThat(asked.message().shown()).contains("Found 1 of 1 paper");
    }

    @Test
    void aPersonIsPickedForASwap() {
        Channel room = slack.addChannel("swapping");
        Message plan =
                slack.command(ROOT, room.name(), "club start weekly Thursday 16:00 UTC").message();
        slack.press(ROOT, plan, "Start it").message();
        slack.command(ANA, room.name(), "rota join").message();
        slack.command(BEN, room.name(), "rota join").message();

        FakeSlackAnswer asked = slack.command(ANA, room.name(), "rota swap");
        slack.submit(ANA, asked.modal(), Map.of("person", BEN.id()), "");

        assertThat(asked.message().shown()).contains("I asked ben to take your turn");
    }

    @Test
    void aFormWithNothingInItSaysSo() {
        View form = slack.command(ANA, "general", "").modal();
        JsonObject answer = slack.submit(ANA, form, Map.of("words", "  "), "").acknowledgement();

        assertThat(answer.get("response_action").getAsString()).isEqualTo("errors");
        assertThat(answer.getAsJsonObject("errors").has("words")).isTrue();
    }

    @Test
    void aFormThatWasOpenForHoursIsAnsweredAllTheSame() {
        FakeSlackAnswer asked = slack.command(ANA, "general", "");
        View form = asked.modal();
        asked.expireUrl();
        int before = slack.seenBy(ANA).size();
        slack.submit(ANA, form, Map.of("words", "diffusion"), "");
        FakeSlack.await("the answer", () -> slack.seenBy(ANA).size() > before);

        assertThat(slack.seenBy(ANA).getLast().shown()).contains("papers for diffusion");
    }

    @Test
    void aMessagesPapersAreFound() {
        JsonObject message =
                FakePayloads.said(
                        "have you seen <https://arxiv.org/abs/2503.11677|this> and <!channel>?");
        Message answer =
                slack.shortcut(ANA, "general", SlackManifest.FIND_PAPERS, message).message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("2503.11677");
    }

    @Test
    void papersInAMessagesBlocksAreFound() {
        JsonObject message = FakePayloads.said("");
        message.add(
                "blocks",
                JsonParser.parseString(
                        "[{\"type\":\"rich_text\",\"elements\":[{\"type\":\"rich_text_section\",\"elements\":["
                                + "{\"type\":\"link\",\"url\":\"https://arxiv.org/abs/2503.11677\"}]}]}]"));

        assertThat(
                        slack.shortcut(ANA, "general", SlackManifest.FIND_PAPERS, message)
                                .message()
                                .shown())
                .contains("2503.11677");
    }

    @Test
    void whatIsWrongIsSaidWithAnExample() {
        Message answer = ask(ANA, "search since:never");

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("since");
        assertThat(ask(ANA, "serach diffusion").buttons()).containsKey("Yes, search");
    }

    @Test
    void aLongFileComesByDirectMessage() {
        Person person = Person.named("citer");
        saveEverything(person);
        FakeSlackAnswer answer = slack.command(person, "general", "cite saved bibtex");
        List<Message> told = answer.messages(2);

        assertThat(told.getLast().shown()).contains("in our direct messages");
        Map<String, String> files = slack.filesIn(FakeSlack.directChannel(person.id()));
        assertThat(files).hasSize(1);
        assertThat(files.values().iterator().next()).contains("@");
        assertThat(slack.filesIn(slack.channel("general").id())).isEmpty();
    }

    @Test
    void aFileThatCannotBeUploadedIsShownInMessages() {
        Person person = Person.named("citer without files");
        saveEverything(person);
        slack.refuse("files\\.getUploadURLExternal", 1, "missing_scope");
        FakeSlackAnswer answer = slack.command(person, "general", "cite saved bibtex");
        List<Message> told = answer.messages(2);

        assertThat(told.getLast().shown()).contains("@");
        assertThat(slack.filesIn(FakeSlack.directChannel(person.id()))).isEmpty();
    }

    private void saveEverything(Person person) {
        Message list = list(person);
        for (int page = 0; page < 9; page++) {
            for (String code : list.codes("Save")) {
                slack.pressCode(person, list, code).message();
            }
            list = slack.press(person, list, "Next").message();
        }
    }

    @Test
    void aButtonOfAnotherTimeIsAnsweredPolitely() {
        Message list = list(ANA);

        for (String code : List.of("0:whatever", "9:show 1", "1~doesnotexist", "\u2603")) {
            Message answer = slack.pressCode(ANA, list, code).message();

            assertThat(answer.ephemeral()).isTrue();
            assertThat(answer.shown()).contains("that I do not remember");
        }
        Message other =
                slack.pressed(
                                ANA,
                                list,
                                new BlockKit.Pressable("button", "no-such-thing", "X", "y", ""))
                        .message();
        assertThat(other.shown()).contains("from another version of me");
    }

    @Test
    void aButtonThatOpensAPageIsAcknowledgedAndNothingElse() {
        FakeSlackAnswer answer =
                slack.pressed(
                        ANA,
                        list(ANA),
                        new BlockKit.Pressable("button", "open-3", "Abstract", "", ""));

        assertThat(answer.acknowledgement().size()).isZero();
        assertThat(answer.messages()).isEmpty();
    }

    @Test
    void channelsAreAdministeredByAdminsAndTheirCreators() {
        Channel room = slack.addChannel("administered");
        Person creator = new Person(room.creator(), "creator", false, "Europe/Berlin");
        String refusal = slack.command(ANA, room.name(), "mute medical here").message().shown();

        assertThat(refusal).contains("channel");
        for (Person person : List.of(ROOT, creator)) {
            assertThat(slack.command(person, room.name(), "mute medical here").message().shown())
                    .contains("medical")
                    .isNotEqualTo(refusal);
        }
        // In a conversation of their own everybody may.
        assertThat(slack.command(ANA, "", "mute medical here").message().shown())
                .isNotEqualTo(refusal);
    }

    @Test
    void whoAdministersAChannelIsToldAtAnyTime() {
        Channel room = slack.addChannel("asked about");
        Channel closed =
                slack.addChannel(new Channel("C0CLOSED1", "closed", true, false, false, BEN.id()));
        Person creator = new Person(room.creator(), "creator", false, "Europe/Berlin");
        List.of(ANA, BEN, ROOT, creator).forEach(slack::know);

        assertThat(right(ROOT, room.id())).isEqualTo(Right.YES);
        assertThat(right(creator, room.id())).isEqualTo(Right.YES);
        assertThat(right(ANA, room.id())).isEqualTo(Right.NO);
        // Who made a channel that the bot was removed from, or what is direct, Slack does not tell.
        assertThat(right(ROOT, closed.id())).isEqualTo(Right.YES);
        assertThat(right(BEN, closed.id())).isEqualTo(Right.UNKNOWN);
        assertThat(right(ANA, FakeSlack.directChannel(ANA.id()))).isEqualTo(Right.UNKNOWN);
    }

    private Right right(Person person, String channel) {
        return bot.platform()
                .administers(
                        new UserRef(Platform.SLACK, FakeSlack.TEAM, person.id()),
                        new ChannelRef(Platform.SLACK, FakeSlack.TEAM, channel));
    }

    @Test
    void whoOpensTheFormStaysAnAdmin() {
        Person keeper = Person.administrator("keeper");
        Channel room = slack.addChannel("kept");
        slack.command(keeper, room.name(), "schedule list").message();
        slack.command(keeper, room.name(), "").modal();

        String everything = slack.command(keeper, "general", "me export").message().shown();
        assertThat(everything.substring(everything.indexOf("\"admin of\"")))
                .containsPattern("^[^\\]]*" + room.id());
    }

    @Test
    void timesAreInTheReadersZone() {
        Channel room = slack.addChannel("far away");
        Person person = Person.administrator("tokyo").in("Asia/Tokyo");

        assertThat(
                        slack.command(person, room.name(), "schedule add weekdays 09:00")
                                .message()
                                .shown())
                .contains("Asia/Tokyo");
    }

    @Test
    void aUserGroupIsMentionedWhereAScheduleAsksForIt() {
        Channel room = slack.addChannel("mentions");
        String added =
                slack.command(
                                ROOT,
                                room.name(),
                                "schedule add daily 09:00 UTC mentioning @ml-group")
                        .message()
                        .shown();
        assertThat(added).doesNotContain("went wrong");
        bot.platform()
                .post(
                        new ChannelRef(Platform.SLACK, FakeSlack.TEAM, room.id()),
                        Reply.say("hello <!channel>"),
                        "key",
                        "S0GROUPml".toUpperCase(java.util.Locale.ROOT));

        assertThat(slack.messagesIn(room.id()).getLast().blocks().toString())
                .contains("<!subteam^S0GROUPML>");
    }

    @Test
    void aPrivateChannelIsCalledByItsName() {
        Channel room =
                slack.addChannel(new Channel("C0SECRET", "secret-plans", true, true, false, ""));

        assertThat(slack.command(ROOT, room.name(), "schedule list").message().shown())
                .contains("<#C0SECRET>");
    }

    @Test
    void aDoubleClickDoesAThingOnce() {
        Channel room = slack.addChannel("double clicks");
        Message list = slack.command(ANA, room.name(), "search vision tokenizers").message();
        FakeSlackAnswer first = slack.press(ANA, list, "Share here");
        FakeSlackAnswer second = slack.press(ANA, list, "Share here");
        first.acknowledgement();
        second.acknowledgement();
        FakeSlack.await("the shared list", () -> first.answered() || second.answered());
        // Whatever comes of this comes after whatever would come of the others.
        slack.press(ANA, list, "Open").message();

        assertThat(slack.messagesIn(room.id())).hasSize(1);
        // Somebody else's press is another.
        assertThat(slack.press(BEN, list, "Share here").message().shown())
                .contains("Shared by ben");
    }

    @Test
    void eventsAreAcknowledgedEvenWhereNobodyListens() {
        JsonObject event = new JsonObject();
        event.addProperty("type", "pin_added");
        event.addProperty("user", ANA.id());

        assertThat(slack.event(event).acknowledgement().size()).isZero();
    }

    @Test
    void aCommandThatIsNotOursIsAnsweredPolitely() {
        Message answer =
                slack.command(ANA, slack.channel("general"), "/papers-of-old", "search").message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("from another version of me");
    }

    @Test
    void aFormThatIsNotOursIsAnsweredPolitely() {
        View form = slack.command(ANA, "general", "").modal();
        JsonObject json = form.json().deepCopy();
        json.addProperty("callback_id", "form-nosuchcommand");
        View strange = new View(form.id(), "modal", json);

        assertThat(
                        slack.submit(ANA, strange, Map.of("words", "x"), "")
                                .acknowledgement()
                                .toString())
                .contains("that I do not remember");
        json.addProperty("callback_id", "something else");
        assertThat(
                        slack.submit(ANA, strange, Map.of("words", "x"), "")
                                .acknowledgement()
                                .toString())
                .contains("from another version of me");
    }

    @Test
    void whatIsPressedInAViewIsShownInAModal() {
        Message list = list(ANA);
        View home = view("home", list);
        View card = slack.press(ANA, home, "Open").modal();

        assertThat(card.buttons()).containsKeys("Save", "Cite");

        View onTop = slack.press(ANA, card, "Cite").modal();
        assertThat(onTop.shown()).contains("@");
    }

    @Test
    void aListInAModalIsPagedInPlace() {
        View home = view("home", list(ANA));
        View list = slack.press(ANA, home, "Similar").modal();
        slack.press(ANA, list, "Next");
        FakeSlack.await(
                "the next page", () -> slack.view(list.id()).orElseThrow().shown().contains("6. "));
    }

    private static View view(String type, Message content) {
        JsonObject json = new JsonObject();
        json.addProperty("id", "V0HOME");
        json.addProperty("type", type);
        json.add("blocks", content.blocks());
        return new View("V0HOME", type, json);
    }

    @Test
    void theAnswerInADirectConversationCannotBeShared() {
        Message list = slack.command(ANA, "", "search vision tokenizers").message();

        assertThat(list.buttons()).doesNotContainKey("Share here");
    }

    @Test
    void onlyAdminsOfTheWorkspaceLookIntoTheBotAlsoWhereTheyAreAlone() {
        String refused = "Only the bot's own admins can look into the bot";
        assertThat(slack.command(ANA, "", "doctor").message().shown())
                .contains(refused)
                .doesNotContain("store");
        // What is the operator's, or others', is none of a workspace's admins.
        assertThat(slack.command(ROOT, "", "doctor").message().shown())
                .contains("store", "answers")
                .doesNotContain("SQLite", "papers", "model");
        // What is theirs alone stays theirs.
        assertThat(slack.command(ANA, "", "schedule add daily 09:00 UTC").message().buttons())
                .containsKey("Set it up");

        // Anybody can make a channel as well.
        slack.addChannel(new Channel("C0BENSROOM", "bens-room", false, true, false, BEN.id()));
        assertThat(slack.command(BEN, "bens-room", "doctor").message().shown()).contains(refused);
        Message asked = slack.command(BEN, "bens-room", "schedule add daily 09:00 UTC").message();
        slack.press(BEN, asked, "Set it up").message();
        slack.command(BEN, "bens-room", "schedule pause 1").message();
        assertThat(slack.command(BEN, "bens-room", "doctor").message().shown())
                .contains("<#C0BENSROOM> 1")
                .doesNotContain("store");
    }

    @Test
    void everyCommandOfTheBookAnswers() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("search", "diffusion");
        commands.put("show", "1");
        commands.put("similar", "1");
        commands.put("save", "1");
        commands.put("saved", "diffusion");
        commands.put("cite", "1 ris");
        commands.put("list", "add 1 to thesis");
        commands.put("library", "start");
        commands.put("unsave", "1");
        commands.put("today", "");
        commands.put("trending", "month");
        commands.put("recommend", "channel");
        commands.put("catchup", "since monday");
        commands.put("random", "");
        commands.put("follow", "token pruning");
        commands.put("following", "");
        commands.put("unfollow", "token pruning");
        commands.put("mute", "medical");
        commands.put("muted", "");
        commands.put("unmute", "medical");
        commands.put("schedule", "list");
        commands.put("digest", "weekly");
        commands.put("feed", "trending");
        commands.put("subscribe", "carl@example.org");
        commands.put("subscriptions", "");
        commands.put("unsubscribe", "");
        commands.put("archive", "");
        commands.put("club", "");
        commands.put("nominate", "2503.11677");
        commands.put("withdraw", "nomination");
        commands.put("rota", "order");
        commands.put("volunteer", "");
        commands.put("askgroup", "Does it scale?");
        commands.put("notes", "https://docs.example.org/notes");
        commands.put("rate", "4");
        commands.put("submit", "2503.11677");
        commands.put("me", "export");
        commands.put("doctor", "");
        commands.put("help", "search");
        assertThat(commands.keySet())
                .containsAll(CommandBook.typed().stream().map(CommandSpec::name).toList());
        Person carl = Person.administrator("carl");
        commands.forEach((command, rest) -> {
            Message answer = ask(carl, (command + " " + rest).strip());

            assertThat(answer.shown()).as(command).isNotBlank().doesNotContain("went wrong");
            boolean forAll =
                    CommandBook.spec(command).orElseThrow().visibility()
                            == CommandSpec.Visibility.CHANNEL;
            assertThat(answer.ephemeral() || forAll).as(command).isTrue();
        });
    }

    @Test
    void theHealthSaysHowTheConnectionIs() {
        assertThat(bot.platform().health().connected()).isTrue();
        assertThat(bot.platform().health().detail())
                .contains(mode == SlackConfig.Mode.SOCKET ? "Socket Mode" : "HTTP mode");
    }

    @Test
    void aScheduledPostArrives() {
        Channel room = slack.addChannel("scheduled");

        assertThat(
                        bot.platform()
                                .post(
                                        new ChannelRef(Platform.SLACK, FakeSlack.TEAM, room.id()),
                                        Reply.say("The paper of the day"),
                                        "key"))
                .isInstanceOf(Delivery.Posted.class);
        assertThat(slack.messagesIn(room.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.shown()).contains("The paper of the day"));
    }
}
