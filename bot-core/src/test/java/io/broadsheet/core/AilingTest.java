package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people are told by a bot that is ill.
class AilingTest {

    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef LAB = new ChannelRef(FAKE, "w", "lab");

    @TempDir Path directory;

    @Test
    void theDoctorSaysThatTheStoreIsAway() {
        BotCore core =
                BotCore.start(
                        new CoreSettings(directory, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC));
        assertThat(core.conversation().typed("doctor", caller(true)).plain())
                .startsWith("Nothing is wrong, and 2 things to know: model and sources.");
        // Its connections are closed, as those to a server that went away.
        core.close();

        Reply reply = core.conversation().typed("doctor", caller(true));
        assertThat(reply.plain())
                .startsWith("1 thing to look at: store.")
                .contains("SQLite does not answer");
        assertThat(core.conversation().typed("doctor", caller(false)).plain())
                .isEqualTo("Only admins of #lab can look into the bot.");
        assertThat(core.conversation().typed("saved", caller(false)).kind())
                .isEqualTo(Reply.Kind.FAILURE);
    }

    /// As on a disk that is full, or was made read-only.
    @Test
    void answersWhatOnlyReadsAndSaysWhatCannotBeWritten() throws Exception {
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(directory, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC))) {
            refuseWrites();

            assertThat(core.conversation().typed("help", caller(false)).kind())
                    .isEqualTo(Reply.Kind.ANSWER);
            assertThat(core.conversation().typed("saved", caller(false)).kind())
                    .isEqualTo(Reply.Kind.ANSWER);
            assertThat(core.conversation().typed("doctor", caller(true)).plain())
                    .startsWith("1 thing to look at: writing.")
                    .contains("The database cannot be written.");
        }
    }

    private void refuseWrites() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve(Store.FILE));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("counter", "member", "channel_admin")) {
                for (String change : List.of("INSERT", "UPDATE")) {
                    statement.execute(
                            "CREATE TRIGGER IF NOT EXISTS no_"
                                    + change
                                    + table
                                    + " BEFORE "
                                    + change
                                    + " ON "
                                    + table
                                    + " BEGIN SELECT RAISE(FAIL, 'no room'); END");
                }
            }
        }
    }

    private static Caller caller(boolean administers) {
        return new Caller(
                new UserRef(FAKE, "w", "ann"),
                LAB,
                "Ann",
                "lab",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                administers,
                Set.of());
    }
}
