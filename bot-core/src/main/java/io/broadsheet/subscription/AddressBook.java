package io.broadsheet.subscription;

import io.broadsheet.installation.Keyring;
import io.broadsheet.installation.Keyring.CannotOpenException;
import io.broadsheet.schedule.Subscription.Mailbox;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps addresses unreadable for whoever has only the store.
public final class AddressBook {

    private static final Logger log = LoggerFactory.getLogger(AddressBook.class);

    private static final String ADDRESS = "address of a subscription";
    private static final String COUNT = "confirmation mails";

    private final Keyring keyring;

    public AddressBook(Keyring keyring) {
        this.keyring = keyring;
    }

    /// The address as it is kept.
    public Mailbox mailbox(MailAddress address) {
        return new Mailbox(keyring.seal(address.value(), ADDRESS), digest(address, ADDRESS));
    }

    /// The address that is kept; empty where its key is gone.
    public Optional<MailAddress> open(Mailbox mailbox) {
        return open(mailbox.sealed());
    }

    Optional<MailAddress> open(String sealed) {
        try {
            return MailAddress.read(keyring.open(sealed, ADDRESS));
        } catch (CannotOpenException e) {
            log.warn("An address cannot be opened: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// The address under the key that encrypts now; empty where it is that already, or cannot be
    /// opened.
    Optional<Mailbox> renewed(Mailbox mailbox) {
        return keyring.sealedByFirst(mailbox.sealed())
                ? Optional.empty()
                : open(mailbox).map(this::mailbox);
    }

    /// Names who is mailed to, in counting mails that nobody asked for.
    String counted(MailAddress address) {
        return digest(address, COUNT);
    }

    /// Names who asks for mails, in counting them.
    String counted(String asker) {
        return keyring.digest(asker, COUNT + " of who asks");
    }

    /// Almost every server takes the part before the `@` in capitals as well.
    private String digest(MailAddress address, String use) {
        return keyring.digest(address.value().toLowerCase(Locale.ROOT), use);
    }
}
