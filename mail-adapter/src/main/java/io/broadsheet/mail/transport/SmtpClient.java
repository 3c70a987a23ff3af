package io.broadsheet.mail.transport;

import io.broadsheet.chat.Delivery;
import io.broadsheet.subscription.MailAddress;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mails over a few connections, each used again and again. Safe for use by many threads.
public final class SmtpClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SmtpClient.class);

    /// Within this a send is over, one way or the other: less than a claim on a post holds.
    private static final Duration LONGEST_SEND = Duration.ofSeconds(75);

    /// A connection is asked whether it still stands when it was idle for so long.
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    /// Servers end connections that are idle; many do after a minute.
    private static final Duration IDLE = Duration.ofSeconds(45);

    /// A server that cannot be reached is left alone for so long.
    private static final Duration REST = Duration.ofSeconds(10);

    private static final Duration LOGIN_REST = Duration.ofMinutes(1);

    /// How the server was when it was last spoken to.
    ///
    /// @param fault what was wrong; empty where nothing was
    /// @param rest until when it is left alone
    public record State(Instant at, String fault, Instant rest) {
        public boolean good() {
            return fault.isEmpty();
        }
    }

    private record Idle(ObservedTransport transport, long since) {}

    private final SmtpSettings settings;
    private final Session session;
    private final Clock clock;
    private final Semaphore room;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile State state =
            new State(Instant.EPOCH, "the server was not spoken to yet", Instant.EPOCH);
    private volatile IntConsumer answered = _ -> {};

    public SmtpClient(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
        this.room = new Semaphore(settings.connections(), true);
    }

    private static Properties properties(SmtpSettings settings) {
        boolean tls = settings.security() == SmtpSettings.Security.TLS;
        String prefix = tls ? "mail.smtps." : "mail.smtp.";
        Properties all = new Properties();
        String millis = Long.toString(settings.patience().toMillis());
        all.put(prefix + "host", settings.host());
        all.put(prefix + "port", Integer.toString(settings.port()));
        all.put(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
        all.put(prefix + "connectiontimeout", millis);
        all.put(prefix + "timeout", millis);
        all.put(prefix + "writetimeout", millis);
        all.put(prefix + "ssl.checkserveridentity", "true");
        all.put(prefix + "quitwait", "false");
        all.put(prefix + "localhost", settings.from().domain());
        if (settings.security() == SmtpSettings.Security.STARTTLS) {
            all.put(prefix + "starttls.enable", "true");
            all.put(prefix + "starttls.required", "true");
        }
        settings.trusting().ifPresent(factory -> all.put(prefix + "ssl.socketFactory", factory));
        return all;
    }

    public SmtpSettings settings() {
        return settings;
    }

    /// For whoever makes messages.
    public Session session() {
        return session;
    }

    public State state() {
        return state;
    }

    /// Tells somebody of each answer's code; 0 where none came.
    public void listen(IntConsumer heard) {
        answered = heard;
    }

    /// Sends a mail as it is.
    ///
    /// @param id under which it counts as posted
    public Delivery send(MimeMessage message, MailAddress to, String id) {
        State now = state;
        Instant moment = clock.instant();
        if (moment.isBefore(now.rest())) {
            return new Delivery.RetryAfter(Duration.between(moment, now.rest()), now.fault());
        }
        // A server that dribbles its answers holds a thread, not the post.
        AtomicReference<ObservedTransport> used = new AtomicReference<>();
        CompletableFuture<Delivery> sending = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("smtp")
                .start(() -> {
                    try {
                        sending.complete(sendNow(message, to, id, used));
                    } catch (RuntimeException | Error e) {
                        sending.completeExceptionally(e);
                    }
                });
        try {
            return sending.get(LONGEST_SEND.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Delivery.InDoubt("the mail server takes too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.InDoubt("the bot was stopped while it sent");
        } catch (ExecutionException e) {
            log.error("A mail could not be sent", e.getCause());
            return new Delivery.InDoubt("the bot failed while it sent");
        }
    }

    private Delivery sendNow(
            MimeMessage message,
            MailAddress to,
            String id,
            AtomicReference<ObservedTransport> used) {
        room.acquireUninterruptibly();
        try {
            Delivery first = attempt(message, to, id, used);
            // A connection that stood idle may have been ended meanwhile; nothing was sent over it.
            return first instanceof Delivery.RetryAfter(Duration after, _)
                            && after.isZero()
                            && used.get() == null
                    ? attempt(message, to, id, used)
                    : first;
        } finally {
            room.release();
        }
    }

    /// @param used the connection, where it was a new one
    private Delivery attempt(
            MimeMessage message,
            MailAddress to,
            String id,
            AtomicReference<ObservedTransport> used) {
        ObservedTransport transport = standing();
        try {
            if (transport == null) {
                transport = open();
                used.set(transport);
            }
        } catch (MessagingException e) {
            return unreachable(e, to);
        }
        transport.begin();
        try {
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(to.value())});
            answered.accept(transport.getLastReturnCode());
            good();
            idle.push(new Idle(transport, System.nanoTime()));
            return new Delivery.Posted(id);
        } catch (MessagingException e) {
            int code = SmtpFailures.code(e).orElse(0);
            answered.accept(code);
            if (code > 0 && code != 421) {
                used.set(transport);
                good();
                idle.push(new Idle(transport, System.nanoTime()));
            } else {
                drop(transport);
            }
            return SmtpFailures.of(e, transport.ended(), to);
        }
    }

    private Delivery unreachable(MessagingException failure, MailAddress to) {
        answered.accept(0);
        boolean login = failure instanceof AuthenticationFailedException;
        Instant now = clock.instant();
        String fault =
                login
                        ? "the mail server does not accept the login"
                        : "the mail server cannot be reached";
        state = new State(now, fault, now.plus(login ? LOGIN_REST : REST));
        log.warn("{}: {}", fault, failure.getClass().getSimpleName());
        Delivery delivery = SmtpFailures.of(failure, false, to);
        return delivery instanceof Delivery.RetryAfter(Duration after, _)
                ? new Delivery.RetryAfter(after, fault)
                : new Delivery.RetryAfter(REST, fault);
    }

    /// Whether the server takes the login now; says so in [#state].
    public void probe() {
        if (!room.tryAcquire()) {
            return;
        }
        try {
            ObservedTransport transport = standing();
            if (transport == null) {
                transport = open();
            }
            good();
            idle.push(new Idle(transport, System.nanoTime()));
        } catch (MessagingException e) {
            unreachable(e, settings.from());
        } finally {
            room.release();
        }
    }

    private void good() {
        state = new State(clock.instant(), "", Instant.EPOCH);
    }

    private @org.jspecify.annotations.Nullable ObservedTransport standing() {
        for (Idle each = idle.poll(); each != null; each = idle.poll()) {
            long nanos = System.nanoTime() - each.since();
            if (nanos > IDLE.toNanos()
                    || (nanos > TRUSTED.toNanos() && !each.transport().isConnected())) {
                drop(each.transport());
            } else {
                return each.transport();
            }
        }
        return null;
    }

    private ObservedTransport open() throws MessagingException {
        boolean tls = settings.security() == SmtpSettings.Security.TLS;
        ObservedTransport transport =
                new ObservedTransport(
                        session,
                        new URLName(
                                tls ? "smtps" : "smtp",
                                settings.host(),
                                settings.port(),
                                null,
                                null,
                                null),
                        tls);
        if (settings.user().isEmpty()) {
            transport.connect(settings.host(), settings.port(), null, null);
        } else {
            transport.connect(
                    settings.host(), settings.port(), settings.user(), settings.password());
        }
        return transport;
    }

    private static void drop(ObservedTransport transport) {
        Thread.ofVirtual()
                .name("smtp-quit")
                .start(() -> {
                    try {
                        transport.close();
                    } catch (MessagingException e) {
                        log.debug("A connection was gone already", e);
                    }
                });
    }

    /// Ends the connections that nobody uses.
    @Override
    public void close() {
        for (Idle each = idle.poll(); each != null; each = idle.poll()) {
            drop(each.transport());
        }
    }
}
