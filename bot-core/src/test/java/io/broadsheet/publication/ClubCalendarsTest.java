package io.broadsheet.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.store.Store;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reading group's meetings as a calendar that programs subscribe to, read by iCal4j.
class ClubCalendarsTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 12);
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U1");
    private static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C1");

    @TempDir private Path home;
    private Store store;
    private ClubCalendars calendars;
    private Club club;
    private PersonLink link;

    @BeforeEach
    void start() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        store = Store.open(home);
        calendars = new ClubCalendars(store.clubs().clubs(), store.catalogue(), clock);
        store.library().seen(ANN, VISION, "ann", NOW);
        club = meets(LocalTime.of(16, 0), "room 4.12", NOW);
        store.clubs().rota().join(club.id(), ANN, NOW);
        store.clubs().clubs().hold(club.id(), LocalDate.of(2026, 3, 5), Optional.of(ANN), held());
        link = store.links().give(ANN, new FeedSubject.MeetingsFeed(club.id()), NOW);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private static Instant held() {
        return Instant.parse("2026-03-05T15:00:00Z");
    }

    private Club meets(LocalTime time, String place, Instant at) {
        return clubs().start(
                        VISION,
                        "vision",
                        new MeetingPlan(
                                MeetingRhythm.WEEKLY,
                                0,
                                DayOfWeek.THURSDAY,
                                time,
                                BERLIN,
                                LocalDate.of(2026, 3, 5),
                                Optional.of(place),
                                Duration.ofMinutes(90)),
                        ANN,
                        at);
    }

    private Clubs clubs() {
        return store.clubs().clubs();
    }

    @Test
    void hasTheMeetingsThatWereAndTheNextTwelveInTheirZone() throws Exception {
        String text = calendars.of(link).orElseThrow();
        List<VEvent> events = events(text);
        assertThat(events).hasSize(13);
        for (int i = 0; i < events.size(); i++) {
            LocalDate day = LocalDate.of(2026, 3, 5).plusWeeks(i);
            VEvent event = events.get(i);
            // Clocks change on 29 March, and the meeting stays at four.
            assertThat(ZonedDateTime.from(event.getDateTimeStart().getDate()).toInstant())
                    .isEqualTo(day.atTime(16, 0).atZone(BERLIN).toInstant());
            assertThat(uid(event)).isEqualTo("club-" + club.id() + "-" + day + "@broadsheet");
            assertThat(status(event)).isEqualTo("CONFIRMED");
        }
        // Whoever has the address learns no names.
        assertThat(text).doesNotContain("ann").contains("X-WR-CALNAME", "BEGIN:VTIMEZONE");
    }

    @Test
    void whatChangesKeepsItsNameAndHasAHigherNumber() throws Exception {
        VEvent before = events(calendars.of(link).orElseThrow()).get(1);

        clubs().skip(club.id(), FIRST, true, ANN, NOW.plusSeconds(60));
        VEvent skipped = events(calendars.of(link).orElseThrow()).get(1);
        assertThat(uid(skipped)).isEqualTo(uid(before));
        assertThat(status(skipped)).isEqualTo("CANCELLED");
        assertThat(number(skipped)).isGreaterThan(number(before));
        assertThat(Instant.from(skipped.getDateTimeStamp().getDate()))
                .isEqualTo(NOW.plusSeconds(60));

        clubs().skip(club.id(), FIRST, false, ANN, NOW.plusSeconds(120));
        VEvent again = events(calendars.of(link).orElseThrow()).get(1);
        assertThat(status(again)).isEqualTo("CONFIRMED");
        assertThat(number(again)).isGreaterThan(number(skipped));

        meets(LocalTime.of(17, 30), "the library", NOW.plusSeconds(180));
        VEvent moved = events(calendars.of(link).orElseThrow()).get(1);
        assertThat(uid(moved)).isEqualTo(uid(before));
        assertThat(number(moved)).isGreaterThan(number(again));
        assertThat(moved.getLocation().getValue()).isEqualTo("the library");
        assertThat(ZonedDateTime.from(moved.getDateTimeStart().getDate()).toLocalTime())
                .isEqualTo(LocalTime.of(17, 30));
    }

    @Test
    void keepsWhatWasOnceTheGroupEnds() throws Exception {
        clubs().stop(club.id(), ANN, NOW.plusSeconds(60));
        assertThat(events(calendars.of(link).orElseThrow())).hasSize(1);
    }

    private static String uid(VEvent event) {
        return event.getUid().orElseThrow().getValue();
    }

    private static String status(VEvent event) {
        return event.getStatus().getValue();
    }

    private static int number(VEvent event) {
        return event.getSequence().getSequenceNo();
    }

    private static List<VEvent> events(String text) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        return calendar.getComponents("VEVENT");
    }
}
