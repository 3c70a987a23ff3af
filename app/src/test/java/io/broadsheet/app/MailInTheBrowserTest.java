package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.browser.Browser;
import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.MailPlatform;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailSettings;
import io.broadsheet.waiting.Waiting;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.SiteSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// Mails and the pages behind their links in Chromium: confirmed, read, answered and ended as
/// people do it, on a telephone and on a desk, light and dark. Pictures go to `target/pages`; with
/// `-Dpictures.update=true` those of the documents are made anew.
class MailInTheBrowserTest {

    private static final Path PICTURES = ProjectFilesTest.PROJECT.resolve("app/target/pages");
    private static final Path DOCUMENTS = ProjectFilesTest.PROJECT.resolve("docs/pictures");
    private static final Pattern HTML = Pattern.compile("(?s)<!doctype html>.*</html>");

    @TempDir Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2025-03-20T09:00:00Z"));
    private final List<String> wrong = new ArrayList<>();

    @Test
    void isConfirmedReadAnsweredAndEndedInABrowser() throws Exception {
        URI address = URI.create("http://localhost:" + freePort());
        try (TestMailServer mailbox = TestMailServer.plain();
                Browser browser = Browser.start();
                BotCore core = core(address);
                MailPlatform mail = mail(mailbox, core);
                HttpServer unused =
                        WebWiring.serve(
                                Website.of(
                                        new SiteSettings(
                                                Optional.of(address),
                                                true,
                                                1_000_000,
                                                List.of(),
                                                List.of()),
                                        core.publication(),
                                        core.mail(),
                                        clock),
                                new Listener("127.0.0.1", address.getPort(), "web.port"),
                                clock)) {
            core.dispatcher().serve(mail);
            PlainConsole console =
                    new PlainConsole(
                            Dialogue.with(core.conversation()),
                            new Seat("ana", "reading", ZoneId.of("UTC"), false));
            console.answer("subscribe ada@example.org weekdays 8:00 UTC");
            core.runDue(mail);
            String asking = MailEndToEndTest.text(mailbox.taken().getFirst());

            look(browser, "mail-asking", page(asking));
            look(browser, "confirm", link(asking, address, "confirm"));
            press(browser, "Confirmed");

            clock.pass(Duration.between(clock.instant(), Instant.parse("2025-03-21T08:00:00Z")));
            core.runDue(mail);
            String papers = MailEndToEndTest.text(mailbox.taken().getLast());
            look(browser, "mail", page(papers));
            look(browser, "mail-save", link(papers, address, "mail"));
            press(browser, "Saved");
            assertThat(String.join("\n", console.answer("saved").orElseThrow())).contains("RWKV-7");
            look(browser, "subscribe", address + "/subscribe");
            look(browser, "unsubscribe", link(papers, address, "unsubscribe"));
            press(browser, "Unsubscribed");
            assertThat(String.join("\n", console.answer("subscriptions").orElseThrow()))
                    .contains("You get nothing by mail");
        }
        assertThat(wrong).isEmpty();
    }

    /// Presses the button of a page, and waits for the page that says what came of it.
    private static void press(Browser browser, String title) {
        browser.driver().findElement(By.cssSelector("form.form button")).click();
        Waiting.until("the page " + title, () -> browser.driver().getTitle().startsWith(title));
    }

    /// Looks at a page on each screen; nothing is wrong with it on any.
    private void look(Browser browser, String name, String page) {
        for (int width : List.of(320, 375, 800, 1_280)) {
            for (boolean dark : List.of(false, true)) {
                String where = name + " at " + width + (dark ? ", dark" : "");
                browser.look(width, 900, dark);
                browser.open(page);
                if (browser.overflow() > 0) {
                    wrong.add(where + ": " + browser.overflow() + " pixels too wide");
                }
                browser.violations().forEach(each -> wrong.add(where + ": " + each));
                browser.complaints().forEach(each -> wrong.add(where + ": " + each));
                browser.picture(
                        PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
                if (Boolean.getBoolean("pictures.update") && name.equals("mail")) {
                    if (width == 800 && !dark) {
                        browser.picture(DOCUMENTS.resolve("mail.png"));
                    } else if (width == 375 && dark) {
                        browser.picture(DOCUMENTS.resolve("mail-phone.png"));
                    }
                }
            }
        }
    }

    /// The HTML of a mail as a file, which is how a browser gets it.
    private String page(String mail) throws IOException {
        Matcher html = HTML.matcher(mail);
        assertThat(html.find()).isTrue();
        assertThat(html.group().length()).isLessThan(100_000);
        Path file = Files.createTempFile(directory, "mail", ".html");
        Files.writeString(file, html.group());
        return file.toUri().toString();
    }

    private static String link(String mail, URI address, String path) {
        Matcher link =
                Pattern.compile(Pattern.quote(address + "/" + path + "?t=") + "[A-Za-z0-9._-]+")
                        .matcher(mail);
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private BotCore core(URI address) {
        return BotCore.start(
                new CoreSettings(
                                directory.resolve("home"),
                                List.of(TranscriptTest.DAILY),
                                CoreSettings.NO_MODEL,
                                1)
                        .mailing(
                                new MailSettings(
                                        Keyring.of(
                                                List.of(
                                                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
                                        Optional.of(address),
                                        List.of())),
                clock);
    }

    private MailPlatform mail(TestMailServer mailbox, BotCore core) {
        return MailPlatform.start(
                new SmtpSettings(
                        "localhost",
                        mailbox.port(),
                        SmtpSettings.Security.NONE,
                        "",
                        "",
                        MailAddress.read("papers@example.org").orElseThrow(),
                        "Broadsheet",
                        6_000,
                        2,
                        Duration.ofSeconds(10),
                        Optional.empty()),
                core.mail().orElseThrow(),
                clock);
    }
}
