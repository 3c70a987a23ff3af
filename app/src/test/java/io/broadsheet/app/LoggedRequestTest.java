package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What is logged on the way to an answer says of which request it is.
class LoggedRequestTest {

    @Test
    void everyEntryOfARequestHasItsName(@TempDir Path home) {
        Logger root = (Logger) LoggerFactory.getLogger("io.broadsheet");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        BotCore core =
                BotCore.start(
                        new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC));
        Caller ann =
                new Caller(
                        new UserRef(Platform.SLACK, "T1", "ann"),
                        new ChannelRef(Platform.SLACK, "T1", "C1"),
                        "ann",
                        "general",
                        ZoneOffset.UTC,
                        Locale.ENGLISH,
                        true,
                        Set.of());
        // Whatever is asked for now fails.
        core.close();
        logged.start();
        root.addAppender(logged);
        try {
            core.conversation().during("133.452.8fb").typed("saved", ann);
            core.conversation().typed("saved", ann);
        } finally {
            root.detachAppender(logged);
        }

        List<String> names =
                List.copyOf(logged.list).stream()
                        .map(event -> event.getMDCPropertyMap().getOrDefault("request", ""))
                        .distinct()
                        .toList();
        assertThat(names).hasSize(2).startsWith("133.452.8fb");
        assertThat(names.getLast()).matches("[0-9a-f]{8}");
    }
}
