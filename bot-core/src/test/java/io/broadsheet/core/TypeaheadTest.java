package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.CommandCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person's and a channel's own is offered while they type, with the store behind it.
class TypeaheadTest {

    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "vision");
    private static final Caller ANN = caller("ann");
    private static final Caller BOB = caller("bob");
    private static final List<String> TABLES =
            List.of("person_interest", "channel_interest", "schedule");

    @TempDir Path home;

    private BotCore core;
    private Conversation bot;

    @BeforeEach
    void start() {
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC));
        bot = core.conversation();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void keyStrokesAfterTheFirstAreAnsweredWithoutTheStore() throws SQLException {
        bot.typed("follow pruning", ANN);
        bot.typed("follow proteins here", ANN);
        bot.pressed(new CommandCode("1:schedule set daily 09:00 UTC"), ANN);
        assertThat(topics("", ANN)).startsWith("pruning", "proteins");
        assertThat(schedules(ANN)).containsExactly("1");

        // Whoever reads the store from here on fails.
        rename("", "_away");

        assertThat(topics("p", ANN)).containsExactly("pruning", "proteins");
        assertThat(topics("pru", ANN)).containsExactly("pruning");
        assertThat(schedules(ANN)).containsExactly("1");
        rename("_away", "");
    }

    @Test
    void whatOneChangesIsOfferedAtOnceToEverybodyItConcerns() {
        assertThat(topics("p", ANN)).isEmpty();
        assertThat(topics("p", BOB)).isEmpty();
        assertThat(schedules(BOB)).isEmpty();

        bot.typed("follow pruning", ANN);
        assertThat(topics("p", ANN)).containsExactly("pruning");
        assertThat(topics("p", BOB)).isEmpty();

        bot.typed("follow proteins here", ANN);
        assertThat(topics("p", ANN)).containsExactly("pruning", "proteins");
        assertThat(topics("p", BOB)).containsExactly("proteins");

        bot.typed("unfollow pruning", ANN);
        bot.typed("unfollow proteins here", BOB);
        assertThat(topics("p", ANN)).isEmpty();
        assertThat(topics("p", BOB)).isEmpty();

        bot.typed("follow pruning", ANN);
        assertThat(topics("p", ANN)).containsExactly("pruning");
        bot.pressed(new CommandCode("1:me forget-everything"), ANN);
        assertThat(topics("p", ANN)).isEmpty();

        bot.pressed(new CommandCode("1:schedule set daily 09:00 UTC"), ANN);
        bot.pressed(new CommandCode("1:schedule set daily 10:00 UTC"), ANN);
        assertThat(schedules(BOB)).containsExactly("1", "2");
        bot.typed("schedule remove 1", ANN);
        assertThat(schedules(BOB)).containsExactly("2");
    }

    private List<String> topics(String typed, Caller caller) {
        return offers("unfollow", CompletedFrom.FOLLOWED, typed, caller).stream()
                .filter(offer -> !offer.endsWith(":"))
                .toList();
    }

    private List<String> schedules(Caller caller) {
        return offers("schedule", CompletedFrom.SCHEDULE, "", caller);
    }

    private List<String> offers(
            String command, CompletedFrom completion, String typed, Caller caller) {
        CommandSpec.Option option =
                CommandBook.spec(command).orElseThrow().options().stream()
                        .filter(each -> each.completion() == completion)
                        .findFirst()
                        .orElseThrow();
        return bot.complete(option, typed, caller).stream()
                .map(Conversation.Completion::value)
                .toList();
    }

    private void rename(String from, String to) throws SQLException {
        try (Connection other =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.resolve("broadsheet.db"));
                Statement statement = other.createStatement()) {
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table + from + " RENAME TO " + table + to);
            }
        }
    }

    private static Caller caller(String name) {
        return new Caller(
                new UserRef(FAKE, "w", name),
                VISION,
                name,
                "vision",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                true,
                Set.of());
    }
}
