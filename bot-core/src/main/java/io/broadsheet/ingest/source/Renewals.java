package io.broadsheet.ingest.source;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/// When a source has something new, as the hour of the day in its own zone.
///
/// @param times in the order of the day, 1 or more
/// @param days on which that happens
record Renewals(ZoneId zone, List<LocalTime> times, Set<DayOfWeek> days) {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /// The first one after a moment.
    Instant next(Instant after) {
        LocalDate day = after.atZone(zone).toLocalDate();
        for (int i = 0; ; i++) {
            LocalDate each = day.plusDays(i);
            if (!days.contains(each.getDayOfWeek())) {
                continue;
            }
            for (LocalTime time : times) {
                Instant at = ZonedDateTime.of(each, time, zone).toInstant();
                if (at.isAfter(after)) {
                    return at;
                }
            }
        }
    }

    /// The last one until a moment.
    Instant last(Instant until) {
        LocalDate day = until.atZone(zone).toLocalDate();
        for (int i = 0; ; i++) {
            LocalDate each = day.minusDays(i);
            if (!days.contains(each.getDayOfWeek())) {
                continue;
            }
            for (LocalTime time : times.reversed()) {
                Instant at = ZonedDateTime.of(each, time, zone).toInstant();
                if (!at.isAfter(until)) {
                    return at;
                }
            }
        }
    }
}
