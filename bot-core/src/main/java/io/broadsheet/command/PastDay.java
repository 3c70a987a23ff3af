package io.broadsheet.command;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/// A day in the past as people name it: `2025-06-01`, `2025-06`, `monday`, `mon`, `yesterday`,
/// `today`.
final class PastDay {

    /// The latest day of that name, which is never `today` for a weekday; empty where the text
    /// names none.
    static Optional<LocalDate> parse(String text, LocalDate today) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("last ")) {
            name = name.substring(5).strip();
        }
        switch (name) {
            case "today":
                return Optional.of(today);
            case "yesterday":
                return Optional.of(today.minusDays(1));
            case "week":
                return Optional.of(today.minusDays(7));
            case "month":
                return Optional.of(today.minusMonths(1));
            default:
        }
        if (name.length() >= 3) {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
                    return Optional.of(today.with(TemporalAdjusters.previous(day)));
                }
            }
        }
        try {
            return Optional.of(
                    name.length() == 7 ? YearMonth.parse(name).atDay(1) : LocalDate.parse(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private PastDay() {}
}
