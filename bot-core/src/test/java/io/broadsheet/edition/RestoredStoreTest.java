package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Digest;
import io.broadsheet.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is posted by a bot whose store does not know what it posted: after a restart, or restored
/// from a copy.
class RestoredStoreTest extends DispatcherSetup {

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
}
