package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.Workspaces;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlack.View;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Home tab, from opening it to what it shows after something changed.
class SlackHomeTest {

    private static final Person ANA = Person.administrator("ana");
    private static final Person BO = Person.named("bo");

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
    }

    @AfterEach
    void stop() {
        bot.close();
        core.close();
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void isThereWhenItIsOpenedAndSaysHowToBegin() {
        View view = opened(ANA);

        assertThat(view.type()).isEqualTo("home");
        assertThat(view.shown())
                .contains("Your shelf is empty")
                .contains("You follow")
                .contains("Picked for you")
                .contains("Your digest")
                .contains("No channel gets papers regularly yet");
        assertThat(view.buttons()).containsKeys("Search", "Trending", "Help", "Weekly", "Daily");
    }

    @Test
    void theMessagesTabIsNoHome() {
        JsonObject event = openedEvent(ANA);
        event.addProperty("tab", "messages");
        slack.event(event).acknowledgement();
        assertThat(slack.command(ANA, "general", "help").message()).isNotNull();
        assertThat(slack.calls("views\\.publish")).isZero();
    }

    @Test
    void showsEachChangeWithoutBeingOpenedAgain() {
        opened(ANA);

        slack.command(ANA, "general", "save Planting a SEED of Vision in Large Language Model")
                .message();
        shows(ANA, "1. Planting a SEED of Vision");
        slack.command(ANA, "general", "follow vision tokens").message();
        shows(ANA, "vision tokens");
        shows(ANA, "2. ");
        slack.command(ANA, "general", "digest weekly").message();
        shows(ANA, "It comes weekly");
        schedule(ANA, "general");
        shows(ANA, "<#" + slack.channel("general").id() + "> daily at 09:00 UTC");
        slack.command(ANA, "general", "unsave Planting a SEED of Vision in Large Language Model")
                .message();
        shows(ANA, "Your shelf is empty");
    }

    @Test
    void aScheduleIsSeenByEverybodyWhoHasTheTab() {
        opened(BO);
        schedule(ANA, "general");
        shows(BO, "<#" + slack.channel("general").id() + "> daily at 09:00 UTC");
    }

    @Test
    void aPrivateChannelsScheduleIsSeenByThoseWhoWereThere() {
        slack.addChannel(new Channel("C0SECRET01", "secret-lab", true, true, false, ANA.id()));
        schedule(ANA, "secret-lab");

        assertThat(opened(ANA).shown()).contains("<#C0SECRET01>");
        assertThat(opened(BO).shown()).doesNotContain("secret-lab", "C0SECRET01");
    }

    @Test
    void changesThatComeTogetherArePublishedOnce() {
        opened(ANA);
        long before = slack.calls("views\\.publish");
        Caller caller =
                new Caller(
                        new UserRef(Platform.SLACK, FakeSlack.TEAM, ANA.id()),
                        new ChannelRef(
                                Platform.SLACK, FakeSlack.TEAM, slack.channel("general").id()),
                        "ana",
                        "general",
                        ZoneOffset.UTC,
                        Locale.ENGLISH,
                        true,
                        Set.of());
        for (int i = 0; i < 40; i++) {
            core.conversation().typed("follow topic " + i, caller);
        }
        shows(ANA, "topic 39");
        assertThat(slack.calls("views\\.publish") - before).isLessThan(10);
    }

    @Test
    void itsButtonsAnswerInADialogueAndChangeTheTab() {
        slack.command(ANA, "general", "save Planting a SEED of Vision in Large Language Model")
                .message();
        schedule(ANA, "general");
        View view = opened(ANA);

        assertThat(slack.press(ANA, view, "Similar").modal().shown()).contains("Papers like");
        assertThat(slack.press(ANA, view, "Search").modal().callback()).startsWith("form-");
        assertThat(slack.press(ANA, view, "Pause").modal().shown()).contains("is paused");
        shows(ANA, "paused: an admin paused it");
        assertThat(slack.press(ANA, slack.home(ANA).orElseThrow(), "Unsave").modal().shown())
                .contains("Took off your shelf");
        shows(ANA, "Your shelf is empty");
    }

    @Test
    void staysWithinAViewsLimitsHoweverMuchThereIs() {
        for (int i = 0; i < 12; i++) {
            String name = "channel-" + i;
            slack.addChannel(name);
            for (int hour = 0; hour < 5; hour++) {
                schedule(ANA, name, "daily 0" + hour + ":00 UTC about " + "words ".repeat(30));
            }
        }
        View view = opened(ANA);

        assertThat(view.json().getAsJsonArray("blocks").size()).isBetween(20, 100);
        assertThat(view.shown()).contains("There are more. In a channel, /paper schedule list");
    }

    @Test
    void waitsWhereSlackWantsToBeLeftAlone() {
        opened(ANA);
        slack.limit("views\\.publish", 2, 1);
        slack.command(ANA, "general", "follow vision tokens").message();
        shows(ANA, "vision tokens");
    }

    private View opened(Person person) {
        slack.know(person);
        slack.event(openedEvent(person)).acknowledgement();
        FakeSlack.await("a Home tab", () -> slack.home(person).isPresent());
        return slack.home(person).orElseThrow();
    }

    private static JsonObject openedEvent(Person person) {
        JsonObject event = new JsonObject();
        event.addProperty("type", "app_home_opened");
        event.addProperty("user", person.id());
        event.addProperty("channel", FakeSlack.directChannel(person.id()));
        event.addProperty("tab", "home");
        event.addProperty("event_ts", "1515449522.000016");
        return event;
    }

    private void shows(Person person, String words) {
        FakeSlack.await(
                "'" + words + "' on the Home tab",
                () -> slack.home(person).map(View::shown).orElse("").contains(words));
    }

    private void schedule(Person person, String channel) {
        schedule(person, channel, "daily 09:00 UTC");
    }

    private void schedule(Person person, String channel, String what) {
        Message asked = slack.command(person, channel, "schedule add " + what).message();
        slack.press(person, asked, "Set it up").message();
    }
}
