package io.broadsheet.subscription;

import static java.util.Objects.requireNonNull;

import io.broadsheet.installation.Keyring;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What is to be known for subscriptions to mail.
///
/// @param keyring encrypts addresses, and what links in mails carry
/// @param publicAddress where the bot's pages are, without a path; empty where it has none
/// @param domains only addresses there get mail; none for all
public record MailSettings(Keyring keyring, Optional<URI> publicAddress, List<String> domains) {
    public MailSettings {
        requireNonNull(keyring);
        requireNonNull(publicAddress);
        domains = List.copyOf(domains);
    }
}
