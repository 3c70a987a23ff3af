package io.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.mail.fake.TestCertificate;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.mail.fake.TestMailServer.Fate;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.mail.transport.SmtpSettings.Security;
import io.broadsheet.message.Block;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.waiting.Waiting;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of mails, over real SMTP: taken, refused, slow, cut off.
class MailDeliveryTest {

    private static final String KEY = "subscription/17/2026-03-04/0";
    private static final String ID = "<subscription.17.2026-03-04.0.abc123@example.org>";

    private static final Reply LIST =
            Reply.of(
                    new Block.Heading("Trending papers"),
                    new Block.Entry(
                            1,
                            "Ünïcode\r\nBcc: everybody@example.org <b>& more</b>",
                            URI.create("https://arxiv.org/abs/2503.00001"),
                            new CommandCode("1:show 1"),
                            List.of(),
                            List.of(),
                            List.of()),
                    new Block.Entry(
                            2, "Second", new CommandCode("1:show 2"), List.of(), List.of()));

    private Optional<TestMailServer> running = Optional.empty();
    private Optional<MailPlatform> mail = Optional.empty();

    private TestMailServer server(TestMailServer server) {
        running = Optional.of(server);
        return server;
    }

    private MailPlatform mail(SmtpSettings settings) {
        MailPlatform platform =
                MailPlatform.start(settings, new FixedRecipients(), Clock.systemUTC());
        mail = Optional.of(platform);
        return platform;
    }

    private Delivery post(TestMailServer server) {
        return mail.orElseGet(() -> mail(SmtpServerOf.plain(server.port())))
                .post(FixedRecipients.ADA, LIST, KEY);
    }

    @AfterEach
    void close() {
        mail.ifPresent(MailPlatform::close);
        running.ifPresent(TestMailServer::close);
    }

