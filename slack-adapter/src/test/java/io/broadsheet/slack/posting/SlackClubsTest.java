package io.broadsheet.slack.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlack.View;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reading group in Slack, from the button to the meeting's thread.
class SlackClubsTest {

    private static final Person ROOT = Person.administrator("root");
    private static final Person ANA = Person.named("ana");

    private final FakeSlack slack = FakeSlack.start();
    private volatile Instant now = Instant.parse("2026-03-04T08:00:00Z");
    private BotCore core;
    private SlackBot bot;

    @BeforeEach
    void startTheBot(@TempDir Path home) throws Exception {
        core = SlackBot.core(home, clock());
        bot = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core);
    }

    @AfterEach
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void aQuestionLeftByAButtonStandsInTheMeetingsThread() throws InterruptedException {
        Message read =
                slack.command(ROOT, "general", "club start weekly Thursday 16:00 UTC").message();
        slack.press(ROOT, read, "Start it").message();
        passUntil("2026-03-05T12:00:00Z");
        leaveQuestion(slack.command(ANA, "general", "club").message(), "Does it scale?");
        passUntil("2026-03-05T15:50:30Z");
        Message soon = posts().getLast();
        assertThat(soon.shown()).startsWith("In ten minutes");
        leaveQuestion(soon, "Is there code?");
        passUntil("2026-03-05T16:00:30Z");

        Message meeting =
                posts().stream()
                        .filter(each -> each.shown().contains("Reading group, Thursday"))
                        .findFirst()
                        .orElseThrow();
        FakeSlack.await("the thread", () -> !inThread(meeting).isEmpty());
        assertThat(inThread(meeting).getFirst().shown())
                .contains("Questions for the group")
                .contains("Does it scale? (ana)")
                .contains("Is there code? (ana)");
    }

    private void leaveQuestion(Message message, String question) {
        FakeSlackAnswer pressed = slack.press(ANA, message, "Leave a question");
        View form = pressed.modal();
        assertThat(form.shown()).contains("Question for the group");
        slack.submit(ANA, form, Map.of("question", question), "");
        assertThat(pressed.message().shown())
                .contains("stands in the thread of the meeting on 5 Mar 2026");
    }

    private List<Message> posts() {
        return slack.messagesIn(slack.channel("general").id());
    }

    private List<Message> inThread(Message message) {
        return posts().stream()
                .filter(each ->
                        each.thread().equals(message.ts()) && !each.ts().equals(message.ts()))
                .toList();
    }

    private void passUntil(String time) throws InterruptedException {
        now = Instant.parse(time);
        core.runDue(bot.platform());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }
        };
    }
}
