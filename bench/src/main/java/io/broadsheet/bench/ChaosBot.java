package io.broadsheet.bench;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.interaction.Patience;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.PostgresAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The process that [Chaos] troubles: the bot on Discord, with a clock that can be stepped.
final class ChaosBot {

    private ChaosBot() {}

    /// Arguments: the home directory, the papers, the clock's file, the token, Discord's addresses
    /// of REST and gateway, the source's address, and `-` or the address of a PostgreSQL database.
    public static void main(String[] args) throws InterruptedException {
        Clock clock = SteppedClock.at(Path.of(args[2]));
        CoreSettings settings =
                new CoreSettings(
                        Path.of(args[0]),
                        List.of(Path.of(args[1])),
                        CoreSettings.NO_MODEL,
                        1,
                        args[7].equals("-")
                                ? Optional.empty()
                                : Optional.of(PostgresAddress.parse(args[7], "postgres", "")),
                        source(URI.create(args[6])));
        BotCore core = BotCore.start(settings, clock);
        DiscordPlatform discord =
                DiscordPlatform.start(
                        new DiscordConfig(
                                args[3],
                                URI.create(args[4]),
                                Optional.of(URI.create(args[5])),
                                DiscordConfig.Shards.AUTOMATIC,
                                true,
                                DiscordConfig.Heard.ALL,
                                ZoneOffset.UTC,
                                Set.of(),
                                Patience.USUAL),
                        core.conversation(),
                        core.reachability(),
                        clock);
        core.serve(discord);
        core.keepFresh(HarvestListener.NONE);
        System.out.println("serving");
        Thread.sleep(Duration.ofDays(1));
    }

    private static SourceSettings source(URI address) {
        SourceSettings off = SourceSettings.OFF;
        return new SourceSettings(
                "",
                new SourceSettings.HuggingFace(true, address, "", 2, false),
                off.arxiv(),
                off.semanticScholar(),
                off.openAlex(),
                2);
    }
}
