package io.broadsheet.club.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.club.RotaMember;
import io.broadsheet.command.Codes;
import io.broadsheet.edition.Chooser;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.store.Store;
import io.broadsheet.view.ClubMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clubs in thirty zones with a clock that is set, through outages, kills in the midst of posts and
/// a store restored from a backup: each meeting, vote and reminder has one outcome and is seen at
/// most once, nothing comes after its meeting began, and nobody presents twice while somebody
/// waits.
///
/// `-Dclubs=500 -Dclub.days=730` runs it at full size.
class SimulatedClubsTest {

    private static final int CLUBS = Integer.getInteger("clubs", 12);
    private static final int DAYS = Integer.getInteger("club.days", 120);
    private static final int MEMBERS = 5;
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Platform PLATFORM = new Platform("simulated");

    private static final List<String> ZONES =
            List.of(
                    "Europe/Berlin",
                    "America/New_York",
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
                    "Europe/London",
                    "America/Los_Angeles",
                    "Asia/Tokyo",
                    "America/Sao_Paulo",
                    "Pacific/Auckland",
                    "Europe/Lisbon",
                    "Asia/Tehran",
                    "Africa/Nairobi",
                    "America/Denver",
                    "UTC");

    private final Random random = new Random(20260305);
    private final Posts platform = new Posts();
    private final List<Paper> papers = papers();
    private Instant now = START;
    private Path directory;
    private Store store;
    private EditionDispatcher dispatcher;
    private ClubPosts posts;
    private int kills;
    private int restores;

