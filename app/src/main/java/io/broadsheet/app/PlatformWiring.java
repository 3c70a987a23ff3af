package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.Mount;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.core.BotCore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;

/// Plugs one chat platform into the bot.
@FunctionalInterface
interface PlatformWiring {

    /// Starts the platform; does not wait for its connection, and goes on trying in the background,
    /// so that one platform's outage stops no other.
    ///
    /// @return empty where the configuration does not name it
    Optional<Plugged> plugIn(BotCore core, Settings settings, MeterRegistry meters);

    /// A platform that runs.
    ///
    /// @param connection ends it: takes nothing more, lets what is under way finish
    /// @param mounts what it answers over HTTP
    record Plugged(ChatPlatform platform, AutoCloseable connection, List<Mount> mounts) {
        public Plugged {
            mounts = List.copyOf(mounts);
        }

        static <P extends ChatPlatform & AutoCloseable> Plugged of(P platform, Mount... mounts) {
            return new Plugged(platform, platform, List.of(mounts));
        }
    }
}
