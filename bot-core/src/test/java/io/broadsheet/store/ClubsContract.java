package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubSettings;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.club.ReminderKind;
import io.broadsheet.schedule.PauseReason;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [Clubs] does.
abstract class ClubsContract extends StoreContract {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 5);

    static final MeetingPlan PLAN =
            new MeetingPlan(
                    MeetingRhythm.EVERY_TWO_WEEKS,
                    0,
                    DayOfWeek.THURSDAY,
                    LocalTime.of(16, 0),
                    ZoneId.of("Australia/Lord_Howe"),
                    FIRST,
                    Optional.of("room 4.12"),
                    Duration.ofMinutes(90));

    private Clubs clubs() {
        return store.clubs().clubs();
    }

    private Club club() {
        return clubs().start(VISION, "vision", PLAN, ANN, NOON);
    }

    @Test
    void keepsOneAChannel() {
        Club club = club();
        reopen();
        assertThat(clubs().of(VISION)).contains(club);
        assertThat(clubs().find(club.id())).contains(club);
        assertThat(club.plan()).isEqualTo(PLAN);
        assertThat(club.settings()).isEqualTo(ClubSettings.USUAL);
        assertThat(club.from()).isEqualTo(NOON);

        MeetingPlan monthly =
                new MeetingPlan(
                        MeetingRhythm.MONTHLY,
                        MeetingPlan.LAST,
                        DayOfWeek.FRIDAY,
                        LocalTime.of(9, 30),
                        ZoneId.of("UTC"),
                        FIRST,
                        Optional.empty(),
                        Duration.ofHours(1));
        Club changed = clubs().start(VISION, "vision", monthly, BOB, NOON.plusSeconds(5));
        assertThat(changed.id()).isEqualTo(club.id());
        assertThat(clubs().of(VISION).orElseThrow().plan()).isEqualTo(monthly);
        assertThat(clubs().of(AUDIO)).isEmpty();
        assertThat(clubs().in(Platform.SLACK, "T1")).containsExactly(changed);
        assertThat(clubs().in(Platform.SLACK, "T")).isEmpty();
        assertThat(clubs().meeting(Platform.SLACK)).containsExactly(changed);
        assertThat(clubs().meeting(Platform.DISCORD)).isEmpty();
    }

    @Test
    void pausesResumesAndStops() {
        long id = club().id();
        assertThat(clubs().pause(id, ANN, NOON.plusSeconds(1))).isTrue();
        assertThat(clubs().pause(id, ANN, NOON.plusSeconds(1))).isFalse();
        assertThat(clubs().find(id).orElseThrow().paused()).contains(new PauseReason.ByAdmin());
        assertThat(clubs().resume(id, Optional.empty(), NOON.plusSeconds(2)))
                .as("what a person paused, the platform does not resume")
                .isFalse();
        assertThat(clubs().resume(id, Optional.of(BOB), NOON.plusSeconds(2))).isTrue();
        assertThat(clubs().find(id).orElseThrow().from()).isEqualTo(NOON.plusSeconds(2));

        assertThat(clubs().refuse(id, Delivery.Refusal.CHANNEL_ARCHIVED, NOON)).isTrue();
        assertThat(clubs().refused(Platform.SLACK)).hasSize(1);
        assertThat(clubs().resume(id, Optional.empty(), NOON.plusSeconds(3))).isTrue();
        assertThat(clubs().refused(Platform.SLACK)).isEmpty();

        assertThat(clubs().stop(id, ANN, NOON.plusSeconds(4))).isTrue();
        assertThat(clubs().stop(id, ANN, NOON.plusSeconds(4))).isFalse();
        assertThat(clubs().in(Platform.SLACK, "T1")).isEmpty();
        assertThat(clubs().of(VISION).orElseThrow().isStopped()).isTrue();
        assertThat(clubs().start(VISION, "vision", PLAN, ANN, NOON.plusSeconds(5)).meets())
                .isTrue();
    }

    @Test
    void keepsSettingsAndSaysWhoChangedWhat() {
        long id = club().id();
        library.seen(ANN, VISION, "Ann", NOON);
        ClubSettings settings =
                ClubSettings.USUAL.opening(2).reminding(ReminderKind.CHANNEL_SOON, false);
        clubs().set(id, settings, "vote opens 2 days before", ANN, NOON.plusSeconds(1));
        reopen();
        assertThat(clubs().find(id).orElseThrow().settings()).isEqualTo(settings);
        assertThat(settings.closes()).isEqualTo(1);
        assertThat(clubs().changes(id, 10))
                .extracting(Clubs.ClubChange::what, Clubs.ClubChange::by)
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple(
                                "vote opens 2 days before", Optional.of("Ann")));
        library.forget(ANN, java.util.Set.of());
        assertThat(clubs().changes(id, 10))
                .extracting(Clubs.ClubChange::by)
                .containsOnly(Optional.empty());
    }

    @Test
    void remembersMeetings() {
        long id = club().id();
        assertThat(clubs().meeting(id, FIRST)).isEqualTo(MeetingRecord.unknown(FIRST));
        assertThat(clubs().skip(id, FIRST, true, ANN, NOON)).isTrue();
        assertThat(clubs().skip(id, FIRST, true, ANN, NOON)).isFalse();
        assertThat(clubs().meeting(id, FIRST).skipped()).isTrue();
        assertThat(clubs().meetingsFrom(id, FIRST)).hasSize(1);
        assertThat(clubs().meetingsFrom(id, FIRST.plusDays(1))).isEmpty();
        assertThat(clubs().skip(id, FIRST, false, ANN, NOON)).isTrue();

        clubs().present(id, FIRST, Optional.of(ANN));
        assertThat(clubs().meeting(id, FIRST).presenter()).contains(ANN);
        assertThat(clubs().hold(id, FIRST, Optional.of(BOB), NOON)).isTrue();
        assertThat(clubs().hold(id, FIRST, Optional.of(ANN), NOON)).isFalse();
        MeetingRecord held = clubs().held(id).getFirst();
        assertThat(held.presenter()).contains(BOB);
        assertThat(held.held()).contains(NOON);
        library.forget(BOB, java.util.Set.of());
        assertThat(clubs().held(id).getFirst().presenter()).isEmpty();
    }
}
