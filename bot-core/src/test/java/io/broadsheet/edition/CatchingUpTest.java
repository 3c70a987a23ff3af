package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Pacing;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is posted late, and what is not any more.
class CatchingUpTest extends DispatcherSetup {

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
}
