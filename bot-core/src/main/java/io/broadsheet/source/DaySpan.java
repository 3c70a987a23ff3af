package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.stream.Stream;

/// Days in a row.
///
/// @param last included; a day before `first` makes the span empty
public record DaySpan(LocalDate first, LocalDate last) {

    public DaySpan {
        requireNonNull(first);
        requireNonNull(last);
    }

    /// What lies within both; possibly empty.
    public DaySpan within(LocalDate earliest, LocalDate latest) {
        return new DaySpan(
                first.isBefore(earliest) ? earliest : first, last.isAfter(latest) ? latest : last);
    }

    public boolean isEmpty() {
        return last.isBefore(first);
    }

    /// How many days, 0 or more.
    public long length() {
        return isEmpty() ? 0 : last.toEpochDay() - first.toEpochDay() + 1;
    }

    /// Oldest first.
    public Stream<LocalDate> days() {
        return isEmpty() ? Stream.empty() : first.datesUntil(last.plusDays(1));
    }

    /// `2024-05-27`, or `2024-05-27 to 2024-06-03`.
    @Override
    public String toString() {
        return first.equals(last) ? first.toString() : first + " to " + last;
    }
}
