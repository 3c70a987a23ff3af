package io.broadsheet.slack.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scheduled posts whose answers get lost, from the schedule to what people are asked.
class SlackDoubtTest {

    private static final String POST = "chat\\.postMessage";
    private static final Person ROOT = Person.administrator("root");

    private final FakeSlack slack = FakeSlack.start();
    private final Channel papers = slack.addChannel("papers");
    private volatile Instant now = Instant.now().minus(Duration.ofMinutes(6));
    private final Instant due = now.plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.MINUTES);
    private BotCore core;
    private SlackBot bot;

    @BeforeEach
    void scheduleAPost(@TempDir Path home) throws Exception {
        core = SlackBot.core(home, clock());
        bot = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core);
        core.dispatcher().serve(bot.platform());
        String time = LocalTime.ofInstant(due, ZoneOffset.UTC).toString();
        Message read =
                slack.command(ROOT, "papers", "schedule add daily " + time + " UTC without thread")
                        .message();
        assertThat(slack.press(ROOT, read, "Set it up").message().shown()).contains("is set up");
    }

    @AfterEach
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void aPostThatIsThereIsFoundAndNobodyIsAsked() throws InterruptedException {
        mayRead();
        slack.loseAnswers(POST, 1);
        run(due.plusSeconds(1));
        assertThat(log()).contains("being posted");
        assertThat(posts()).hasSize(1);
        run(due.plusSeconds(7));

        assertThat(log()).contains("posted").doesNotContain("doubt");
        assertThat(posts()).hasSize(1);
        assertThat(asked()).isEmpty();
        // What was found is the post that votes change.
        slack.press(ROOT, posts().getFirst(), "▲ Upvote").message();
        FakeSlack.await("the count", () -> posts().getFirst().buttons().containsKey("▲ 1"));
    }

    @Test
    void aPostThatIsNotThereIsNotSentAgainAndAPersonIsAsked() throws InterruptedException {
        mayRead();
        slack.cut(POST, 1);
        run(due.plusSeconds(1));
        run(due.plusSeconds(7));

        assertThat(log()).contains("in doubt", "not found in the channel");
        assertThat(posts()).isEmpty();
        assertThat(asked()).hasSize(1);
        assertThat(asked().getFirst().shown()).contains("#papers", "could not be confirmed");
        // The person decides.
        slack.press(ROOT, asked().getFirst(), "It is not: post again").message();
        run(due.plusSeconds(20));
        assertThat(posts()).hasSize(1);
    }

    @Test
    void withoutTheScopeAPersonIsAskedAsSoon() throws InterruptedException {
        slack.loseAnswers(POST, 1);
        run(due.plusSeconds(1));
        run(due.plusSeconds(7));

        assertThat(log()).contains("in doubt").doesNotContain("not found");
        assertThat(posts()).hasSize(1);
        assertThat(asked()).hasSize(1);
    }

    private void mayRead() {
        slack.grant(
                "commands",
                "chat:write",
                "users:read",
                "channels:read",
                "groups:read",
                "im:write",
                "channels:history");
    }

    private void run(Instant moment) throws InterruptedException {
        now = moment;
        core.runDue(bot.platform());
    }

    private List<Message> posts() {
        return slack.messagesIn(papers.id());
    }

    private List<Message> asked() {
        return slack.messagesIn(FakeSlack.directChannel(ROOT.id()));
    }

    private String log() {
        return slack.command(ROOT, "papers", "schedule log").message().shown();
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
