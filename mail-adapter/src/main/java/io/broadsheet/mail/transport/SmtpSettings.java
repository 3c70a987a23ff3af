package io.broadsheet.mail.transport;

import static java.util.Objects.requireNonNull;

import io.broadsheet.subscription.MailAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// How the mail server is reached.
///
/// @param user for the login; empty for none
/// @param from the address that mails come from
/// @param fromName how the sender is called
/// @param perMinute so many mails a minute at most, in all processes together, 1 or more
/// @param connections so many at a time, 1 or more
/// @param patience for how long an answer of the server is waited for
/// @param trusting makes TLS connections; empty for Java's own, which trusts the usual authorities
public record SmtpSettings(
        String host,
        int port,
        Security security,
        String user,
        String password,
        MailAddress from,
        String fromName,
        int perMinute,
        int connections,
        Duration patience,
        Optional<SSLSocketFactory> trusting) {

    /// How connections are protected.
    public enum Security {
        /// Not at all: for a server on the same machine.
        NONE,
        /// They begin in the clear and change to TLS, or end.
        STARTTLS,
        /// By TLS from the beginning.
        TLS
    }

    public SmtpSettings {
        requireNonNull(security);
        requireNonNull(from);
        requireNonNull(trusting);
        if (perMinute < 1 || connections < 1) {
            throw new IllegalArgumentException("at least one mail a minute over one connection");
        }
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return host + ":" + port + ", " + security;
    }
}
