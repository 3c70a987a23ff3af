package io.broadsheet.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.LeastHad;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A clock that steps, forward and back, as one does that is wrong until the network corrects it:
/// each edition of a local day comes once, and nothing comes that is long past.
class ClockStepTest {

    private static final Platform PLATFORM = new Platform("stepped");
    private static final UserRef ANN = new UserRef(PLATFORM, "w", "ann");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    private static final Instant EIGHT = Instant.parse("2026-03-04T08:00:00Z");

    /// Due at 09:00, 09:30 and 10:00.
    private static final List<LocalTime> TIMES =
            List.of(LocalTime.of(9, 0), LocalTime.of(9, 30), LocalTime.of(10, 0));

    @TempDir Path directory;

    /// A clock that runs, and is set now and then.
    private volatile Duration ahead = Duration.between(Instant.now(), EIGHT);

    private final Channels channels = new Channels();

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void postsEachEditionOnceThroughStepsInBothDirections(String engine) throws Exception {
        String place = place(engine);
        setUp(place, EIGHT.minusSeconds(60));
        try (Store store = ExactlyOnceTest.open(place);
                Bot _ = new Bot(store, store.connections())) {
            step(Duration.ofHours(25).plusSeconds(1));
            await(() -> channels.posts.equals(List.of(key(1, DAY.plusDays(1)))));

            step(Duration.ofHours(-25));
            Thread.sleep(300);
            assertThat(channels.posts).as("nothing is due at eight").hasSize(1);

            step(Duration.ofHours(2));
            await(() -> channels.posts.size() == 4);
            assertThat(channels.posts).contains(key(1, DAY), key(2, DAY), key(3, DAY));

            step(Duration.ofDays(1));
            await(() -> channels.posts.size() == 6);
            step(Duration.ofDays(1));
            await(() -> channels.posts.size() == 9);
            assertThat(channels.posts).containsExactlyInAnyOrderElementsOf(days(3));
        }
    }

    @Test
    void postsWhatIsDueAfterAStartWithAClockThatWasCorrected() throws Exception {
        String place = place("SQLite");
        setUp(place, EIGHT.minusSeconds(60));
        step(Duration.ofHours(25).plusSeconds(1));
        try (Store store = ExactlyOnceTest.open(place);
                Bot _ = new Bot(store, store.connections())) {
            await(() -> channels.posts.size() == 1);
        }

        step(Duration.ofHours(-25));
        try (Store store = ExactlyOnceTest.open(place);
                Bot _ = new Bot(store, store.connections())) {
            step(Duration.ofHours(2));
            await(() -> channels.posts.size() == 4);
            assertThat(channels.posts)
                    .containsExactlyInAnyOrder(
                            key(1, DAY.plusDays(1)), key(1, DAY), key(2, DAY), key(3, DAY));
        }
    }

    @Test
    void countsFromNowWhatWasOrderedWhileTheClockWasAhead() throws Exception {
        String place = place("SQLite");
        setUp(place, EIGHT.plus(Duration.ofHours(25)));
        try (Store store = ExactlyOnceTest.open(place)) {
            store.digests()
                    .order(
                            ANN,
                            channel(0),
                            Digest.Rhythm.DAILY,
                            ZoneOffset.UTC,
                            EIGHT.plus(Duration.ofHours(25)));
        }
        try (Store store = ExactlyOnceTest.open(place);
                Bot _ = new Bot(store, store.connections())) {
            Thread.sleep(200);
            step(Duration.ofHours(2));
            await(() -> channels.posts.size() == 3);
            assertThat(store.digests().of(ANN).orElseThrow().from()).isBefore(now());
            assertThat(channels.posts)
                    .containsExactlyInAnyOrder(key(1, DAY), key(2, DAY), key(3, DAY));
        }
    }

    @Test
    void takesUpWhatAProcessLeftThatDiedWhileItsClockWasAhead() throws Exception {
        String place = place("SQLite");
        setUp(place, EIGHT.minusSeconds(60));
        Instant wrong = EIGHT.plus(Duration.ofHours(25)).plusSeconds(1);
        Outbox.Job job = new Outbox.Job.OfSchedule(1);
        try (Store store = ExactlyOnceTest.open(place);
                Bot _ = new Bot(store, store.connections())) {
            // As if a process had died with it in hand.
            store.outbox()
                    .claim(
                            new Outbox.Key(job, DAY, 0),
                            new Outbox.Target.InChannel(channel(0)),
                            EIGHT.plus(Duration.ofHours(1)),
                            "dead",
                            wrong,
                            Duration.ofMillis(90));
            store.processes().beat("dead", PLATFORM, wrong, Duration.ofMinutes(1));
            Jdbi.create(store.connections())
                    .useHandle(handle ->
                            handle.execute(
                                    "UPDATE scheduled_tasks SET picked = ?, picked_by = 'dead', last_heartbeat = ?"
                                            + " WHERE task_instance = ?",
                                    true,
                                    Timestamp.from(wrong),
                                    job.toString()));
            step(Duration.ofHours(2));
            await(() -> channels.posts.size() == 3);
            assertThat(channels.posts)
                    .containsExactlyInAnyOrder(key(1, DAY), key(2, DAY), key(3, DAY));
            assertThat(store.processes().beat("other", PLATFORM, now(), Duration.ofMinutes(1)))
                    .as("this process and the other one")
                    .isEqualTo(2);
        }
    }

