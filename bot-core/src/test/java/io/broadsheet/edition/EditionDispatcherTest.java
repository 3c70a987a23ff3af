package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Reachability;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the dispatcher does about each answer of a platform, and about time that passed.
class EditionDispatcherTest extends DispatcherSetup {

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
}
