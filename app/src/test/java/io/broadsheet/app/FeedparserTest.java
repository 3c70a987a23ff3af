package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PictureHosts;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.recommend.Window;
import io.broadsheet.store.Store;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.SiteSettings;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Feeds over HTTP as Python's feedparser reads them: every kind and format, their ids, dates and
/// links, what is answered where nothing has changed, and the list of a channel's feeds.
class FeedparserTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Instant NOW = Instant.parse("2025-03-21T12:00:00Z");
    private static final ChannelRef READING = new ChannelRef(Platform.SLACK, "T1", "C1");

    @TempDir private Path directory;

    @BeforeEach
    void assumeThatItIsHere() throws Exception {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && new ProcessBuilder(PYTHON.toString(), "-c", "import feedparser")
                                        .redirectErrorStream(true)
                                        .redirectOutput(directory.resolve("import").toFile())
                                        .start()
                                        .waitFor()
                                == 0,
                "There is no feedparser for /usr/bin/python3 here, so no feed was read with it. Debian and Ubuntu"
                        + " have it: apt-get install python3-feedparser");
    }

    @Test
    @Timeout(300)
    void readsEveryFeed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port);
        Path home = directory.resolve("home");
        Clock clock = new SettableClock(NOW);
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(
                                home,
                                List.of(TranscriptTest.BUNDLED, TranscriptTest.DAILY),
                                CoreSettings.NO_MODEL,
                                1),
                        clock)) {
            String channel = fill(home, core);
            SiteSettings settings =
                    new SiteSettings(
                            Optional.of(address), true, 10_000, List.of(), PictureHosts.ALL);
            try (HttpServer unused =
                    WebWiring.serve(
                            Website.of(settings, core.publication(), clock),
                            new Listener("127.0.0.1", port, "web.port"),
                            clock)) {
                assertThat(read(address + channel)).isBlank();
            }
        }
    }

    /// A channel that got papers with pictures and follows a topic.
    ///
    /// @return the path of its secret page
    private static String fill(Path home, BotCore core) {
        List<Paper> papers =
                core.publication()
                        .catalogue()
                        .trending(Window.MONTH, Optional.empty(), false)
                        .papers();
        try (Store store = Store.open(home)) {
            store.catalogue()
                    .put(
                            papers.stream()
                                    .map(paper ->
                                            paper.toBuilder()
                                                    .thumbnail(
                                                            URI.create(
                                                                    "https://cdn-thumbnails.huggingface.co/"
                                                                            + paper.id().value()
                                                                            + ".png"))
                                                    .build())
                                    .toList(),
                            NOW);
            for (int i = 0; i < 12; i++) {
                store.ledger()
                        .record(
                                new Ledger.LedgerEntry(
                                        READING,
                                        papers.get(i).id(),
                                        NOW.minus(Duration.ofDays(i)),
                                        Ledger.Occasion.EDITION));
            }
            store.library()
                    .follow(new Owner.Channel(READING), new Interest.Topic("diffusion"), NOW);
            ChannelLink link = store.links().open(READING, "reading", NOW);
            return link.path();
        }
    }

    private String read(String channel) throws Exception {
        Path script =
                ProjectFilesTest.PROJECT.resolve("app/src/test/resources/feeds/read_feeds.py");
        Process process =
                new ProcessBuilder(PYTHON.toString(), script.toString(), channel)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
