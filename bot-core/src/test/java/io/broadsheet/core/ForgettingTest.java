package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.CommandCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is forgotten stays forgotten, also where something was still to be noted of them.
class ForgettingTest {

    private static final Platform FAKE = new Platform("fake");

    @Test
    void nothingThatWasStillToBeNotedComesBack(@TempDir Path directory) {
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(
                                directory,
                                List.of(Path.of("../config/catalogue/papers.jsonl")),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.systemUTC())) {
            String ofAStranger = said(core, "me", "stranger").replace("stranger", "ana");
            for (int round = 0; round < 20; round++) {
                CommandCode yes =
                        Buttons.named(
                                core.conversation().typed("me forget", caller("ana")),
                                "Yes, forget me");
                assertThat(said(core, "search diffusion", "ana")).contains("papers for");
                assertThat(said(core, "recommend", "ana")).isNotBlank();
                core.conversation().pressed(yes, caller("ana"));
                assertThat(said(core, "me", "ana")).isEqualTo(ofAStranger);
            }
        }
    }

    private static String said(BotCore core, String text, String name) {
        return core.conversation().typed(text, caller(name)).plain();
    }

    private static Caller caller(String name) {
        return new Caller(
                new UserRef(FAKE, "w", name),
                new ChannelRef(FAKE, "w", "vision"),
                name,
                "vision",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                false,
                Set.of());
    }
}
