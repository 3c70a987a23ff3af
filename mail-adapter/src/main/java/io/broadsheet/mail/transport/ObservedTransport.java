package io.broadsheet.mail.transport;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// A connection that knows whether the server may have taken a mail although no answer came: from
/// when the end of the data is being sent (RFC 5321, section 4.2.5).
final class ObservedTransport extends SMTPTransport {

    private volatile boolean ended;

    ObservedTransport(Session session, URLName server, boolean tls) {
        super(session, server, tls ? "smtps" : "smtp", tls);
    }

    /// Before the next mail.
    void begin() {
        ended = false;
    }

    /// Whether all of the mail was sent, or the last bytes of it are on their way.
    boolean ended() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        ended = true;
        super.finishData();
    }
}
