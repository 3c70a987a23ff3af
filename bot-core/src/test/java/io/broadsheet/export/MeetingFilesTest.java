package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/// Meetings as files, read again by libraries that have nothing to do with writing them.
class MeetingFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<String> READ_RIGHT =
            List.of("Europe/Berlin", "Europe/London", "Asia/Kathmandu", "UTC");

    private static MeetingFiles.Event event(LocalDate day, ZoneId zone, String title) {
        return new MeetingFiles.Event(
                "club-1-" + day + "@broadsheet",
                day.getDayOfMonth(),
                NOW.minusSeconds(60),
                day.getDayOfMonth() == 26,
                title,
                ZonedDateTime.of(day, java.time.LocalTime.of(16, 0), zone).toInstant(),
                zone,
                Duration.ofMinutes(90),
                Optional.of("room 4.12; second floor, left"),
                "ana presents",
                Optional.of("https://arxiv.org/abs/2503.14456"));
    }

    @Test
    void aCalendarSaysTheTimeOfEachMeetingAcrossChangesOfClocks() throws Exception {
        for (String id :
                List.of(
                        "Europe/Berlin",
                        "Europe/London",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Africa/Casablanca",
                        "Asia/Kathmandu",
                        "UTC")) {
            ZoneId zone = ZoneId.of(id);
            List<MeetingFiles.Event> events = new ArrayList<>();
            for (int week = 0; week < 60; week++) {
                events.add(
                        event(
                                LocalDate.of(2026, 3, 5).plusWeeks(week),
                                zone,
                                "Reading group: Ünïcode, commas; and \\ in week " + week));
            }
            String ics = MeetingFiles.ics("Reading group of #vision", events, NOW);
            assertThat(ics.lines()).allMatch(line -> line.length() <= 75);

            Calendar calendar = new CalendarBuilder().build(new StringReader(ics));
            List<VEvent> read = calendar.getComponents("VEVENT");
            assertThat(read).hasSize(events.size());
            VTimeZone definition = (VTimeZone) calendar.getComponent("VTIMEZONE").orElseThrow();
            assertThat(definition.getTimeZoneId().getValue()).isEqualTo(id);
            for (int i = 0; i < events.size(); i++) {
                MeetingFiles.Event written = events.get(i);
                VEvent each = read.get(i);
                assertThat(each.getSummary().getValue()).isEqualTo(written.title());
                assertThat(each.getLocation().getValue()).isEqualTo(written.place().orElseThrow());
                assertThat(each.getUid().orElseThrow().getValue()).isEqualTo(written.uid());
                assertThat(each.getSequence().getSequenceNo()).isEqualTo(written.sequence());
                assertThat(each.getStatus().getValue())
                        .isEqualTo(written.cancelled() ? "CANCELLED" : "CONFIRMED");
                assertThat(Instant.from(each.getDateTimeStamp().getDate()))
                        .isEqualTo(written.revised());
                ZonedDateTime start = ZonedDateTime.from(each.getDateTimeStart().getDate());
                assertThat(start.toLocalDateTime())
                        .as(id)
                        .isEqualTo(written.start().atZone(zone).toLocalDateTime());
                // Of other rules for clocks, ical4j reads "the second Sunday" as the first one.
                if (READ_RIGHT.contains(id)) {
                    assertThat(start.toInstant()).as(id).isEqualTo(written.start());
                }
                assertThat(Duration.from(each.getDuration().getDuration()))
                        .isEqualTo(written.length());
            }
        }
    }

    @Test
    void aTableHasEveryMeetingAndNoFormula() throws Exception {
        Paper paper =
                Paper.builder(
                                PaperId.of(ArxivId.parse("2503.14456").orElseThrow()),
                                "=cmd|' /C calc'!A0")
                        .build();
        String csv =
                MeetingFiles.csv(
                        List.of(
                                new MeetingFiles.MeetingRow(
                                        LocalDate.of(2026, 3, 5),
                                        Optional.of(paper),
                                        "ana, b",
                                        2,
                                        4.5,
                                        List.of("one \"two\"", "https://docs.example.org/x")),
                                new MeetingFiles.MeetingRow(
                                        LocalDate.of(2026, 3, 12),
                                        Optional.empty(),
                                        "",
                                        0,
                                        0,
                                        List.of())));
        List<CSVRecord> rows =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .get()
                        .parse(new StringReader(csv.substring(1)))
                        .getRecords();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().get("title")).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(rows.getFirst().get("presenter")).isEqualTo("ana, b");
        assertThat(rows.getFirst().get("average")).isEqualTo("4.5");
        assertThat(rows.getFirst().get("notes"))
                .isEqualTo("one \"two\"; https://docs.example.org/x");
        assertThat(rows.getLast().get("paper")).isEmpty();
    }
}
