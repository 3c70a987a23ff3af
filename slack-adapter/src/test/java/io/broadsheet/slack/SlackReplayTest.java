package io.broadsheet.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What changes something is done once, however often and to whichever process Slack, or somebody
/// who listened, sends it.
@Timeout(120)
class SlackReplayTest {

    private static final Person ANA = Person.named("ana");
    private static final String TWICE = "second time";

    @TempDir private Path home;

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void acrossARestart(SlackConfig.Mode mode) throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            FakeSlackAnswer search;
            List<FakeSlackAnswer> changes;
            try (BotCore core = SlackBot.core(home);
                    SlackBot bot = SlackBot.start(slack, mode, core)) {
                search = slack.command(ANA, "general", "search diffusion");
                changes = changes(slack, search.message());
                assertThat(bot.platform().health().connected()).isTrue();
            }
            try (BotCore core = SlackBot.core(home);
                    SlackBot bot = SlackBot.start(slack, mode, core)) {
                nothingIsDoneAgain(slack, search, changes);
                assertThat(bot.platform().health().connected()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SlackConfig.Mode.class)
    void acrossProcesses(SlackConfig.Mode mode) throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                BotCore core = SlackBot.core(home)) {
            FakeSlackAnswer search;
            List<FakeSlackAnswer> changes;
            try (SlackBot one = SlackBot.start(slack, mode, core)) {
                search = slack.command(ANA, "general", "search diffusion");
                changes = changes(slack, search.message());
                assertThat(one.platform().health().connected()).isTrue();
            }
            try (SlackBot other = SlackBot.start(slack, mode, core)) {
                nothingIsDoneAgain(slack, search, changes);
                assertThat(other.platform().health().connected()).isTrue();
            }
        }
    }

    /// Does things by each way there is to do them, and undoes what can be undone, so that a second
    /// time would show.
    private static List<FakeSlackAnswer> changes(FakeSlack slack, Message list) throws Exception {
        FakeSlackAnswer share = slack.press(ANA, list, "Share here");
        share.message();
        FakeSlackAnswer save = slack.command(ANA, "general", "save 1");
        save.message();
        slack.command(ANA, "general", "unsave 1").message();
        JsonObject mention = new JsonObject();
        mention.addProperty("type", "app_mention");
        mention.addProperty("user", ANA.id());
        mention.addProperty("channel", slack.channel("general").id());
        mention.addProperty("ts", "1770000000.000100");
        mention.addProperty("text", "<@U0BROADSHT> follow diffusion models");
        FakeSlackAnswer follow = slack.event("EvFollow", mention);
        FakeSlack.await("the follow", () -> follows(slack));
        slack.command(ANA, "general", "unfollow diffusion models").message();
        return List.of(share, save, follow);
    }

    private static boolean follows(FakeSlack slack) {
        return slack.command(ANA, "general", "following")
                .message()
                .shown()
                .contains("diffusion models");
    }

    private void nothingIsDoneAgain(
            FakeSlack slack, FakeSlackAnswer search, List<FakeSlackAnswer> changes)
            throws Exception {
        int remembered = remembered();
        for (FakeSlackAnswer each : changes) {
            String acknowledgement = slack.again(each).toString();
            FakeSlack.await(
                    "the sentence",
                    () ->
                            acknowledgement.contains(TWICE)
                                    || told(each.messages())
                                    || each.messages().isEmpty() && told(slack.seenBy(ANA)));
        }
        JsonObject first = search.acknowledgement();
        slack.again(search);

        assertThat(slack.command(ANA, "general", "saved").message().shown())
                .contains("Your shelf is empty");
        assertThat(follows(slack)).isFalse();
        assertThat(slack.messagesIn(slack.channel("general").id())).hasSize(1);
        assertThat(first).isNotNull();
        // The five that changed something, and nothing for what was only read.
        assertThat(remembered).isEqualTo(5);
        assertThat(remembered()).isEqualTo(5);
    }

    private static boolean told(List<Message> messages) {
        return messages.stream().anyMatch(message -> message.shown().contains(TWICE));
    }

    private int remembered() throws Exception {
        try (Connection file =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.resolve("broadsheet.db"));
                ResultSet rows =
                        file.createStatement().executeQuery("SELECT COUNT(*) FROM done_request")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
