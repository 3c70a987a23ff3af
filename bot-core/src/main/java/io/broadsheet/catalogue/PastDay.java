package io.broadsheet.catalogue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A day in the past as people name it: `2025-06-01`, `2025-06`, `monday`, `mon`, `yesterday`,
/// `today`, `3 days ago`, `a month ago`, `2025`.
public final class PastDay {

    private static final Pattern AGO =
            Pattern.compile("(?<count>\\d{1,4}|an?)\\s+(?<unit>day|week|month|year)s?\\s+ago");

    /// The latest day of that name, which is never `today` for a weekday; empty where the text
    /// names none.
    public static Optional<LocalDate> parse(String text, LocalDate today) {
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
            case "year":
                return Optional.of(today.minusYears(1));
            default:
        }
        Matcher ago = AGO.matcher(name);
        if (ago.matches()) {
            String count = ago.group("count");
            int many = count.startsWith("a") ? 1 : Integer.parseInt(count);
            return Optional.of(
                    switch (ago.group("unit")) {
                        case "day" -> today.minusDays(many);
                        case "week" -> today.minusWeeks(many);
                        case "month" -> today.minusMonths(many);
                        default -> today.minusYears(many);
                    });
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
                    switch (name.length()) {
                        case 4 -> Year.parse(name).atDay(1);
                        case 7 -> YearMonth.parse(name).atDay(1);
                        default -> LocalDate.parse(name);
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private PastDay() {}
}
