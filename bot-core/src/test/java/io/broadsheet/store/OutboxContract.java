package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.edition.Ledger.Posting;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Entry;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Outcome;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Sending;
import io.broadsheet.edition.Outbox.State;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.edition.Outbox] does.
abstract class OutboxContract extends StoreContract {

    private static final Job JOB = new Job.OfSchedule(7);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    private static final Key KEY = new Key(JOB, DAY, 0);
    private static final Target TARGET = new Target.Channel(VISION);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Instant LAPSED = NOON.plus(LEASE).plusMillis(1);
    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");
    private static final List<Pick> PICKS = List.of(new Pick(ONE, "New"), new Pick(TWO, "On x"));

    @Test
    void findsThePostsThatHaveAPaper() {
        Claiming.Taken claim = take(KEY, NOON);
        send(claim, NOON);
        assertThat(outbox.postsOf(ONE, NOON)).isEmpty();
        outbox.settle(claim, new Outcome.Posted("m1"), NOON.plusSeconds(1));
        assertThat(outbox.postsOf(ONE, NOON)).extracting(Entry::key).containsExactly(KEY);
        assertThat(outbox.postsOf(TWO, NOON)).extracting(Entry::message).containsExactly("m1");
        assertThat(outbox.postsOf(ONE, NOON.plusSeconds(2))).isEmpty();
        assertThat(outbox.postsOf(arxiv("2501.00003"), NOON)).isEmpty();
    }

