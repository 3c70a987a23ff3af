package io.broadsheet.app.config;

import java.util.List;

/// The mail server through which subscribers are written to.
///
/// @param host empty for no mail
/// @param port 587 for STARTTLS, 465 for TLS, 25 for neither
/// @param security `starttls`, `tls` or `none`
/// @param user for the login; empty for none
/// @param password for the login
/// @param from the address that mails come from
/// @param fromName how the sender is called
/// @param keys what addresses are encrypted with, separated by commas; the first one encrypts
/// @param domains only addresses there, or below them, get mail; none for all
/// @param perMinute how many mails are sent in a minute at most
/// @param connections how many are sent at a time
/// @param patienceSeconds for how long an answer of the server is waited for
public record MailServer(
        @Setting(
                        fallback = "${ENV:MAIL_HOST:}",
                        example = "smtp.example.org",
                        must = "empty, or the name or the IP address of a mail server",
                        pattern = "|[A-Za-z0-9.:_-]{1,253}")
                String host,
        @Setting(fallback = "${ENV:MAIL_PORT:587}", example = "587", least = 1, most = 65535)
                int port,
        @Setting(
                        fallback = "${ENV:MAIL_SECURITY:starttls}",
                        example = "starttls",
                        must = "starttls, tls or none",
                        pattern = "starttls|tls|none")
                String security,
        @Setting(fallback = "${ENV:MAIL_USER:}", example = "broadsheet") String user,
        @Setting(
                        key = "password",
                        fallback = "${ENV:MAIL_PASSWORD:}",
                        example = "a password",
                        hidden = true)
                String password,
        @Setting(
                        fallback = "${ENV:MAIL_FROM:}",
                        example = "papers@example.org",
                        must = "empty, or an address of mail",
                        pattern = "|[^@\\s]{1,64}@[^@\\s]{3,253}")
                String from,
        @Setting(
                        fallback = "Broadsheet",
                        example = "Broadsheet",
                        must = "a name of at most 60 characters",
                        pattern = "[^\\p{Cc}]{1,60}")
                String fromName,
        @Setting(
                        fallback = "${ENV:MAIL_KEYS:}",
                        example = "the output of: openssl rand -base64 32",
                        must = "empty, or keys of 32 bytes in base64, separated by commas",
                        pattern = "|[A-Za-z0-9+/_=-]{43,44}(?:\\s*,\\s*[A-Za-z0-9+/_=-]{43,44})*")
                String keys,
        @Setting(
                        fallback = "",
                        example = "[example.org]",
                        must = "a list of domains",
                        pattern = "[A-Za-z0-9.-]{3,253}")
                List<String> domains,
        @Setting(fallback = "300", example = "300", least = 1, most = 60_000) int perMinute,
        @Setting(fallback = "4", example = "4", least = 1, most = 32) int connections,
        @Setting(fallback = "20", example = "20", least = 1, most = 60) int patienceSeconds) {
    public MailServer {
        domains = List.copyOf(domains);
    }
}
