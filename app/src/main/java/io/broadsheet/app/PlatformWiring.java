package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.Mount;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    /// @param findings what `doctor` says of it besides its connection; where something is wrong,
    ///   the bot is not ready
    record Plugged(
            ChatPlatform platform,
            AutoCloseable connection,
            List<Mount> mounts,
            Supplier<List<Checkup.Finding>> findings) {
        public Plugged {
            mounts = List.copyOf(mounts);
        }

        static <P extends ChatPlatform & AutoCloseable> Plugged of(P platform, Mount... mounts) {
            return new Plugged(platform, platform, List.of(mounts), List::of);
        }

        Plugged finding(Supplier<List<Checkup.Finding>> found) {
            return new Plugged(platform, connection, mounts, found);
        }
    }
}
