package io.broadsheet.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.transport.SlackConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Slack, through its SDK.
@TestInstance(Lifecycle.PER_CLASS)
class SlackPlatformContractTest extends ChatPlatformContract {

    private final FakeSlack slack = FakeSlack.start();
    private BotCore core;
    private SlackBot bot;
    private FakeSlack.Channel room;
    private int rooms;

    @BeforeAll
    void startTheBot(@TempDir Path home) throws Exception {
        core = SlackBot.core(home);
        slack.know(Person.named("ana"));
        slack.grant(
                "commands",
                "chat:write",
                "users:read",
                "channels:read",
                "im:write",
                "channels:history");
        bot = SlackBot.start(slack, SlackConfig.Mode.SOCKET, core);
    }

    @BeforeEach
    void openARoom() {
        room = slack.addChannel("room " + rooms++);
    }

    @AfterEach
    void everythingSentWasRight() {
        assertThat(slack.violations()).isEmpty();
    }

    @AfterAll
    void stopTheBot() {
        bot.close();
        core.close();
        slack.close();
    }

    @Override
    protected ChatPlatform platform() {
        return bot.platform();
    }

    @Override
    protected ChannelRef channel() {
        return new ChannelRef(Platform.SLACK, FakeSlack.TEAM, room.id());
    }

    @Override
    protected UserRef user() {
        return new UserRef(Platform.SLACK, FakeSlack.TEAM, Person.named("ana").id());
    }

    @Override
    protected Optional<ChannelRef> gone() {
        return Optional.of(new ChannelRef(Platform.SLACK, FakeSlack.TEAM, "C0GONE"));
    }

    @Override
    protected boolean mayRead() {
        return true;
    }

    @Override
    protected OptionalInt showing(String what) {
        return OptionalInt.of(
                (int)
                        slack.messagesIn(room.id()).stream()
                                .filter(message -> message.shown().contains(what))
                                .count());
    }
}
