package io.broadsheet.web.page;

import io.broadsheet.view.PaperOutline;
import io.broadsheet.web.serving.Reader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/// A day or a month in the reader's language.
///
/// @param iso `2026-03-04`, or `2026-03` where no more is known
/// @param language the tag of the language that the text is in
public record ShownDay(String iso, String language, String text) {

    static ShownDay of(PaperOutline.AppearedOn day, Reader reader) {
        return day.monthOnly()
                ? month(YearMonth.from(day.at().atZone(ZoneOffset.UTC)), reader)
                : of(day.at(), ZoneOffset.UTC, reader);
    }

    static ShownDay of(Instant at, ZoneId zone, Reader reader) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        return new ShownDay(
                day.toString(),
                reader.locale().toLanguageTag(),
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(reader.locale())
                        .format(day));
    }

    static ShownDay month(YearMonth month, Reader reader) {
        String pattern =
                java.time.format.DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        "yMMMM", java.time.chrono.IsoChronology.INSTANCE, reader.locale());
        return new ShownDay(
                month.toString(),
                reader.locale().toLanguageTag(),
                DateTimeFormatter.ofPattern(pattern, reader.locale()).format(month));
    }
}