    @Test
    void letsOneClaimAndKeepsOthersOff() {
        Claiming.Taken claim = take(KEY, NOON);
        assertThat(claim.unsure()).isEmpty();
        assertThat(claim.picks()).isEmpty();
        assertThat(claim(KEY, NOON)).isEqualTo(new Claiming.Later(NOON.plus(LEASE)));
        assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
        assertThat(outbox.settle(claim, new Outcome.Posted("m1"), NOON.plusSeconds(1))).isTrue();
        assertThat(claim(KEY, LAPSED)).isEqualTo(new Claiming.Settled(State.POSTED));
        reopen();
        assertThat(outbox.find(KEY))
                .contains(
                        new Entry(
                                KEY,
                                Optional.of(VISION),
                                NOON,
                                State.POSTED,
                                "",
                                PICKS,
                                "m1",
                                NOON.plusSeconds(1)));
        assertThat(ledger.postings(VISION, 10))
                .extracting(Posting::paper)
                .containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void takesWhatWasFoundForPostedWithItsPapers() {
        Claiming.Taken earlier = take(new Key(JOB, DAY, 1), NOON);
        outbox.sending(earlier, TARGET, List.of(new Pick(TWO, "")), NOON, LEASE);
        outbox.settle(earlier, new Outcome.Posted("m1"), NOON);
        Claiming.Taken claim = take(KEY, NOON);
        Outcome found =
                new Outcome.Found("m2", TARGET, List.of(new Pick(ONE, ""), new Pick(TWO, "")));
        assertThat(outbox.settle(claim, found, NOON.plusSeconds(1))).isTrue();

        Entry entry = outbox.find(KEY).orElseThrow();
        assertThat(entry.state()).isEqualTo(State.POSTED);
        assertThat(entry.message()).isEqualTo("m2");
        // One of them the channel had by another post as well.
        assertThat(entry.picks()).extracting(Pick::paper).containsExactly(ONE, TWO);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(ledger.postings(VISION, 10)).extracting(Posting::paper).contains(ONE);
        assertThat(outbox.settle(claim, found, NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void takesWhatWasFoundForWhatItWasAboutToPost() {
        Claiming.Taken first = take(KEY, NOON);
        send(first, NOON);
        outbox.settle(first, new Outcome.Retry(NOON, "busy"), NOON);
        Claiming.Taken claim = take(KEY, NOON);
        outbox.settle(claim, new Outcome.Found("m1", TARGET, List.of()), NOON);

        assertThat(outbox.find(KEY).orElseThrow().picks()).isEqualTo(PICKS);
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(State.POSTED);
    }

    @Test
    void givesALapsedClaimToTheNextAndRefusesTheFirst() {
        Claiming.Taken first = take(KEY, NOON);
        Claiming.Taken second = take(KEY, LAPSED);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.unsure()).isEmpty();
        assertThat(send(first, LAPSED)).isEqualTo(Sending.CLAIM_LOST);
        assertThat(outbox.settle(first, new Outcome.Skipped("x"), LAPSED)).isFalse();
        assertThat(send(second, LAPSED)).isEqualTo(Sending.GO);
        assertThat(outbox.settle(first, new Outcome.Posted("m"), LAPSED)).isFalse();
        assertThat(outbox.settle(second, new Outcome.Posted("m"), LAPSED)).isTrue();
    }

    @Test
    void tellsTheNextThatItMayHaveBeenPostedAndWhat() {
        Claiming.Taken first = take(KEY, NOON);
        send(first, NOON.plusSeconds(1));
        assertThat(claim(KEY, NOON.plusSeconds(60))).isInstanceOf(Claiming.Later.class);
        Claiming.Taken second = take(KEY, LAPSED.plusSeconds(1));
        assertThat(second.unsure()).contains(NOON.plusSeconds(1));
        assertThat(second.picks()).isEqualTo(PICKS);
        assertThat(second.tries()).isEqualTo(1);
        // Crashing once more does not make it less unsure.
        Claiming.Taken third = take(KEY, LAPSED.plusSeconds(62));
        assertThat(third.unsure()).contains(NOON.plusSeconds(1));
    }

    @Test
    void believesALateSuccessWhereItIsInDoubt() {
        Claiming.Taken first = take(KEY, NOON);
        send(first, NOON);
        Claiming.Taken second = take(KEY, LAPSED);
        assertThat(outbox.settle(second, new Outcome.InDoubt("lost"), LAPSED)).isTrue();
        assertThat(outbox.inDoubt(5)).extracting(Entry::key).containsExactly(KEY);
        assertThat(outbox.inDoubt(JOB)).extracting(Entry::key).containsExactly(KEY);
        assertThat(outbox.inDoubt(new Job.OfSchedule(99))).isEmpty();
        assertThat(outbox.counts()).isEqualTo(Map.of(State.IN_DOUBT, 1));
        assertThat(outbox.settle(first, new Outcome.Skipped("x"), LAPSED)).isFalse();
        assertThat(outbox.settle(first, new Outcome.Posted("m1"), LAPSED)).isTrue();
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(State.POSTED);
        assertThat(outbox.counts()).isEmpty();
    }

    @Test
    void keepsWhatWasChosenForARetry() {
        Claiming.Taken claim = take(KEY, NOON);
        send(claim, NOON);
        outbox.settle(claim, new Outcome.Retry(NOON.plusSeconds(5), "busy"), NOON);
        assertThat(outbox.open(JOB)).extracting(Entry::state).containsExactly(State.RETRY);
        assertThat(claim(KEY, NOON.plusSeconds(4)))
                .isEqualTo(new Claiming.Later(NOON.plusSeconds(5)));
        Claiming.Taken again = take(KEY, NOON.plusSeconds(5));
        assertThat(again.unsure()).isEmpty();
        assertThat(again.picks()).isEqualTo(PICKS);
        assertThat(again.tries()).isEqualTo(1);
        // What is sent again counts as perhaps posted from then on only.
        send(again, NOON.plusSeconds(6));
        assertThat(take(KEY, LAPSED.plusSeconds(7)).unsure()).contains(NOON.plusSeconds(6));
    }

    @Test
    void tellsWhatNobodyCameBackTo() {
        Claiming.Taken claim = take(KEY, NOON);
        assertThat(outbox.overdue(NOON.plus(LEASE))).isEmpty();
        assertThat(outbox.overdue(LAPSED)).containsExactly(JOB);
        send(claim, NOON);
        outbox.settle(claim, new Outcome.Retry(NOON.plusSeconds(5), "busy"), NOON);
        assertThat(outbox.overdue(NOON.plusSeconds(6))).containsExactly(JOB);
        Claiming.Taken again = take(KEY, NOON.plusSeconds(6));
        send(again, NOON.plusSeconds(6));
        outbox.settle(again, new Outcome.Posted("m"), NOON);
        assertThat(outbox.overdue(LAPSED.plusSeconds(99))).isEmpty();
    }

    @Test
    void comesBackAsUnsure() {
        Claiming.Taken claim = take(KEY, NOON);
        send(claim, NOON);
        outbox.settle(claim, new Outcome.Unsure(NOON.plusSeconds(2), "lost"), NOON);
        assertThat(take(KEY, NOON.plusSeconds(2)).unsure()).contains(NOON);
    }

    @Test
    void keepsAPaperFromBeingPostedTwiceInAChannel() {
        Key other = new Key(new Job.OfSchedule(8), DAY, 0);
        Claiming.Taken claim = take(KEY, NOON);
        Claiming.Taken rival = take(other, NOON);
        assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(outbox.sending(rival, TARGET, List.of(new Pick(TWO, "")), NOON, LEASE))
                .isEqualTo(Sending.PAPER_TAKEN);
        PaperId three = arxiv("2501.00003");
        assertThat(outbox.sending(rival, TARGET, List.of(new Pick(three, "")), NOON, LEASE))
                .isEqualTo(Sending.GO);
        Claiming.Taken elsewhere = take(new Key(new Job.OfSchedule(9), DAY, 0), NOON);
        assertThat(outbox.sending(elsewhere, new Target.Channel(AUDIO), PICKS, NOON, LEASE))
                .isEqualTo(Sending.GO);
    }

    @Test
    void letsGoOfPapersThatWereNotPosted() {
        for (Outcome outcome :
                List.of(new Outcome.Blocked("gone"), new Outcome.Skipped("given up"))) {
            Key key = new Key(JOB, DAY, outbox.nextSlot(JOB, DAY));
            Claiming.Taken claim = take(key, NOON);
            assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
            assertThat(outbox.settle(claim, outcome, NOON)).isTrue();
            assertThat(outbox.had(VISION)).isEmpty();
            assertThat(ledger.postings(VISION, 10)).isEmpty();
        }
        assertThat(outbox.log(JOB, 10))
                .extracting(Entry::state)
                .containsExactly(State.SKIPPED, State.BLOCKED);
    }

    @Test
    void recordsWhatWasMissedAndLeavesTheRestAlone() {
        Claiming.Taken claim = take(KEY, NOON);
        outbox.skip(
                JOB,
                TARGET,
                List.of(
                        new Occurrence(DAY, NOON),
                        new Occurrence(DAY.plusDays(1), NOON.plus(Duration.ofDays(1)))),
                "missed",
                NOON);
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(State.CLAIMED);
        assertThat(outbox.latest(JOB)).contains(NOON.plus(Duration.ofDays(1)));
        assertThat(outbox.latest(new Job.OfSchedule(70))).isEmpty();
        assertThat(outbox.latest(new Job.OfDigest(7))).isEmpty();
        assertThat(claim.fence()).isEqualTo(1);
    }

    @Test
    void settlesADoubtByWhatAPersonSaw() {
        Claiming.Taken claim = take(KEY, NOON);
        assertThat(outbox.resolve(KEY, true, NOON)).isFalse();
        send(claim, NOON);
        outbox.settle(claim, new Outcome.InDoubt("lost"), NOON);
        assertThat(outbox.resolve(KEY, false, NOON.plusSeconds(9))).isTrue();
        Claiming.Taken again = take(KEY, NOON.plusSeconds(9));
        assertThat(again.unsure()).isEmpty();
        send(again, NOON.plusSeconds(9));
        outbox.settle(again, new Outcome.InDoubt("lost"), NOON);
        assertThat(outbox.resolve(KEY, true, NOON)).isTrue();
        assertThat(outbox.resolve(KEY, true, NOON)).isFalse();
        assertThat(ledger.postings(VISION, 10)).hasSize(2);
    }

    @Test
    void givesUpWhatARemovedScheduleHasNotSent() {
        Schedule schedule = schedule();
        Key claimed = new Key(new Job.OfSchedule(schedule.id()), DAY, 1);
        Key waiting = new Key(claimed.job(), DAY, 2);
        Key posted = new Key(claimed.job(), DAY, 3);
        take(claimed, NOON);
        Claiming.Taken claim = take(waiting, NOON);
        outbox.sending(claim, TARGET, List.of(new Pick(ONE, "New")), NOON, LEASE);
        outbox.settle(claim, new Outcome.Retry(NOON, "busy"), NOON);
        Claiming.Taken done = take(posted, NOON);
        outbox.sending(done, TARGET, List.of(new Pick(TWO, "New")), NOON, LEASE);
        outbox.settle(done, new Outcome.Posted("m1"), NOON);
        Claiming.Taken others = take(KEY, NOON);

        schedules.remove(schedule.id(), ANN, NOON.plusSeconds(1));

        for (Key key : List.of(claimed, waiting)) {
            Entry entry = outbox.find(key).orElseThrow();
            assertThat(entry.state()).isEqualTo(State.SKIPPED);
            assertThat(entry.detail()).isEqualTo("the schedule was removed");
            assertThat(entry.at()).isEqualTo(NOON.plusSeconds(1));
        }
        assertThat(outbox.find(posted).orElseThrow().state()).isEqualTo(State.POSTED);
        assertThat(outbox.had(VISION)).containsExactly(TWO);
        assertThat(outbox.counts()).isEqualTo(Map.of(State.CLAIMED, 1));
        assertThat(outbox.overdue(LAPSED)).containsExactly(JOB);
        // Whoever had claimed it comes too late.
        assertThat(send(new Claiming.Taken(claimed, 1, List.of(), 0, Optional.empty()), NOON))
                .isEqualTo(Sending.CLAIM_LOST);
        assertThat(outbox.sending(others, TARGET, List.of(new Pick(ONE, "")), NOON, LEASE))
                .isEqualTo(Sending.GO);
    }

    @Test
    void leavesWhatARemovedScheduleMayHavePosted() {
        Schedule schedule = schedule();
        Key sent = new Key(new Job.OfSchedule(schedule.id()), DAY, 1);
        Key doubtful = new Key(sent.job(), DAY, 2);
        Claiming.Taken claim = take(sent, NOON);
        outbox.sending(claim, TARGET, List.of(new Pick(ONE, "New")), NOON, LEASE);
        Claiming.Taken doubt = take(doubtful, NOON);
        outbox.sending(doubt, TARGET, List.of(new Pick(TWO, "New")), NOON, LEASE);
        outbox.settle(doubt, new Outcome.InDoubt("lost"), NOON);

        schedules.remove(schedule.id(), ANN, NOON);

        assertThat(outbox.find(sent).orElseThrow().state()).isEqualTo(State.SENDING);
        assertThat(outbox.find(doubtful).orElseThrow().state()).isEqualTo(State.IN_DOUBT);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(outbox.counts()).isEmpty();
        assertThat(outbox.overdue(LAPSED)).isEmpty();
        // Once it is known that it was not posted, it is over.
        assertThat(outbox.settle(claim, new Outcome.Retry(LAPSED, "busy"), NOON)).isTrue();
        assertThat(outbox.resolve(doubtful, false, NOON)).isTrue();
        for (Key key : List.of(sent, doubtful)) {
            Entry entry = outbox.find(key).orElseThrow();
            assertThat(entry.state()).isEqualTo(State.SKIPPED);
            assertThat(entry.detail()).isEqualTo("the schedule was removed");
        }
        assertThat(outbox.had(VISION)).isEmpty();
    }

    @Test
    void believesThatARemovedSchedulesPostIsThere() {
        Schedule schedule = schedule();
        Key key = new Key(new Job.OfSchedule(schedule.id()), DAY, 0);
        Claiming.Taken claim = take(key, NOON);
        send(claim, NOON);
        outbox.settle(claim, new Outcome.InDoubt("lost"), NOON);
        schedules.remove(schedule.id(), ANN, NOON);

        assertThat(outbox.resolve(key, true, NOON)).isTrue();

        assertThat(outbox.find(key).orElseThrow().state()).isEqualTo(State.POSTED);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void namesPapersByTheirCurrentIds() {
        PaperId titled = titledPaper("A title").build().id();
        put(titledPaper("A title").build());
        Claiming.Taken claim = take(KEY, NOON);
        outbox.sending(claim, TARGET, List.of(new Pick(titled, "")), NOON, LEASE);
        put(arxivPaper("2501.00001", "A title").build());
        assertThat(outbox.had(VISION)).containsExactly(ONE);
        assertThat(outbox.find(KEY).orElseThrow().picks())
                .extracting(Pick::paper)
                .containsExactly(ONE);
    }

    @Test
    void holdsDigestsWithoutNamingAnybody() {
        Key key = new Key(new Job.OfDigest(3), DAY, 0);
        Target ann = new Target.Person(ANN);
        Claiming.Taken claim = (Claiming.Taken) outbox.claim(key, ann, NOON, "w", NOON, LEASE);
        assertThat(outbox.sending(claim, ann, PICKS, NOON, LEASE)).isEqualTo(Sending.GO);
        outbox.settle(claim, new Outcome.Posted("m"), NOON);
        assertThat(outbox.find(key).orElseThrow().channel()).isEmpty();
        assertThat(Key.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void givesOneClaimToManyAtOnce() throws Exception {
        for (int day = 0; day < 10; day++) {
            Key key = new Key(JOB, DAY.plusDays(day), 0);
            List<Callable<Claiming>> workers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                workers.add(() -> claim(key, NOON));
            }
            int taken = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Claiming> each : threads.invokeAll(workers)) {
                    taken += each.get() instanceof Claiming.Taken ? 1 : 0;
                }
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    private Schedule schedule() {
        return schedules.add(
                VISION,
                "vision",
                new Schedule.Plan(
                        new Cadence.Daily(LocalTime.NOON),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Schedule.Kind.PAPER,
                        Optional.empty()),
                ANN,
                NOON);
    }

    private Claiming claim(Key key, Instant now) {
        return outbox.claim(key, TARGET, NOON, "worker", now, LEASE);
    }

    private Claiming.Taken take(Key key, Instant now) {
        return (Claiming.Taken) claim(key, now);
    }

    private Sending send(Claiming.Taken claim, Instant now) {
        return outbox.sending(claim, TARGET, PICKS, now, LEASE);
    }
}
