package io.broadsheet.app;

import io.broadsheet.app.config.Settings;
import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.installation.DiscordCaretaker;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.discord.transport.DiscordConfig.Shards;
import io.broadsheet.interaction.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Plugs Discord in where a token for it is configured.
final class DiscordWiring implements PlatformWiring {

    @Override
    public Optional<Plugged> plugIn(BotCore core, Settings settings, MeterRegistry meters) {
        Settings.Discord discord = settings.discord();
        if (discord.token().isEmpty()) {
            return Optional.empty();
        }
        Clock clock = Clock.systemUTC();
        DiscordConfig config = config(discord, settings);
        DiscordCaretaker caretaker =
                new DiscordCaretaker(
                        core.installations(),
                        Duration.ofDays(discord.purgeAfterDays()),
                        config,
                        clock);
        return Optional.of(
                Plugged.of(
                        DiscordPlatform.start(
                                config,
                                core.conversation(),
                                core.reachability(),
                                Optional.of(caretaker),
                                clock)));
    }

    /// @throws IllegalArgumentException where the range of shards is none
    static DiscordConfig config(Settings.Discord discord, Settings settings) {
        return new DiscordConfig(
                discord.token(),
                URI.create(discord.restUrl()),
                Optional.of(discord.gatewayUrl()).filter(url -> !url.isEmpty()).map(URI::create),
                shards(discord),
                discord.crosspost(),
                new DiscordConfig.Heard(discord.messages(), discord.reactions()),
                settings.zone(),
                Set.copyOf(discord.administrators()),
                Patience.ofMillis(settings.interaction().patienceMillis()));
    }

    private static Shards shards(Settings.Discord discord) {
        if (discord.shards() == 0) {
            return Shards.AUTOMATIC;
        }
        int last = discord.lastShard() < 0 ? discord.shards() - 1 : discord.lastShard();
        return new Shards(discord.shards(), discord.firstShard(), last);
    }
}
