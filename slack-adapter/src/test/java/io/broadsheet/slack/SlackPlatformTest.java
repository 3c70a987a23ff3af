package io.broadsheet.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.slack.FakeSlack.Message;
import io.broadsheet.slack.FakeSlack.Person;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What people do in Slack, from the request to what they see, with the real SDK between and the
/// whole bot behind it; over Socket Mode and over HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class SlackPlatformTest {
    static final Person ANA = Person.named("ana");

    private final FakeSlack slack = FakeSlack.start();
    private BotCore core;
    private SlackBot bot;

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

    @AfterEach
    void everythingSentWasRight() {
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void aSearchIsSeenByItsCallerAlone() {
        Message answer = slack.command(ANA, "general", "search vision tokenizers").message();

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.shown()).contains("papers for vision tokenizers").contains("1. ");
    }
}
