package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.Processes;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [Schedules] does.
abstract class SchedulesContract extends StoreContract {

    private static final Schedule.Plan DAILY =
            new Schedule.Plan(
                    new Cadence.Daily(LocalTime.of(9, 0)),
                    ZoneId.of("Asia/Kathmandu"),
                    Optional.empty(),
                    Schedule.EditionKind.PAPER,
                    Optional.empty());
    private static final Schedule.Plan RICH =
            new Schedule.Plan(
                    new Cadence.Weekly(
                            Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), LocalTime.of(23, 59)),
                    ZoneId.of("Pacific/Chatham"),
                    Optional.of("größe 模型 'quoted'"),
                    Schedule.EditionKind.DIGEST,
                    Optional.of("R42"),
                    false);

    @Test
    void keepsAllThatIsSaidAboutASchedule() {
        Schedule daily = schedules.add(VISION, "vision", DAILY, ANN, NOON);
        Schedule rich = schedules.add(VISION, "vision", RICH, BOB, NOON.plusSeconds(1));
        Schedule elsewhere = schedules.add(AUDIO, "audio", DAILY, ANN, NOON);
        reopen();
        assertThat(schedules.of(VISION)).containsExactly(daily, rich);
        assertThat(schedules.of(AUDIO)).containsExactly(elsewhere);
        assertThat(schedules.find(rich.id())).contains(rich);
        assertThat(rich.plan()).isEqualTo(RICH);
        assertThat(rich.number()).isEqualTo(2);
        assertThat(elsewhere.number()).isEqualTo(1);
        assertThat(rich.from()).isEqualTo(NOON.plusSeconds(1));
        assertThat(schedules.author(daily.id())).contains(ANN);
        assertThat(schedules.active(Platform.SLACK)).containsExactly(daily, rich, elsewhere);
        assertThat(schedules.active(Platform.DISCORD)).isEmpty();
        assertThat(schedules.find(4711)).isEmpty();
    }

    @Test
    void pausesAndResumesOnce() {
        long id = schedules.add(VISION, "vision", DAILY, ANN, NOON).id();
        assertThat(schedules.resume(id, ANN, NOON)).isFalse();
        assertThat(schedules.refused(id, Delivery.Refusal.CHANNEL_GONE, NOON.plusSeconds(1)))
                .isTrue();
        assertThat(schedules.pause(id, ANN, NOON)).isFalse();
        Schedule paused = schedules.find(id).orElseThrow();
        assertThat(paused.state())
                .isEqualTo(
                        new Schedule.State.Paused(
                                new PauseReason.PlatformRefuses(Delivery.Refusal.CHANNEL_GONE),
                                NOON.plusSeconds(1)));
        assertThat(schedules.paused()).containsExactly(paused);
        assertThat(schedules.active(Platform.SLACK)).isEmpty();
        assertThat(schedules.resume(id, BOB, NOON.plusSeconds(9))).isTrue();
        Schedule resumed = schedules.find(id).orElseThrow();
        assertThat(resumed.active()).isTrue();
        assertThat(resumed.from()).isEqualTo(NOON.plusSeconds(9));
        assertThat(schedules.paused()).isEmpty();
    }

    @Test
    void readmitsOnlyWhatARefusalPaused() {
        Schedule refused = schedules.add(VISION, "vision", DAILY, ANN, NOON);
        Schedule byHand = schedules.add(VISION, "vision", RICH, ANN, NOON);
        schedules.refused(refused.id(), Delivery.Refusal.CHANNEL_ARCHIVED, NOON);
        schedules.pause(byHand.id(), ANN, NOON);
        Instant later = NOON.plusSeconds(60);

        assertThat(schedules.readmit(refused.id(), later)).isTrue();
        assertThat(schedules.readmit(refused.id(), later)).isFalse();
        assertThat(schedules.readmit(byHand.id(), later)).isFalse();

        Schedule found = schedules.find(refused.id()).orElseThrow();
        assertThat(found.active()).isTrue();
        assertThat(found.from()).isEqualTo(later);
        assertThat(schedules.find(byHand.id()).orElseThrow().state())
                .isEqualTo(new Schedule.State.Paused(new PauseReason.ByAdmin(), NOON));
        assertThat(schedules.changes(VISION, 1).getFirst().after())
                .isEqualTo("resumed: the platform takes it again");
    }

    @Test
    void knowsAWorkspacesSchedulesAndItsChannelsNames() {
        Schedule vision = schedules.add(VISION, "vision", DAILY, ANN, NOON);
        Schedule audio = schedules.add(AUDIO, "audio", DAILY, ANN, NOON);
        ChannelRef elsewhere = new ChannelRef(Platform.SLACK, "T10", "C-vision");
        schedules.add(elsewhere, "vision", DAILY, ANN, NOON);
        Schedule removed = schedules.add(VISION, "vision", RICH, ANN, NOON);
        schedules.remove(removed.id(), ANN, NOON);

        assertThat(schedules.in(Platform.SLACK, "T1")).containsExactly(audio, vision);
        assertThat(schedules.rename(VISION, "seeing")).isTrue();
        assertThat(schedules.rename(VISION, "seeing")).isFalse();
        assertThat(schedules.find(vision.id()).orElseThrow().channelName()).isEqualTo("seeing");
        assertThat(schedules.of(elsewhere).getFirst().channelName()).isEqualTo("vision");
        assertThat(schedules.in(Platform.SLACK, "T2")).isEmpty();
    }

    @Test
    void givesNoNumberTwice() {
        long first = schedules.add(VISION, "vision", DAILY, ANN, NOON).id();
        assertThat(schedules.remove(first, ANN, NOON)).isTrue();
        assertThat(schedules.remove(first, ANN, NOON)).isFalse();
        assertThat(schedules.of(VISION)).isEmpty();
        assertThat(schedules.find(first).orElseThrow().state())
                .isEqualTo(new Schedule.State.Removed(NOON));
        assertThat(schedules.find(VISION, 1)).isEqualTo(schedules.find(first)).isPresent();
        assertThat(schedules.find(VISION, 2)).isEmpty();
        assertThat(schedules.find(AUDIO, 1)).isEmpty();
        Schedule second = schedules.add(VISION, "vision", DAILY, ANN, NOON);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.id()).isNotEqualTo(first);
    }

    @Test
    void recordsWhoChangedWhatAndForgetsThem() {
        library.seen(ANN, VISION, "Ann", NOON);
        long id = schedules.add(VISION, "vision", DAILY, ANN, NOON).id();
        schedules.refused(id, Delivery.Refusal.CHANNEL_GONE, NOON.plusSeconds(1));
        schedules.resume(id, ANN, NOON.plusSeconds(2));
        assertThat(schedules.changes(VISION, 10))
                .containsExactly(
                        new Schedules.ScheduleChange(
                                NOON.plusSeconds(2),
                                1,
                                Optional.of("Ann"),
                                "daily at 09:00 Asia/Kathmandu",
                                "resumed"),
                        new Schedules.ScheduleChange(
                                NOON.plusSeconds(1),
                                1,
                                Optional.empty(),
                                "daily at 09:00 Asia/Kathmandu",
                                "paused: the channel is gone"),
                        new Schedules.ScheduleChange(
                                NOON, 1, Optional.of("Ann"), "", "daily at 09:00 Asia/Kathmandu"));
        library.forget(ANN);
        assertThat(schedules.author(id)).isEmpty();
        assertThat(schedules.of(VISION)).hasSize(1);
        assertThat(schedules.changes(VISION, 10))
                .allSatisfy(change -> assertThat(change.by()).isEmpty())
                .hasSize(3);
    }

    @Test
    void forgetsWhatBelongsToTheConversationsOfAPerson() {
        ChannelRef withAnn = new ChannelRef(VISION.platform(), VISION.workspace(), "D-ann");
        library.seen(ANN, withAnn, "Ann", NOON);
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        Schedule own = schedules.add(withAnn, "", DAILY, ANN, NOON);
        Schedule shared = schedules.add(VISION, "vision", DAILY, ANN, NOON);
        Schedule unseen = schedules.add(AUDIO, "audio", DAILY, ANN, NOON);
        for (Schedule each : List.of(own, shared)) {
            store.outbox()
                    .claim(
                            new Outbox.Key(
                                    new Outbox.Job.OfSchedule(each.id()),
                                    LocalDate.of(2026, 3, 4),
                                    0),
                            new Outbox.Target.InChannel(each.channel()),
                            NOON,
                            "w",
                            NOON,
                            Duration.ofMinutes(1));
        }
        Digest digest =
                store.digests().order(ANN, VISION, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
        Outbox.Job ofDigest = new Outbox.Job.OfDigest(digest.id());
        store.outbox()
                .claim(
                        new Outbox.Key(ofDigest, LocalDate.of(2026, 3, 4), 0),
                        new Outbox.Target.ToPerson(ANN),
                        NOON,
                        "w",
                        NOON,
                        Duration.ofMinutes(1));
        assertThat(library.aloneIn(ANN)).containsExactlyInAnyOrder(withAnn, AUDIO);

        library.forget(ANN, Set.of(withAnn));

        assertThat(schedules.find(own.id())).isEmpty();
        assertThat(schedules.changes(withAnn, 10)).isEmpty();
        assertThat(store.outbox().log(new Outbox.Job.OfSchedule(own.id()), 10)).isEmpty();
        assertThat(store.outbox().log(ofDigest, 10)).isEmpty();
        assertThat(schedules.of(VISION)).containsExactly(shared);
        assertThat(schedules.of(AUDIO)).containsExactly(unseen);
        assertThat(store.outbox().open(new Outbox.Job.OfSchedule(shared.id()))).hasSize(1);
    }

    @Test
    void knowsTheAdminsOfAChannelAsTheyWereSeenLast() {
        schedules.seen(ANN, VISION, true, NOON);
        schedules.seen(BOB, VISION, true, NOON.plusSeconds(1));
        schedules.seen(BOB, AUDIO, false, NOON);
        assertThat(schedules.admins(VISION, 5)).containsExactly(BOB, ANN);
        assertThat(schedules.admins(VISION, 1)).containsExactly(BOB);
        assertThat(schedules.admins(AUDIO, 5)).isEmpty();
        assertThat(schedules.isAdmin(ANN, VISION)).isTrue();
        assertThat(schedules.isAdmin(ANN, AUDIO)).isFalse();
        schedules.seen(BOB, VISION, false, NOON.plusSeconds(2));
        assertThat(schedules.admins(VISION, 5)).containsExactly(ANN);
        schedules.seen(ANN, VISION, true, NOON.plus(Duration.ofDays(1)));
        library.forget(ANN);
        assertThat(schedules.isAdmin(ANN, VISION)).isFalse();
    }

    @Test
    void knowsSinceWhenThereHaveBeenProcesses() {
        Duration silent = Duration.ofSeconds(20);
        Processes processes = store.processes();
        assertThat(processes.resumed(Platform.SLACK)).isEmpty();
        processes.beat("one", Platform.SLACK, NOON, silent);
        processes.beat("one", Platform.SLACK, NOON.plus(Processes.SILENCE), silent);
        // Another one that comes soon after, and one after a stop that was short.
        processes.beat("two", Platform.SLACK, NOON.plus(Processes.SILENCE), silent);
        processes.leave("one");
        processes.leave("two");
        Instant later = NOON.plus(Processes.SILENCE.multipliedBy(2));
        processes.beat("three", Platform.SLACK, later, silent);
        assertThat(processes.resumed(Platform.SLACK)).contains(NOON);
        assertThat(processes.resumed(Platform.DISCORD)).isEmpty();

        Instant muchLater = later.plus(Processes.SILENCE).plusSeconds(1);
        processes.beat("three", Platform.SLACK, muchLater, silent);
        processes.beat("four", Platform.SLACK, muchLater.plusSeconds(1), silent);
        assertThat(processes.resumed(Platform.SLACK)).contains(muchLater);
    }

    @Test
    void countsTheProcessesThatPost() {
        Duration silent = Duration.ofSeconds(20);
        assertThat(store.processes().beat("one", Platform.SLACK, NOON, silent)).isEqualTo(1);
        assertThat(store.processes().beat("two", Platform.SLACK, NOON.plusSeconds(5), silent))
                .isEqualTo(2);
        assertThat(store.processes().beat("two", Platform.DISCORD, NOON.plusSeconds(5), silent))
                .isEqualTo(1);
        assertThat(store.processes().beat("two", Platform.SLACK, NOON.plusSeconds(21), silent))
                .isEqualTo(1);
        store.processes().leave("two");
        assertThat(store.processes().beat("one", Platform.SLACK, NOON.plusSeconds(21), silent))
                .isEqualTo(1);
    }

    @Test
    void manyAtOnceGetNumbersOfTheirOwn() throws Exception {
        List<Callable<Schedule>> adders = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            adders.add(() -> schedules.add(VISION, "vision", DAILY, ANN, NOON));
        }
        Set<Integer> numbers = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Schedule> added : threads.invokeAll(adders)) {
                numbers.add(added.get().number());
                ids.add(added.get().id());
            }
        }
        assertThat(numbers).hasSize(24);
        assertThat(ids).hasSize(24);
    }
}