    /// A process that dies in the midst of a post.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void begin() throws IOException {
        // Waiting for the disk is not the point.
        Path memory = Path.of("/dev/shm");
        directory =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "clubs")
                        : Files.createTempDirectory("clubs");
    }

    @AfterEach
    void end() throws IOException {
        close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void eachMeetingVoteAndReminderComesOnceOrIsSaidToBeMissed() throws Exception {
        open(Instant.MIN);
        store.catalogue().put(papers, START);
        List<Club> clubs = new ArrayList<>();
        for (int i = 0; i < CLUBS; i++) {
            clubs.add(club(i));
        }
        Instant end = START.plus(Duration.ofDays(DAYS));
        run(clubs, end);

        assertThat(platform.doubled).isEmpty();
        assertThat(platform.late).isEmpty();
        Map<OccurrenceState, Integer> outcomes = new EnumMap<>(OccurrenceState.class);
        for (Club club : clubs) {
            check(club, end, outcomes);
            fair(club);
        }
        // The simulation met what it is meant to meet.
        assertThat(kills).isPositive();
        assertThat(restores).isPositive();
        assertThat(outcomes).containsKeys(OccurrenceState.POSTED, OccurrenceState.SKIPPED);
        int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(outcomes.get(OccurrenceState.POSTED)).isGreaterThan(all * 6 / 10);
        System.out.printf(
                "%d clubs, %d days: %s, %d kills, %d restores%n",
                CLUBS, DAYS, outcomes, kills, restores);
    }

    // --- what happens ---

    private record Turn(Instant at, Job job) {}

    private void run(List<Club> clubs, Instant end) throws Exception {
        PriorityQueue<Turn> turns =
                new PriorityQueue<>(
                        Comparator.comparing(Turn::at).thenComparing(it -> it.job().toString()));
        wind(turns);
        Instant nextOutage = START.plus(Duration.ofDays(9));
        Instant nextLife = START.plus(Duration.ofDays(1));
        Instant backup = START.plus(Duration.ofDays(DAYS / 2));
        Path kept = directory.resolveSibling(directory.getFileName() + "-backup");
        while (turns.peek() != null && turns.peek().at().isBefore(end)) {
            Turn turn = turns.poll();
            if (turn.at().isAfter(nextLife)) {
                now = later(now, nextLife);
                nextLife = nextLife.plus(Duration.ofDays(1));
                clubs.forEach(this::live);
            }
            if (turn.at().isAfter(backup)) {
                restore(kept, turns);
                backup = end;
                continue;
            }
            if (turn.at().isAfter(nextOutage)) {
                now = nextOutage.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
                nextOutage = now.plus(Duration.ofDays(10 + random.nextInt(25)));
                dispatcher.serve(platform, now);
            }
            now = later(now, turn.at());
            try {
                dispatcher
                        .run(turn.job())
                        .ifPresent(at -> turns.add(new Turn(later(at, now), turn.job())));
            } catch (Killed e) {
                kills++;
                now = now.plusSeconds(120);
                reopen(Instant.MIN);
                turns.add(new Turn(now, turn.job()));
            }
        }
        now = end;
    }

    private void wind(PriorityQueue<Turn> turns) {
        turns.clear();
        for (Job job : posts.jobs(PLATFORM)) {
            dispatcher.next(job).ifPresent(at -> turns.add(new Turn(at, job)));
        }
    }

    /// The store is lost, and one of three days ago takes its place.
    private void restore(Path kept, PriorityQueue<Turn> turns) throws Exception {
        if (Files.notExists(kept)) {
            close();
            copy(directory, kept);
            open(Instant.MIN);
        }
        List<Turn> due = new ArrayList<>();
        Instant lost = now.plus(Duration.ofDays(3));
        while (turns.peek() != null && turns.peek().at().isBefore(lost)) {
            Turn turn = turns.poll();
            now = later(now, turn.at());
            platform.killing = false;
            dispatcher
                    .run(turn.job())
                    .ifPresent(at -> turns.add(new Turn(later(at, now), turn.job())));
            due.add(turn);
        }
        platform.killing = true;
        close();
        copy(kept, directory);
        now = now.plus(Duration.ofMinutes(10));
        restores++;
        open(now);
        wind(turns);
        try (Stream<Path> files = Files.walk(kept)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            try (Stream<Path> old = Files.list(to)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// People nominate, vote, are away and leave.
    private void live(Club club) {
        long id = club.id();
        if (random.nextInt(3) == 0) {
            PaperId paper = papers.get(random.nextInt(papers.size())).id();
            store.clubs().nominations().nominate(id, paper, "", member(club, 0), now);
        }
        Meeting next = posts.desk().calendar(club, now).next(now);
        Ballot ballot = store.clubs().nominations().ballot(id, next.day());
        for (int i = 0; i < MEMBERS; i++) {
            for (Ballot.OnBallot candidate : ballot.candidates()) {
                if (ballot.closed().isEmpty() && random.nextInt(4) == 0) {
                    store.clubs()
                            .nominations()
                            .vote(
                                    id,
                                    next.day(),
                                    candidate.nomination().id(),
                                    member(club, i),
                                    now);
                }
            }
        }
        if (random.nextInt(20) == 0) {
            // Nobody is told of a turn and then away: that turn goes to whoever waits longest then.
            LocalDate day = next.day().plusWeeks(2 + random.nextInt(3));
            store.clubs().rota().absent(id, member(club, random.nextInt(MEMBERS)), day, true);
        }
        if (random.nextInt(60) == 0) {
            store.clubs().clubs().skip(id, next.day(), true, member(club, 0), now);
        }
    }

    // --- what must hold ---

    private void check(Club club, Instant end, Map<OccurrenceState, Integer> outcomes) {
        Instant settled = end.minus(Duration.ofDays(4));
        MeetingCalendar calendar = posts.desk().calendar(club, START);
        for (ClubMoment moment : ClubMoment.values()) {
            Map<LocalDate, OutboxEntry> entries = new HashMap<>();
            for (OutboxEntry entry :
                    store.outbox().log(new Job.OfClub(club.id(), moment), Integer.MAX_VALUE)) {
                assertThat(entries.put(entry.key().day(), entry)).as("one outcome").isNull();
            }
            Meeting meeting = calendar.next(START.plus(Duration.ofDays(8)));
            while (meeting.start().isBefore(settled)) {
                OutboxEntry entry = entries.get(meeting.day());
                assertThat(entry)
                        .as("%s of %s on %s", moment, club.plan(), meeting.day())
                        .isNotNull();
                assertThat(entry.state())
                        .as("%s on %s", moment, meeting.day())
                        .isIn(
                                OccurrenceState.POSTED,
                                OccurrenceState.SKIPPED,
                                OccurrenceState.IN_DOUBT);
                outcomes.merge(entry.state(), 1, Integer::sum);
                meeting = calendar.next(meeting.start());
            }
        }
    }

    /// Whoever presented had waited at least as long as everybody who was there, except where the
    /// turn was settled before it was known who is away.
    private void fair(Club club) {
        List<RotaMember> members = store.clubs().rota().members(club.id());
        Map<UserRef, LocalDate> last = new HashMap<>();
        int unfair = 0;
        List<MeetingRecord> held = store.clubs().clubs().held(club.id()).reversed();
        for (MeetingRecord meeting : held) {
            if (meeting.presenter().isEmpty()) {
                continue;
            }
            UserRef presenter = meeting.presenter().get();
            LocalDate since = last.getOrDefault(presenter, LocalDate.MIN);
            boolean waited =
                    members.stream()
                            .filter(member -> !member.person().equals(presenter))
                            .filter(member -> !member.absences().contains(meeting.day()))
                            .anyMatch(member ->
                                    last.getOrDefault(member.person(), LocalDate.MIN)
                                            .isBefore(since));
            unfair += waited ? 1 : 0;
            last.put(presenter, meeting.day());
        }
        assertThat(unfair).as("turns of %s", club.plan()).isZero();
        assertThat(held).isNotEmpty();
    }

    // --- the world ---

    private void open(Instant resumed) {
        store = Store.open(directory);
        Codes codes = new Codes(store.longCodes(), clock());
        Chooser chooser = new First();
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
                                chooser,
                                new PlainLayout(),
                                clock(),
                                "simulation",
                                Duration.ofSeconds(90)));
        posts =
                new ClubPosts(
                        new ClubDesk(
                                store.clubs(),
                                store.catalogue(),
                                store.library(),
                                chooser,
                                new Recommender(
                                        store.catalogue(), noSearch(), store.library(), clock()),
                                new ClubMessages(codes, false),
                                clock()),
                        store.schedules(),
                        dispatcher,
                        (_, _) -> {});
        dispatcher.announce(posts);
        dispatcher.serve(platform, resumed);
    }

    private void reopen(Instant resumed) {
        close();
        open(resumed);
    }

    private void close() {
        dispatcher.close();
        store.close();
    }

    /// A search that finds nothing: what is like a paper is not the point here.
    private static PaperSearch noSearch() {
        return (PaperSearch)
                Proxy.newProxyInstance(
                        PaperSearch.class.getClassLoader(),
                        new Class<?>[] {PaperSearch.class},
                        (_, method, _) -> method.getReturnType() == double.class ? 0.0 : List.of());
    }

    /// Proposes some paper.
    private final class First implements Chooser {
        @Override
        public List<Suggestion> choose(
                ChannelRef channel, LocalDate day, Optional<String> topic, int limit) {
            int from = random.nextInt(papers.size() - limit);
            return papers.subList(from, from + limit).stream()
                    .map(paper -> new Suggestion(paper, 1, new Reason.Fresh()))
                    .toList();
        }

        @Override
        public List<Suggestion> choose(Digest digest, int limit) {
            return List.of();
        }

        @Override
        public List<Suggestion> choose(Subscription subscription, LocalDate day, int limit) {
            return List.of();
        }
    }

    /// What people see. One post in fifty meets a platform that is busy; one in two hundred is the
    /// last thing that a process does, before it arrives or after.
    private final class Posts extends PlainPlatform {

        private final Map<String, Instant> seen = new HashMap<>();
        private final List<String> doubled = new ArrayList<>();
        private final List<String> late = new ArrayList<>();
        private boolean killing = true;

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            return take(key);
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return take(key);
        }

        private Delivery take(String key) {
            int luck = random.nextInt(200);
            if (luck < 4) {
                return new Delivery.RetryAfter(Duration.ofSeconds(random.nextInt(90)), "busy");
            }
            if (luck == 4 && killing && random.nextBoolean()) {
                throw new Killed();
            }
            if (seen.putIfAbsent(key, now) != null) {
                doubled.add(key);
            }
            Key post = Key.parse(key);
            Job.OfClub job = (Job.OfClub) post.job();
            MeetingPlan plan = store.clubs().clubs().find(job.id()).orElseThrow().plan();
            Instant start = plan.start(post.day()).orElseThrow();
            Instant limit = job.moment() == ClubMoment.MEETING ? start.plus(plan.length()) : start;
            if (!now.isBefore(limit)) {
                late.add(key + " at " + now);
            }
            if (luck == 4 && killing) {
                throw new Killed();
            }
            return new Delivery.Posted(key);
        }

        @Override
        public Delivery edit(
                ChannelRef channel, String posted, Reply message, String key, String role) {
            return new Delivery.Posted(posted);
        }

        @Override
        public boolean readsBack() {
            return true;
        }

        @Override
        public ReadBack find(ChannelRef channel, String key, Instant since) {
            return found(key);
        }

        @Override
        public ReadBack find(UserRef user, String key, Instant since) {
            return found(key);
        }

        private ReadBack found(String key) {
            return seen.containsKey(key)
                    ? new ReadBack.There(key, List.of())
                    : new ReadBack.NotThere();
        }
    }

    private Club club(int number) {
        MeetingRhythm rhythm =
                number % 5 == 4
                        ? MeetingRhythm.MONTHLY
                        : number % 5 == 3 ? MeetingRhythm.EVERY_TWO_WEEKS : MeetingRhythm.WEEKLY;
        ZoneId zone = ZoneId.of(ZONES.get(number % ZONES.size()));
        Club club =
                store.clubs()
                        .clubs()
                        .start(
                                new ChannelRef(PLATFORM, "w", "c" + number),
                                "c" + number,
                                new MeetingPlan(
                                        rhythm,
                                        rhythm == MeetingRhythm.MONTHLY ? 1 + random.nextInt(4) : 0,
                                        DayOfWeek.of(1 + random.nextInt(7)),
                                        LocalTime.of(random.nextInt(24), random.nextInt(60)),
                                        zone,
                                        LocalDate.ofInstant(START, zone),
                                        Optional.empty(),
                                        Duration.ofHours(1)),
                                new UserRef(PLATFORM, "w", "admin"),
                                START);
        for (int i = 0; i < MEMBERS; i++) {
            store.clubs().rota().join(club.id(), member(club, i), START.plusSeconds(i));
        }
        return club;
    }

    private static UserRef member(Club club, int number) {
        return new UserRef(PLATFORM, "w", club.channel().id() + "-" + number);
    }

    private static List<Paper> papers() {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String id = String.format(Locale.ROOT, "2501.%05d", i + 1);
            papers.add(
                    Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Paper " + i)
                            .published(START)
                            .build());
        }
        return papers;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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
