package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of a post when nobody knows whether the platform took it.
class LostAnswersTest extends DispatcherSetup {

    @Test
    void neverSendsAgainWhatMayBeThereWithoutKeys() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        assertThat(dispatcher.run(job)).contains(DUE.plusSeconds(5));
        now = DUE.plus(Duration.ofHours(1));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(log().getFirst().reason()).contains(new OutcomeReason.PlatformSaid("timeout"));
        assertThat(platform.notices)
                .containsExactly("ann: in doubt schedule/" + schedule.id() + "/2026-03-04/0");
        // What may be there is not chosen again.
        assertThat(store.outbox().had(CHANNEL)).hasSize(1);
        assertThat(store.outbox().resolve(key(), false, now)).isTrue();
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(2);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
    }

    @Test
    void sendsAgainUnderTheSameKeyWhereKeysAreKnownUntilTheyAreForgotten() throws Exception {
        platform.remembers = Duration.ofSeconds(60);
        now = DUE;
        for (int i = 0; i < 99; i++) {
            platform.answers.add(new Delivery.InDoubt("timeout"));
        }
        Optional<Instant> again = dispatcher.run(job);
        assertThat(again).contains(DUE.plusSeconds(2));
        while (again.orElseThrow().isBefore(DUE.plus(Duration.ofHours(1)))) {
            now = again.get();
            again = dispatcher.run(job);
        }
        // Every two seconds at first, and ever more rarely then.
        assertThat(platform.posts).hasSizeBetween(9, 11);
        assertThat(platform.posts.stream().distinct()).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
    }

    @Test
    void treatsAFailureOfTheAdapterAsDoubt() throws Exception {
        now = DUE;
        platform.failing = true;
        dispatcher.run(job);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.SENDING);
        now = DUE.plusSeconds(5);
        dispatcher.run(job);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(platform.posts).hasSize(1);
    }

    @Test
    void findsAPostWhoseAnswerGotLostAndAsksNobody() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        assertThat(dispatcher.run(job)).contains(DUE.plusSeconds(5));
        assertThat(platform.looks).isEmpty();
        now = DUE.plusSeconds(4);
        dispatcher.run(job);
        assertThat(platform.looks).isEmpty();
        now = DUE.plusSeconds(5);
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(1)));
        assertThat(platform.looks).containsExactly(key() + " since " + DUE);
        assertThat(platform.posts).hasSize(1);
        assertThat(platform.notices).isEmpty();
        OutboxEntry entry = log().getFirst();
        assertThat(entry.state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(entry.message()).isEqualTo("m9");
        // Its discussion, which nobody opened while its fate was not known.
        assertThat(platform.completed).containsExactly("m9 " + entry.picks().getFirst().paper());
        // Votes reach it as if nothing had happened.
        PaperId paper = entry.picks().getFirst().paper();
        store.library().seen(ANN, CHANNEL, "Ann", now);
        store.library().upvoteIn(CHANNEL, ANN, paper, now);
        dispatcher.voted(Set.of(CHANNEL), paper);
        await(() -> platform.edits.equals(List.of("m9 " + paper)));
    }

    @Test
    void neverSendsAgainWhatIsNotFound() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.readBacks.add(new ReadBack.NotThere());
        dispatcher.run(job);
        now = DUE.plusSeconds(5);
        dispatcher.run(job);
        now = DUE.plus(Duration.ofHours(1));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(platform.looks).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(log().getFirst().reason())
                .contains(
                        new OutcomeReason.NotSeen(
                                new OutcomeReason.PlatformSaid("timeout"), false));
        assertThat(platform.notices).containsExactly("ann: in doubt " + key());
    }

    @Test
    void looksAgainWhileThePlatformCannotBeAskedEverMoreRarely() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        for (int i = 0; i < 10; i++) {
            platform.readBacks.add(new ReadBack.LookAgain(Duration.ofSeconds(30), "away"));
        }
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        Instant again = dispatcher.run(job).orElseThrow();
        List<Duration> pauses = new ArrayList<>();
        while (log().getFirst().state() != OccurrenceState.POSTED) {
            pauses.add(Duration.between(now, again));
            now = again;
            again = dispatcher.run(job).orElseThrow();
        }
        assertThat(pauses).hasSize(11).isSorted();
        assertThat(pauses.get(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(pauses.getLast()).isGreaterThan(Duration.ofSeconds(40));
        assertThat(platform.posts).hasSize(1);
        assertThat(platform.notices).isEmpty();
    }

    @Test
    void asksAPersonWhereThePlatformCannotBeAskedForHours() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.looking = new ReadBack.LookAgain(Duration.ZERO, "away");
        Instant again = dispatcher.run(job).orElseThrow();
        while (log().getFirst().state() == OccurrenceState.SENDING) {
            now = again;
            again = dispatcher.run(job).orElseThrow();
        }
        assertThat(now).isBetween(DUE.plus(Duration.ofHours(5)), DUE.plus(Duration.ofHours(6)));
        assertThat(platform.looks).hasSizeLessThan(100);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(platform.notices).containsExactly("ann: in doubt " + key());
    }

    @Test
    void asksAPersonWhereLookingFails() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.looking = null;
        dispatcher.run(job);
        now = DUE.plusSeconds(5);
        dispatcher.run(job);
        assertThat(platform.looks).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(platform.notices).hasSize(1);
    }

    @Test
    void looksForWhatAProcessSentWhenItWasKilled() throws Exception {
        Outbox.Target target = new Outbox.Target.InChannel(CHANNEL);
        Outbox.Claiming.Claimed claim =
                (Outbox.Claiming.Claimed)
                        store.outbox()
                                .claim(key(), target, DUE, "killed", DUE, Duration.ofSeconds(90));
        store.outbox()
                .sending(
                        claim,
                        target,
                        List.of(new Outbox.Pick(papers().getFirst().id(), "")),
                        DUE.plusSeconds(1),
                        Duration.ofSeconds(90));
        platform.readBacks.add(new ReadBack.LookAgain(Duration.ZERO, "connecting"));
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        // The next process starts long after; it gets time to connect.
        dispatcher.close();
        now = DUE.plus(Duration.ofHours(20));
        serve();
        now = dispatcher.run(job).orElseThrow();
        dispatcher.run(job);
        assertThat(platform.looks)
                .containsExactly(
                        key() + " since " + DUE.plusSeconds(1),
                        key() + " since " + DUE.plusSeconds(1));
        assertThat(platform.posts).isEmpty();
        assertThat(platform.notices).isEmpty();
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(log().getFirst().message()).isEqualTo("m9");
    }

    @Test
    void aLaterAttemptThatIsPutOffTakesNoDoubtBack() throws Exception {
        platform.remembers = Duration.ofSeconds(60);
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.answers.add(new Delivery.RetryAfter(Duration.ofMinutes(5), "not connected"));
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        now = dispatcher.run(job).orElseThrow();
        assertThat(dispatcher.run(job)).contains(now.plus(Duration.ofMinutes(5)));
        assertThat(platform.posts).hasSize(2);
        // The key is forgotten by now: sent again, it would be there twice.
        now = now.plus(Duration.ofMinutes(5));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(2);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
    }

    @Test
    void aLaterAttemptThatIsRefusedTakesNoDoubtBack() throws Exception {
        platform.remembers = Duration.ofSeconds(60);
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.answers.add(new Delivery.Refused(Delivery.Refusal.NO_PERMISSION, ""));
        now = dispatcher.run(job).orElseThrow();
        dispatcher.run(job);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
        assertThat(store.outbox().had(CHANNEL)).hasSize(1);
        assertThat(platform.notices)
                .containsExactly("ann: in doubt " + key(), "ann: refused NO_PERMISSION");
    }

    @Test
    void sendsNothingAgainIntoAChannelWhoseKeysAreNotKnown() throws Exception {
        platform.remembers = Duration.ofSeconds(60);
        platform.remembersHere = Duration.ZERO;
        now = DUE;
        platform.answers.add(new Delivery.InDoubt("timeout"));
        platform.readBacks.add(new ReadBack.NotThere());
        now = dispatcher.run(job).orElseThrow();
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.IN_DOUBT);
    }

    @Test
    void looksForDirectMessagesToo() throws Exception {
        Digest digest =
                store.digests().order(ANN, CHANNEL, Digest.Rhythm.DAILY, ZoneOffset.UTC, MORNING);
        Job digests = new Job.OfDigest(digest.id());
        Paper paper = papers().getFirst();
        store.catalogue().put(List.of(paper.toBuilder().version(1).build()), MORNING);
        store.library().save(ANN, paper.id(), MORNING);
        store.catalogue()
                .put(
                        List.of(paper.toBuilder().version(2).withdrawn(true).build()),
                        MORNING.plusSeconds(60));
        now = DUE;
        platform.sending = new Delivery.InDoubt("timeout");
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        assertThat(dispatcher.run(digests)).contains(DUE.plusSeconds(5));
        now = DUE.plusSeconds(5);
        dispatcher.run(digests);
        assertThat(platform.looks).containsExactly("digest/1/2026-03-04/0 of ann since " + DUE);
        assertThat(platform.notices).hasSize(1);
        assertThat(store.outbox().log(digests, 9))
                .extracting(OutboxEntry::state)
                .containsExactly(OccurrenceState.POSTED);
        // What it told is not told again.
        now = DUE.plus(Duration.ofDays(1));
        dispatcher.run(digests);
        assertThat(platform.notices).hasSize(1);
    }
}
