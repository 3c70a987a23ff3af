package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.edition.Ledger.LedgerEntry;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Sending;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.PostOutcome;
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
    private static final Target TARGET = new Target.InChannel(VISION);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Instant LAPSED = NOON.plus(LEASE).plusMillis(1);
    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");
    private static final List<Pick> PICKS = List.of(new Pick(ONE, "New"), new Pick(TWO, "On x"));

    @Test
    void findsThePostsThatHaveAPaper() {
        Claiming.Claimed claim = take(KEY, NOON);
        send(claim, NOON);
        assertThat(outbox.postsOf(ONE, NOON)).isEmpty();
        outbox.settle(claim, new PostOutcome.Confirmed("m1"), NOON.plusSeconds(1));
        assertThat(outbox.postsOf(ONE, NOON)).extracting(OutboxEntry::key).containsExactly(KEY);
        assertThat(outbox.postsOf(TWO, NOON))
                .extracting(OutboxEntry::message)
                .containsExactly("m1");
        assertThat(outbox.postsOf(ONE, NOON.plusSeconds(2))).isEmpty();
        assertThat(outbox.postsOf(arxiv("2501.00003"), NOON)).isEmpty();
    }

    @Test
    void letsOneClaimAndKeepsOthersOff() {
        Claiming.Claimed claim = take(KEY, NOON);
        assertThat(claim.unsure()).isEmpty();
        assertThat(claim.picks()).isEmpty();
        assertThat(claim(KEY, NOON)).isEqualTo(new Claiming.NotYet(NOON.plus(LEASE)));
        assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
        assertThat(outbox.settle(claim, new PostOutcome.Confirmed("m1"), NOON.plusSeconds(1)))
                .isTrue();
        assertThat(claim(KEY, LAPSED)).isEqualTo(new Claiming.Settled(OccurrenceState.POSTED));
        reopen();
        assertThat(outbox.find(KEY))
                .contains(
                        new OutboxEntry(
                                KEY,
                                Optional.of(VISION),
                                NOON,
                                OccurrenceState.POSTED,
                                Optional.empty(),
                                PICKS,
                                "m1",
                                NOON.plusSeconds(1)));
        assertThat(ledger.postings(VISION, 10))
                .extracting(LedgerEntry::paper)
                .containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void takesWhatWasFoundForPostedWithItsPapers() {
        Claiming.Claimed earlier = take(new Key(JOB, DAY, 1), NOON);
        outbox.sending(earlier, TARGET, List.of(new Pick(TWO, "")), NOON, LEASE);
        outbox.settle(earlier, new PostOutcome.Confirmed("m1"), NOON);
        Claiming.Claimed claim = take(KEY, NOON);
        PostOutcome found =
                new PostOutcome.FoundPosted(
                        "m2", TARGET, List.of(new Pick(ONE, ""), new Pick(TWO, "")));
        assertThat(outbox.settle(claim, found, NOON.plusSeconds(1))).isTrue();

        OutboxEntry entry = outbox.find(KEY).orElseThrow();
        assertThat(entry.state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(entry.message()).isEqualTo("m2");
        // One of them the channel had by another post as well.
        assertThat(entry.picks()).extracting(Pick::paper).containsExactly(ONE, TWO);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(ledger.postings(VISION, 10)).extracting(LedgerEntry::paper).contains(ONE);
        assertThat(outbox.settle(claim, found, NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void takesWhatWasFoundForWhatItWasAboutToPost() {
        Claiming.Claimed first = take(KEY, NOON);
        send(first, NOON);
        outbox.settle(
                first, new PostOutcome.Retry(NOON, new OutcomeReason.PlatformSaid("busy")), NOON);
        Claiming.Claimed claim = take(KEY, NOON);
        outbox.settle(claim, new PostOutcome.FoundPosted("m1", TARGET, List.of()), NOON);

        assertThat(outbox.find(KEY).orElseThrow().picks()).isEqualTo(PICKS);
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(OccurrenceState.POSTED);
    }

    @Test
    void givesALapsedClaimToTheNextAndRefusesTheFirst() {
        Claiming.Claimed first = take(KEY, NOON);
        Claiming.Claimed second = take(KEY, LAPSED);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.unsure()).isEmpty();
        assertThat(send(first, LAPSED)).isEqualTo(Sending.CLAIM_LOST);
        assertThat(
                        outbox.settle(
                                first,
                                new PostOutcome.Skipped(new OutcomeReason.PlatformSaid("x")),
                                LAPSED))
                .isFalse();
        assertThat(send(second, LAPSED)).isEqualTo(Sending.GO);
        assertThat(outbox.settle(first, new PostOutcome.Confirmed("m"), LAPSED)).isFalse();
        assertThat(outbox.settle(second, new PostOutcome.Confirmed("m"), LAPSED)).isTrue();
    }

    @Test
    void tellsTheNextThatItMayHaveBeenPostedAndWhat() {
        Claiming.Claimed first = take(KEY, NOON);
        send(first, NOON.plusSeconds(1));
        assertThat(claim(KEY, NOON.plusSeconds(60))).isInstanceOf(Claiming.NotYet.class);
        Claiming.Claimed second = take(KEY, LAPSED.plusSeconds(1));
        assertThat(second.unsure()).contains(NOON.plusSeconds(1));
        assertThat(second.picks()).isEqualTo(PICKS);
        assertThat(second.tries()).isEqualTo(1);
        // Crashing once more does not make it less unsure.
        Claiming.Claimed third = take(KEY, LAPSED.plusSeconds(62));
        assertThat(third.unsure()).contains(NOON.plusSeconds(1));
    }

    @Test
    void believesALateSuccessWhereItIsInDoubt() {
        Claiming.Claimed first = take(KEY, NOON);
        send(first, NOON);
        Claiming.Claimed second = take(KEY, LAPSED);
        assertThat(
                        outbox.settle(
                                second,
                                new PostOutcome.StaysInDoubt(
                                        new OutcomeReason.PlatformSaid("lost")),
                                LAPSED))
                .isTrue();
        assertThat(outbox.inDoubt(5)).extracting(OutboxEntry::key).containsExactly(KEY);
        assertThat(outbox.inDoubt(JOB)).extracting(OutboxEntry::key).containsExactly(KEY);
        assertThat(outbox.inDoubt(new Job.OfSchedule(99))).isEmpty();
        assertThat(outbox.counts()).isEqualTo(Map.of(OccurrenceState.IN_DOUBT, 1));
        assertThat(
                        outbox.settle(
                                first,
                                new PostOutcome.Skipped(new OutcomeReason.PlatformSaid("x")),
                                LAPSED))
                .isFalse();
        assertThat(outbox.settle(first, new PostOutcome.Confirmed("m1"), LAPSED)).isTrue();
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(outbox.counts()).isEmpty();
    }

    @Test
    void keepsWhatWasChosenForARetry() {
        Claiming.Claimed claim = take(KEY, NOON);
        send(claim, NOON);
        outbox.settle(
                claim,
                new PostOutcome.Retry(NOON.plusSeconds(5), new OutcomeReason.PlatformSaid("busy")),
                NOON);
        assertThat(outbox.open(JOB))
                .extracting(OutboxEntry::state)
                .containsExactly(OccurrenceState.RETRY);
        assertThat(claim(KEY, NOON.plusSeconds(4)))
                .isEqualTo(new Claiming.NotYet(NOON.plusSeconds(5)));
        Claiming.Claimed again = take(KEY, NOON.plusSeconds(5));
        assertThat(again.unsure()).isEmpty();
        assertThat(again.picks()).isEqualTo(PICKS);
        assertThat(again.tries()).isEqualTo(1);
        // What is sent again counts as perhaps posted from then on only.
        send(again, NOON.plusSeconds(6));
        assertThat(take(KEY, LAPSED.plusSeconds(7)).unsure()).contains(NOON.plusSeconds(6));
    }

    @Test
    void tellsWhatNobodyCameBackTo() {
        Claiming.Claimed claim = take(KEY, NOON);
        assertThat(outbox.overdue(NOON.plus(LEASE))).isEmpty();
        assertThat(outbox.overdue(LAPSED)).containsExactly(JOB);
        send(claim, NOON);
        outbox.settle(
                claim,
                new PostOutcome.Retry(NOON.plusSeconds(5), new OutcomeReason.PlatformSaid("busy")),
                NOON);
        assertThat(outbox.overdue(NOON.plusSeconds(6))).containsExactly(JOB);
        Claiming.Claimed again = take(KEY, NOON.plusSeconds(6));
        send(again, NOON.plusSeconds(6));
        outbox.settle(again, new PostOutcome.Confirmed("m"), NOON);
        assertThat(outbox.overdue(LAPSED.plusSeconds(99))).isEmpty();
    }

    @Test
    void comesBackAsUnsure() {
        Claiming.Claimed claim = take(KEY, NOON);
        send(claim, NOON);
        outbox.settle(
                claim,
                new PostOutcome.Unsure(NOON.plusSeconds(2), new OutcomeReason.PlatformSaid("lost")),
                NOON);
        assertThat(take(KEY, NOON.plusSeconds(2)).unsure()).contains(NOON);
    }

    @Test
    void keepsAPaperFromBeingPostedTwiceInAChannel() {
        Key other = new Key(new Job.OfSchedule(8), DAY, 0);
        Claiming.Claimed claim = take(KEY, NOON);
        Claiming.Claimed rival = take(other, NOON);
        assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(outbox.sending(rival, TARGET, List.of(new Pick(TWO, "")), NOON, LEASE))
                .isEqualTo(Sending.PAPER_TAKEN);
        PaperId three = arxiv("2501.00003");
        assertThat(outbox.sending(rival, TARGET, List.of(new Pick(three, "")), NOON, LEASE))
                .isEqualTo(Sending.GO);
        Claiming.Claimed elsewhere = take(new Key(new Job.OfSchedule(9), DAY, 0), NOON);
        assertThat(outbox.sending(elsewhere, new Target.InChannel(AUDIO), PICKS, NOON, LEASE))
                .isEqualTo(Sending.GO);
    }

    @Test
    void letsGoOfPapersThatWereNotPosted() {
        for (PostOutcome outcome :
                List.of(
                        new PostOutcome.Blocked(new OutcomeReason.PlatformSaid("gone")),
                        new PostOutcome.Skipped(new OutcomeReason.PlatformSaid("given up")))) {
            Key key = new Key(JOB, DAY, outbox.nextSlot(JOB, DAY));
            Claiming.Claimed claim = take(key, NOON);
            assertThat(send(claim, NOON)).isEqualTo(Sending.GO);
            assertThat(outbox.settle(claim, outcome, NOON)).isTrue();
            assertThat(outbox.had(VISION)).isEmpty();
            assertThat(ledger.postings(VISION, 10)).isEmpty();
        }
        assertThat(outbox.log(JOB, 10))
                .extracting(OutboxEntry::state)
                .containsExactly(OccurrenceState.SKIPPED, OccurrenceState.BLOCKED);
    }

    @Test
    void recordsWhatWasMissedAndLeavesTheRestAlone() {
        Claiming.Claimed claim = take(KEY, NOON);
        outbox.skip(
                JOB,
                TARGET,
                List.of(
                        new Occurrence(DAY, NOON),
                        new Occurrence(DAY.plusDays(1), NOON.plus(Duration.ofDays(1)))),
                new OutcomeReason.NotRunning(),
                NOON);
        assertThat(outbox.find(KEY).orElseThrow().state()).isEqualTo(OccurrenceState.CLAIMED);
        Instant nextNoon = NOON.plus(Duration.ofDays(1));
        assertThat(outbox.latest(JOB, nextNoon)).contains(nextNoon);
        assertThat(outbox.latest(JOB, nextNoon.minusMillis(1))).contains(NOON);
        assertThat(outbox.latest(JOB, NOON.minusMillis(1))).isEmpty();
        assertThat(outbox.latest(new Job.OfSchedule(70), nextNoon)).isEmpty();
        assertThat(outbox.latest(new Job.OfDigest(7), nextNoon)).isEmpty();
        assertThat(claim.fence()).isEqualTo(1);
    }

    @Test
    void settlesADoubtByWhatAPersonSaw() {
        Claiming.Claimed claim = take(KEY, NOON);
        assertThat(outbox.resolve(KEY, true, NOON)).isFalse();
        send(claim, NOON);
        outbox.settle(
                claim, new PostOutcome.StaysInDoubt(new OutcomeReason.PlatformSaid("lost")), NOON);
        assertThat(outbox.resolve(KEY, false, NOON.plusSeconds(9))).isTrue();
        Claiming.Claimed again = take(KEY, NOON.plusSeconds(9));
        assertThat(again.unsure()).isEmpty();
        send(again, NOON.plusSeconds(9));
        outbox.settle(
                again, new PostOutcome.StaysInDoubt(new OutcomeReason.PlatformSaid("lost")), NOON);
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
        Claiming.Claimed claim = take(waiting, NOON);
        outbox.sending(claim, TARGET, List.of(new Pick(ONE, "New")), NOON, LEASE);
        outbox.settle(
                claim, new PostOutcome.Retry(NOON, new OutcomeReason.PlatformSaid("busy")), NOON);
        Claiming.Claimed done = take(posted, NOON);
        outbox.sending(done, TARGET, List.of(new Pick(TWO, "New")), NOON, LEASE);
        outbox.settle(done, new PostOutcome.Confirmed("m1"), NOON);
        Claiming.Claimed others = take(KEY, NOON);

        schedules.remove(schedule.id(), ANN, NOON.plusSeconds(1));

        for (Key key : List.of(claimed, waiting)) {
            OutboxEntry entry = outbox.find(key).orElseThrow();
            assertThat(entry.state()).isEqualTo(OccurrenceState.SKIPPED);
            assertThat(entry.reason()).contains(new OutcomeReason.ScheduleRemoved());
            assertThat(entry.at()).isEqualTo(NOON.plusSeconds(1));
        }
        assertThat(outbox.find(posted).orElseThrow().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(outbox.had(VISION)).containsExactly(TWO);
        assertThat(outbox.counts()).isEqualTo(Map.of(OccurrenceState.CLAIMED, 1));
        assertThat(outbox.overdue(LAPSED)).containsExactly(JOB);
        // Whoever had claimed it comes too late.
        assertThat(send(new Claiming.Claimed(claimed, 1, List.of(), 0, Optional.empty()), NOON))
                .isEqualTo(Sending.CLAIM_LOST);
        assertThat(outbox.sending(others, TARGET, List.of(new Pick(ONE, "")), NOON, LEASE))
                .isEqualTo(Sending.GO);
    }

    @Test
    void leavesWhatARemovedScheduleMayHavePosted() {
        Schedule schedule = schedule();
        Key sent = new Key(new Job.OfSchedule(schedule.id()), DAY, 1);
        Key doubtful = new Key(sent.job(), DAY, 2);
        Claiming.Claimed claim = take(sent, NOON);
        outbox.sending(claim, TARGET, List.of(new Pick(ONE, "New")), NOON, LEASE);
        Claiming.Claimed doubt = take(doubtful, NOON);
        outbox.sending(doubt, TARGET, List.of(new Pick(TWO, "New")), NOON, LEASE);
        outbox.settle(
                doubt, new PostOutcome.StaysInDoubt(new OutcomeReason.PlatformSaid("lost")), NOON);

        schedules.remove(schedule.id(), ANN, NOON);

        assertThat(outbox.find(sent).orElseThrow().state()).isEqualTo(OccurrenceState.SENDING);
        assertThat(outbox.find(doubtful).orElseThrow().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(outbox.counts()).isEmpty();
        assertThat(outbox.overdue(LAPSED)).isEmpty();
        // Once it is known that it was not posted, it is over.
        assertThat(
                        outbox.settle(
                                claim,
                                new PostOutcome.Retry(
                                        LAPSED, new OutcomeReason.PlatformSaid("busy")),
                                NOON))
                .isTrue();
        assertThat(outbox.resolve(doubtful, false, NOON)).isTrue();
        for (Key key : List.of(sent, doubtful)) {
            OutboxEntry entry = outbox.find(key).orElseThrow();
            assertThat(entry.state()).isEqualTo(OccurrenceState.SKIPPED);
            assertThat(entry.reason()).contains(new OutcomeReason.ScheduleRemoved());
        }
        assertThat(outbox.had(VISION)).isEmpty();
    }

    @Test
    void believesThatARemovedSchedulesPostIsThere() {
        Schedule schedule = schedule();
        Key key = new Key(new Job.OfSchedule(schedule.id()), DAY, 0);
        Claiming.Claimed claim = take(key, NOON);
        send(claim, NOON);
        outbox.settle(
                claim, new PostOutcome.StaysInDoubt(new OutcomeReason.PlatformSaid("lost")), NOON);
        schedules.remove(schedule.id(), ANN, NOON);

        assertThat(outbox.resolve(key, true, NOON)).isTrue();

        assertThat(outbox.find(key).orElseThrow().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(outbox.had(VISION)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void namesPapersByTheirCurrentIds() {
        PaperId titled = titledPaper("A title").build().id();
        put(titledPaper("A title").build());
        Claiming.Claimed claim = take(KEY, NOON);
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
        Target ann = new Target.ToPerson(ANN);
        Claiming.Claimed claim = (Claiming.Claimed) outbox.claim(key, ann, NOON, "w", NOON, LEASE);
        assertThat(outbox.sending(claim, ann, PICKS, NOON, LEASE)).isEqualTo(Sending.GO);
        outbox.settle(claim, new PostOutcome.Confirmed("m"), NOON);
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
                    taken += each.get() instanceof Claiming.Claimed ? 1 : 0;
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
                        Schedule.EditionKind.PAPER,
                        Optional.empty()),
                ANN,
                NOON);
    }

    private Claiming claim(Key key, Instant now) {
        return outbox.claim(key, TARGET, NOON, "worker", now, LEASE);
    }

    private Claiming.Claimed take(Key key, Instant now) {
        return (Claiming.Claimed) claim(key, now);
    }

    private Sending send(Claiming.Claimed claim, Instant now) {
        return outbox.sending(claim, TARGET, PICKS, now, LEASE);
    }
}