    @Test
    void sendsAMailWithTheHeadersThatClientsGoBy() throws Exception {
        TestMailServer server = server(TestMailServer.plain());
        assertThat(post(server)).isEqualTo(new Delivery.Posted(ID));
        MimeMessage mail = parsed(server.taken().getFirst().raw());
        assertThat(mail.getMessageID()).isEqualTo(ID);
        assertThat(mail.getSubject())
                .isEqualTo("Ünïcode Bcc: everybody@example.org <b>& more</b> and 1 more");
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly(FixedRecipients.ADDRESS);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("References", null))
                .isEqualTo("<subscription.abc123@example.org>")
                .isEqualTo(mail.getHeader("In-Reply-To", null));
        assertThat(mail.getHeader("List-Unsubscribe", null))
                .isEqualTo("<https://papers.example.org/unsubscribe?t=1.a.b>");
        assertThat(mail.getHeader("List-Unsubscribe-Post", null))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        MimeMultipart forms = (MimeMultipart) mail.getContent();
        assertThat(forms.getContentType()).startsWith("multipart/alternative");
        assertThat((String) forms.getBodyPart(0).getContent())
                .contains("1. Ünïcode Bcc: everybody@example.org <b>& more</b>");
        Document page = Jsoup.parse((String) forms.getBodyPart(1).getContent());
        assertThat(page.select("h2").first().text())
                .isEqualTo("1. Ünïcode Bcc: everybody@example.org <b>& more</b>");
        assertThat(page.select("h2 b")).isEmpty();
    }

    @Test
    void usesConnectionsAgain() {
        TestMailServer server = server(TestMailServer.plain());
        MailPlatform platform = mail(SmtpServerOf.plain(server.port()));
        for (int i = 0; i < 20; i++) {
            platform.post(FixedRecipients.ADA, LIST, "subscription/17/2026-03-04/" + i);
        }
        assertThat(server.taken()).hasSize(20);
        assertThat(server.connections()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "TLS"})
    void logsInOverAnEncryptedConnectionOnly(Security security) {
        TestCertificate certificate = TestCertificate.make();
        TestMailServer server =
                server(
                        (security == Security.TLS
                                        ? TestMailServer.tls(certificate.context())
                                        : TestMailServer.startTls(certificate.context()))
                                .forUser("bot", "se cret"));
        MailPlatform good =
                mail(
                        SmtpServerOf.of(
                                server.port(),
                                security,
                                "bot",
                                "se cret",
                                Optional.of(certificate.context())));
        assertThat(good.post(FixedRecipients.ADA, LIST, KEY)).isEqualTo(new Delivery.Posted(ID));
        assertThat(server.taken()).allMatch(TestMailServer.Mail::encrypted);
        good.close();

        MailPlatform wrong =
                mail(
                        SmtpServerOf.of(
                                server.port(),
                                security,
                                "bot",
                                "wrong",
                                Optional.of(certificate.context())));
        assertThat(wrong.post(FixedRecipients.ADA, LIST, KEY))
                .isInstanceOfSatisfying(
                        Delivery.RetryAfter.class,
                        later -> assertThat(later.reason()).contains("login"));
        Waiting.until("it to be known", () -> wrong.health().detail().contains("login"));
        wrong.close();

        MailPlatform distrusting =
                mail(SmtpServerOf.of(server.port(), security, "bot", "se cret", Optional.empty()));
        assertThat(distrusting.post(FixedRecipients.ADA, LIST, KEY))
                .isInstanceOf(Delivery.RetryAfter.class);
        assertThat(server.taken()).hasSize(1);
    }

    @Test
    void sendsNothingInTheClearWhereTlsIsWanted() {
        TestMailServer server = server(TestMailServer.plain());
        MailPlatform platform =
                mail(SmtpServerOf.of(server.port(), Security.STARTTLS, "", "", Optional.empty()));
        assertThat(platform.post(FixedRecipients.ADA, LIST, KEY))
                .isInstanceOf(Delivery.RetryAfter.class);
        assertThat(server.taken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RECIPIENT_BUSY, RetryAfter",
        "MAIL_BUSY, RetryAfter",
        "CLOSING, RetryAfter",
        "CUT_AT_DATA, RetryAfter",
        "RECIPIENT_REFUSED, Refused",
        "MAIL_REFUSED, Refused",
        "TAKEN_AND_CUT, InDoubt",
        "LOST_AND_CUT, InDoubt",
        "TAKEN_SLOWLY, InDoubt",
    })
    void tellsWhatMayHaveArrivedFromWhatDidNot(Fate fate, String delivery) {
        TestMailServer server =
                server(TestMailServer.plain().deciding(_ -> fate).late(Duration.ofSeconds(5)));
        Delivery became = post(server);
        assertThat(became.getClass().getSimpleName()).isEqualTo(delivery);
        assertThat(became.toString()).doesNotContain("lovelace").doesNotContain("@");
        if (became instanceof Delivery.Refused(Refusal refusal, _)) {
            assertThat(refusal)
                    .isEqualTo(
                            fate == Fate.RECIPIENT_REFUSED
                                    ? Refusal.ADDRESS_REFUSED
                                    : Refusal.INVALID_MESSAGE);
        }
        // Nothing is lost by it: the next one goes through, under the same Message-ID.
        server.deciding(_ -> Fate.TAKEN);
        assertThat(post(server)).isEqualTo(new Delivery.Posted(ID));
        assertThat(server.taken()).allMatch(mail -> mail.id().equals(ID));
    }

    @Test
    void noticesThatAnIdleConnectionHasGone() {
        TestMailServer first = server(TestMailServer.plain());
        MailPlatform platform = mail(SmtpServerOf.plain(first.port()));
        assertThat(platform.post(FixedRecipients.ADA, LIST, KEY))
                .isInstanceOf(Delivery.Posted.class);
        first.endConnections();
        Delivery next = platform.post(FixedRecipients.ADA, LIST, KEY);
        // The end may be seen only in the middle of a mail; then the outbox comes again.
        if (next instanceof Delivery.RetryAfter) {
            next = platform.post(FixedRecipients.ADA, LIST, KEY);
        }
        assertThat(next).isInstanceOf(Delivery.Posted.class);
    }

    @Test
    void waitsForAServerThatIsAway() {
        TestMailServer server = server(TestMailServer.plain());
        int port = server.port();
        server.close();
        MailPlatform platform = mail(SmtpServerOf.plain(port));
        assertThat(platform.post(FixedRecipients.ADA, LIST, KEY))
                .isInstanceOfSatisfying(
                        Delivery.RetryAfter.class,
                        later -> assertThat(later.reason()).contains("cannot be reached"));
        assertThat(platform.health().connected()).isFalse();
        assertThat(platform.health().detail()).contains("cannot be reached");
    }

    @Test
    void holdsAMailWhoseAddressCannotBeOpened() {
        TestMailServer server = server(TestMailServer.plain());
        MailPlatform platform = mail(SmtpServerOf.plain(server.port()));
        assertThat(platform.post(FixedRecipients.UNREADABLE, LIST, KEY))
                .isInstanceOf(Delivery.RetryAfter.class);
    }

    /// Another server than the tests' own, and its own reading of what came.
    @Test
    void anotherServerTakesItAndReadsItTheSame() {
        GreenMail greenMail =
                new GreenMail(
                        new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        greenMail.start();
        try {
            greenMail.setUser("papers@example.org", "bot", "secret");
            SmtpSettings settings =
                    SmtpServerOf.of(
                            greenMail.getSmtp().getPort(),
                            Security.NONE,
                            "bot",
                            "secret",
                            Optional.empty());
            assertThat(mail(settings).post(FixedRecipients.ADA, LIST, KEY))
                    .isEqualTo(new Delivery.Posted(ID));
            assertThat(greenMail.getReceivedMessages())
                    .singleElement()
                    .satisfies(got -> {
                        assertThat(got.getMessageID()).isEqualTo(ID);
                        assertThat(got.getSubject()).startsWith("Ünïcode");
                    });
        } finally {
            greenMail.stop();
        }
    }

    private static MimeMessage parsed(String raw) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
