package io.broadsheet.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A destination that fails in every way, and processes killed at any moment: nothing is lost, and
/// nothing is posted twice.
///
/// `-Dposts=10000 -Dkills=50` runs it at full length.
class ExactlyOnceTest {

    private static final int POSTS = Integer.getInteger("posts", 160);
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final Instant START = Instant.parse("2026-03-04T08:59:50Z");

    @TempDir Path directory;

    @Test
    void losesAndDoublesNothingWhereTheDestinationKnowsKeys() throws Exception {
        Map<OccurrenceState, Integer> states = run(directory.toString(), true, false, 1);

        assertThat(states).isEqualTo(Map.of(OccurrenceState.POSTED, POSTS));
    }

    @Test
    void doublesNothingAndReportsEveryDoubtWhereItDoesNot() throws Exception {
        Map<OccurrenceState, Integer> states = run(directory.toString(), false, false, 1);

        assertThat(states.keySet()).isSubsetOf(OccurrenceState.POSTED, OccurrenceState.IN_DOUBT);
        assertThat(states.get(OccurrenceState.IN_DOUBT)).isPositive();
    }

    @Test
    void findsEveryPostInDoubtWhereItMayRead() throws Exception {
        Map<OccurrenceState, Integer> states = run(directory.toString(), false, true, 1);

        assertThat(states.keySet()).isSubsetOf(OccurrenceState.POSTED, OccurrenceState.IN_DOUBT);
    }

    @Test
    void threeProcessesOnOneServerLoseAndDoubleNothing() throws Exception {
        PostgresAddress address = PostgresServer.SHARED.address(directory);

        Map<OccurrenceState, Integer> states = run(place(address), true, false, 3);

        assertThat(states).isEqualTo(Map.of(OccurrenceState.POSTED, POSTS));
    }

    @Test
    void threeProcessesOnOneServerReportEveryDoubt() throws Exception {
        PostgresAddress address = PostgresServer.SHARED.address(directory);

        Map<OccurrenceState, Integer> states = run(place(address), false, false, 3);

        assertThat(states.keySet()).isSubsetOf(OccurrenceState.POSTED, OccurrenceState.IN_DOUBT);
        assertThat(states.get(OccurrenceState.IN_DOUBT)).isPositive();
    }

    /// The store at a place: the address of a PostgreSQL database, or a directory.
    static Store open(String place) {
        return place.startsWith("postgresql:")
                ? Store.open(PostgresAddress.parse(place, "postgres", "postgres"))
                : Store.open(Path.of(place));
    }

    private static String place(PostgresAddress address) {
        return "postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
    }

    /// Posts to many channels that are all due at once while processes are killed.
    ///
    /// @return how many occurrences ended in each state
    static Map<OccurrenceState, Integer> run(
            String place, boolean knowsKeys, boolean readable, int processes) throws Exception {
        List<Schedule> schedules = setUp(place);
        long ahead = Duration.between(Instant.now(), START).toMillis();
        Random random = new Random(20260304);
        List<Process> running = new ArrayList<>();
        try (FaultyDestination destination = new FaultyDestination(knowsKeys, readable, 0.3, 7)) {
            try (Store store = open(place)) {
                for (int i = 0; i < processes; i++) {
                    running.add(start(place, destination, knowsKeys, ahead));
                }
                int kills = 0;
                long end = System.nanoTime() + Duration.ofMinutes(30).toNanos();
                while (!isDone(store, schedules)) {
                    assertThat(System.nanoTime()).as("it ends").isLessThan(end);
                    Thread.sleep(kills < KILLS ? 900 + random.nextInt(1_500) : 300);
                    if (kills < KILLS) {
                        int victim = random.nextInt(running.size());
                        running.get(victim).destroyForcibly().waitFor();
                        assertThat(running.get(victim).exitValue()).isEqualTo(128 + 9);
                        running.set(victim, start(place, destination, knowsKeys, ahead));
                        kills++;
                    }
                }
                assertThat(kills).isEqualTo(KILLS);
                return check(store, schedules, destination, readable);
            }
        } finally {
            for (Process process : running) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static List<Schedule> setUp(String place) {
        List<Schedule> schedules = new ArrayList<>();
        try (Store store = open(place)) {
            store.catalogue().put(DispatcherProcess.papers(), START);
            Schedule.Plan plan =
                    new Schedule.Plan(
                            new Cadence.Daily(LocalTime.of(9, 0)),
                            ZoneOffset.UTC,
                            Optional.empty(),
                            Schedule.EditionKind.PAPER,
                            Optional.empty());
            for (int i = 0; i < POSTS; i++) {
                schedules.add(
                        store.schedules()
                                .add(
                                        new ChannelRef(HttpPlatform.NAME, "w", "c" + i),
                                        "c" + i,
                                        plan,
                                        new UserRef(HttpPlatform.NAME, "w", "ann"),
                                        START.minusSeconds(60)));
            }
        }
        return schedules;
    }

    private static Process start(
            String place, FaultyDestination destination, boolean knowsKeys, long ahead)
            throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DispatcherProcess.class.getName(),
                        place,
                        Integer.toString(destination.port()),
                        knowsKeys ? "600" : "0",
                        Long.toString(ahead))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean isDone(Store store, List<Schedule> schedules) {
        Map<OccurrenceState, Integer> open = store.outbox().counts();
        if (open.keySet().stream().anyMatch(state -> state != OccurrenceState.IN_DOUBT)) {
            return false;
        }
        Schedule last = schedules.getLast();
        return schedules.stream()
                        .allMatch(schedule ->
                                store.outbox()
                                        .latest(
                                                new Outbox.Job.OfSchedule(schedule.id()),
                                                Instant.MAX)
                                        .isPresent())
                && last != null;
    }

    private static Map<OccurrenceState, Integer> check(
            Store store,
            List<Schedule> schedules,
            FaultyDestination destination,
            boolean readable) {
        Map<OccurrenceState, Integer> states = new EnumMap<>(OccurrenceState.class);
        for (Schedule schedule : schedules) {
            List<OutboxEntry> entries =
                    store.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), 10);
            assertThat(entries).hasSize(1);
            OutboxEntry entry = entries.getFirst();
            states.merge(entry.state(), 1, Integer::sum);
            int posts =
                    destination
                            .posts
                            .getOrDefault("/" + schedule.channel().id(), new AtomicInteger())
                            .get();
            if (entry.state() == OccurrenceState.POSTED) {
                assertThat(posts).as("%s", entry).isEqualTo(1);
            } else {
                assertThat(posts).as("%s", entry).isLessThanOrEqualTo(readable ? 0 : 1);
            }
        }
        assertThat(destination.reads.get() > 0).isEqualTo(readable);
        // Every kind of fault was met.
        assertThat(destination.faults.values())
                .allSatisfy(count -> assertThat(count.get()).isPositive());
        return states;
    }
}
