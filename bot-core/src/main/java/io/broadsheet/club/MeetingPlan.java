package io.broadsheet.club;

import static java.util.Objects.requireNonNull;

import io.broadsheet.schedule.Cadence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.Set;

/// When and where a club meets.
///
/// @param week monthly: which of the month's days of this name, 1 to 4, or [#LAST]; else 0
/// @param time in whole minutes
/// @param first no meeting is before this day; from it every second week counts
/// @param place a room or a link, 1 to 200 characters
/// @param length 5 minutes to 12 hours, in whole minutes
public record MeetingPlan(
        MeetingRhythm rhythm,
        int week,
        DayOfWeek weekday,
        LocalTime time,
        ZoneId zone,
        LocalDate first,
        Optional<String> place,
        Duration length) {

    /// The last day of its name in a month.
    public static final int LAST = -1;

    /// How long a meeting is where nobody says so.
    public static final Duration USUAL_LENGTH = Duration.ofHours(1);

    public MeetingPlan {
        requireNonNull(zone);
        requireNonNull(first);
        place = place.map(String::strip).filter(text -> !text.isEmpty());
        boolean monthly = rhythm == MeetingRhythm.MONTHLY;
        if (monthly ? week != LAST && (week < 1 || week > 4) : week != 0) {
            throw new IllegalArgumentException("a month has no such week: " + week);
        }
        if (place.isPresent() && place.get().length() > 200) {
            throw new IllegalArgumentException("a place has 1 to 200 characters");
        }
        if (length.compareTo(Duration.ofMinutes(5)) < 0
                || length.compareTo(Duration.ofHours(12)) > 0
                || length.toSecondsPart() != 0) {
            throw new IllegalArgumentException("a meeting lasts 5 minutes to 12 hours");
        }
    }

    /// Whether a meeting falls on a day, skipped or not.
    public boolean fallsOn(LocalDate day) {
        if (day.getDayOfWeek() != weekday || day.isBefore(first)) {
            return false;
        }
        return switch (rhythm) {
            case WEEKLY -> true;
            case EVERY_TWO_WEEKS -> ChronoUnit.WEEKS.between(firstMeeting(), day) % 2 == 0;
            case MONTHLY -> day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(week, weekday)));
        };
    }

    private LocalDate firstMeeting() {
        return first.with(TemporalAdjusters.nextOrSame(weekday));
    }

    /// When the meeting of a day begins, by the clocks of that day; see [Cadence#due]. Empty where
    /// none falls on it.
    public Optional<Instant> start(LocalDate day) {
        return fallsOn(day)
                ? new Cadence.Weekly(Set.of(weekday), time).due(day, zone)
                : Optional.empty();
    }

    /// The first meeting that falls on a day or later, skipped or not.
    public Meeting from(LocalDate day) {
        LocalDate next = day.with(TemporalAdjusters.nextOrSame(weekday));
        while (true) {
            Optional<Instant> start = start(next);
            if (start.isPresent()) {
                return new Meeting(next, start.get());
            }
            next = next.plusWeeks(1);
        }
    }

    /// One time that the club meets.
    ///
    /// @param day the local day, which names it
    public record Meeting(LocalDate day, Instant start) {
        public Meeting {
            requireNonNull(day);
            requireNonNull(start);
        }
    }
}
