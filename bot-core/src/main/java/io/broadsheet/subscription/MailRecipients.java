package io.broadsheet.subscription;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import java.net.URI;
import java.util.Optional;

/// The port to who gets a mail, for whoever sends it.
public interface MailRecipients {

    /// Who gets what is posted to a place; empty where nobody does any more, or the address cannot
    /// be opened.
    Optional<Recipient> recipient(ChannelRef place);

    /// Whether nobody gets what is posted to a place, and nobody will.
    boolean ended(ChannelRef place);

    /// Who gets a mail.
    ///
    /// @param thread names the subscription, so that its mails stand together; 1 to 20 letters and
    ///   digits, which say nothing of who gets them
    /// @param end where one click ends it (RFC 8058); empty where the bot has no public address
    /// @param asks whether the mail only asks for a confirmation
    record Recipient(MailAddress address, String thread, Optional<URI> end, boolean asks) {
        public Recipient {
            requireNonNull(address);
            requireNonNull(thread);
            requireNonNull(end);
        }
    }
}
