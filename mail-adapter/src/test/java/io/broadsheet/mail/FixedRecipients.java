package io.broadsheet.mail;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailRecipients;
import java.net.URI;
import java.util.Optional;

/// Subscription 17 is ada's, 18 is one whose key is gone, and no other exists.
final class FixedRecipients implements MailRecipients {

    static final ChannelRef ADA = Subscription.channel(17);
    static final ChannelRef UNREADABLE = Subscription.channel(18);
    static final ChannelRef GONE = Subscription.channel(404);
    static final String ADDRESS = "ada.lovelace@example.org";

    @Override
    public Optional<Recipient> recipient(ChannelRef place) {
        return place.platform().equals(Platform.MAIL) && place.equals(ADA)
                ? Optional.of(
                        new Recipient(
                                MailAddress.read(ADDRESS).orElseThrow(),
                                "abc123",
                                Optional.of(
                                        URI.create(
                                                "https://papers.example.org/unsubscribe?t=1.a.b")),
                                false))
                : Optional.empty();
    }

    @Override
    public boolean ended(ChannelRef place) {
        return !place.equals(ADA) && !place.equals(UNREADABLE);
    }
}
