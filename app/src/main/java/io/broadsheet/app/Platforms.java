package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.Mount;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chat platforms that are configured, running.
final class Platforms implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Platforms.class);

    /// Every platform there is.
    static final List<PlatformWiring> ALL =
            List.of(new SlackWiring(), new DiscordWiring(), new MailWiring());

    private final List<PlatformWiring.Plugged> plugged;

    private Platforms(List<PlatformWiring.Plugged> plugged) {
        this.plugged = List.copyOf(plugged);
    }

    static Platforms start(
            List<PlatformWiring> wirings, BotCore core, Settings settings, MeterRegistry meters) {
        List<PlatformWiring.Plugged> plugged = new ArrayList<>();
        try {
            for (PlatformWiring wiring : wirings) {
                wiring.plugIn(core, settings, meters).ifPresent(plugged::add);
            }
        } catch (RuntimeException e) {
            new Platforms(plugged).close();
            throw e;
        }
        return new Platforms(plugged);
    }

    List<ChatPlatform> all() {
        return plugged.stream().map(PlatformWiring.Plugged::platform).toList();
    }

    List<Mount> mounts() {
        return plugged.stream().flatMap(each -> each.mounts().stream()).toList();
    }

    /// What is to be said of them besides their connections.
    List<Checkup.Finding> findings() {
        return plugged.stream().flatMap(each -> each.findings().get().stream()).toList();
    }

    @Override
    public void close() {
        for (PlatformWiring.Plugged each : plugged.reversed()) {
            try {
                each.connection().close();
            } catch (Exception e) {
                log.warn("{} could not be closed", each.platform().platform(), e);
            }
        }
    }
}
