package io.broadsheet.edition;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A dispatcher with one schedule and a platform that answers as a test says.
abstract class DispatcherSetup {

    static final Platform PLATFORM = new Platform("fake");
    static final ChannelRef CHANNEL = new ChannelRef(PLATFORM, "w", "c");
    static final UserRef ANN = new UserRef(PLATFORM, "w", "ann");
    static final Instant MORNING = Instant.parse("2026-03-04T08:00:00Z");
    static final Instant DUE = Instant.parse("2026-03-04T09:00:00Z");
    static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    static final Instant MIDNIGHT = Instant.parse("2026-03-05T00:00:00Z");

    @TempDir Path directory;

    Instant now = MORNING;
    Store store;
    final FakePlatform platform = new FakePlatform();
    EditionDispatcher dispatcher;
    Schedule schedule;
    Job job;

    @BeforeEach
    void setUp() {
        open();
        store.catalogue().put(papers(), MORNING);
        schedule = add();
        job = new Job.OfSchedule(schedule.id());
    }

    @AfterEach
    void close() {
        dispatcher.close();
        store.close();
    }

    static void await(BooleanSupplier condition) {
        Waiting.until("what happens", Duration.ofSeconds(30), condition);
    }

    Key key() {
        return new Key(job, DAY, 0);
    }

    List<OutboxEntry> log() {
        return store.outbox().log(job, 100);
    }

    Schedule add() {
        return store.schedules().add(CHANNEL, "c", plan(LocalTime.of(9, 0)), ANN, MORNING);
    }

    static Schedule.Plan plan(LocalTime time) {
        return new Schedule.Plan(
                new Cadence.Daily(time),
                ZoneOffset.UTC,
                Optional.empty(),
                Schedule.EditionKind.PAPER,
                Optional.empty());
    }

    void open() {
        store = Store.open(directory);
        serve();
    }

    void serve() {
        serve(Instant.MIN);
    }

    void serve(Instant resumed) {
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
                                new LeastHad(papers(), store.outbox()::had),
                                new PlainLayout(),
                                clock(),
                                "w",
                                Duration.ofSeconds(90)),
                        Duration.ofMillis(300));
        dispatcher.serve(platform, resumed);
    }

    static List<Paper> papers() {
        return IntStream.range(1, 7)
                .mapToObj(i ->
                        Paper.builder(
                                        PaperId.of(
                                                ArxivId.parse(
                                                                String.format(
                                                                        Locale.ROOT,
                                                                        "2501.%05d",
                                                                        i))
                                                        .orElseThrow()),
                                        "Paper " + i)
                                .summary("About " + i, "About " + i)
                                .build())
                .toList();
    }

    /// Answers as it is told to, and well otherwise.
    static final class FakePlatform extends PlainPlatform {

        final List<String> posts = new ArrayList<>();
        final List<String> notices = new ArrayList<>();
        final Deque<Delivery> answers = new ArrayDeque<>();
        final List<String> edits = new CopyOnWriteArrayList<>();
        final Deque<ReadBack> readBacks = new ArrayDeque<>();
        final List<String> looks = new ArrayList<>();
        Duration remembers = Duration.ZERO;
        @Nullable Duration remembersHere;

        /// What comes of looking where nothing else is said; a failure where it is `null`.
        @Nullable ReadBack looking = new ReadBack.CannotTell("nobody may read here");

        Delivery sending = new Delivery.Posted("n");
        volatile Delivery editing = new Delivery.Posted("m1");
        boolean connected = true;
        Pacing pacing = Pacing.UNLIMITED;
        boolean failing;
        boolean elsewhere;
        Access access = new Access.Given();
        final List<String> completed = new ArrayList<>();

        @Override
        public Access check(ChannelRef channel) {
            return access;
        }

        @Override
        public Pacing pacing() {
            return pacing;
        }

        @Override
        public boolean serves(ChannelRef channel) {
            return !elsewhere;
        }

        @Override
        public Delivery edit(
                ChannelRef channel, String posted, Reply message, String key, String role) {
            edits.add(posted + " " + message.plain());
            return editing;
        }

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            posts.add(key + " " + message.plain());
            if (failing) {
                throw new IllegalStateException("a bug");
            }
            return Stream.ofNullable(answers.poll())
                    .findFirst()
                    .orElse(new Delivery.Posted("m" + posts.size()));
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            notices.add(user.id() + ": " + message.plain());
            return sending;
        }

        @Override
        public Health health() {
            return new Health(connected, "");
        }

        @Override
        public Duration remembersKeysFor() {
            return remembers;
        }

        @Override
        public Duration remembersKeysFor(ChannelRef channel) {
            return remembersHere == null ? remembers : remembersHere;
        }

        @Override
        public boolean readsBack() {
            return true;
        }

        @Override
        public ReadBack find(ChannelRef channel, String key, Instant since) {
            return look(key + " since " + since);
        }

        @Override
        public ReadBack find(UserRef user, String key, Instant since) {
            return look(key + " of " + user.id() + " since " + since);
        }

        @Override
        public void complete(ChannelRef channel, String posted, Reply message) {
            completed.add(posted + " " + message.plain());
        }

        private ReadBack look(String asked) {
            looks.add(asked);
            ReadBack next = readBacks.isEmpty() ? looking : readBacks.poll();
            if (next == null) {
                throw new IllegalStateException("a bug");
            }
            return next;
        }
    }

    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }
        };
    }
}
