package io.broadsheet.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.LeastHad;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.edition.Processes;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database restored from a backup of last week, taken while posts were under way: today's
/// editions are posted once, and nothing of the days between.
class RestoreTest {

    private static final Platform PLATFORM = new Platform("restored");
    private static final UserRef ANN = new UserRef(PLATFORM, "w", "ann");
    private static final Instant FIRST_DUE = Instant.parse("2026-03-04T09:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int CHANNELS = 12;

    @TempDir Path directory;

    /// A clock that runs, and is set now and then.
    private volatile Duration ahead = between(FIRST_DUE.minusSeconds(10));

    private final Channels channels = new Channels();

    @Test
    void aSqliteFileRestoredBeforeTheHourPostsTodaysEditionsOnce() throws Exception {
        String backup = weekAndBackup(directory.resolve("live").toString());

        restore(backup, FIRST_DUE.plus(WEEK).minus(Duration.ofHours(1)));
    }

    @Test
    void aSqliteFileRestoredAfterTheHourCatchesUpWithTodaysAlone() throws Exception {
        String backup = weekAndBackup(directory.resolve("live").toString());

        restore(backup, FIRST_DUE.plus(WEEK).plus(Duration.ofHours(3)));
    }

    @Test
    void aPostgresDatabaseRestoredBeforeTheHourPostsTodaysEditionsOnce() throws Exception {
        String backup = weekAndBackup(place(PostgresServer.SHARED.address(directory)));

        restore(backup, FIRST_DUE.plus(WEEK).minus(Duration.ofHours(1)));
    }

    @Test
    void aPostgresDatabaseRestoredAfterTheHourCatchesUpWithTodaysAlone() throws Exception {
        String backup = weekAndBackup(place(PostgresServer.SHARED.address(directory)));

        restore(backup, FIRST_DUE.plus(WEEK).plus(Duration.ofHours(3)));
    }

    @Test
    void whatWasPostedBeforeASqliteFileWasRestoredIsNotPostedAgain() throws Exception {
        restoreAfterThePosts(directory.resolve("live").toString());
    }

    @Test
    void whatWasPostedBeforeAPostgresDatabaseWasRestoredIsNotPostedAgain() throws Exception {
        restoreAfterThePosts(place(PostgresServer.SHARED.address(directory)));
    }

    private void restoreAfterThePosts(String live) throws Exception {
        String backup = weekAndBackup(live);
        ahead = between(FIRST_DUE.plus(WEEK).plusSeconds(1));
        try (Store store = ExactlyOnceTest.open(live);
                Bot _ = new Bot(store)) {
            await(() -> channels.posts.size() == 2 * CHANNELS);
        }

        channels.reading = true;
        ahead = between(FIRST_DUE.plus(WEEK).plus(Duration.ofHours(1)));
        try (Store store = ExactlyOnceTest.open(backup);
                Bot bot = new Bot(store)) {
            await(() ->
                    bot.states().stream().filter(OccurrenceState.POSTED::equals).count() == CHANNELS
                            && store.outbox().inDoubt(9).isEmpty());
            assertThat(channels.posts).hasSize(2 * CHANNELS).doesNotHaveDuplicates();
            assertThat(channels.notices).isEmpty();
            // The next day's are new again.
            ahead = between(FIRST_DUE.plus(WEEK).plus(Duration.ofDays(1)));
            await(() -> channels.posts.size() == 3 * CHANNELS);
            assertThat(channels.posts).doesNotHaveDuplicates();
            assertThat(channels.papers).hasSize(3 * CHANNELS).doesNotHaveDuplicates();
        }
    }

    /// Runs a day, takes a backup in the middle of it, and runs the rest of the week without what
    /// is restored later.
    private String weekAndBackup(String place) throws Exception {
        try (Store store = ExactlyOnceTest.open(place)) {
            store.catalogue().put(DispatcherProcess.papers(), FIRST_DUE);
            for (int i = 0; i < CHANNELS; i++) {
                store.schedules()
                        .add(
                                channel(i),
                                "c" + i,
                                new Schedule.Plan(
                                        new Cadence.Daily(LocalTime.of(9, 0)),
                                        ZoneOffset.UTC,
                                        Optional.empty(),
                                        Schedule.EditionKind.PAPER,
                                        Optional.empty()),
                                ANN,
                                clock().instant());
            }
        }
        channels.holdBack("c3");
        String backup;
        Store store = ExactlyOnceTest.open(place);
        try (Bot bot = new Bot(store)) {
            ahead = between(FIRST_DUE);
            await(() -> channels.posts.size() == CHANNELS - 1 && channels.isHolding());
            await(() ->
                    bot.states().stream().filter(OccurrenceState.POSTED::equals).count()
                            == CHANNELS - 1);
            if (!place.startsWith("postgresql:")) {
                // While the bot runs, as operators are told to.
                Path copy = Files.createDirectories(directory.resolve("restored"));
                try (Connection connection = store.connections().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("VACUUM INTO '" + copy.resolve(Store.FILE) + "'");
                }
                backup = copy.toString();
            } else {
                // A copy of the whole database; PostgreSQL wants nobody connected meanwhile.
                store.close();
                PostgresAddress live = PostgresAddress.parse(place, "postgres", "postgres");
                backup = place(PostgresServer.SHARED.copy(live, live.database() + "_restored"));
            }
        } finally {
            channels.letGo();
            store.close();
        }
        assertThat(channels.posts).hasSize(CHANNELS);
        return backup;
    }

    private void restore(String backup, Instant when) throws Exception {
        channels.posts.clear();
        channels.notices.clear();
        ahead = between(when);
        Instant due = FIRST_DUE.plus(WEEK);
        try (Store store = ExactlyOnceTest.open(backup);
                Bot bot = new Bot(store)) {
            if (when.isBefore(due)) {
                // Time enough to look at everything several times.
                await(() -> bot.looks() > 20);
                assertThat(channels.posts).isEmpty();
                ahead = between(due);
            }
            await(() -> channels.posts.size() == CHANNELS);
            for (int minutes = 1; minutes < 120; minutes += 20) {
                ahead = ahead.plus(Duration.ofMinutes(20));
                long looks = bot.looks();
                await(() -> bot.looks() > looks + 5);
            }
            assertThat(channels.posts).hasSize(CHANNELS).doesNotHaveDuplicates();
            assertThat(channels.posts)
                    .allSatisfy(post -> assertThat(post).contains("2026-03-11/0"));
            for (Schedule schedule : store.schedules().active(PLATFORM)) {
                List<OutboxEntry> log =
                        store.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), 100);
                assertThat(log)
                        .extracting(OutboxEntry::state)
                        .first()
                        .isEqualTo(OccurrenceState.POSTED);
                assertThat(log).hasSizeGreaterThanOrEqualTo(2);
                // The days between are accounted for, as missed.
                assertThat(log.subList(1, log.size() - 1))
                        .extracting(OutboxEntry::state)
                        .containsOnly(OccurrenceState.SKIPPED);
                // What was under way when the backup was taken may be there or not: a person is
                // asked, nothing is posted.
                assertThat(log.getLast().state())
                        .isEqualTo(
                                schedule.channel().id().equals("c3")
                                        ? OccurrenceState.IN_DOUBT
                                        : OccurrenceState.POSTED);
            }
            assertThat(channels.notices).hasSize(1);
        }
    }

    /// A process of the bot.
    private final class Bot implements AutoCloseable {

        private final Store store;
        private final Clockwork clockwork;
        private final EditionDispatcher dispatcher;
        private final ConcurrentLinkedQueue<Instant> looked = new ConcurrentLinkedQueue<>();

        Bot(Store store) {
            this.store = store;
            Clock clock = clock();
            dispatcher =
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
                                    "w" + System.nanoTime(),
                                    Duration.ofSeconds(90)));
            clockwork =
                    new Clockwork(
                            store.connections(),
                            dispatcher,
                            store.schedules(),
                            store.digests(),
                            store.subscriptions(),
                            new Processes() {
                                @Override
                                public Optional<Instant> resumed(Platform platform) {
                                    return store.processes().resumed(platform);
                                }

                                @Override
                                public int beat(
                                        String process,
                                        Platform platform,
                                        Instant at,
                                        Duration silent) {
                                    looked.add(at);
                                    return store.processes().beat(process, platform, at, silent);
                                }

                                @Override
                                public void leave(String process) {}
                            },
                            store.storedTimes(),
                            clock,
                            new Clockwork.Timing(
                                    "w" + System.nanoTime(),
                                    Duration.ofMillis(50),
                                    Duration.ofMillis(150),
                                    Duration.ofMillis(100),
                                    8));
            clockwork.serve(channels);
        }

        /// How often the process has shown that it runs.
        long looks() {
            return looked.size();
        }

        List<OccurrenceState> states() {
            List<OccurrenceState> states = new ArrayList<>();
            for (Schedule schedule : store.schedules().active(PLATFORM)) {
                store.outbox()
                        .log(new Outbox.Job.OfSchedule(schedule.id()), 1)
                        .forEach(entry -> states.add(entry.state()));
            }
            return states;
        }

        @Override
        public void close() {
            channels.letGo();
            clockwork.close();
            dispatcher.close();
        }
    }

    /// What people see in the channels.
    static final class Channels extends PlainPlatform {

        final ConcurrentLinkedQueue<String> posts = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
        final ConcurrentHashMap<String, String> contents = new ConcurrentHashMap<>();
        final ConcurrentLinkedQueue<String> papers = new ConcurrentLinkedQueue<>();
        volatile boolean reading;
        private volatile String held = "";
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean holding;

        void holdBack(String channel) {
            gate = new CountDownLatch(1);
            held = channel;
        }

        boolean isHolding() {
            return holding;
        }

        void letGo() {
            held = "";
            gate.countDown();
        }

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            if (channel.id().equals(held)) {
                holding = true;
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            posts.add(key);
            contents.put(key, message.plain());
            papers.add(channel.id() + " got " + message.plain());
            return new Delivery.Posted(key);
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            notices.add(key);
            return new Delivery.Posted(key);
        }

        @Override
        public boolean readsBack() {
            return reading;
        }

        @Override
        public ReadBack find(ChannelRef channel, String key, Instant since) {
            return posts.contains(key)
                    ? new ReadBack.There(key, List.of(new CommandCode(contents.get(key))))
                    : new ReadBack.NotThere();
        }
    }

    private static ChannelRef channel(int i) {
        return new ChannelRef(PLATFORM, "w", "c" + i);
    }

    private static String place(PostgresAddress address) {
        return "postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("what happens", Duration.ofMinutes(1), condition);
    }

    private static Duration between(Instant wanted) {
        return Duration.between(Instant.now(), wanted);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }
        };
    }
}
