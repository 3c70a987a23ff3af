package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.SiteSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The sample for nginx in `docs/operating.md`, as it stands there, in front of the pages with the
/// nginx that this machine has.
@Timeout(120)
class PagesBehindNginxTest {

    private static final int PER_MINUTE = 40;

    @TempDir private Path directory;

    private BotCore core;
    private HttpServer pages;
    private SampleNginx nginx;

    @BeforeEach
    void start() throws Exception {
        SampleNginx.assumeIsHere();
        Clock clock = Clock.systemUTC();
        core =
                BotCore.start(
                        new CoreSettings(
                                directory.resolve("home"),
                                List.of(TranscriptTest.BUNDLED),
                                CoreSettings.NO_MODEL,
                                1),
                        clock);
        pages =
                WebWiring.serve(
                        Website.of(
                                new SiteSettings(
                                        Optional.of(URI.create("https://papers.example.org")),
                                        true,
                                        PER_MINUTE,
                                        List.of("127.0.0.1"),
                                        List.of()),
                                core.publication(),
                                clock),
                        new Listener("127.0.0.1", 0, "web.port"),
                        clock);
        nginx =
                SampleNginx.start(
                        directory,
                        "docs/operating.md",
                        "papers.example.org",
                        "http://127.0.0.1:8082",
                        pages.port());
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (pages != null) {
            pages.close();
        }
        if (core != null) {
            core.close();
        }
    }

    @Test
    void pagesGetThroughWithTheirHeadersAndNothingElseDoes() throws Exception {
        String page = nginx.exchange("GET", "/", "\r\n");
        assertThat(page)
                .startsWith("HTTP/1.1 200 ")
                .contains("<h1>Trending papers</h1>")
                .containsIgnoringCase("\r\nStrict-Transport-Security: max-age=31536000\r\n")
                .containsIgnoringCase("\r\nCache-Control: public, max-age=60")
                .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'")
                .containsIgnoringCase("\r\nETag: W/\"")
                .containsIgnoringCase("\r\nReferrer-Policy: no-referrer\r\n")
                .doesNotContainIgnoringCase("\r\nSet-Cookie:");
        String tag = page.replaceAll("(?is).*\r\netag: (\\S+)\r\n.*", "$1");
        assertThat(nginx.exchange("GET", "/", "If-None-Match: " + tag + "\r\n\r\n"))
                .startsWith("HTTP/1.1 304 ");
        assertThat(nginx.exchange("GET", "/feeds/trending/week/atom.xml", "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("https://papers.example.org/feeds/trending/week/atom.xml");
        for (String path :
                List.of("/metrics", "//metrics", "/feeds/..;/metrics", "/%6detrics", "/readyz")) {
            assertThat(nginx.exchange("GET", path, "\r\n"))
                    .as(path)
                    .matches("(?s)HTTP/1.1 40[04] .*");
        }
        // A secret link is in no log of the proxy's.
        nginx.exchange("GET", "/channels/secret-that-nobody-else-is-to-know", "\r\n");
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
                assertThat(Files.readString(file)).doesNotContain("secret-that-nobody");
            }
        }
    }

    /// The proxy adds who asked it; what a reader writes there makes nobody else of them.
    @Test
    void readersAreCountedOneByOneAndCannotPassForOthers() throws Exception {
        String last = "";
        for (int i = 0; i <= PER_MINUTE; i++) {
            last =
                    nginx.exchange(
                            "GET", "/robots.txt", "X-Forwarded-For: 203.0.113." + i + "\r\n\r\n");
        }
        assertThat(last).startsWith("HTTP/1.1 429 ").containsIgnoringCase("\r\nRetry-After: 60");
    }
}
