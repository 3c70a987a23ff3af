package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Digest.Rhythm;
import io.broadsheet.schedule.PauseReason;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.schedule.Digests] does.
abstract class DigestsContract extends StoreContract {

    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    @Test
    void keepsOneAPerson() {
        Digest daily = digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON);
        digests.order(BOB, VISION, Rhythm.DAILY, LORD_HOWE, NOON);
        reopen();
        assertThat(digests.of(ANN)).contains(daily);
        assertThat(daily.since()).isEqualTo(NOON.minus(Duration.ofDays(1)));

        Digest weekly =
                digests.order(ANN, AUDIO, Rhythm.WEEKLY, ZoneId.of("UTC"), NOON.plusSeconds(5));
        assertThat(weekly.id()).isEqualTo(daily.id());
        assertThat(weekly.rhythm()).isEqualTo(Rhythm.WEEKLY);
        assertThat(weekly.home()).isEqualTo(AUDIO);
        assertThat(weekly.since()).isEqualTo(daily.since());
        assertThat(digests.find(weekly.id())).contains(weekly);
        assertThat(digests.active(Platform.SLACK)).hasSize(2).contains(weekly);
    }

    @Test
    void keepsItsOwnTime() {
        LocalTime eight = LocalTime.of(8, 0);
        Digest weekdays = digests.order(ANN, VISION, Rhythm.WEEKDAYS, eight, LORD_HOWE, NOON);
        reopen();
        assertThat(digests.of(ANN)).contains(weekdays);
        assertThat(weekdays.cadence()).isEqualTo(new Cadence.Weekly(Cadence.WEEKDAYS, eight));
        assertThat(digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON).cadence())
                .isEqualTo(new Cadence.Daily(Digest.HOUR));
    }

    @Test
    void stopsAndStartsAnew() {
        long first = digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON).id();
        assertThat(digests.stop(ANN)).isTrue();
        assertThat(digests.stop(ANN)).isFalse();
        assertThat(digests.of(ANN)).isEmpty();
        assertThat(digests.find(first)).isEmpty();
        assertThat(digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON).id())
                .isNotEqualTo(first);
    }

    @Test
    void remembersRefusalsUntilItIsOrderedAgain() {
        long id = digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON).id();
        digests.sent(id, NOON.plusSeconds(7));
        assertThat(digests.find(id).orElseThrow().since()).isEqualTo(NOON.plusSeconds(7));
        digests.refused(id, Delivery.Refusal.NO_PERMISSION);
        assertThat(digests.find(id).orElseThrow().stopped())
                .contains(new PauseReason.PlatformRefuses(Delivery.Refusal.NO_PERMISSION));
        assertThat(digests.active(Platform.SLACK)).isEmpty();
        digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON);
        assertThat(digests.active(Platform.SLACK)).hasSize(1);
    }

    @Test
    void readmitsWhatARefusalStopped() {
        Digest ann = digests.order(ANN, VISION, Rhythm.DAILY, LORD_HOWE, NOON);
        digests.order(
                new UserRef(Platform.SLACK, "T10", "U-ann"), VISION, Rhythm.DAILY, LORD_HOWE, NOON);
        assertThat(digests.in(Platform.SLACK, "T1")).containsExactly(ann);
        assertThat(digests.readmit(ann.id(), NOON)).isFalse();
        digests.refused(ann.id(), Delivery.Refusal.CREDENTIALS_REVOKED);
        assertThat(digests.readmit(ann.id(), NOON.plusSeconds(9))).isTrue();
        Digest found = digests.find(ann.id()).orElseThrow();
        assertThat(found.stopped()).isEmpty();
        assertThat(found.from()).isEqualTo(NOON.plusSeconds(9));
        assertThat(found.since()).isEqualTo(ann.since());
    }
}
