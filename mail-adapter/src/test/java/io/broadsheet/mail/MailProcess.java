package io.broadsheet.mail;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.clockwork.Clockwork;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.LeastHad;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.installation.Keyring;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.store.Store;
import io.broadsheet.subscription.AddressBook;
import io.broadsheet.subscription.MailRecipients;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// A bot that sends mails from a store, for [MailKillTest] to kill.
final class MailProcess {

    static final Keyring KEYRING =
            Keyring.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

    private static final Duration LEASE = Duration.ofSeconds(5);

    private MailProcess() {}

    /// Arguments: the directory of the store, the server's port.
    public static void main(String[] args) throws InterruptedException {
        Store store = Store.open(Path.of(args[0]));
        Clock clock = Clock.systemUTC();
        String worker = UUID.randomUUID().toString();
        EditionDispatcher dispatcher =
                new EditionDispatcher(
                        new PostingContext(
                                store.schedules(),
                                store.digests(),
                                store.subscriptions(),
                                store.outbox(),
                                store.catalogue(),
                                store.library(),
                                store.paperMessages(),
                                new LeastHad(papers(), store.outbox()::had),
                                new PlainLayout(),
                                clock,
                                worker,
                                LEASE));
        Clockwork clockwork =
                new Clockwork(
                        store.connections(),
                        dispatcher,
                        store.schedules(),
                        store.digests(),
                        store.subscriptions(),
                        store.processes(),
                        store.storedTimes(),
                        clock,
                        new Clockwork.Timing(
                                worker,
                                Duration.ofMillis(200),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                16));
        SmtpSettings one = SmtpServerOf.plain(Integer.parseInt(args[1]));
        SmtpSettings settings =
                new SmtpSettings(
                        one.host(),
                        one.port(),
                        one.security(),
                        one.user(),
                        one.password(),
                        one.from(),
                        one.fromName(),
                        one.perMinute(),
                        8,
                        one.patience(),
                        one.trusting());
        clockwork.serve(MailPlatform.start(settings, new FromStore(store), clock));
        System.out.println("serving");
        new CountDownLatch(1).await();
    }

    static List<Paper> papers() {
        return IntStream.range(1, 6)
                .mapToObj(i ->
                        Paper.builder(
                                        PaperId.of(ArxivId.parse("2501.0000" + i).orElseThrow()),
                                        "Paper " + i)
                                .summary("About " + i, "About " + i)
                                .published(Instant.parse("2025-01-01T00:00:00Z"))
                                .build())
                .toList();
    }

    /// Who gets what, as the store has it.
    private record FromStore(Store store) implements MailRecipients {
        @Override
        public Optional<Recipient> recipient(ChannelRef place) {
            return Subscription.of(place)
                    .flatMap(store.subscriptions()::find)
                    .flatMap(each -> new AddressBook(KEYRING).open(each.mailbox()))
                    .map(address -> new Recipient(address, "test", Optional.empty(), false));
        }

        @Override
        public boolean ended(ChannelRef place) {
            return recipient(place).isEmpty();
        }
    }
}
