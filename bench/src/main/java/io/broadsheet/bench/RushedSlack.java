package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Keyring;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Channel;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.installation.SlackInstallations;
import io.broadsheet.slack.transport.SlackConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The Slack of the tests, over Socket Mode, with 400 channels in each workspace. Commands come
/// from the first one.
final class RushedSlack implements RushedPlatform {

    private static final int ROOMS = 400;
    private static final int MESSAGES_A_MINUTE = 300;

    private final FakeSlack slack = FakeSlack.start().enforceLimits();
    private final List<ChannelRef> channels = new ArrayList<>();
    private final SlackPlatform bot;

    private RushedSlack(BotCore core, int count) {
        Keyring keyring = Keyring.of(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        for (int i = 0; i < count; i++) {
            String team =
                    i < ROOMS ? FakeSlack.TEAM : String.format(Locale.ROOT, "T%08d", 1 + i / ROOMS);
            if (i % ROOMS == 0) {
                install(core, keyring, team);
            }
            String room = String.format(Locale.ROOT, "C%08d", i);
            slack.addChannel(new Channel(room, "room" + i, false, true, false, "U00000001"));
            channels.add(new ChannelRef(Platform.SLACK, team, room));
        }
        bot =
                SlackPlatform.start(
                        new SlackConfig(
                                "",
                                slack.appToken(),
                                slack.signingSecret(),
                                SlackConfig.Mode.SOCKET,
                                slack.apiUrl(),
                                ZoneOffset.UTC,
                                Set.of(),
                                Patience.USUAL),
                        new SlackInstallations(core.installations(), keyring, Clock.systemUTC()),
                        core.conversation(),
                        Clock.systemUTC());
    }

    private void install(BotCore core, Keyring keyring, String team) {
        String token = slack.addWorkspace(team);
        core.installations()
                .keep(
                        new Installation(
                                Platform.SLACK,
                                team,
                                team,
                                "U0BROADSHT",
                                Optional.empty(),
                                List.copyOf(FakeSlack.needed()),
                                Optional.of(
                                        keyring.seal(
                                                token, Installation.seal(Platform.SLACK, team))),
                                Instant.now(),
                                Optional.empty()));
    }

    static RushedSlack start(BotCore core, int channels) throws InterruptedException {
        RushedSlack started = new RushedSlack(core, channels);
        if (!started.bot.awaitReady(Duration.ofMinutes(1))) {
            throw new IllegalStateException(started.bot.health().detail());
        }
        return started;
    }

    @Override
    public ChatPlatform bot() {
        return bot;
    }

    @Override
    public List<ChannelRef> channels() {
        return channels;
    }

    @Override
    public Asked ask(int count, String command, String words) {
        FakeSlackAnswer answer =
                slack.command(
                        Person.named("person " + count % 50),
                        "general",
                        (command + " " + words).strip());
        return new Asked(answer::answered, answer::acknowledgedAfter, answer::visibleAfter);
    }

    @Override
    public long editions() {
        return slack.replies();
    }

    @Override
    public long requests() {
        return slack.calls(".*");
    }

    @Override
    public int tooMany() {
        return slack.tooMany();
    }

    @Override
    public List<String> violations() {
        return slack.violations();
    }

    /// Two messages for each, in all workspaces at once.
    @Override
    public Duration allowed(int editions) {
        return Duration.ofMillis(2L * Math.min(editions, ROOMS) * 60_000 / MESSAGES_A_MINUTE);
    }

    @Override
    public void close() {
        bot.close();
        slack.close();
    }
}
