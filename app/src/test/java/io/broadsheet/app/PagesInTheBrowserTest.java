package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.browser.Browser;
import io.broadsheet.app.browser.PictureHost;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Ledger;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PictureHosts;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.recommend.Window;
import io.broadsheet.store.Store;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// Every page in Chromium: on a telephone and on a desk, light and dark. Pictures of them go to
/// `target/pages`; with `-Dpictures.update=true` those of the documents are made anew.
class PagesInTheBrowserTest {

    /// A line of text that settles by a pixel; a tenth is what readers notice (web.dev, CLS).
    private static final double SHIFT = 0.001;

    private static final Path PICTURES = ProjectFilesTest.PROJECT.resolve("app/target/pages");
    private static final Path DOCUMENTS = ProjectFilesTest.PROJECT.resolve("docs/pictures");
    private static final Instant NOW = Instant.parse("2025-03-21T12:00:00Z");
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U1");
    private static final ChannelRef READING = new ChannelRef(Platform.SLACK, "T1", "C1");

    /// What somebody reads at once, without pictures.
    private static final long AT_MOST = 100_000;

    @TempDir private static Path directory;
    private static BotCore core;
    private static HttpServer server;
    private static PictureHost pictures;
    private static Browser browser;
    private static String secret;
    private static String paper;

    @BeforeAll
    static void start() throws Exception {
        pictures = PictureHost.start(directory);
        browser = Browser.start(pictures.arguments());
        Path home = directory.resolve("home");
        Clock clock = new SettableClock(NOW);
        core =
                BotCore.start(
                        new CoreSettings(
                                home,
                                List.of(TranscriptTest.BUNDLED, TranscriptTest.DAILY),
                                CoreSettings.NO_MODEL,
                                1),
                        clock);
        List<Paper> papers =
                core.publication()
                        .catalogue()
                        .trending(Window.WEEK, Optional.empty(), false)
                        .papers();
        fill(home, papers);
        Site site =
                Website.of(
                        new SiteSettings(
                                Optional.of(URI.create("https://papers.example.org")),
                                true,
                                1_000_000,
                                List.of(),
                                PictureHosts.ALL),
                        core.publication(),
                        clock);
        server = WebWiring.serve(site, new Listener("127.0.0.1", 0, "web.port"), clock);
    }

    /// Pictures for most papers, and a channel that got some.
    private static void fill(Path home, List<Paper> papers) {
        try (Store store = Store.open(home)) {
            List<Paper> pictured = new ArrayList<>();
            for (Paper each : papers.subList(0, 20)) {
                if (each.arxivId().isPresent() && pictured.size() % 7 != 6) {
                    pictured.add(
                            each.toBuilder()
                                    .thumbnail(
                                            URI.create(
                                                    "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/"
                                                            + each.id().value()
                                                            + ".png"))
                                    .build());
                }
            }
            store.catalogue().put(pictured, NOW);
            store.library().seen(ANN, READING, "ann", NOW);
            ChannelLink link = store.links().open(READING, "reading", NOW);
            store.links().list(READING, true);
            secret = link.path();
            for (int i = 0; i < 12; i++) {
                PaperId id = papers.get(i).id();
                store.ledger()
                        .record(
                                new Ledger.LedgerEntry(
                                        READING,
                                        id,
                                        NOW.minus(Duration.ofDays(3L * i)),
                                        Ledger.Occasion.EDITION));
                if (i % 3 == 0) {
                    store.library().upvoteIn(READING, ANN, id, NOW);
                }
            }
            paper = "/papers/" + papers.getFirst().id().value();
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
            core.close();
        }
        if (pictures != null) {
            pictures.close();
        }
    }

    @Test
    void everyPageIsRightOnEveryScreen() {
        List<String> wrong = new ArrayList<>();
        for (int width : List.of(375, 1_280)) {
            for (boolean dark : List.of(false, true)) {
                for (String[] page : pages()) {
                    check(page[0], page[1], width, dark, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String[]> pages() {
        return List.of(
                new String[] {"trending", "/"},
                new String[] {"filtered", "/?window=month&in=cs.CV&code=yes"},
                new String[] {"paper", paper},
                new String[] {"search", "/search?q=tokenizers"},
                new String[] {"nothing-found", "/search?q=in%3Acs.XX+qwertz"},
                new String[] {"how-to-search", "/search"},
                new String[] {"feeds", "/feeds?kind=topic&of=token+pruning"},
                new String[] {"channel", secret},
                new String[] {"channel-search", secret + "?q=tokens"},
                new String[] {"error", "/nothing"});
    }

    private static void check(
            String name, String path, int width, boolean dark, List<String> wrong) {
        String where = name + " at " + width + (dark ? ", dark" : "");
        browser.look(width, width < 600 ? 800 : 900, dark);
        browser.open(address(path));
        double shift = browser.layoutShift();
        if (shift > SHIFT) {
            wrong.add(where + ": moved by " + shift);
        }
        long bytes = browser.bytes();
        if (bytes > AT_MOST || bytes == 0) {
            wrong.add(where + ": " + bytes + " bytes");
        }
        if (browser.overflow() > 0) {
            wrong.add(where + ": " + browser.overflow() + " pixels too wide");
        }
        browser.violations().forEach(each -> wrong.add(where + ": " + each));
        browser.complaints().stream()
                // A page that says that there is nothing has the status that says so.
                .filter(each -> !(name.equals("error") && each.contains("404")))
                .forEach(each -> wrong.add(where + ": " + each));
        browser.picture(PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
        boolean isShown =
                (name.equals("trending") && (width == 375) == dark)
                        || (name.equals("paper") && width == 1_280 && !dark)
                        || (name.equals("channel") && width == 1_280 && !dark);
        if (Boolean.getBoolean("pictures.update") && isShown) {
            browser.picture(
                    DOCUMENTS.resolve("page-" + name + (width == 375 ? "-phone" : "") + ".png"));
        }
    }

    @Test
    void theFirstKeyLeadsPastTheHeadAndWhatHasTheFocusIsSeen() {
        browser.look(1_280, 900, false);
        browser.open(address("/"));
        WebElement body = browser.driver().findElement(By.tagName("body"));
        body.sendKeys(Keys.TAB);

        WebElement first = browser.driver().switchTo().activeElement();
        assertThat(first.getText()).isEqualTo("To the content");
        assertThat(first.getRect().getX()).isNotNegative();
        assertThat(first.getCssValue("outline-style")).isEqualTo("solid");
        first.sendKeys(Keys.ENTER);
        assertThat(browser.driver().getCurrentUrl()).endsWith("#content");
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Day");
    }

    /// As a newcomer goes: look, search, open, cite, go back.
    @Test
    void somebodyFindsAPaperAndWhatItIsLike() {
        browser.look(375, 800, false);
        browser.open(address("/"));
        WebElement box = browser.driver().findElement(By.name("q"));
        box.sendKeys("tokenizers");
        box.sendKeys(Keys.ENTER);
        assertThat(browser.driver().findElement(By.tagName("h1")).getText())
                .isEqualTo("Papers for tokenizers");
        browser.driver().findElement(By.cssSelector(".entry h2 a")).click();
        String title = browser.driver().findElement(By.tagName("h1")).getText();
        browser.driver().findElement(By.tagName("summary")).click();
        assertThat(browser.driver().findElement(By.tagName("pre")).getText()).contains("title = {");
        browser.driver().findElement(By.cssSelector("#similar + .list .entry h2 a")).click();

        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isNotEqualTo(title);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.driver().manage().getCookies()).isEmpty();
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
