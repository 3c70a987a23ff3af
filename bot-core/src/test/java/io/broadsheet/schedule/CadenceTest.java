package io.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.schedule.Cadence.Occurrence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
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
    void fallsDueAsMuchEarlierWhereClocksSkipTheEndOfADay() {
        // On 28 March 2026 clocks in Greenland go from 23:00 to midnight.
        for (String zone : List.of("America/Nuuk", "America/Scoresbysund")) {
            Cadence cadence = new Cadence.Daily(LocalTime.of(23, 30));
            Occurrence next = cadence.next(Instant.parse("2026-03-28T12:00:00Z"), ZoneId.of(zone));
            assertThat(next)
                    .isEqualTo(
                            new Occurrence(
                                    LocalDate.of(2026, 3, 28),
                                    Instant.parse("2026-03-29T00:30:00Z")));
            assertThat(next.due().atZone(ZoneId.of(zone)).toLocalTime())
                    .isEqualTo(LocalTime.of(22, 30));
            assertThat(cadence.next(next.due(), ZoneId.of(zone)).day())
                    .isEqualTo(LocalDate.of(2026, 3, 29));
        }
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
        // Years with days that zones skipped as well.
        for (int year : List.of(1994, 2011, 2026)) {
            for (String id : zones()) {
                ZoneId zone = ZoneId.of(id);
                Cadence early = new Cadence.Daily(LocalTime.of(0, random.nextInt(60)));
                Cadence late = new Cadence.Daily(LocalTime.of(23, random.nextInt(60)));
                Cadence any =
                        new Cadence.Daily(LocalTime.of(random.nextInt(24), random.nextInt(60)));
                for (Cadence cadence : List.of(early, late, any)) {
                    comesOnceEachLocalDay(cadence, zone, year);
                }
            }
        }
    }

    /// The JDK's own: a calendar library of the tests adds zones whose rules have other days.
    private static Set<String> zones() {
        Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
        zones.retainAll(Set.of(TimeZone.getAvailableIDs()));
        return zones;
    }

    private static void comesOnceEachLocalDay(Cadence cadence, ZoneId zone, int year) {
        LocalDate end = LocalDate.of(year + 1, 1, 1);
        List<LocalDate> there =
                LocalDate.of(year, 1, 1)
                        .datesUntil(end)
                        .filter(day -> day.atStartOfDay(zone).toLocalDate().equals(day))
                        .toList();
        List<LocalDate> days = new ArrayList<>();
        Instant at = there.getFirst().atStartOfDay(zone).toInstant().minusSeconds(1);
        for (Occurrence next = cadence.next(at, zone);
                next.day().isBefore(end);
                next = cadence.next(next.due(), zone)) {
            days.add(next.day());
            assertThat(LocalDate.ofInstant(next.due(), zone)).isEqualTo(next.day());
        }
        assertThat(days).as("%s %s", zone, cadence).isEqualTo(there);
    }
}
