package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Most of a year, with all its clock changes, of schedules in sixty zones, with a clock that is
/// set: every local day that is due has one outcome, no channel gets a paper twice, and nothing
/// comes early.
///
/// `-Dschedules=2000 -Ddays=365` runs it at full length.
class SimulatedYearTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 60);
    private static final int DAYS = Integer.getInteger("days", 180);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Platform PLATFORM = new Platform("simulated");

    /// Half-hour shifts, quarter-hour offsets, shifts at midnight, the date line, no shifts at all.
    private static final List<String> ODD =
            List.of(
                    "Australia/Lord_Howe",
                    "Pacific/Chatham",
                    "Asia/Kathmandu",
                    "America/St_Johns",
                    "Africa/Casablanca",
                    "Asia/Beirut",
                    "America/Havana",
                    "America/Santiago",
                    "America/Asuncion",
                    "Africa/Cairo",
                    "Asia/Gaza",
                    "Pacific/Kiritimati",
                    "Pacific/Pago_Pago",
                    "Pacific/Easter",
                    "America/Nuuk",
                    "Antarctica/Troll",
                    "Australia/Adelaide",
                    "Asia/Kolkata",
                    "Europe/Berlin",
                    "America/New_York",
                    "UTC");

    private final Random random = new Random(20260304);
    private Instant now = START;

    @Test
    void everyDueDayHasOneOutcomeAndNoChannelGetsAPaperTwice() throws Exception {
        Path directory = directory();
        try (Store store = Store.open(directory)) {
            simulate(store);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void simulate(Store store) throws Exception {
        List<Paper> papers = papers();
        for (int i = 0; i < papers.size(); i += 500) {
            store.catalogue().put(papers.subList(i, Math.min(i + 500, papers.size())), START);
        }
        List<Schedule> schedules = schedules(store);
        Posts posts = new Posts();
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
                                posts.chooser(papers),
                                new PlainLayout(),
                                clock(),
                                "simulation",
                                Duration.ofSeconds(90)));
        dispatcher.serve(posts);
        Instant end = START.plus(Duration.ofDays(DAYS));
        run(dispatcher, posts, schedules, end);

        Map<OccurrenceState, Integer> outcomes = new EnumMap<>(OccurrenceState.class);
        for (Schedule schedule : schedules) {
            check(store, schedule, end, posts, outcomes);
        }
        assertThat(posts.doubled).isEmpty();
        // The simulation met what it is meant to meet.
        assertThat(outcomes)
                .containsKeys(
                        OccurrenceState.POSTED, OccurrenceState.SKIPPED, OccurrenceState.IN_DOUBT);
        assertThat(outcomes.get(OccurrenceState.POSTED))
                .isGreaterThan(
                        outcomes.values().stream().mapToInt(Integer::intValue).sum() * 8 / 10);
    }

    /// Wakes the dispatcher as the clockwork does, a little late, and now and then hours or days
    /// late, because the bot is down.
    private void run(
            EditionDispatcher dispatcher, Posts posts, List<Schedule> schedules, Instant end)
            throws InterruptedException {
        record Turn(Instant at, Job job) {}
        PriorityQueue<Turn> turns =
                new PriorityQueue<>(
                        Comparator.comparing(Turn::at)
                                .thenComparing(turn -> turn.job().toString()));
        for (Schedule schedule : schedules) {
            Job job = new Job.OfSchedule(schedule.id());
            turns.add(new Turn(dispatcher.next(job).orElseThrow(), job));
        }
        Instant nextOutage = START.plus(Duration.ofDays(20));
        while (turns.peek() != null && turns.peek().at().isBefore(end)) {
            Turn turn = turns.poll();
            if (turn.at().isAfter(nextOutage)) {
                now = nextOutage.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
                nextOutage = now.plus(Duration.ofDays(15 + random.nextInt(30)));
                dispatcher.serve(posts, now);
            }
            if (turn.at().isAfter(now)) {
                now = turn.at().plusMillis(random.nextInt(3_000));
            }
            Optional<Instant> again = dispatcher.run(turn.job());
            again.ifPresent(at -> turns.add(new Turn(at, turn.job())));
        }
        now = end;
    }

    private static void check(
            Store store,
            Schedule schedule,
            Instant end,
            Posts posts,
            Map<OccurrenceState, Integer> outcomes) {
        Map<LocalDate, OutboxEntry> entries = new HashMap<>();
        for (OutboxEntry entry :
                store.outbox().log(new Job.OfSchedule(schedule.id()), Integer.MAX_VALUE)) {
            assertThat(entries.put(entry.key().day(), entry)).as("one outcome a day").isNull();
        }
        Schedule.Plan plan = schedule.plan();
        // What fell due in the last days may still be under way, or wait for the bot's return.
        LocalDate settled = LocalDate.ofInstant(end.minus(Duration.ofDays(4)), plan.zone());
        // On the day that it was set up, its time may have been over.
        LocalDate first = LocalDate.ofInstant(schedule.from(), plan.zone()).plusDays(1);
        List<LocalDate> due =
                first.datesUntil(settled)
                        .filter(day -> plan.cadence().fallsOn(day.getDayOfWeek()))
                        .filter(day -> exists(day, plan.zone()))
                        .toList();
        for (LocalDate day : due) {
            assertThat(entries).as("%s on %s", plan, day).containsKey(day);
        }
        for (OutboxEntry entry : entries.values()) {
            LocalDate day = entry.key().day();
            assertThat(plan.cadence().fallsOn(day.getDayOfWeek()) && exists(day, plan.zone()))
                    .as("%s was due on %s", plan, day)
                    .isTrue();
            if (!day.isBefore(settled)) {
                continue;
            }
            checkTime(plan, day, entry.due());
            outcomes.merge(entry.state(), 1, Integer::sum);
            Instant posted = posts.at.get(entry.key().toString());
            switch (entry.state()) {
                case POSTED -> {
                    assertThat(posted).isNotNull();
                    assertThat(posted).isAfterOrEqualTo(entry.due());
                    assertThat(posted)
                            .isBeforeOrEqualTo(entry.due().plus(EditionDispatcher.LATEST));
                    if (posted.isAfter(entry.due().plus(EditionDispatcher.HOLD_UP))) {
                        assertThat(LocalDate.ofInstant(posted, plan.zone())).isEqualTo(day);
                    }
                }
                case SKIPPED -> assertThat(posted).isNull();
                case IN_DOUBT -> assertThat(entry.reason()).isNotEmpty();
                case CLAIMED, SENDING, RETRY, BLOCKED ->
                        throw new AssertionError("unsettled: " + entry);
            }
        }
    }

    /// Whether clocks in a zone show a day at all.
    private static boolean exists(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toLocalDate().equals(day);
    }

    /// A due time is the plan's on that day's clocks; where they skip it, on the same day as far
    /// from it as they skip.
    private static void checkTime(Schedule.Plan plan, LocalDate day, Instant due) {
        LocalDateTime wanted = day.atTime(plan.cadence().time());
        LocalDateTime shown = LocalDateTime.ofInstant(due, plan.zone());
        ZoneOffsetTransition gap = plan.zone().getRules().getTransition(wanted);
        assertThat(shown.toLocalDate()).as("%s", plan).isEqualTo(day);
        assertThat(Duration.between(wanted, shown).abs())
                .as("%s on %s", plan, day)
                .isEqualTo(gap != null && gap.isGap() ? gap.getDuration() : Duration.ZERO);
    }

    /// What the channels see. One post in fifty meets a platform that is busy, one in a hundred
    /// gets no answer.
    final class Posts extends PlainPlatform {

        final Map<String, Instant> at = new HashMap<>();
        final List<String> doubled = new ArrayList<>();
        private final Map<ChannelRef, Set<String>> seen = new HashMap<>();
        private final Map<ChannelRef, Integer> next = new HashMap<>();

        /// A paper for each post of a channel, sometimes one that it had: the outbox must refuse
        /// it.
        Chooser chooser(List<Paper> papers) {
            LeastHad.Source source =
                    channel -> {
                        int place = next.merge(channel, 1, Integer::sum);
                        return papers.get(
                                random.nextInt(10) == 0
                                        ? random.nextInt(place)
                                        : place % papers.size());
                    };
            return new LeastHad.Each(source);
        }

        /// How many posts of a channel say just this.
        int showing(ChannelRef channel, String what) {
            return seen.getOrDefault(channel, Set.of()).contains(what) ? 1 : 0;
        }

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Pacing pacing() {
            return new Pacing(
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Duration.ofSeconds(60));
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            int luck = random.nextInt(100);
            if (luck < 2) {
                return new Delivery.RetryAfter(
                        Duration.ofSeconds(random.nextInt(90)), "too many requests");
            }
            if (luck == 2 && random.nextBoolean()) {
                return new Delivery.InDoubt("no answer");
            }
            if (at.putIfAbsent(key, now) != null
                    || !seen.computeIfAbsent(channel, _ -> new HashSet<>()).add(message.plain())) {
                doubled.add(key + " " + message.plain());
            }
            return luck == 2 ? new Delivery.InDoubt("no answer") : new Delivery.Posted(key);
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return new Delivery.Posted(key);
        }
    }

    private List<Schedule> schedules(Store store) {
        List<String> zones = new ArrayList<>(ODD);
        List<String> others =
                ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.matches("(?:Africa|America|Asia|Europe|Pacific)/\\w+"))
                        .filter(id -> !ODD.contains(id))
                        .sorted()
                        .toList();
        while (zones.size() < 60) {
            zones.add(others.get(random.nextInt(others.size())));
        }
        List<Schedule> schedules = new ArrayList<>();
        for (int i = 0; i < SCHEDULES; i++) {
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            if (i % 4 == 3) {
                days.removeIf(_ -> random.nextInt(3) == 0);
            }
            if (days.isEmpty()) {
                days.add(DayOfWeek.SUNDAY);
            }
            ZoneId zone = ZoneId.of(zones.get(i % zones.size()));
            // In every zone a third at night, a third where clocks skip the time.
            int third = (i + i / zones.size()) % 3;
            LocalTime time = LocalTime.of(random.nextInt(third == 0 ? 4 : 24), random.nextInt(60));
            if (third == 2) {
                time = skipped(zone).map(gap -> gap.plusMinutes(random.nextInt(30))).orElse(time);
            }
            schedules.add(
                    store.schedules()
                            .add(
                                    // Some channels have several.
                                    new ChannelRef(PLATFORM, "w", "c" + i % (SCHEDULES * 3 / 4)),
                                    "c",
                                    new Schedule.Plan(
                                            Cadence.on(days, time),
                                            zone,
                                            Optional.empty(),
                                            Schedule.EditionKind.PAPER,
                                            Optional.empty()),
                                    new UserRef(PLATFORM, "w", "u"),
                                    START));
        }
        return schedules;
    }

    /// From when on the clocks of a zone skip in the months to come.
    private static Optional<LocalTime> skipped(ZoneId zone) {
        return Stream.iterate(
                        zone.getRules().nextTransition(START),
                        Objects::nonNull,
                        last -> zone.getRules().nextTransition(last.getInstant()))
                .limit(2)
                .filter(ZoneOffsetTransition::isGap)
                .map(gap -> gap.getDateTimeBefore().toLocalTime())
                .findFirst();
    }

    private static List<Paper> papers() {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String id = String.format(Locale.ROOT, "2501.%05d", i + 1);
            papers.add(
                    Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Paper " + i)
                            .summary("About " + i, "About " + i)
                            .published(START)
                            .build());
        }
        return papers;
    }

    /// In memory where the system has such a place, because waiting for the disk is not the point.
    private static Path directory() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "year")
                : Files.createTempDirectory("year");
    }

    private Clock clock() {
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
