package io.broadsheet.slack.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.handler.BoltEventHandler;
import com.slack.api.model.event.Event;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.SlackSurroundings;
import io.broadsheet.slack.Workspaces;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.interaction.SlackAnswer;
import io.broadsheet.slack.interaction.SlackMentions;
import io.broadsheet.slack.interaction.SlackReactions;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackTokens;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to channels, as Slack tells of it, and what becomes of their schedules.
class SlackEventsTest {

    private static final Person ANA = Person.administrator("ana");
    private static final String CHANNEL = "C0PAPERS01";

    @TempDir Path home;

    SlackConfig.Mode mode() {
        return SlackConfig.Mode.SOCKET;
    }

    private final FakeSlack slack = FakeSlack.start();
    private BotCore core;
    private Workspaces bot;

    @BeforeEach
    void start() throws Exception {
        core = SlackBot.core(home);
        bot = Workspaces.single(slack, mode(), core);
        channel(true, false);
        Message asked = slack.command(ANA, "papers", "schedule add daily 09:00 UTC").message();
        slack.press(ANA, asked, "Set it up").message();
    }

    @AfterEach
    void stop() {
        bot.close();
        core.close();
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void anArchivedChannelsSchedulesPauseAndGoOnWhenItIsBack() {
        for (String kind : List.of("channel", "group")) {
            channel(true, true);
            event(kind + "_archive", ",\"channel\":\"" + CHANNEL + "\",\"user\":\"U1\"");
            paused("the channel is archived");
            // Said too early: Slack's own answer decides.
            event(kind + "_unarchive", ",\"channel\":\"" + CHANNEL + "\",\"user\":\"U1\"");
            slack.command(ANA, "general", "help").message();
            paused("the channel is archived");
            channel(true, false);
            event(kind + "_unarchive", ",\"channel\":\"" + CHANNEL + "\",\"user\":\"U1\"");
            runs();
        }
        String direct = FakeSlack.directChannel(ANA.id());
        FakeSlack.await("whoever set it up is told", () -> slack.messagesIn(direct).size() == 4);
        assertThat(slack.messagesIn(direct).get(0).shown()).contains("archived");
        assertThat(slack.messagesIn(direct).get(1).shown()).contains("runs again");
    }

    @Test
    void aChannelThatTheBotLeftGoesOnWhenItIsInvitedAgain() {
        for (String event :
                List.of(
                        "{\"type\":\"member_left_channel\",\"user\":\"U0BROADSHT\",\"channel\":\"C0PAPERS01\",\"channel_type\":\"C\",\"team\":\"T024BE7LD\"}",
                        "{\"type\":\"channel_left\",\"channel\":\"C0PAPERS01\",\"actor_id\":\"U1\"}",
                        "{\"type\":\"group_left\",\"channel\":\"C0PAPERS01\",\"actor_id\":\"U1\"}")) {
            channel(false, false);
            slack.event(JsonParser.parseString(event).getAsJsonObject()).acknowledgement();
            paused("the bot is not in the channel");
            channel(true, false);
            joined("U0SOMEBODY");
            slack.command(ANA, "general", "help").message();
            paused("the bot is not in the channel");
            joined(FakeSlack.BOT_USER);
            runs();
        }
    }

    @Test
    void whatARefusedTokenStoppedGoesOnWhenItIsTakenAgain() {
        slack.revokeToken("token_revoked");
        slack.command(ANA, "papers", "schedule now 1").message();
        paused("the bot's access was revoked");
        FakeSlack.await("the health", () -> !bot.platform().health().connected());

        slack.restoreToken();
        runs();
        assertThat(bot.platform().health().connected()).isTrue();
    }

    @Test
    void whatARefusedTokenStoppedGoesOnAfterAStartWithOneThatIsTaken() throws Exception {
        slack.revokeToken("account_inactive");
        slack.command(ANA, "papers", "schedule now 1").message();
        paused("the bot's access was revoked");
        bot.close();
        core.close();

        slack.restoreToken();
        core = SlackBot.core(home);
        bot = Workspaces.single(slack, mode(), core);
        runs();
    }

    @Test
    void whatEndedWhileNobodyListenedIsFoundAtTheStart() throws Exception {
        channel(true, true);
        event("channel_archive", ",\"channel\":\"" + CHANNEL + "\",\"user\":\"U1\"");
        paused("the channel is archived");
        bot.close();
        core.close();

        channel(true, false);
        core = SlackBot.core(home);
        bot = Workspaces.single(slack, mode(), core);
        runs();
    }

    @Test
    void othersWhoLeaveChangeNothing() {
        event(
                "member_left_channel",
                ",\"user\":\"U0SOMEBODY\",\"channel\":\"" + CHANNEL + "\",\"channel_type\":\"C\"");
        slack.command(ANA, "general", "help").message();
        runs();
    }

    @Test
    void aDeletedChannelsSchedulesPause() {
        event("channel_deleted", ",\"channel\":\"" + CHANNEL + "\"");
        paused("the channel is gone");
    }

    @Test
    void aDeletedPrivateChannelsSchedulesPause() {
        event("group_deleted", ",\"channel\":\"" + CHANNEL + "\"");
        paused("the channel is gone");
    }

    @Test
    void whatAPersonPausedStaysPaused() {
        slack.command(ANA, "papers", "schedule pause 1").message();
        joined(FakeSlack.BOT_USER);
        event("channel_unarchive", ",\"channel\":\"" + CHANNEL + "\",\"user\":\"U1\"");
        slack.command(ANA, "general", "help").message();
        paused("an admin paused it");
    }

    @Test
    void aRenamedChannelIsCalledByItsNewName() {
        for (String kind : List.of("channel", "group")) {
            String name = "reading-" + kind;
            event(
                    kind + "_rename",
                    ",\"channel\":{\"id\":\""
                            + CHANNEL
                            + "\",\"name\":\""
                            + name
                            + "\",\"created\":1360782804}");
            FakeSlack.await("the new name", () -> storedName().equals(name));
        }
    }

    /// What mails and logs call the channel; Slack itself shows its name where it is mentioned.
    private String storedName() {
        try (Store store = Store.open(home)) {
            return store.schedules()
                    .of(new ChannelRef(Platform.SLACK, FakeSlack.TEAM, CHANNEL))
                    .getFirst()
                    .channelName();
        }
    }

    @Test
    void theSameEventCountsOnce() {
        channel(true, true);
        JsonObject archived =
                JsonParser.parseString(
                                "{\"type\":\"channel_archive\",\"channel\":\"C0PAPERS01\",\"user\":\"U1\"}")
                        .getAsJsonObject();
        for (int i = 0; i < 3; i++) {
            slack.event("Ev0SAME", archived).acknowledgement();
        }
        paused("the channel is archived");
        String direct = FakeSlack.directChannel(ANA.id());
        FakeSlack.await("a notice", () -> !slack.messagesIn(direct).isEmpty());
        slack.command(ANA, "general", "help").message();
        assertThat(slack.messagesIn(direct)).hasSize(1);
    }

    @Test
    void everyEventOfTheManifestIsListenedTo() {
        JsonArray subscribed =
                SlackManifest.manifest(
                                new SlackManifest.Wishes(
                                        Optional.empty(),
                                        "/slack/events",
                                        Optional.empty(),
                                        List.of("example.org")))
                        .getAsJsonObject("settings")
                        .getAsJsonObject("event_subscriptions")
                        .getAsJsonArray("bot_events");
        Set<String> wanted = new TreeSet<>();
        // Messages are told apart by where they stand, but are events of one type.
        subscribed.forEach(
                event -> wanted.add(event.getAsString().replace("message.im", "message")));
        Recorder recorder = new Recorder();

        SlackAnswer.Means means =
                new SlackAnswer.Means(
                        null,
                        null,
                        null,
                        null,
                        SlackTokens.NONE,
                        Runnable::run,
                        new InFlight(),
                        Patience.USUAL,
                        Clock.systemUTC());
        try (SlackSurroundings surroundings =
                new SlackSurroundings(
                        core.reachability(),
                        _ -> {},
                        new SlackCaretaker(
                                core.installations(),
                                SlackTokens.NONE,
                                core.reachability(),
                                Duration.ofDays(7),
                                slack.apiUrl(),
                                Clock.systemUTC()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("example.org"))) {
            surroundings.attach(recorder, core.conversation(), null, null, means, ZoneOffset.UTC);
        }
        new SlackMentions(core.conversation(), null, means).register(recorder);
        new SlackReactions(core.conversation(), null, means).register(recorder);

        assertThat(recorder.heard).isEqualTo(wanted);
    }

    /// Notes what is listened to.
    private static final class Recorder extends App {
        final Set<String> heard = new TreeSet<>();

        Recorder() {
            super(AppConfig.builder().clientId(null).singleTeamBotToken(null).build());
        }

        @Override
        public <E extends Event> App event(Class<E> type, BoltEventHandler<E> handler) {
            try {
                heard.add((String) type.getField("TYPE_NAME").get(null));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            return super.event(type, handler);
        }
    }

    private void channel(boolean member, boolean archived) {
        slack.addChannel(new Channel(CHANNEL, "papers", false, member, archived, ANA.id()));
    }

    private void event(String type, String rest) {
        slack.event(
                        JsonParser.parseString("{\"type\":\"" + type + "\"" + rest + "}")
                                .getAsJsonObject())
                .acknowledgement();
    }

    private void joined(String user) {
        event(
                "member_joined_channel",
                ",\"user\":\""
                        + user
                        + "\",\"channel\":\""
                        + CHANNEL
                        + "\",\"channel_type\":\"C\",\"team\":\"T024BE7LD\",\"inviter\":\"U1\"");
    }

    private String list() {
        return slack.command(ANA, "papers", "schedule list").message().shown();
    }

    private void paused(String reason) {
        FakeSlack.await("'" + reason + "'", () -> list().contains(reason));
    }

    private void runs() {
        FakeSlack.await("a schedule that runs", () -> list().contains("next on"));
    }
}
