package io.broadsheet.mail;

import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.mail.transport.SmtpSettings.Security;
import io.broadsheet.subscription.MailAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Settings for servers of the tests.
final class SmtpServerOf {

    static final MailAddress FROM = MailAddress.read("papers@example.org").orElseThrow();

    private SmtpServerOf() {}

    static SmtpSettings plain(int port) {
        return of(port, Security.NONE, "", "", Optional.empty());
    }

    static SmtpSettings of(
            int port, Security security, String user, String password, Optional<SSLContext> tls) {
        return new SmtpSettings(
                "localhost",
                port,
                security,
                user,
                password,
                FROM,
                "Broadsheet",
                60_000,
                2,
                Duration.ofSeconds(2),
                tls.map(SSLContext::getSocketFactory));
    }
}
