package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.Caller.Place;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Checkup.Finding;
import io.broadsheet.message.CommandCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` tells whom: the operator everything, a workspace's admins what concerns their
/// workspace, a channel's admins what belongs to it.
class DoctorAccessTest {

    private static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C-vision");
    private static final ChannelRef AUDIO = new ChannelRef(Platform.SLACK, "T1", "C-audio");
    private static final ChannelRef ABROAD = new ChannelRef(Platform.SLACK, "T2", "C-abroad");

    /// Who asks in #vision, and what is told: + yes, - no.
    private static final String TABLE =
            """
            what is told                    | CHANNELS | WORKSPACE | BOT
            #C-vision 1                     | +        | +         | +
            1 schedule of channels that you have not used me in | - | + | +
            C-audio                         | -        | -         | -
            C-abroad                        | -        | -         | -
            Everything is fine              | +        | +         | -
            Nothing is wrong, and 2 things to know: model and sources | - | - | +
            store: answers                  | -        | +         | -
            SQLite                          | -        | -         | +
            papers                          | -        | -         | +
            posts: none is in doubt         | -        | -         | +
            model                           | -        | -         | +
            /etc/broadsheet/operator.yaml   | -        | -         | +
            17 workspaces                   | -        | -         | +
            """;

    @TempDir Path home;

    @Test
    void tellsNobodyMoreThanTheTableSays() {
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC))) {
            core.also(() ->
                    List.of(
                            Finding.good("configuration", "/etc/broadsheet/operator.yaml is right"),
                            Finding.good("slack installations", "17 workspaces")));
            schedule(core, VISION, "ann");
            schedule(core, AUDIO, "ben");
            schedule(core, ABROAD, "cy");
            List<String[]> rows = TABLE.lines().map(line -> line.split("\\|")).toList();
            for (int column = 1; column < rows.getFirst().length; column++) {
                Oversight oversight = Oversight.valueOf(rows.getFirst()[column].strip());
                String said =
                        core.conversation()
                                .typed("doctor", caller(VISION, "ann", oversight))
                                .plain();
                Map<String, String> expected = new LinkedHashMap<>();
                Map<String, String> told = new LinkedHashMap<>();
                for (String[] row : rows.subList(1, rows.size())) {
                    String words = row[0].strip();
                    expected.put(words, row[column].strip());
                    told.put(words, said.contains(words) ? "+" : "-");
                }
                assertThat(told).as("%s: %s", oversight, said).isEqualTo(expected);
            }
        }
    }

    private static void schedule(BotCore core, ChannelRef channel, String who) {
        assertThat(
                        core.conversation()
                                .pressed(
                                        new CommandCode("1:schedule set daily 09:00 UTC"),
                                        caller(channel, who, Oversight.CHANNELS))
                                .plain())
                .contains("is set up");
    }

    private static Caller caller(ChannelRef channel, String who, Oversight oversight) {
        return new Caller(
                new UserRef(Platform.SLACK, channel.workspace(), who),
                channel,
                who,
                channel.id(),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                Right.YES,
                Place.CHANNEL,
                oversight,
                Set.of());
    }
}
