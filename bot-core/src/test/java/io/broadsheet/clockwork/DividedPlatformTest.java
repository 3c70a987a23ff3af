package io.broadsheet.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.LeastHad;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes that share a platform, each with the connections for some of its channels: every
/// channel gets its post from the one that can.
class DividedPlatformTest {

    private static final Platform PLATFORM = new Platform("divided");
    private static final Instant START = Instant.parse("2026-03-04T08:59:57Z");
    private static final int PROCESSES = 3;
    private static final int CHANNELS = 30;

    @TempDir Path directory;

    @Test
    @Timeout(120)
    void everyChannelGetsItsPostFromTheProcessThatHasIt() throws Exception {
        List<Schedule> schedules = new ArrayList<>();
        try (Store store = Store.open(directory)) {
            store.catalogue().put(DispatcherProcess.papers(), START);
            for (int i = 0; i < CHANNELS; i++) {
                schedules.add(
                        store.schedules()
                                .add(
                                        new ChannelRef(PLATFORM, "w", Integer.toString(i)),
                                        "c" + i,
                                        new Schedule.Plan(
                                                new Cadence.Daily(LocalTime.of(9, 0)),
                                                ZoneOffset.UTC,
                                                Optional.empty(),
                                                Schedule.EditionKind.PAPER,
                                                Optional.empty()),
                                        new UserRef(PLATFORM, "w", "ann"),
                                        START.minusSeconds(60)));
            }
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), START));
            Set<String> posts = ConcurrentHashMap.newKeySet();
            List<AutoCloseable> running = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                running.addAll(start(clock, new Part(i, posts)));
            }
            try {
                Waiting.until(
                        "a post in each channel",
                        Duration.ofMinutes(5),
                        () -> posts.size() >= CHANNELS);
            } finally {
                for (AutoCloseable each : running) {
                    each.close();
                }
            }
            for (Schedule schedule : schedules) {
                List<OutboxEntry> log = store.outbox().log(new Job.OfSchedule(schedule.id()), 10);
                assertThat(log)
                        .extracting(OutboxEntry::state)
                        .containsExactly(OccurrenceState.POSTED);
            }
        }
    }

    private List<AutoCloseable> start(Clock clock, Part part) {
        Store store = Store.open(directory);
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
                                new LeastHad(DispatcherProcess.papers(), store.outbox()::had),
                                new PlainLayout(),
                                clock,
                                part.name(),
                                Duration.ofSeconds(30)));
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
                                part.name(),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                8));
        clockwork.serve(part);
        return List.of(clockwork, dispatcher, store);
    }

    /// One process's part of the platform.
    static final class Part extends PlainPlatform {
        private final int number;
        private final Set<String> posts;

        Part(int number, Set<String> posts) {
            this.number = number;
            this.posts = posts;
        }

        String name() {
            return "process " + number;
        }

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public boolean serves(ChannelRef channel) {
            return Integer.parseInt(channel.id()) % PROCESSES == number;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            if (!serves(channel) || !posts.add(channel.id())) {
                throw new IllegalStateException(name() + " posted into " + channel);
            }
            return new Delivery.Posted(key);
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return new Delivery.Posted(key);
        }
    }
}
