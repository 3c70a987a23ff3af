package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.nio.file.Files;
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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the dispatcher does about each answer of a platform, and about time that passed.
class EditionDispatcherTest {

    private static final Platform PLATFORM = new Platform("fake");
    private static final ChannelRef CHANNEL = new ChannelRef(PLATFORM, "w", "c");
    private static final UserRef ANN = new UserRef(PLATFORM, "w", "ann");
    private static final Instant MORNING = Instant.parse("2026-03-04T08:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-04T09:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-05T00:00:00Z");

    @TempDir Path directory;

    private Instant now = MORNING;
    private Store store;
    private final FakePlatform platform = new FakePlatform();
    private EditionDispatcher dispatcher;
    private Schedule schedule;
    private Job job;

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

    @Test
    void postsOnceWhenItIsDueAndNotBefore() throws Exception {
        assertThat(dispatcher.next(job)).contains(DUE);
        assertThat(dispatcher.run(job)).contains(DUE);
        assertThat(platform.posts).isEmpty();
        now = DUE;
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(1)));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);
    }

    @Test
    void triesAgainWhenThePlatformSaysSoAndPostsTheSamePaper() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.RetryAfter(Duration.ofMinutes(7), "too fast"));
        platform.answers.add(new Delivery.RetryAfter(Duration.ZERO, "busy"));
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofMinutes(7)));
        now = DUE.plus(Duration.ofMinutes(6));
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofMinutes(7)));
        assertThat(platform.posts).hasSize(1);
        now = DUE.plus(Duration.ofMinutes(7));
        // Without a wish of the platform's own the pause grows.
        assertThat(dispatcher.run(job)).contains(now.plusSeconds(10));
        now = now.plusSeconds(10);
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(3);
        assertThat(platform.posts.stream().distinct()).hasSize(1);
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);
    }

    @Test
    void tellsInTheDigestWhatHappenedToSavedPapersAndOnce() throws Exception {
        Digest digest =
                store.digests().order(ANN, CHANNEL, Digest.Rhythm.DAILY, ZoneOffset.UTC, MORNING);
        Job digests = new Job.OfDigest(digest.id());
        List<Paper> three =
                papers().subList(0, 3).stream()
                        .map(paper -> paper.toBuilder().version(1).build())
                        .toList();
        store.catalogue().put(three, MORNING);
        for (int i = 0; i < three.size(); i++) {
            store.library().save(ANN, three.get(i).id(), MORNING.plusSeconds(i));
        }
        // Somebody's shelf only: nobody saved the fourth, and the sixth was saved after its change.
        Paper sixth = papers().get(5).toBuilder().version(1).build();
        store.catalogue().put(List.of(sixth), MORNING);
        Instant later = MORNING.plusSeconds(60);
        store.catalogue()
                .put(
                        List.of(
                                three.get(0).toBuilder().version(3).build(),
                                three.get(1).toBuilder().journalReference("J. Test 1").build(),
                                three.get(2).toBuilder().version(2).withdrawn(true).build(),
                                papers().get(3).toBuilder().withdrawn(true).build(),
                                sixth.toBuilder().version(2).build()),
                        later);
        store.library().save(ANN, sixth.id(), later.plusSeconds(1));
        dispatcher.run(digests);
        assertThat(platform.notices).isEmpty();
        now = DUE;
        dispatcher.run(digests);
        assertThat(platform.notices)
                .containsExactly(
                        "ann: arxiv:2501.00003 withdrawn before v1; arxiv:2501.00002 published"
                                + " before v0; arxiv:2501.00001 before v1");
        now = DUE.plus(Duration.ofDays(1));
        dispatcher.run(digests);
        assertThat(platform.notices).hasSize(1);
    }

    @Test
    void postsAfterAnHourInWhichThePlatformCouldNotBeReached() throws Exception {
        now = DUE;
        Instant back = DUE.plus(Duration.ofMinutes(90));
        int tries = 0;
        while (now.isBefore(back)) {
            platform.answers.add(new Delivery.RetryAfter(Duration.ZERO, "it cannot be reached"));
            now = dispatcher.run(job).orElseThrow();
            tries++;
        }
        dispatcher.run(job);
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);
        assertThat(now).isBefore(back.plus(Duration.ofMinutes(6)));
        assertThat(tries).isLessThan(30);
    }

    @Test
    void asksAPlatformThatGoesOnRefusingEverLessOften() throws Exception {
        now = DUE;
        int tries = 0;
        while (now.isBefore(DUE.plus(Duration.ofHours(5)))) {
            platform.answers.add(new Delivery.RetryAfter(Duration.ofSeconds(1), "too fast"));
            now = dispatcher.run(job).orElseThrow();
            tries++;
        }
        assertThat(tries).isLessThan(80);
    }

    @Test
    void leavesToAnotherProcessWhatThatOnePosts() throws Exception {
        now = DUE;
        platform.elsewhere = true;
        assertThat(dispatcher.run(job).orElseThrow())
                .isBetween(DUE.plusMillis(500), DUE.plusSeconds(1));
        now = DUE.plus(Duration.ofHours(2));
        assertThat(dispatcher.run(job).orElseThrow())
                .as("ever more rarely where that one is away")
                .isBetween(now.plusSeconds(30), now.plusSeconds(60));
        assertThat(platform.posts).isEmpty();
        assertThat(log()).isEmpty();

        platform.elsewhere = false;
        dispatcher.run(job);
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);

        // Where nobody posts it, anybody may say that the day was missed.
        platform.elsewhere = true;
        now = DUE.plus(Duration.ofDays(1)).plus(EditionDispatcher.LATEST).plusSeconds(1);
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(2)));
        assertThat(log())
                .extracting(OutboxEntry::state)
                .containsExactly(OccurrenceState.SKIPPED, OccurrenceState.POSTED);
    }

    @Test
    void leavesToAnotherProcessWhatIsPostedByHandWhereThatOnePosts() throws Exception {
        platform.elsewhere = true;
        Key key = dispatcher.postNow(schedule);
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.RETRY);
        assertThat(dispatcher.next(job)).contains(now);
        assertThat(dispatcher.run(job).orElseThrow())
                .isBetween(now.plusMillis(500), now.plusSeconds(1));
        assertThat(platform.posts).isEmpty();

        platform.elsewhere = false;
        dispatcher.run(job);
        assertThat(platform.posts).singleElement().asString().startsWith(key.toString());
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);
    }

    @Test
    void givesUpWhenTheDayIsOver() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.RetryAfter(Duration.ofHours(7), "much too fast"));
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(1)));
        OutboxEntry entry = log().getFirst();
        assertThat(entry.state()).isEqualTo(OccurrenceState.SKIPPED);
        assertThat(entry.reason()).contains(new OutcomeReason.GivenUp(1, "much too fast"));
        assertThat(store.outbox().had(CHANNEL)).isEmpty();
    }

    @Test
    void pausesAScheduleThatIsRefusedAndTellsWhoMadeIt() throws Exception {
        now = DUE;
        platform.answers.add(new Delivery.Refused(Delivery.Refusal.NOT_INVITED, "not_in_channel"));
        assertThat(dispatcher.run(job)).isEmpty();
        assertThat(store.schedules().find(schedule.id()).orElseThrow().state())
                .isEqualTo(
                        new Schedule.State.Paused(
                                new PauseReason.PlatformRefuses(Delivery.Refusal.NOT_INVITED),
                                DUE));
        assertThat(platform.notices).containsExactly("ann: refused NOT_INVITED");
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.BLOCKED);
        now = DUE.plus(Duration.ofDays(3));
        assertThat(dispatcher.run(job)).isEmpty();
        assertThat(platform.posts).hasSize(1);
        store.schedules().resume(schedule.id(), ANN, now);
        assertThat(dispatcher.next(job)).contains(DUE.plus(Duration.ofDays(4)));
        assertThat(log()).hasSize(1);
    }

    @Test
    void looksAgainWhereTheBotsRightsMayHaveChanged() throws Exception {
        List<Job> again = new ArrayList<>();
        Reachability reachability =
                new ScheduleReachability(
                        store.schedules(),
                        store.digests(),
                        dispatcher,
                        (_, job) -> again.add(job),
                        clock());
        Delivery.Refused refused =
                new Delivery.Refused(Delivery.Refusal.NO_PERMISSION, "may not write");
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(platform.notices).isEmpty();
        platform.access = new Access.Denied(refused);
        reachability.changed(PLATFORM, Set.of("elsewhere"));
        assertThat(store.schedules().find(schedule.id()).orElseThrow().active()).isTrue();
        reachability.changed(PLATFORM, Set.of("w"));
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(store.schedules().find(schedule.id()).orElseThrow().state())
                .isEqualTo(
                        new Schedule.State.Paused(
                                new PauseReason.PlatformRefuses(Delivery.Refusal.NO_PERMISSION),
                                MORNING));
        assertThat(platform.notices).containsExactly("ann: refused NO_PERMISSION");
        now = DUE.plusSeconds(1);
        // That nothing can be said now is no reason to go on; whatever changes that is told.
        platform.access = new Access.Unknown("the server is not available");
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(again).isEmpty();
        platform.access = new Access.Given();
        reachability.changed(PLATFORM, Set.of("w"));
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(again).containsExactly(job);
        assertThat(platform.notices).last().isEqualTo("ann: resumed 1");
        assertThat(dispatcher.next(job)).contains(DUE.plus(Duration.ofDays(1)));
        // Nor is it one to stop, nor to stay where somebody let the bot in again.
        platform.access = new Access.Unknown("not connected");
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(store.schedules().find(schedule.id()).orElseThrow().active()).isTrue();
        reachability.lost(CHANNEL, refused);
        reachability.regained(CHANNEL);
        assertThat(store.schedules().find(schedule.id()).orElseThrow().active()).isTrue();
        // What a person paused stays paused.
        store.schedules().pause(schedule.id(), ANN, now);
        reachability.changed(PLATFORM, Set.of("w"));
        assertThat(store.schedules().find(schedule.id()).orElseThrow().active()).isFalse();
    }

    @Test
    void tellsTheAdminsThatWereSeenAsWell() throws Exception {
        UserRef bob = new UserRef(PLATFORM, "w", "bob");
        store.schedules().seen(bob, CHANNEL, true, MORNING);
        store.schedules().seen(ANN, CHANNEL, true, MORNING);
        now = DUE;
        platform.answers.add(new Delivery.Refused(Delivery.Refusal.NO_PERMISSION, ""));
        dispatcher.run(job);
        assertThat(platform.notices)
                .containsExactly("ann: refused NO_PERMISSION", "bob: refused NO_PERMISSION");
    }

    @Test
    void changesAPostedCardOnceForManyVotes() throws Exception {
        now = DUE;
        dispatcher.run(job);
        PaperId paper = log().getFirst().picks().getFirst().paper();
        for (int i = 0; i < 50; i++) {
            UserRef voter = new UserRef(PLATFORM, "w", "voter" + i);
            store.library().seen(voter, CHANNEL, "Voter", now);
            store.library().upvoteIn(CHANNEL, voter, paper, now);
            dispatcher.voted(Set.of(CHANNEL), paper);
        }
        // Votes that count in no channel, or in another one.
        dispatcher.voted(Set.of(), paper);
        dispatcher.voted(Set.of(new ChannelRef(PLATFORM, "w", "elsewhere")), paper);
        await(() -> !platform.edits.isEmpty());
        // One, or a few where the votes themselves take longer than they are gathered for.
        assertThat(platform.edits).hasSizeLessThan(10).containsOnly("m1 " + paper);
        platform.editing = new Delivery.RetryAfter(Duration.ofMillis(10), "busy");
        int before = platform.edits.size();
        dispatcher.voted(Set.of(CHANNEL), paper);
        await(() -> platform.edits.size() >= before + 2);
        platform.editing = new Delivery.Posted("m1");
    }

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
        assertThat(platform.posts).hasSizeBetween(28, 30);
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

    @Test
    void doesNotPostAgainWhatARestoredStoreHasForgotten() throws Exception {
        PaperId paper = papers().getFirst().id();
        platform.readBacks.add(
                new ReadBack.There("m9", List.of(new CommandCode(paper.toString()))));
        dispatcher.close();
        now = DUE.plus(Duration.ofHours(2));
        serve(now);
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(1)));
        assertThat(platform.looks).containsExactly(key() + " since " + DUE);
        assertThat(platform.posts).isEmpty();
        assertThat(log()).extracting(OutboxEntry::state).containsExactly(OccurrenceState.POSTED);
        assertThat(log().getFirst().message()).isEqualTo("m9");
        assertThat(log().getFirst().picks()).containsExactly(new Outbox.Pick(paper, ""));
        assertThat(store.outbox().had(CHANNEL)).containsExactly(paper);
        // What falls due later is not looked for.
        now = DUE.plus(Duration.ofDays(1)).plus(Duration.ofHours(1));
        dispatcher.run(job);
        assertThat(platform.looks).hasSize(1);
        assertThat(platform.posts).hasSize(1);
    }

    @Test
    void postsWhatIsNotThereAfterARestart() throws Exception {
        for (ReadBack each :
                List.of(new ReadBack.NotThere(), new ReadBack.CannotTell("too many messages"))) {
            platform.readBacks.add(each);
            dispatcher.close();
            now = now.plus(Duration.ofDays(1)).plus(Duration.ofHours(2));
            serve(now);
            int before = platform.posts.size();
            dispatcher.run(job);
            assertThat(platform.posts).hasSize(before + 1);
            assertThat(platform.readBacks).isEmpty();
        }
    }

    @Test
    void waitsAWhileForAPlatformThatDoesNotSayWhatIsThereAndThenPosts() throws Exception {
        platform.looking = new ReadBack.LookAgain(Duration.ofSeconds(30), "away");
        dispatcher.close();
        Instant start = DUE.plus(Duration.ofHours(2));
        now = start;
        serve(now);
        while (platform.posts.isEmpty()) {
            now = dispatcher.run(job).orElseThrow();
        }
        assertThat(platform.looks).hasSize(21);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(platform.posts).hasSize(1);
    }

    @Test
    void postsNothingUnseenOnceAPlatformIsBackThatWasAwayForLong() throws Exception {
        platform.looking = new ReadBack.LookAgain(Duration.ofSeconds(30), "away");
        platform.connected = false;
        dispatcher.close();
        now = DUE.plus(Duration.ofHours(2));
        serve(now);
        while (now.isBefore(DUE.plus(Duration.ofHours(3)))) {
            now = dispatcher.run(job).orElseThrow();
        }
        // It takes no post yet, and what it says when it is back counts.
        platform.connected = true;
        platform.answers.add(new Delivery.RetryAfter(Duration.ofSeconds(30), "just starting"));
        now = dispatcher.run(job).orElseThrow();
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(log().getFirst().message()).isEqualTo("m9");
    }

    @Test
    void looksInOneChannelOfAWorkspaceAfterTheOtherAndKeepsNobodyWaitingForLong() throws Exception {
        platform.pacing = new Pacing(Double.POSITIVE_INFINITY, 100, 1, Duration.ZERO);
        List<Job> jobs = new ArrayList<>(List.of(job));
        for (int i = 1; i < 6; i++) {
            ChannelRef channel = new ChannelRef(PLATFORM, "w", "c" + i);
            jobs.add(
                    new Job.OfSchedule(
                            store.schedules()
                                    .add(channel, "c" + i, plan(LocalTime.of(9, 0)), ANN, MORNING)
                                    .id()));
        }
        dispatcher.close();
        now = DUE.plus(Duration.ofHours(2));
        serve(now);
        List<Instant> again = new ArrayList<>();
        for (Job each : jobs) {
            again.add(dispatcher.run(each).orElseThrow());
        }
        assertThat(platform.looks).hasSizeBetween(2, 4);
        // The others come again later.
        assertThat(again.getLast()).isBetween(now.plusSeconds(2), now.plusSeconds(6));
        for (int i = 0; i < 20 && platform.posts.size() < jobs.size(); i++) {
            now = now.plusSeconds(10);
            for (Job each : jobs) {
                dispatcher.run(each);
            }
        }
        assertThat(platform.looks).hasSize(jobs.size());
        assertThat(platform.posts).hasSize(jobs.size());
    }

    @Test
    void looksForNothingThatFellDueSinceTheStoreHasBeenInUse() throws Exception {
        dispatcher.close();
        now = DUE.plus(Duration.ofMinutes(2));
        serve(MORNING);
        dispatcher.run(job);
        assertThat(platform.looks).isEmpty();
        assertThat(platform.posts).hasSize(1);
    }

    @Test
    void tellsInTheNextDigestWhatHappenedSinceAFoundOneWasSent() throws Exception {
        Digest digest =
                store.digests().order(ANN, CHANNEL, Digest.Rhythm.DAILY, ZoneOffset.UTC, MORNING);
        Job digests = new Job.OfDigest(digest.id());
        Paper paper = papers().getFirst();
        store.catalogue().put(List.of(paper.toBuilder().version(1).build()), MORNING);
        store.library().save(ANN, paper.id(), MORNING);
        store.catalogue()
                .put(List.of(paper.toBuilder().version(2).build()), MORNING.plusSeconds(60));
        now = DUE;
        platform.sending = new Delivery.InDoubt("timeout");
        platform.readBacks.add(new ReadBack.LookAgain(Duration.ofHours(1), "away"));
        platform.readBacks.add(new ReadBack.There("m9", List.of()));
        now = dispatcher.run(digests).orElseThrow();
        now = dispatcher.run(digests).orElseThrow();
        store.catalogue()
                .put(
                        List.of(paper.toBuilder().version(3).build()),
                        DUE.plus(Duration.ofMinutes(30)));
        dispatcher.run(digests);
        platform.sending = new Delivery.Posted("n");
        now = DUE.plus(Duration.ofDays(1));
        dispatcher.run(digests);
        assertThat(platform.notices).last().asString().contains("before v2");
    }

    @Test
    void catchesUpOnceWithinSixHoursOfTheSameDay() throws Exception {
        now = DUE.plus(Duration.ofDays(9)).plus(Duration.ofHours(5));
        dispatcher.run(job);
        assertThat(platform.posts).hasSize(1);
        assertThat(log()).hasSize(10);
        assertThat(log().getFirst().state()).isEqualTo(OccurrenceState.POSTED);
        assertThat(log().subList(1, 10))
                .extracting(OutboxEntry::state)
                .containsOnly(OccurrenceState.SKIPPED);
    }

    @Test
    void catchesUpNoLater() throws Exception {
        now = DUE.plus(Duration.ofDays(9)).plus(Duration.ofHours(6)).plusSeconds(1);
        dispatcher.run(job);
        assertThat(platform.posts).isEmpty();
        assertThat(log())
                .hasSize(10)
                .extracting(OutboxEntry::state)
                .containsOnly(OccurrenceState.SKIPPED);
    }

    @Test
    void catchesUpNotOnTheNextDay() throws Exception {
        Job other = atNight(LocalTime.of(23, 59));
        dispatcher.close();
        now = MIDNIGHT.plusSeconds(1);
        serve(now);
        dispatcher.run(other);
        assertThat(platform.posts).isEmpty();
        assertThat(store.outbox().log(other, 9))
                .extracting(OutboxEntry::reason)
                .containsExactly(Optional.of(new OutcomeReason.NotRunning()));
    }

    @Test
    void spreadsWhatIsDueInTheLastMinuteOverTheRestOfTheDay() {
        platform.pacing =
                new Pacing(
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Duration.ofSeconds(60));
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ChannelRef channel = new ChannelRef(PLATFORM, "w", "c" + i);
            Schedule each =
                    store.schedules().add(channel, "c", plan(LocalTime.of(23, 59)), ANN, MORNING);
            moments.add(dispatcher.next(new Job.OfSchedule(each.id())).orElseThrow());
        }
        assertThat(moments)
                .allSatisfy(moment ->
                        assertThat(moment)
                                .isBetween(MIDNIGHT.minusSeconds(60), MIDNIGHT.minusSeconds(10)));
        assertThat(moments.stream().distinct()).hasSizeGreaterThan(90);
    }

    @Test
    void postsForTheDayThatJustEndedWhatWasHeldUp() throws Exception {
        Job other = atNight(LocalTime.of(23, 59));
        now = MIDNIGHT.plusSeconds(2);
        assertThat(dispatcher.run(other)).contains(MIDNIGHT.plus(Duration.ofMinutes(24 * 60 - 1)));
        assertThat(platform.posts).singleElement().asString().startsWith(other + "/" + DAY + "/0");
    }

    @Test
    void triesAgainAWhileForTheDayThatJustEnded() throws Exception {
        Job other = atNight(LocalTime.of(23, 59));
        now = MIDNIGHT.minusSeconds(50);
        platform.answers.add(new Delivery.RetryAfter(Duration.ofMinutes(2), "too fast"));
        now = dispatcher.run(other).orElseThrow();
        assertThat(now).isAfter(MIDNIGHT);
        dispatcher.run(other);
        assertThat(store.outbox().log(other, 9))
                .extracting(OutboxEntry::state)
                .containsExactly(OccurrenceState.POSTED);
    }

    @Test
    void saysWhatWasHeldUpForTooLong() throws Exception {
        Job other = atNight(LocalTime.of(23, 50));
        now = MIDNIGHT.plusSeconds(1);
        dispatcher.run(other);
        assertThat(platform.posts).isEmpty();
        assertThat(store.outbox().log(other, 9))
                .extracting(OutboxEntry::reason)
                .containsExactly(Optional.of(new OutcomeReason.HeldUp()));
    }

    private Job atNight(LocalTime time) {
        return new Job.OfSchedule(
                store.schedules().add(CHANNEL, "c", plan(time), ANN, MORNING).id());
    }

    @Test
    void saysInTheLogThatNothingWasFound() throws Exception {
        for (int day = 0; day < 7; day++) {
            now = DUE.plus(Duration.ofDays(day));
            dispatcher.run(job);
        }
        assertThat(platform.posts).hasSize(papers().size());
        assertThat(log().getFirst().reason()).contains(new OutcomeReason.NothingToPost());
    }

    @Test
    void postsByHandBesidesAndNeverAPaperTwice() throws Exception {
        now = DUE;
        dispatcher.run(job);
        Key first = dispatcher.postNow(schedule);
        Key second = dispatcher.postNow(schedule);
        assertThat(first.slot()).isEqualTo(1);
        assertThat(second.slot()).isEqualTo(2);
        assertThat(platform.posts.stream().map(post -> post.split(" ", 2)[1]).distinct())
                .hasSize(3);
        // What comes by the clock stays as it was.
        assertThat(dispatcher.next(job)).contains(DUE.plus(Duration.ofDays(1)));
    }

    @Test
    void twoSchedulesOfAChannelGetDifferentPapers() throws Exception {
        Job other = new Job.OfSchedule(add().id());
        now = DUE;
        dispatcher.run(job);
        dispatcher.run(other);
        assertThat(platform.posts).hasSize(2);
        assertThat(platform.posts.stream().map(post -> post.split(" ", 2)[1]).distinct())
                .hasSize(2);
    }

    @Test
    void aStoreRestoredFromLastWeekPostsTodaysEditionOnceAndNothingElse() throws Exception {
        now = DUE;
        dispatcher.run(job);
        store.close();
        Path backup = directory.resolve("backup");
        Files.createDirectories(backup);
        Files.copy(directory.resolve(Store.FILE), backup.resolve(Store.FILE));
        open();
        for (int day = 1; day < 7; day++) {
            now = DUE.plus(Duration.ofDays(day));
            dispatcher.run(job);
        }
        int before = platform.posts.size();
        store.close();
        // Restored an hour before the next edition is due, and run until an hour after it.
        Files.copy(
                backup.resolve(Store.FILE),
                directory.resolve(Store.FILE),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        open();
        now = DUE.plus(Duration.ofDays(7)).minus(Duration.ofHours(1));
        assertThat(dispatcher.run(job)).contains(DUE.plus(Duration.ofDays(7)));
        assertThat(platform.posts).hasSize(before);
        for (int minutes = 0; minutes < 60; minutes += 5) {
            now = DUE.plus(Duration.ofDays(7)).plus(Duration.ofMinutes(minutes));
            dispatcher.run(job);
        }
        assertThat(platform.posts).hasSize(before + 1);
        assertThat(platform.posts.getLast()).contains(DAY.plusDays(7).toString());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it happens").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private Key key() {
        return new Key(job, DAY, 0);
    }

    private List<OutboxEntry> log() {
        return store.outbox().log(job, 100);
    }

    private Schedule add() {
        return store.schedules().add(CHANNEL, "c", plan(LocalTime.of(9, 0)), ANN, MORNING);
    }

    private static Schedule.Plan plan(LocalTime time) {
        return new Schedule.Plan(
                new Cadence.Daily(time),
                ZoneOffset.UTC,
                Optional.empty(),
                Schedule.EditionKind.PAPER,
                Optional.empty());
    }

    private void open() {
        store = Store.open(directory);
        serve();
    }

    private void serve() {
        serve(Instant.MIN);
    }

    private void serve(Instant resumed) {
        dispatcher =
                new EditionDispatcher(
                        new PostingContext(
                                store.schedules(),
                                store.digests(),
                                store.outbox(),
                                store.catalogue(),
                                store.library(),
                                new LeastHad(papers(), store.outbox()::had),
                                new PlainLayout(),
                                clock(),
                                "w",
                                Duration.ofSeconds(90)),
                        Duration.ofMillis(300));
        dispatcher.serve(platform, resumed);
    }

    private static List<Paper> papers() {
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
