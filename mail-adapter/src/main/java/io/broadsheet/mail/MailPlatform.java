package io.broadsheet.mail;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.PostOnlyPlatform;
import io.broadsheet.chat.Traffic;
import io.broadsheet.chat.UserRef;
import io.broadsheet.mail.rendering.MailRenderer;
import io.broadsheet.mail.transport.SmtpClient;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.message.Reply;
import io.broadsheet.subscription.MailRecipients;
import io.broadsheet.subscription.MailRecipients.Recipient;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mail as a platform: each subscription is a channel that only its owner reads.
public final class MailPlatform extends PostOnlyPlatform implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MailPlatform.class);

    /// Whoever gets a mail twice sees that it is the same one by its Message-ID; servers and
    /// clients that look at it keep one. As long as what is due may be late.
    private static final Duration SAME_ID = Duration.ofHours(6);

    private static final Duration PROBED = Duration.ofMinutes(1);

    /// An idle server is spoken to this often, so that it is known that it answers.
    private static final Duration KNOWN = Duration.ofMinutes(5);

    private static final Duration KEY_PAUSE = Duration.ofMinutes(5);

    private final SmtpClient client;
    private final MailMessages messages;
    private final MailRecipients recipients;
    private final MailRenderer renderer = new MailRenderer();
    private final Clock clock;
    private final ScheduledExecutorService probing =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mail-probe").factory());

    private MailPlatform(SmtpSettings settings, MailRecipients recipients, Clock clock) {
        this.client = new SmtpClient(settings, clock);
        this.messages = new MailMessages(settings, client.session());
        this.recipients = recipients;
        this.clock = clock;
    }

    /// Starts it; the server is first spoken to in the background.
    public static MailPlatform start(
            SmtpSettings settings, MailRecipients recipients, Clock clock) {
        MailPlatform platform = new MailPlatform(settings, recipients, clock);
        var unused =
                platform.probing.scheduleWithFixedDelay(
                        platform::probe, 0, PROBED.toSeconds(), TimeUnit.SECONDS);
        return platform;
    }

    private void probe() {
        SmtpClient.State state = client.state();
        if (state.good() && clock.instant().isBefore(state.at().plus(KNOWN))) {
            return;
        }
        try {
            client.probe();
        } catch (RuntimeException e) {
            log.warn("The mail server could not be asked", e);
        }
    }

    @Override
    public Platform platform() {
        return Platform.MAIL;
    }

    @Override
    public Health health() {
        SmtpSettings settings = client.settings();
        SmtpClient.State state = client.state();
        String where =
                settings.host()
                        + ":"
                        + settings.port()
                        + switch (settings.security()) {
                            case NONE -> ", not encrypted";
                            case STARTTLS, TLS ->
                                    ", " + settings.security().name().toUpperCase(Locale.ROOT);
                        };
        return new Health(
                state.good(), state.good() ? where + ", answers" : where + ": " + state.fault());
    }

    @Override
    public void tell(Traffic heard) {
        client.listen(code -> heard.answered(Platform.MAIL, code));
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        Optional<Recipient> recipient = recipients.recipient(channel);
        if (recipient.isEmpty()) {
            return recipients.ended(channel)
                    ? new Delivery.Refused(Refusal.CHANNEL_GONE, "the subscription has ended")
                    : new Delivery.RetryAfter(
                            KEY_PAUSE, "the key that encrypted the address is not configured");
        }
        Recipient to = recipient.get();
        String id = messages.id(key, to);
        try {
            return client.send(
                    messages.message(renderer.render(message), to, id, clock.instant()),
                    to.address(),
                    id);
        } catch (MessagingException e) {
            log.error("A mail could not be made", e);
            return new Delivery.Refused(Refusal.INVALID_MESSAGE, "the mail could not be made");
        }
    }

    /// A reader is the same as the place that only they read.
    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return post(new ChannelRef(user.platform(), user.workspace(), user.id()), message, key);
    }

    @Override
    public boolean serves(ChannelRef channel) {
        return true;
    }

    @Override
    public Duration remembersKeysFor() {
        return SAME_ID;
    }

    @Override
    public Pacing pacing() {
        double perSecond = client.settings().perMinute() / 60.0;
        return new Pacing(
                perSecond, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Duration.ZERO);
    }

    @Override
    public Access check(ChannelRef channel) {
        if (recipients.recipient(channel).isPresent()) {
            return new Access.Given();
        }
        return recipients.ended(channel)
                ? new Access.Denied(
                        new Delivery.Refused(Refusal.CHANNEL_GONE, "the subscription has ended"))
                : new Access.Unknown("its address cannot be opened");
    }

    @Override
    public void close() {
        probing.shutdownNow();
        client.close();
    }
}
