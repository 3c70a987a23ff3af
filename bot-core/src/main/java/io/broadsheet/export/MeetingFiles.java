package io.broadsheet.export;

import biweekly.Biweekly;
import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VEvent;
import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.property.DateStart;
import biweekly.property.Status;
import biweekly.util.DateTimeComponents;
import biweekly.util.DayOfWeek;
import biweekly.util.Duration;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;
import biweekly.util.UtcOffset;
import io.broadsheet.paper.Paper;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
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
    public record MeetingRow(
            LocalDate day,
            Optional<Paper> paper,
            String presenter,
            int ratings,
            double average,
            List<String> notes) {}

    /// A meeting as calendars have it.
    ///
    /// @param uid names it in every calendar, also after it changed
    /// @param sequence goes up with changes
    /// @param revised when what it says changed last
    /// @param cancelled whether it does not take place
    /// @param zone in which its time is meant
    /// @param place a room or a link
    /// @param about further lines; may be empty
    /// @param link the page of what is read
    public record Event(
            String uid,
            int sequence,
            Instant revised,
            boolean cancelled,
            String title,
            Instant start,
            ZoneId zone,
            java.time.Duration length,
            Optional<String> place,
            String about,
            Optional<String> link) {}

    /// Programs that subscribe to a calendar may ask so often whether it changed.
    private static final int REFRESH_HOURS = 1;

    private MeetingFiles() {}

    /// With a byte order mark, by which spreadsheets know UTF-8.
    public static String csv(List<MeetingRow> rows) {
        StringBuilder out =
                new StringBuilder("\uFEFFday,paper,title,url,presenter,ratings,average,notes\r\n");
        for (MeetingRow row : rows) {
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
        calendar.setExperimentalProperty(
                "REFRESH-INTERVAL", ICalDataType.DURATION, "PT" + REFRESH_HOURS + "H");
        calendar.setExperimentalProperty("X-PUBLISHED-TTL", "PT" + REFRESH_HOURS + "H");
        for (Event each : events) {
            VEvent event = new VEvent();
            event.setUid(each.uid());
            // What is published without a method says when it was revised (RFC 5545, 3.8.7.2).
            event.setDateTimeStamp(Date.from(each.revised()));
            event.setSequence(each.sequence());
            event.setStatus(each.cancelled() ? Status.cancelled() : Status.confirmed());
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

    /// A zone with the changes of its clocks: by the rule that they follow, where there is one, as
    /// calendar programs know it best, else one by one around the events.
    private static VTimezone zone(ZoneId zone, List<Event> events, Instant now) {
        Instant first = events.stream().map(Event::start).min(Instant::compareTo).orElse(now);
        Instant last = events.stream().map(Event::start).max(Instant::compareTo).orElse(now);
        VTimezone definition = new VTimezone(zone.getId());
        int year = first.atZone(zone).getYear() - 1;
        List<ZoneOffsetTransitionRule> rules = zone.getRules().getTransitionRules();
        if (!rules.isEmpty() && rules.stream().allMatch(rule -> isPlain(rule, year))) {
            for (ZoneOffsetTransitionRule rule : rules) {
                Observance observance = observance(zone, rule.createTransition(year));
                observance.setRecurrenceRule(recurrence(rule));
                add(definition, observance);
            }
            return definition;
        }
        // What held before the first event is nobody's concern.
        StandardTime before = new StandardTime();
        ZoneOffset offset = zone.getRules().getOffset(first);
        fill(before, LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset);
        definition.addStandardTime(before);
        ZoneOffsetTransition change = zone.getRules().nextTransition(first);
        while (change != null && change.getInstant().isBefore(last)) {
            add(definition, observance(zone, change));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return definition;
    }

    private static void add(VTimezone definition, Observance observance) {
        if (observance instanceof DaylightSavingsTime summer) {
            definition.addDaylightSavingsTime(summer);
        } else if (observance instanceof StandardTime standard) {
            definition.addStandardTime(standard);
        }
    }

    private static Observance observance(ZoneId zone, ZoneOffsetTransition change) {
        Observance observance =
                zone.getRules().isDaylightSavings(change.getInstant())
                        ? new DaylightSavingsTime()
                        : new StandardTime();
        fill(
                observance,
                change.getDateTimeBefore(),
                change.getOffsetBefore(),
                change.getOffsetAfter());
        return observance;
    }

    /// Whether the clocks of the place change on the weekday that the rule names, and that is the
    /// first, second, third, fourth or last of its name in a month.
    private static boolean isPlain(ZoneOffsetTransitionRule rule, int year) {
        return rule.getDayOfWeek() != null
                && place(rule) != 0
                && rule.createTransition(year).getDateTimeBefore().getDayOfWeek()
                        == rule.getDayOfWeek();
    }

    /// Which of the month's days of its name it is, 1 to 4, or -1 for the last one; 0 for none of
    /// them.
    private static int place(ZoneOffsetTransitionRule rule) {
        int day = rule.getDayOfMonthIndicator();
        boolean last =
                day == -1
                        || (rule.getMonth() != Month.FEBRUARY
                                && day == rule.getMonth().maxLength() - 6);
        return last ? -1 : day > 0 && day < 28 && day % 7 == 1 ? day / 7 + 1 : 0;
    }

    private static Recurrence recurrence(ZoneOffsetTransitionRule rule) {
        return new Recurrence.Builder(Frequency.YEARLY)
                .byMonth(rule.getMonth().getValue())
                .byDay(place(rule), DayOfWeek.valueOf(rule.getDayOfWeek().name()))
                .build();
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
