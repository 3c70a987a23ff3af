package io.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.schedule.Cadence.Occurrence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CadenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void fallsDueAsMuchLaterAsClocksSkip() {
        Cadence cadence = new Cadence.Daily(LocalTime.of(2, 30));
        // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00.
        assertThat(cadence.due(LocalDate.of(2026, 3, 29), BERLIN))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
        // On Lord Howe Island, half an hour on 4 October 2026, at 02:00.
        assertThat(
                        new Cadence.Daily(LocalTime.of(2, 15))
                                .due(LocalDate.of(2026, 10, 4), ZoneId.of("Australia/Lord_Howe")))
                .contains(Instant.parse("2026-10-03T15:45:00Z"));
    }

    @Test
    void fallsDueOnceWhereClocksShowATimeTwice() {
        Cadence cadence = new Cadence.Daily(LocalTime.of(2, 30));
        Occurrence first = cadence.next(Instant.parse("2026-10-24T12:00:00Z"), BERLIN);
        assertThat(first)
                .isEqualTo(
                        new Occurrence(
                                LocalDate.of(2026, 10, 25), Instant.parse("2026-10-25T00:30:00Z")));
        assertThat(cadence.next(first.due(), BERLIN).day()).isEqualTo(LocalDate.of(2026, 10, 26));
    }

    @Test
    void skipsADayThatAZoneSkipped() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Cadence cadence = new Cadence.Daily(LocalTime.of(9, 0));
        assertThat(cadence.due(LocalDate.of(2011, 12, 30), apia)).isEmpty();
        Occurrence before = cadence.next(Instant.parse("2011-12-29T12:00:00Z"), apia);
        assertThat(before.day()).isEqualTo(LocalDate.of(2011, 12, 29));
        assertThat(cadence.next(before.due(), apia).day()).isEqualTo(LocalDate.of(2011, 12, 31));
    }

    @Test
    void knowsItsDays() {
        Cadence weekdays = new Cadence.Weekly(Cadence.WEEKDAYS, LocalTime.of(9, 0));
        Occurrence friday = weekdays.next(Instant.parse("2026-03-05T12:00:00Z"), BERLIN);
        assertThat(friday.day().getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
        assertThat(weekdays.next(friday.due(), BERLIN).day().getDayOfWeek())
                .isEqualTo(DayOfWeek.MONDAY);
        assertThat(Cadence.on(Set.of(DayOfWeek.values()), LocalTime.NOON))
                .isEqualTo(new Cadence.Daily(LocalTime.NOON));
        assertThatThrownBy(() -> new Cadence.Daily(LocalTime.of(9, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cadence.Weekly(Set.of(), LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comesOnceEachLocalDayInEveryZone() {
        Random random = new Random(20260304);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            Cadence cadence =
                    new Cadence.Daily(LocalTime.of(random.nextInt(24), random.nextInt(60)));
            Instant at = Instant.parse("2026-01-01T00:00:00Z");
            Instant end = Instant.parse("2027-01-01T00:00:00Z");
            Set<LocalDate> days = new HashSet<>();
            for (Occurrence next = cadence.next(at, zone);
                    next.due().isBefore(end);
                    next = cadence.next(next.due(), zone)) {
                assertThat(days.add(next.day())).as("%s %s", id, next).isTrue();
                assertThat(LocalDate.ofInstant(next.due(), zone)).isEqualTo(next.day());
            }
            assertThat(days.size()).as(id).isBetween(365, 366);
        }
    }
}
