package io.broadsheet.schedule;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// On which days, and at which time of the day, something falls due. Local days count: each day
/// that a cadence falls on has one due time, also where clocks change.
public sealed interface Cadence {

    /// Monday to Friday.
    Set<DayOfWeek> WEEKDAYS = Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    /// The time of the day, in whole minutes.
    LocalTime time();

    boolean fallsOn(DayOfWeek day);

    /// Every day.
    record Daily(LocalTime time) implements Cadence {
        public Daily {
            requireMinutes(time);
        }

        @Override
        public boolean fallsOn(DayOfWeek day) {
            return true;
        }
    }

    /// On some days of the week.
    ///
    /// @param days one to six
    record Weekly(Set<DayOfWeek> days, LocalTime time) implements Cadence {
        public Weekly {
            days = Set.copyOf(days);
            requireMinutes(time);
            if (days.isEmpty() || days.size() == 7) {
                throw new IllegalArgumentException(
                        "a weekly cadence has 1 to 6 days, not " + days.size());
            }
        }

        @Override
        public boolean fallsOn(DayOfWeek day) {
            return days.contains(day);
        }
    }

    /// The cadence of these days.
    static Cadence on(Set<DayOfWeek> days, LocalTime time) {
        return days.size() == 7 ? new Daily(time) : new Weekly(days, time);
    }

    /// When it falls due on a day; empty where it does not.
    ///
    /// Where clocks skip the time it is due as much later as they skip, or as much earlier where
    /// later is the next day, as in Greenland, where they skip the last hour of one. Where they
    /// show it twice it is due the first time. A day that a zone skipped altogether, as Samoa did
    /// with 30 December 2011, has no due time.
    default Optional<Instant> due(LocalDate day, ZoneId zone) {
        if (!fallsOn(day.getDayOfWeek())) {
            return Optional.empty();
        }
        ZonedDateTime due = ZonedDateTime.of(day, time(), zone);
        if (!due.toLocalDate().equals(day)) {
            due = day.atTime(time()).atOffset(due.getOffset()).atZoneSameInstant(zone);
        }
        return due.toLocalDate().equals(day) ? Optional.of(due.toInstant()) : Optional.empty();
    }

    /// The first time it falls due after a moment.
    default Occurrence next(Instant after, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(after, zone);
        while (true) {
            Optional<Instant> due = due(day, zone);
            if (due.isPresent() && due.get().isAfter(after)) {
                return new Occurrence(day, due.get());
            }
            day = day.plusDays(1);
        }
    }

    /// One time that something falls due.
    ///
    /// @param day the local day
    record Occurrence(LocalDate day, Instant due) {
        public Occurrence {
            requireNonNull(day);
            requireNonNull(due);
        }
    }

    private static void requireMinutes(LocalTime time) {
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException("a cadence's time is in whole minutes: " + time);
        }
    }
}
