package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.MailPlatform;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailSettings;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail from the command to the mailbox and back: subscribe in chat, confirm, mail at its minute,
/// one click ends it. With pages and without, and against those who try more.
class MailEndToEndTest {

    private static final Path PAPERS =
            ProjectFilesTest.PROJECT.resolve(
                    "app/src/test/resources/transcripts/daily-papers.json");

    /// A Thursday.
    private static final Instant START = Instant.parse("2025-03-20T09:00:00Z");

    private static final String ADDRESS = "ada.lovelace@example.org";
    private static final Pattern LINK =
            Pattern.compile("https://papers\\.example\\.org/[a-z]+\\?t=[A-Za-z0-9._-]+");
    private static final Pattern CODE = Pattern.compile("subscribe confirm (\\d{6})");

    @TempDir Path home;

    private final SettableClock clock = new SettableClock(START);
    private final TestMailServer server = TestMailServer.plain();
    private Optional<Bot> running = Optional.empty();

    /// A bot with its console, its site and its way to the mail server.
    private record Bot(BotCore core, MailPlatform mail, PlainConsole console, Site site) {
        String type(String line) {
            return String.join("\n", console.answer(line).orElseThrow());
        }
    }

    private Bot start(boolean pages) {
        Optional<URI> address =
                pages ? Optional.of(URI.create("https://papers.example.org")) : Optional.empty();
        BotCore core =
                BotCore.start(
                        new CoreSettings(home, List.of(PAPERS), CoreSettings.NO_MODEL, 1)
                                .mailing(
                                        new MailSettings(
                                                Keyring.of(
                                                        List.of(
                                                                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
                                                address,
                                                List.of())),
                        clock);
        MailPlatform mail =
                MailPlatform.start(
                        new SmtpSettings(
                                "localhost",
                                server.port(),
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
        core.dispatcher().serve(mail);
        Site site =
                Website.of(
                        new SiteSettings(address, true, 10_000, List.of(), List.of()),
                        core.publication(),
                        core.mail(),
                        clock);
        Seat seat = new Seat("ana", "reading", ZoneId.of("UTC"), false);
        PlainConsole console = new PlainConsole(Dialogue.with(core.conversation()), seat);
        Bot bot = new Bot(core, mail, console, site);
        running = Optional.of(bot);
        return bot;
    }

    @AfterEach
    void stop() {
        running.ifPresent(bot -> {
            bot.mail().close();
            bot.core().close();
        });
        server.close();
    }

    private void pass(Bot bot, String time) throws InterruptedException {
        clock.pass(Duration.between(clock.instant(), Instant.parse(time)));
        bot.core().runDue(bot.mail());
    }

    @Test
    void fromTheCommandToTheMailboxAndBackByPages() throws Exception {
        Bot bot = start(true);
        assertThat(bot.type("subscribe " + ADDRESS + " weekdays 8:00 UTC to trending"))
                .contains("Open the link in that mail")
                .doesNotContain("lovelace");
        pass(bot, "2025-03-20T09:01:00Z");
        String asking = text(server.taken().getFirst());
        assertThat(asking).contains("Subject: Do you want papers by mail?");
        String confirm = link(asking, "/confirm");

        // A scanner opens every link: nothing is confirmed by that.
        scan(bot, asking);
        assertThat(bot.type("subscriptions")).contains("waits for your confirmation");
        pass(bot, "2025-03-21T08:00:00Z");
        assertThat(server.taken()).hasSize(1);

        assertThat(press(bot, confirm)).contains("Confirmed").contains("weekdays at 08:00 UTC");
        assertThat(press(bot, confirm)).contains("Confirmed already");

        pass(bot, "2025-03-24T07:59:00Z");
        assertThat(server.taken()).hasSize(1);
        pass(bot, "2025-03-24T08:00:00Z");
        assertThat(server.taken()).hasSize(2);
        String mail = text(server.taken().getLast());
        assertThat(mail)
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                .contains("you subscribed in a chat");
        assertThat(mail.length()).isLessThan(100_000);

        scan(bot, mail);
        assertThat(bot.type("saved")).contains("Your shelf is empty");
        assertThat(bot.type("subscriptions")).contains("next on 25 Mar 2025, 08:00 UTC");

        List<String> papers = links(mail).filter(each -> each.contains("/mail?")).toList();
        assertThat(papers).hasSizeGreaterThan(6);
        assertThat(get(bot, papers.get(2))).contains("Similar papers");
        assertThat(press(bot, papers.get(0))).contains("Saved");
        assertThat(bot.type("saved")).contains("RWKV-7");

        // One click, as a mail client makes it: without a page and without a cookie.
        String end = link(mail, "/unsubscribe");
        assertThat(mail.replaceAll("\\n\\s+", " ")).contains("List-Unsubscribe: <" + end);
        assertThat(press(bot, end, "List-Unsubscribe=One-Click")).contains("Unsubscribed");
        assertThat(bot.type("subscriptions")).contains("You get nothing by mail");
        pass(bot, "2025-03-25T08:00:00Z");
        assertThat(server.taken()).hasSize(2);

        // Links of the past change nothing more.
        assertThat(press(bot, end)).contains("Unsubscribed");
        assertThat(press(bot, confirm)).contains("Too late");
        assertThat(bot.type("subscriptions")).contains("You get nothing by mail");
        assertThat(files()).doesNotContain("lovelace");
    }

    @Test
    void fromTheCommandToTheMailboxAndBackByACode() throws Exception {
        Bot bot = start(false);
        assertThat(bot.type("subscribe " + ADDRESS + " daily 18:00 UTC"))
                .contains("Type the code of that mail here");
        pass(bot, "2025-03-20T09:01:00Z");
        String asking = text(server.taken().getFirst());
        Matcher code = CODE.matcher(asking);
        assertThat(code.find()).isTrue();
        assertThat(asking).doesNotContain("http");
        assertThat(bot.type("subscribe confirm " + code.group(1))).contains("Confirmed");
        assertThat(bot.type("subscribe confirm " + code.group(1)))
                .contains("Nothing of yours waits");
        pass(bot, "2025-03-20T18:00:00Z");
        assertThat(server.taken()).hasSize(2);
        String mail = text(server.taken().getLast());
        assertThat(mail).contains("unsubscribe 1").doesNotContain("List-Unsubscribe");
        assertThat(bot.type("unsubscribe 1")).contains("Ended");
        pass(bot, "2025-03-21T18:00:00Z");
        assertThat(server.taken()).hasSize(2);
    }

    @Test
    void wrongCodesEndWhatWaits() throws Exception {
        Bot bot = start(false);
        bot.type("subscribe " + ADDRESS);
        pass(bot, "2025-03-20T09:01:00Z");
        Matcher code = CODE.matcher(text(server.taken().getFirst()));
        assertThat(code.find()).isTrue();
        String right = code.group(1);
        for (int i = 0; i < 5; i++) {
            String wrong = String.format("%06d", (Integer.parseInt(right) + 1 + i) % 1_000_000);
            assertThat(bot.type("subscribe confirm " + wrong)).contains("Nothing of yours waits");
        }
        assertThat(bot.type("subscribe confirm " + right)).contains("Nothing of yours waits");
        assertThat(bot.type("subscriptions")).contains("You get nothing by mail");
    }

    @Test
    void linksCannotBeMadeOrTurnedIntoOthers() throws Exception {
        Bot bot = start(true);
        bot.type("subscribe " + ADDRESS);
        pass(bot, "2025-03-20T09:01:00Z");
        String confirm = link(text(server.taken().getFirst()), "/confirm");
        int start = confirm.indexOf("t=") + 2;
        for (int i = start; i < confirm.length(); i++) {
            char other = confirm.charAt(i) == 'A' ? 'B' : 'A';
            String forged = confirm.substring(0, i) + other + confirm.substring(i + 1);
            // The last character of base64 may stand for the same bytes.
            if (i < confirm.length() - 1) {
                assertThat(send(bot, "POST", forged, "").status()).as(forged).isEqualTo(404);
            }
        }
        for (String path : List.of("/unsubscribe", "/mail")) {
            assertThat(send(bot, "POST", confirm.replace("/confirm", path), "").status())
                    .isEqualTo(404);
        }
        assertThat(send(bot, "POST", "https://papers.example.org/confirm?t=17", "").status())
                .isEqualTo(404);
        assertThat(bot.type("subscriptions")).contains("waits for your confirmation");
        clock.pass(Duration.ofHours(49));
        assertThat(press(bot, confirm)).contains("Too late");
    }

    /// Whether an address is known, had its mails of the day, or was never heard of.
    @Test
    void answersTheSameWhetherOrNotAnAddressIsKnown() throws Exception {
        Bot bot = start(true);
        String unknown = subscribed(bot, "b@example.org");
        for (int i = 0; i < 4; i++) {
            assertThat(subscribed(bot, "a@example.org").replace("a…", "b…")).isEqualTo(unknown);
        }
        bot.core().runDue(bot.mail());
        assertThat(server.taken("a@example.org")).hasSize(3);
        press(bot, link(text(server.taken("a@example.org").getFirst()), "/confirm"));
        clock.pass(Duration.ofDays(2));
        assertThat(subscribed(bot, "a@example.org").replace("a…", "b…")).isEqualTo(unknown);
        assertThat(subscribed(bot, "no address")).contains("That is no address of mail");
    }

    /// What a chat takes a page takes too, but for what needs a person or a channel.
    @Test
    void thePageTakesTopicsAuthorsSearchesAndTimesAsTheChatDoes() throws Exception {
        Bot bot = start(true);
        assertThat(subscribed(bot, "a@example.org", "to=author&of=Bo+Peng&when=daily+8am&zone=UTC"))
                .contains("new papers for author:\"Bo Peng\"");
        assertThat(
                        subscribed(
                                bot,
                                "b@example.org",
                                "to=search&of=attention+since%3A2025&when=every+Friday+8:00+UTC"))
                .contains("new papers for attention since:2025");
        pass(bot, "2025-03-20T09:01:00Z");
        for (String address : List.of("a@example.org", "b@example.org")) {
            String asking = text(server.taken(address).getFirst());
            // Nobody's words reach somebody who did not ask for them.
            assertThat(asking).doesNotContain("Bo Peng", "attention since");
            assertThat(press(bot, link(asking, "/confirm"))).contains("Confirmed");
        }
        pass(bot, "2025-03-21T08:00:00Z");
        assertThat(text(server.taken("a@example.org").getLast()))
                .contains("Subject: RWKV-7")
                .contains("New for author:\"Bo Peng\"");
        assertThat(text(server.taken("b@example.org").getLast()))
                .contains("New for attention since:2025");
        // Nothing that is new: no mail.
        pass(bot, "2025-03-22T08:00:00Z");
        assertThat(server.taken("a@example.org")).hasSize(2);
    }

    @Test
    void thePageSaysWhatIsWrongAndKeepsWhatWasTyped() {
        Bot bot = start(true);
        assertThat(subscribed(bot, "a@example.org", "to=topic&of=tokens&when=sometimes"))
                .contains("I did not understand 'sometimes'")
                .contains("value=\"tokens\"")
                .contains("value=\"a@example.org\"");
        assertThat(subscribed(bot, "a@example.org", "to=trending&when=hourly"))
                .contains("a schedule comes once a day at most");
        assertThat(subscribed(bot, "a@example.org", "to=trending&when=daily+25:00"))
                .contains("is no time of the day");
        assertThat(subscribed(bot, "a@example.org", "to=trending&when=daily+9&zone=Atlantis"))
                .contains("I know no time zone 'Atlantis'");
        assertThat(subscribed(bot, "a@example.org", "to=author&of=Nobody+Whosoever&when=daily+9"))
                .contains("No paper here passes");
        assertThat(subscribed(bot, "a@example.org", "to=topic&when=daily+9"))
                .contains("Say which topic");
        assertThat(subscribed(bot, "a@example.org", "to=search&of=year%3Asoon&when=daily+9"))
                .contains("year:");
        assertThat(server.taken()).isEmpty();
        assertThat(get(bot, "https://papers.example.org/subscribe?to=search&of=in%3Acs.CL"))
                .contains("<option value=\"search\" selected>")
                .contains("value=\"in:cs.CL\"");
    }

    private static String subscribed(Bot bot, String address) {
        return subscribed(bot, address, "to=trending&when=daily+8:00&zone=UTC");
    }

    /// @param fields as a browser sends them, without the address
    private static String subscribed(Bot bot, String address, String fields) {
        WebResponse form = send(bot, "GET", "https://papers.example.org/subscribe", "");
        String page = new String(form.body(), StandardCharsets.UTF_8);
        Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        String cookie = form.headers().get("set-cookie").getFirst().split(";", 2)[0];
        WebResponse answer =
                bot.site()
                        .answer(
                                new WebRequest(
                                        "POST",
                                        "/subscribe",
                                        "",
                                        Map.of(
                                                "content-type",
                                                List.of("application/x-www-form-urlencoded"),
                                                "cookie",
                                                List.of(cookie)),
                                        ("token="
                                                        + token.group(1)
                                                        + "&"
                                                        + fields
                                                        + "&address="
                                                        + URLEncoder.encode(
                                                                address, StandardCharsets.UTF_8))
                                                .getBytes(StandardCharsets.UTF_8),
                                        "192.0.2.7"));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    // --- mails and pages ---

    /// Opens every link of a mail, as scanners do.
    private static void scan(Bot bot, String mail) {
        links(mail)
                .forEach(each -> {
                    assertThat(send(bot, "GET", each, "").status()).isEqualTo(200);
                    assertThat(send(bot, "HEAD", each, "").status()).isEqualTo(200);
                });
    }

    private static String get(Bot bot, String link) {
        return new String(send(bot, "GET", link, "").body(), StandardCharsets.UTF_8);
    }

    private static String press(Bot bot, String link) {
        return press(bot, link, "");
    }

    private static String press(Bot bot, String link, String body) {
        WebResponse answer = send(bot, "POST", link, body);
        assertThat(answer.status()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static WebResponse send(Bot bot, String method, String link, String body) {
        URI uri = URI.create(link);
        return bot.site()
                .answer(
                        new WebRequest(
                                method,
                                uri.getRawPath(),
                                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                                Map.of(
                                        "content-type",
                                        List.of("application/x-www-form-urlencoded")),
                                body.getBytes(StandardCharsets.UTF_8),
                                "192.0.2.7"));
    }

    private static String link(String mail, String path) {
        return links(mail).filter(each -> each.contains(path + "?")).findFirst().orElseThrow();
    }

    private static Stream<String> links(String mail) {
        return LINK.matcher(mail).results().map(each -> each.group()).distinct();
    }

    /// The mail with soft line breaks and quoted characters undone (RFC 2045, section 6.7).
    static String text(TestMailServer.Mail mail) {
        Matcher quoted = Pattern.compile("=\\n|=([0-9A-F]{2})").matcher(mail.raw());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = 0;
        while (quoted.find()) {
            bytes.writeBytes(
                    mail.raw()
                            .substring(end, quoted.start())
                            .getBytes(StandardCharsets.ISO_8859_1));
            if (quoted.group(1) != null) {
                bytes.write(Integer.parseInt(quoted.group(1), 16));
            }
            end = quoted.end();
        }
        bytes.writeBytes(mail.raw().substring(end).getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Everything that the bot keeps.
    private String files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            StringBuilder contents = new StringBuilder();
            all.filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            contents.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            return contents.toString();
        }
    }
}
