package io.broadsheet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.mail.fake.TestMailServer.Fate;
import io.broadsheet.mail.fake.TestMailServer.Mail;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.store.Store;
import io.broadsheet.subscription.AddressBook;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.waiting.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many mails due in one minute, through a server that answers 4xx and 5xx and cuts connections at
/// random, from a process that is killed: none is lost, and none comes twice except under the same
/// Message-ID. `-Dmail.due=10000 -Dmail.kills=20 -Dmail.perSecond=50` is the whole of it; what was
/// measured stands in docs/operating.md.
class MailKillTest {

    private static final int MAILS = Integer.getInteger("mail.due", 80);
    private static final int KILLS = Integer.getInteger("mail.kills", 2);
    private static final int PER_SECOND = Integer.getInteger("mail.perSecond", 50);
    private static final Duration ALL = Duration.ofMinutes(Math.max(2, MAILS / 300));

    /// Of the mails to these people each is refused for good.
    private static final int REFUSED_EVERY = 50;

    @TempDir Path directory;

    private final Random random = new Random(17);

    @Test
    void losesNoneAndDoublesNoneExceptUnderOneMessageId() throws Exception {
        fill();
        Instant start = Instant.now();
        try (TestMailServer server =
                TestMailServer.plain().perSecond(PER_SECOND).deciding(this::fate)) {
            int step = MAILS / (KILLS + 1);
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = process(server.port());
                int enough = kill * step;
                Waiting.until(enough + " mails", ALL, () -> server.taken().size() >= enough);
                process.destroyForcibly().waitFor();
            }
            Process last = process(server.port());
            try (Store store = Store.open(directory)) {
                Waiting.until("all mails to be seen to", ALL, () -> isOver(store));
                check(store, server.taken(), Duration.between(start, Instant.now()));
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    private synchronized Fate fate(String recipient) {
        int number = Integer.parseInt(recipient.replaceAll("\\D", ""));
        if (number % REFUSED_EVERY == 0) {
            return Fate.RECIPIENT_REFUSED;
        }
        int drawn = random.nextInt(100);
        if (drawn < 4) {
            return Fate.RECIPIENT_BUSY;
        } else if (drawn < 6) {
            return Fate.MAIL_BUSY;
        } else if (drawn < 8) {
            return Fate.CUT_AT_DATA;
        } else if (drawn < 10) {
            return Fate.TAKEN_AND_CUT;
        } else if (drawn < 12) {
            return Fate.LOST_AND_CUT;
        }
        return drawn < 13 ? Fate.CLOSING : Fate.TAKEN;
    }

    /// Subscriptions that all fell due a minute ago, wherever that is far from midnight.
    private void fill() {
        try (Store store = Store.open(directory)) {
            store.catalogue().put(MailProcess.papers(), Instant.now());
            AddressBook addresses = new AddressBook(MailProcess.KEYRING);
            Instant due = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MINUTES);
            int hour = due.atOffset(ZoneOffset.UTC).getHour();
            ZoneId zone =
                    ZoneId.of("Etc/GMT" + (hour >= 12 ? "+" + (hour - 12) : "-" + (12 - hour)));
            LocalTime time = LocalTime.ofInstant(due, zone);
            for (int i = 1; i <= MAILS; i++) {
                MailAddress address = MailAddress.read("reader" + i + "@example.org").orElseThrow();
                Subscription subscription =
                        store.subscriptions()
                                .add(
                                        new Subscriptions.Order(
                                                Optional.empty(),
                                                addresses.mailbox(address),
                                                new Subscription.Topics.Trending(),
                                                new Cadence.Daily(time),
                                                zone),
                                        due,
                                        due.minusSeconds(120));
                store.subscriptions().confirm(subscription.id(), due.minusSeconds(60));
            }
        }
    }

    private Process process(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "process.log"))
                .start();
    }

    private static boolean isOver(Store store) {
        return store.subscriptions().all().stream()
                .allMatch(each -> {
                    List<OutboxEntry> log = log(store, each);
                    return !log.isEmpty()
                            && (log.getFirst().state() == OccurrenceState.POSTED
                                    || each.state()
                                            instanceof
                                            Subscription.SubscriptionState.RefusedAddress);
                });
    }

    private static List<OutboxEntry> log(Store store, Subscription subscription) {
        return store.outbox().log(new Outbox.Job.OfSubscription(subscription.id()), 2);
    }

    private static void check(Store store, List<Mail> taken, Duration lasted) {
        Map<String, List<Mail>> byRecipient =
                taken.stream().collect(Collectors.groupingBy(Mail::recipient));
        int refused = 0;
        for (Subscription each : store.subscriptions().all()) {
            String address =
                    new AddressBook(MailProcess.KEYRING).open(each.mailbox()).orElseThrow().value();
            List<Mail> got = byRecipient.getOrDefault(address, List.of());
            if (each.id() % REFUSED_EVERY == 0) {
                refused++;
                assertThat(got).isEmpty();
                assertThat(each.state())
                        .isEqualTo(
                                new Subscription.SubscriptionState.RefusedAddress(
                                        Delivery.Refusal.ADDRESS_REFUSED));
                // In doubt where the sender was killed at an earlier attempt.
                assertThat(log(store, each))
                        .singleElement()
                        .extracting(OutboxEntry::state)
                        .isIn(OccurrenceState.BLOCKED, OccurrenceState.IN_DOUBT);
                continue;
            }
            assertThat(got).as("mails to %s", address).isNotEmpty();
            assertThat(got.stream().map(Mail::id).distinct())
                    .as("Message-IDs of mails to %s", address)
                    .hasSize(1);
            assertThat(log(store, each))
                    .singleElement()
                    .extracting(OutboxEntry::state)
                    .isEqualTo(OccurrenceState.POSTED);
        }
        int readers = byRecipient.size();
        assertThat(readers).isEqualTo(MAILS - refused);
        System.out.printf(
                "%d mails due, %d refused, %d kills: %d taken, %d of them again under the same Message-ID, in %d s%n",
                MAILS, refused, KILLS, taken.size(), taken.size() - readers, lasted.toSeconds());
    }
}
