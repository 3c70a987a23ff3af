package io.broadsheet.app;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Keyring;
import io.broadsheet.message.Reply;
import io.broadsheet.subscription.MailDesk;
import io.broadsheet.subscription.MailSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Everybody's mailbox in a transcript.
final class StageMailbox extends PlainPlatform {

    /// A bot without a public address, which writes only to some domains.
    static final MailSettings SETTINGS =
            new MailSettings(
                    Keyring.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
                    Optional.empty(),
                    List.of("example.org"));

    private final BotCore core;
    private final Consumer<List<String>> arrived;
    final Set<String> refusing = new HashSet<>();

    StageMailbox(BotCore core, Consumer<List<String>> arrived) {
        this.core = core;
        this.arrived = arrived;
    }

    @Override
    public Platform platform() {
        return Platform.MAIL;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        MailDesk.Recipient recipient =
                core.mail().flatMap(mail -> mail.recipient(channel)).orElseThrow();
        String address = recipient.address().value();
        if (refusing.contains(address)) {
            return new Delivery.Refused(Refusal.ADDRESS_REFUSED, "550 5.1.1 no such user");
        }
        arrived.accept(List.of("Mail to " + address + ":"));
        arrived.accept(message.plain().lines().toList());
        return new Delivery.Posted("<" + key + ">");
    }

    @Override
    public Health health() {
        return new Health(true, "a mailbox on a stage");
    }
}
