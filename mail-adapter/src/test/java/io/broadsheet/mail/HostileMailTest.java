package io.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.store.Store;
import io.broadsheet.subscription.AddressBook;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailSettings;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Papers of whoever means harm, as trending papers of a day in the mail that a server gets: all of
/// it is text, in its headers as well. With `-Dhostile.papers=100000` for as many.
class HostileMailTest {

    private static final int PAPERS = Integer.getInteger("hostile.papers", 500);
    private static final int A_MAIL = 10;

    /// A reader's mails are remembered, and a long memory is another test's concern.
    private static final int MAILS_OF_A_READER = 20;

    private static final Keyring KEYRING =
            Keyring.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

    private static final List<String> PARTS =
            List.of(
                    "<script>alert(1)</script>",
                    "<img src=x onerror=alert(1)>",
                    "\" onmouseover=\"alert(1)",
                    "</h2></td></table>",
                    "</title><style>*{display:none}</style>",
                    "<![endif]-->",
                    "<!--",
                    "]]>",
                    "&lt;b&gt;",
                    "&#0;",
                    "javascript:alert(1)",
                    "${7*7}",
                    "\u0000",
                    "\u001b[31m",
                    "\ud800",
                    "\u202e",
                    "\u2028",
                    "\r\nBcc: everybody@example.net\r\n",
                    "\nContent-Type: text/html\n\n<b>",
                    "\r\n.\r\nMAIL FROM:<a@example.net>\r\n",
                    "=?UTF-8?Q?=0D=0ABcc:_x@example.net?=",
                    "--=_Part_0_1.2\r\n",
                    "𝒳",
                    "é",
                    "中文",
                    "tokens",
                    "learning of",
                    "\t");

    @TempDir private Path home;

    private final Random random = new Random(21);
    private final PassingClock clock = new PassingClock();

    @Test
    void whateverAPaperHoldsIsTextInAMail() throws Exception {
        MailSettings settings =
                new MailSettings(
                        KEYRING, Optional.of(URI.create("https://papers.example.org")), List.of());
        try (TestMailServer server = TestMailServer.plain();
                BotCore core =
                        BotCore.start(
                                new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1)
                                        .mailing(settings),
                                clock);
                Store store = Store.open(home);
                MailPlatform mail =
                        MailPlatform.start(
                                SmtpServerOf.plain(server.port()),
                                core.mail().orElseThrow(),
                                clock)) {
            core.dispatcher().serve(mail);
            long reader = 0;
            for (int sent = 0; sent * A_MAIL < PAPERS; sent++) {
                if (sent % MAILS_OF_A_READER == 0) {
                    store.subscriptions().remove(reader);
                    // What the last one got trends no more.
                    clock.pass(Duration.ofDays(30));
                    reader = subscribe(store);
                }
                List<Paper> papers = new ArrayList<>();
                for (int i = 0; i < A_MAIL; i++) {
                    papers.add(paper(sent * A_MAIL + i));
                }
                store.catalogue().put(papers, clock.instant());
                clock.pass(Duration.ofDays(1));
                core.runDue(mail);
                assertThat(server.taken()).hasSize(sent + 1);
                check(server.taken().getLast().raw(), papers);
            }
        }
    }

    private long subscribe(Store store) {
        Instant now = clock.instant();
        Subscription added =
                store.subscriptions()
                        .add(
                                new Subscriptions.Order(
                                        Optional.empty(),
                                        new AddressBook(KEYRING)
                                                .mailbox(
                                                        MailAddress.read("ada@example.org")
                                                                .orElseThrow()),
                                        new Subscription.Topics.Trending(),
                                        new Cadence.Daily(LocalTime.of(8, 0)),
                                        ZoneOffset.UTC),
                                now.plusSeconds(60),
                                now);
        store.subscriptions().confirm(added.id(), now);
        return added.id();
    }

    private static void check(String raw, List<Paper> papers) throws Exception {
        assertThat(raw.length()).isLessThan(100_000);
        MimeMessage mail =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("ada@example.org");
        assertThat(
                        Collections.list(mail.getAllHeaders()).stream()
                                .map(header -> header.getName().toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates()
                .doesNotContain("bcc", "cc");
        assertThat(mail.getSubject()).isNotBlank().doesNotContain("\r", "\n");
        MimeMultipart forms = (MimeMultipart) mail.getContent();
        assertThat(forms.getCount()).isEqualTo(2);
        ((String) forms.getBodyPart(0).getContent())
                .lines()
                .forEach(line ->
                        assertThat(line.chars().noneMatch(Character::isISOControl)).isTrue());
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse((String) forms.getBodyPart(1).getContent(), "", parser);
        assertThat(parser.getErrors()).isEmpty();
        dead(page);
        assertThat(page.select("h2")).hasSameSizeAs(papers);
        for (Paper paper : papers) {
            assertThat(page.select("h2").stream().map(each -> letters(each.wholeText())))
                    .anyMatch(title -> title.contains(number(paper)));
        }
    }

    private static void dead(Document page) {
        assertThat(page.select("script, iframe, object, embed, base, svg, math, img, link, form"))
                .isEmpty();
        assertThat(page.select("style")).hasSize(1);
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on");
                if (attribute.getKey().equals("href")) {
                    assertThat(attribute.getValue())
                            .matches(
                                    "https://(papers\\.example\\.org|arxiv\\.org|github\\.com|doi\\.org)/.*");
                }
            }
        }
    }

    /// What the title begins with, which no other has.
    private static String number(Paper paper) {
        return letters(paper.title()).replaceAll("^(A\\d+x).*", "$1");
    }

    private static String letters(String text) {
        return text.codePoints()
                .filter(c -> c < 128 && Character.isLetterOrDigit(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Paper paper(int number) {
        PaperId id =
                number % 2 == 0
                        ? PaperId.parse(
                                        String.format(
                                                Locale.ROOT,
                                                "arxiv:26%02d.%05d",
                                                1 + number % 9,
                                                number))
                                .orElseThrow()
                        : PaperId.parse("doi:10.1000/" + number + "<\"'&>%3cscript").orElseThrow();
        Paper.Builder paper =
                Paper.builder(id, "A" + number + "x " + hostile(8))
                        .summary(hostile(30), hostile(3))
                        .authors(List.of(Author.person("N " + hostile(3), hostile(3), "")))
                        .categories(List.of(new Category("cs.CV")))
                        .links(
                                List.of(
                                        new PaperLink(
                                                PaperLink.LinkKind.CODE,
                                                URI.create("https://github.com/a/b?c=%22%3E%3C"))))
                        .organisation(hostile(3))
                        .published(clock.instant().plusSeconds(3_600))
                        .upvotes(1 + random.nextInt(100));
        if (random.nextBoolean()) {
            paper.tldr(hostile(10));
        }
        return paper.build();
    }

    private String hostile(int parts) {
        StringBuilder text = new StringBuilder("x");
        for (int i = 1 + random.nextInt(parts); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
            if (random.nextBoolean()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    /// A clock that stands until it is told.
    private static final class PassingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-04T08:00:00Z");

        void pass(Duration span) {
            now = now.plus(span);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("zones are explicit");
        }
    }
}
