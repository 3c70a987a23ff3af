package io.broadsheet.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.store.Store;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reading group's meetings as a calendar that programs subscribe to.
class MeetingsFeedTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 12);
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U1");
    private static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C1");

    @TempDir private Path home;
    private BotCore core;
    private Store store;
    private Site site;
    private Club club;
    private PersonLink link;

    @BeforeEach
    void start() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        core = BotCore.start(new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1), clock);
        store = Store.open(home);
        site =
                Website.of(
                        new SiteSettings(
                                Optional.of(URI.create("https://papers.example.org")),
                                false,
                                10_000,
                                List.of(),
                                List.of()),
                        core.publication(),
                        clock);
        store.library().seen(ANN, VISION, "ann", NOW);
        club = meets(LocalTime.of(16, 0), "room 4.12", NOW);
        store.clubs().rota().join(club.id(), ANN, NOW);
        store.clubs().clubs().hold(club.id(), LocalDate.of(2026, 3, 5), Optional.of(ANN), held());
        link = store.links().give(ANN, new FeedSubject.MeetingsFeed(club.id()), NOW);
    }

    @AfterEach
    void stop() {
        store.close();
        core.close();
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
    void isServedToWhoeverHasTheAddress() {
        WebResponse response = get(Map.of());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("content-type", List.of("text/calendar; charset=utf-8"))
                .containsEntry("cache-control", List.of("private, no-cache"));
        assertThat(text(response)).isEqualTo(core.publication().calendars().of(link).orElseThrow());
        // Whoever has it learns no names.
        assertThat(text(response)).contains("BEGIN:VTIMEZONE", "UID:club-").doesNotContain("ann");
    }

    @Test
    void isTheSameUntilSomethingChanges() {
        WebResponse first = get(Map.of());
        WebResponse again = get(Map.of("if-none-match", first.headers().get("etag")));
        assertThat(again.status()).isEqualTo(304);

        clubs().skip(club.id(), FIRST, true, ANN, NOW.plusSeconds(60));
        assertThat(get(Map.of("if-none-match", first.headers().get("etag"))).status())
                .isEqualTo(200);
    }

    @Test
    void isGoneOnceItIsRevoked() {
        // It is no feed of papers.
        String papers = "/feeds/secret/" + link.token() + "/atom.xml";
        assertThat(site.answer(request(papers, Map.of())).status()).isEqualTo(404);
        store.links().revoke(ANN, link.subject());
        WebResponse gone = get(Map.of());
        assertThat(gone.status()).isEqualTo(404);
        String never = "/feeds/secret/" + "A".repeat(32) + "/meetings.ics";
        assertThat(gone.body()).isEqualTo(site.answer(request(never, Map.of())).body());
    }

    private static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private WebResponse get(Map<String, List<String>> headers) {
        return site.answer(request(link.calendar(), headers));
    }

    private static WebRequest request(String path, Map<String, List<String>> headers) {
        return new WebRequest("GET", path, "", headers, new byte[0], "192.0.2.1");
    }
}
