package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.MailPlatform;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.mail.fake.TestMailServer.Fate;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailSettings;
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
import org.slf4j.LoggerFactory;

/// Whatever a mail server answers, and its answers name the address: none is logged or counted by
/// address, and only its owner reads it.
class MailPrivacyTest {

    private static final String ADDRESS = "ada.lovelace@example.org";
    private static final Pattern CODE = Pattern.compile("subscribe confirm (\\d{6})");

    @TempDir private Path home;

    private final SettableClock clock = new SettableClock(Instant.parse("2025-03-20T09:00:00Z"));

    @Test
    void anAddressStandsInNoLogAndNoMetricAndGoesWithItsPerson() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.DEBUG);
        List<Fate> fates =
                new ArrayList<>(
                        List.of(
                                Fate.RECIPIENT_BUSY,
                                Fate.MAIL_BUSY,
                                Fate.CLOSING,
                                Fate.CUT_AT_DATA,
                                Fate.LOST_AND_CUT));
        try (TestMailServer server = TestMailServer.plain();
                Meters meters = new Meters();
                BotCore core = core();
                MailPlatform mail = mail(server, core)) {
            core.dispatcher().listen(meters);
            core.dispatcher().serve(mail);
            PlainConsole console =
                    new PlainConsole(
                            Dialogue.with(core.conversation()),
                            new Seat("ana", "reading", ZoneId.of("UTC"), false));
            assertThat(type(console, "subscribe " + ADDRESS + " daily 9:30 UTC"))
                    .doesNotContain("lovelace");
            core.runDue(mail);
            Matcher code = CODE.matcher(MailEndToEndTest.text(server.taken().getFirst()));
            assertThat(code.find()).isTrue();
            assertThat(type(console, "subscribe confirm " + code.group(1))).contains("Confirmed");

            server.deciding(_ -> fates.isEmpty() ? Fate.RECIPIENT_REFUSED : fates.removeFirst());
            for (int i = 0; i < 40; i++) {
                clock.pass(Duration.ofMinutes(5));
                core.runDue(mail);
            }
            assertThat(type(console, "subscriptions"))
                    .contains("takes no mail for the address")
                    .doesNotContain("lovelace");
            assertThat(type(console, "subscriptions log")).doesNotContain("lovelace");
            assertThat(type(console, "doctor")).doesNotContain("lovelace");
            assertThat(meters.registry().scrape())
                    .contains("platform=\"mail\"")
                    .doesNotContain("lovelace", "example.org");
            assertThat(said(logged)).isNotEmpty().noneMatch(line -> line.contains("lovelace"));
            assertThat(type(console, "me export")).contains(ADDRESS);
        } finally {
            root.detachAppender(logged);
            root.setLevel(before);
        }
    }

    private static List<String> said(ListAppender<ILoggingEvent> logged) {
        return List.copyOf(logged.list).stream()
                .map(event ->
                        event.getFormattedMessage()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    private static String type(PlainConsole console, String line) {
        return String.join("\n", console.answer(line).orElseThrow());
    }

    private BotCore core() {
        return BotCore.start(
                new CoreSettings(home, List.of(TranscriptTest.DAILY), CoreSettings.NO_MODEL, 1)
                        .mailing(
                                new MailSettings(
                                        Keyring.of(
                                                List.of(
                                                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
                                        Optional.empty(),
                                        List.of())),
                clock);
    }

    private MailPlatform mail(TestMailServer server, BotCore core) {
        return MailPlatform.start(
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
    }
}
