package io.broadsheet.app;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Settings;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The running bot: its core, set up as configured, with a heartbeat.
final class Bot implements AutoCloseable {

    private final BotCore core;
    private final Settings settings;
    private final Heartbeat heartbeat;

    private Bot(BotCore core, Settings settings, Heartbeat heartbeat) {
        this.core = core;
        this.settings = settings;
        this.heartbeat = heartbeat;
    }

    static Bot start(Main main) throws BadConfiguration, CannotStart {
        return start(main, Clock.systemUTC());
    }

    /// @throws BadConfiguration with everything that is wrong in the configuration
    /// @throws CannotStart where something else is in the way
    static Bot start(Main main, Clock clock) throws BadConfiguration, CannotStart {
        Configuration configuration = main.configuration();
        Settings settings = configuration.settings();
        Bot bot = start(settings, settings.search().embeddings(), clock);
        bot.core()
                .also(() ->
                        List.of(
                                Checkup.Finding.good(
                                        "configuration", configuration.file() + " is right")));
        return bot;
    }

    /// For work that needs no embedding model and is done sooner without it; the next start goes on
    /// computing vectors.
    ///
    /// @throws BadConfiguration with everything that is wrong in the configuration
    /// @throws CannotStart where something else is in the way
    static Bot startWithoutModel(Main main) throws BadConfiguration, CannotStart {
        return start(main.configuration().settings(), CoreSettings.NO_MODEL, Clock.systemUTC());
    }

    private static Bot start(Settings settings, String embeddings, Clock clock) throws CannotStart {
        Path home = settings.home();
        createHome(home);
        try {
            BotCore core = BotCore.start(coreSettings(settings, embeddings), clock);
            return new Bot(core, settings, Heartbeat.start(home, Clock.systemUTC()));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(Logs.reason(e), e);
        } catch (RuntimeException e) {
            throw new CannotStart(
                    "Broadsheet could not start in "
                            + home
                            + ": "
                            + Logs.reason(e)
                            + Logs.whereabouts(),
                    e);
        }
    }

    /// What the core needs to know of the settings.
    static CoreSettings coreSettings(Settings settings) {
        return coreSettings(settings, settings.search().embeddings());
    }

    private static CoreSettings coreSettings(Settings settings, String embeddings) {
        CoreSettings core =
                new CoreSettings(
                                settings.home(),
                                settings.catalogue().bundled(),
                                embeddings,
                                settings.search().threads(),
                                database(settings),
                                sources(settings.sources()),
                                settings.pictures())
                        .at(WebWiring.place(settings.web()));
        return MailWiring.subscriptions(settings).map(core::mailing).orElse(core);
    }

    private static SourceSettings sources(Settings.Sources sources) {
        Settings.HuggingFace huggingFace = sources.huggingFace();
        Settings.Arxiv arxiv = sources.arxiv();
        Settings.SemanticScholar semanticScholar = sources.semanticScholar();
        Settings.OpenAlex openAlex = sources.openAlex();
        return new SourceSettings(
                sources.contact(),
                new SourceSettings.HuggingFace(
                        huggingFace.enabled(),
                        URI.create(huggingFace.url()),
                        huggingFace.token(),
                        huggingFace.refreshedDays(),
                        huggingFace.search()),
                new SourceSettings.Arxiv(
                        arxiv.enabled(),
                        URI.create(arxiv.apiUrl()),
                        URI.create(arxiv.oaiUrl()),
                        URI.create(arxiv.rssUrl()),
                        arxiv.categories(),
                        arxiv.secondsBetweenRequests()),
                new SourceSettings.SemanticScholar(
                        semanticScholar.enabled(),
                        URI.create(semanticScholar.url()),
                        semanticScholar.key()),
                new SourceSettings.OpenAlex(
                        openAlex.enabled(), URI.create(openAlex.url()), openAlex.key()),
                sources.firstDays());
    }

    /// @throws IllegalArgumentException where the address is none; the message is for people
    static Optional<PostgresAddress> database(Settings settings) {
        Settings.Database database = settings.database();
        return database.url().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PostgresAddress.parse(
                                database.url(), database.user(), database.password()));
    }

    BotCore core() {
        return core;
    }

    Settings settings() {
        return settings;
    }

    /// Makes the home directory with the one for its logs, where they are missing, and keeps both
    /// from other users of the machine.
    static void createHome(Path home) throws CannotStart {
        createWritable(home);
        createWritable(Logs.directory(home));
        int mended = HomeDirectory.mend(home);
        if (mended > 0) {
            System.err.println(HomeDirectory.sentence(home, mended));
        }
    }

    private static void createWritable(Path directory) throws CannotStart {
        try {
            HomeDirectory.create(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("not writable");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStart(
                    "The directory "
                            + directory
                            + " cannot be written. Set BROADSHEET_HOME to one that can.",
                    e);
        }
    }

    @Override
    public void close() {
        heartbeat.close();
        core.close();
    }
}