    @Test
    void aClockThatIsPlainlyWrongCorrectsNothing() throws Exception {
        String place = place("SQLite");
        setUp(place, EIGHT.minusSeconds(60));
        try (Store store = ExactlyOnceTest.open(place)) {
            assertThat(store.storedTimes().correct(Instant.EPOCH)).isZero();
            assertThat(store.schedules().find(1).orElseThrow().from())
                    .isEqualTo(EIGHT.minusSeconds(60));
            assertThat(store.storedTimes().correct(EIGHT)).isZero();
        }
    }

    @Test
    void isStuckWhenNothingLooksForWhatIsDueWhateverElseTheSchedulerDoes() throws Exception {
        try (Store store = ExactlyOnceTest.open(place("SQLite"));
                HeldConnections held = new HeldConnections(store.connections());
                Bot bot = new Bot(store, held.source())) {
            Duration shortly = Duration.ofMillis(600);
            Thread.sleep(shortly.multipliedBy(2));
            assertThat(bot.clockwork.stuck(shortly)).isEmpty();

            held.failing = true;
            Thread.sleep(shortly.multipliedBy(2));
            assertThat(bot.clockwork.stuck(shortly)).as("it looks, in vain").isEmpty();

            held.failing = false;
            held.holding = true;
            await(() -> bot.clockwork.stuck(shortly).equals(List.of(PLATFORM)));
        }
    }

    // --- what runs ---

    private void setUp(String place, Instant made) {
        try (Store store = ExactlyOnceTest.open(place)) {
            store.catalogue().put(DispatcherProcess.papers(), EIGHT);
            for (int i = 0; i < TIMES.size(); i++) {
                Schedule.Plan plan =
                        new Schedule.Plan(
                                new Cadence.Daily(TIMES.get(i)),
                                ZoneOffset.UTC,
                                Optional.empty(),
                                Schedule.EditionKind.PAPER,
                                Optional.empty());
                store.schedules().add(channel(i), "c" + i, plan, ANN, made);
            }
        }
    }

    private void step(Duration by) {
        ahead = ahead.plus(by);
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    private static String key(int schedule, LocalDate day) {
        return "schedule/" + schedule + "/" + day + "/0";
    }

    private static List<String> days(int count) {
        List<String> keys = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            for (int schedule = 1; schedule <= TIMES.size(); schedule++) {
                keys.add(key(schedule, DAY.plusDays(day)));
            }
        }
        return keys;
    }

    private static ChannelRef channel(int i) {
        return new ChannelRef(PLATFORM, "w", "c" + i);
    }

    private String place(String engine) {
        if (engine.equals("SQLite")) {
            return directory.resolve("store").toString();
        }
        PostgresAddress address = PostgresServer.SHARED.address(directory);
        return "postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("what happens", condition);
    }

    /// A process of the bot.
    private final class Bot implements AutoCloseable {

        private final EditionDispatcher dispatcher;
        private final Clockwork clockwork;

        Bot(Store store, DataSource connections) {
            Clock clock = clock();
            PostingContext context =
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
                            Duration.ofSeconds(90));
            dispatcher = new EditionDispatcher(context);
            clockwork =
                    new Clockwork(
                            connections,
                            dispatcher,
                            store.schedules(),
                            store.digests(),
                            store.subscriptions(),
                            store.processes(),
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

        @Override
        public void close() {
            clockwork.close();
            dispatcher.close();
        }
    }

    /// What people see in the channels. Posts are paced.
    private static final class Channels extends PlainPlatform {

        final List<String> posts = new CopyOnWriteArrayList<>();

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Pacing pacing() {
            return new Pacing(50, 50, 50, Duration.ZERO);
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            posts.add(key);
            return new Delivery.Posted(key);
        }
    }

    /// Connections that do not come, for whoever looks for what is due.
    private static final class HeldConnections implements AutoCloseable {

        private final CountDownLatch gate = new CountDownLatch(1);
        volatile boolean failing;
        volatile boolean holding;

        private final DataSource connections;

        HeldConnections(DataSource connections) {
            this.connections = connections;
        }

        /// A data source whose other methods nobody calls.
        DataSource source() {
            return (DataSource)
                    Proxy.newProxyInstance(
                            DataSource.class.getClassLoader(),
                            new Class<?>[] {DataSource.class},
                            (_, _, _) -> connection());
        }

        private Connection connection() throws SQLException {
            boolean looksForDue =
                    Stream.of(Thread.currentThread().getStackTrace())
                            .anyMatch(frame -> frame.getClassName().contains("FetchCandidates"));
            if (looksForDue && holding) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (looksForDue && failing) {
                throw new SQLException("no connection");
            }
            return connections.getConnection();
        }

        @Override
        public void close() {
            gate.countDown();
        }
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
