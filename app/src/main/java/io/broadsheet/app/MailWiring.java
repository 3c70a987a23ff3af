package io.broadsheet.app;

import io.broadsheet.app.config.MailServer;
import io.broadsheet.app.config.Settings;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.MailPlatform;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.mail.transport.SmtpSettings.Security;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.MailSettings;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.view.Phrases;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Plugs mail in where a server for it is configured.
final class MailWiring implements PlatformWiring {

    @Override
    public Optional<Plugged> plugIn(BotCore core, Settings settings, MeterRegistry meters) {
        return core.mail()
                .map(desk ->
                        Plugged.of(MailPlatform.start(smtp(settings), desk, Clock.systemUTC()))
                                .finding(() -> findings(desk.subscribing())));
    }

    /// What subscriptions need; empty where no mail is sent.
    ///
    /// @throws IllegalArgumentException where something is missing for it; the message is for
    ///   people
    static Optional<MailSettings> subscriptions(Settings settings) {
        MailServer mail = settings.mail();
        if (mail.host().isEmpty()) {
            return Optional.empty();
        }
        List<String> keys = Keyring.split(mail.keys());
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "Mail is sent, and there is no key to encrypt addresses with. Set MAIL_KEYS to the output of:"
                            + " openssl rand -base64 32");
        }
        from(mail);
        String address = settings.web().publicAddress();
        return Optional.of(
                new MailSettings(
                        Keyring.of(keys),
                        settings.web().enabled() && !address.isEmpty()
                                ? Optional.of(URI.create(address))
                                : Optional.empty(),
                        mail.domains()));
    }

    private static SmtpSettings smtp(Settings settings) {
        MailServer mail = settings.mail();
        return new SmtpSettings(
                mail.host(),
                mail.port(),
                Security.valueOf(mail.security().toUpperCase(Locale.ROOT)),
                mail.user(),
                mail.password(),
                from(mail),
                mail.fromName(),
                mail.perMinute(),
                mail.connections(),
                Duration.ofSeconds(mail.patienceSeconds()),
                Optional.empty());
    }

    private static MailAddress from(MailServer mail) {
        return MailAddress.read(mail.from())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Mail is sent, and there is no address that it comes from. Set MAIL_FROM, for example to"
                                        + " papers@example.org"));
    }

    private static List<Checkup.Finding> findings(Subscribing subscribing) {
        long unreadable = subscribing.unreadable();
        if (unreadable > 0) {
            return List.of(
                    Checkup.Finding.bad(
                            "subscriptions",
                            unreadable
                                    + (unreadable == 1 ? " address" : " addresses")
                                    + " cannot be opened: the key that encrypted them is not in MAIL_KEYS"));
        }
        int paused = subscribing.paused();
        return List.of(
                paused == 0
                        ? Checkup.Finding.good("subscriptions", "none is paused")
                        : Checkup.Finding.note(
                                "subscriptions",
                                Phrases.count(paused, "subscription")
                                        + " paused, as the mail server refuses the address; subscriptions shows each to its"
                                        + " owner"));
    }
}
