package io.broadsheet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.AtomReader;
import io.broadsheet.ingest.FieldWatch;
import io.broadsheet.ingest.OaiReader;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import java.io.StringReader;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The forms in which sources write announcements, versions and hours.
class SourceFormsTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 4);

    @Test
    void readsVersionsInAnyOrderAndWithdrawals() throws Exception {
        String list =
                SourceAnswers.list(
                        List.of(
                                SourceAnswers.record(
                                        "2401.00001",
                                        12,
                                        LocalDate.of(2024, 1, 1),
                                        "<comments>This paper has been withdrawn by"
                                                + " Ana</comments>")),
                        "next");
        OaiReader reader = new OaiReader(new StringReader(list), "list", FieldWatch.NONE);
        Paper paper = ((ParsedEntry.Read) reader.next()).paper();
        assertThat(paper.version()).isEqualTo(12);
        assertThat(paper.published()).isEqualTo("2024-01-01T17:00:00Z");
        assertThat(paper.updated()).isEqualTo("2024-01-12T17:00:00Z");
        assertThat(paper.withdrawn()).isTrue();
        assertThat(reader.next()).isNull();
        assertThat(reader.next()).isNull();
        assertThat(reader.token()).isEqualTo("next");
        assertThat(reader.brokeOff()).isFalse();
    }

    @Test
    void tellsAnnouncementsOfNewPapersFromOthers() throws Exception {
        AtomReader reader =
                new AtomReader(
                        new StringReader(
                                SourceAnswers.feed(
                                        SourceAnswers.feedEntry("2503.00001", 1, "new", DAY),
                                        SourceAnswers.feedEntry("2502.00001", 1, "cross", DAY),
                                        SourceAnswers.feedEntry("2312.00001", 1, "cross", DAY),
                                        SourceAnswers.feedEntry("2503.00002", 2, "replace", DAY))),
                        "feed");
        List<Boolean> announced = new ArrayList<>();
        for (ParsedEntry entry = reader.next(); entry != null; entry = reader.next()) {
            announced.add(((ParsedEntry.Read) entry).paper().announced() != null);
        }
        assertThat(announced).containsExactly(true, true, false, false);
    }

    @Test
    void knowsTheMonthOfAnIdentifier() {
        assertThat(ArxivId.parse("2503.00001").orElseThrow().month())
                .isEqualTo(YearMonth.of(2025, 3));
        assertThat(ArxivId.parse("hep-th/9901001").orElseThrow().month())
                .isEqualTo(YearMonth.of(1999, 1));
        assertThat(ArxivId.parse("math/0611800").orElseThrow().month())
                .isEqualTo(YearMonth.of(2006, 11));
    }

    @Test
    void findsHoursAcrossWeekendsAndTheChangeOfClocks() {
        Renewals nights =
                new Renewals(
                        Renewals.NEW_YORK,
                        List.of(LocalTime.of(0, 30), LocalTime.of(21, 30)),
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        // Friday, in winter time.
        assertThat(nights.next(Instant.parse("2025-03-07T05:30:00Z")))
                .isEqualTo("2025-03-08T02:30:00Z");
        // Monday, in summer time.
        assertThat(nights.next(Instant.parse("2025-03-08T02:30:00Z")))
                .isEqualTo("2025-03-10T04:30:00Z");
        assertThat(nights.last(Instant.parse("2025-03-10T04:29:59Z")))
                .isEqualTo("2025-03-08T02:30:00Z");
        assertThat(nights.last(Instant.parse("2025-03-10T04:30:00Z")))
                .isEqualTo("2025-03-10T04:30:00Z");
    }
}
