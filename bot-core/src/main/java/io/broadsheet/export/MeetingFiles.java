package io.broadsheet.export;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VEvent;
import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.property.DateStart;
import biweekly.util.DateTimeComponents;
import biweekly.util.Duration;
import biweekly.util.UtcOffset;
import io.broadsheet.paper.Paper;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Collectors;

/// Meetings as files: CSV (RFC 4180) and iCalendar (RFC 5545).
public final class MeetingFiles {

    /// A meeting that was held.
    ///
    /// @param average of the ratings, 1 to 5; 0 where there are none
    public record Row(
            LocalDate day,
            Optional<Paper> paper,
            String presenter,
            int ratings,
            double average,
            List<String> notes) {}

    /// A meeting as calendars have it.
    ///
    /// @param uid names it in every calendar, also after it changed
    /// @param zone in which its time is meant
    /// @param place a room or a link
    /// @param about further lines; may be empty
    /// @param link the page of what is read
    public record Event(
            String uid,
            String title,
            Instant start,
            ZoneId zone,
            java.time.Duration length,
            Optional<String> place,
            String about,
            Optional<String> link) {}

    private MeetingFiles() {}

    /// With a byte order mark, by which spreadsheets know UTF-8.
    public static String csv(List<Row> rows) {
        StringBuilder out =
                new StringBuilder("\uFEFFday,paper,title,url,presenter,ratings,average,notes\r\n");
        for (Row row : rows) {
            List<String> cells =
                    List.of(
                            row.day().toString(),
                            row.paper()
                                    .map(paper ->
                                            paper.arxivId()
                                                    .map(Object::toString)
                                                    .orElse(paper.id().toString()))
                                    .orElse(""),
                            row.paper().map(Paper::title).orElse(""),
                            row.paper().flatMap(Paper::abstractPage).map(URI::toString).orElse(""),
                            row.presenter(),
                            Integer.toString(row.ratings()),
                            row.ratings() == 0
                                    ? ""
                                    : String.format(Locale.ROOT, "%.1f", row.average()),
                            String.join("; ", row.notes()));
            out.append(cells.stream().map(Citations::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return out.toString();
    }

    /// A calendar with one event a meeting, each in its zone, whose clocks' changes it tells.
    public static String ics(String name, List<Event> events, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.setVersion(ICalVersion.V2_0);
        calendar.setProductId("-//Broadsheet//Reading group//EN");
        calendar.setName(name);
        calendar.setExperimentalProperty("X-WR-CALNAME", name);
        for (Event each : events) {
            VEvent event = new VEvent();
            event.setUid(each.uid());
            event.setDateTimeStamp(Date.from(now));
            event.setDateStart(new DateStart(Date.from(each.start()), true));
            event.setDuration(Duration.builder().minutes((int) each.length().toMinutes()).build());
            event.setSummary(each.title());
            each.place().ifPresent(event::setLocation);
            String about =
                    each.about()
                            + each.link()
                                    .map(link -> (each.about().isEmpty() ? "" : "\n") + link)
                                    .orElse("");
            if (!about.isEmpty()) {
                event.setDescription(about);
            }
            each.link().ifPresent(event::setUrl);
            calendar.addEvent(event);
        }
        events.stream()
                .map(Event::zone)
                .distinct()
                .forEach(zone -> {
                    TimezoneAssignment assignment =
                            new TimezoneAssignment(
                                    TimeZone.getTimeZone(zone), zone(zone, events, now));
                    calendar.getTimezoneInfo().getTimezones().add(assignment);
                    calendar.getTimezoneInfo().setDefaultTimezone(assignment);
                });
        return Biweekly.write(calendar).go();
    }

    /// A zone with the changes of its clocks around the events.
    private static VTimezone zone(ZoneId zone, List<Event> events, Instant now) {
        Instant first = events.stream().map(Event::start).min(Instant::compareTo).orElse(now);
        Instant last = events.stream().map(Event::start).max(Instant::compareTo).orElse(now);
        VTimezone definition = new VTimezone(zone.getId());
        List<Observance> observances = new ArrayList<>();
        ZoneOffsetTransition before = zone.getRules().previousTransition(first);
        ZoneOffset offset = zone.getRules().getOffset(first);
        if (before == null) {
            // It holds since always.
            StandardTime always = new StandardTime();
            fill(always, LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset);
            observances.add(always);
        }
        ZoneOffsetTransition change =
                before == null ? zone.getRules().nextTransition(first) : before;
        while (change != null && change.getInstant().isBefore(last.plusSeconds(1))) {
            boolean summer = zone.getRules().isDaylightSavings(change.getInstant());
            Observance observance = summer ? new DaylightSavingsTime() : new StandardTime();
            fill(
                    observance,
                    change.getDateTimeBefore(),
                    change.getOffsetBefore(),
                    change.getOffsetAfter());
            observances.add(observance);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        for (Observance each : observances) {
            if (each instanceof DaylightSavingsTime summer) {
                definition.addDaylightSavingsTime(summer);
            } else if (each instanceof StandardTime standard) {
                definition.addStandardTime(standard);
            }
        }
        return definition;
    }

    private static void fill(
            Observance observance, LocalDateTime since, ZoneOffset from, ZoneOffset to) {
        observance.setDateStart(
                new DateTimeComponents(
                        since.getYear(),
                        since.getMonthValue(),
                        since.getDayOfMonth(),
                        since.getHour(),
                        since.getMinute(),
                        since.getSecond(),
                        false));
        observance.setTimezoneOffsetFrom(offset(from));
        observance.setTimezoneOffsetTo(offset(to));
    }

    private static UtcOffset offset(ZoneOffset offset) {
        return new UtcOffset(offset.getTotalSeconds() * 1_000L);
    }
}
