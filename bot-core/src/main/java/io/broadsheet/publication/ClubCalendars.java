package io.broadsheet.publication;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.club.Club;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.export.MeetingFiles;
import io.broadsheet.paper.Paper;
import io.broadsheet.publication.SecretLinks.PersonLink;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reading groups' meetings as calendars have them: those that were held, those that fall out, and
/// the next ones.
public final class ClubCalendars {

    /// So many meetings to come are in a calendar.
    public static final int AHEAD = 12;

    private final Clubs clubs;
    private final Catalogue catalogue;
    private final Clock clock;

    public ClubCalendars(Clubs clubs, Catalogue catalogue, Clock clock) {
        this.clubs = clubs;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /// What is behind a person's link to a group's meetings, without anybody's name; empty where
    /// the link is to something else, or the group is gone.
    public Optional<String> of(PersonLink link) {
        return link.subject() instanceof FeedSubject.MeetingsFeed(long id)
                ? clubs.find(id).map(club -> of(club, _ -> ""))
                : Optional.empty();
    }

    /// A group's calendar, as text.
    ///
    /// @param about says more of a day's meeting to come; may be empty
    public String of(Club club, Function<LocalDate, String> about) {
        return MeetingFiles.ics(
                "Reading group of #" + club.channelName(), events(club, about), clock.instant());
    }

    private List<MeetingFiles.Event> events(Club club, Function<LocalDate, String> about) {
        Clubs.CalendarRevision revision = clubs.revision(club.id());
        List<MeetingFiles.Event> events = new ArrayList<>();
        for (MeetingRecord held : clubs.held(club.id()).reversed()) {
            held.held()
                    .ifPresent(start -> events.add(event(club, held, start, "", false, revision)));
        }
        List<Meeting> next =
                club.meets()
                        ? MeetingCalendar.of(club, clubs, clock.instant())
                                .next(clock.instant(), AHEAD)
                        : List.of();
        for (Meeting meeting : next) {
            MeetingRecord known = clubs.meeting(club.id(), meeting.day());
            String more = about.apply(meeting.day());
            events.add(event(club, known, meeting.start(), more, false, revision));
        }
        for (LocalDate day : clubs.skippedFrom(club.id(), LocalDate.EPOCH)) {
            club.plan()
                    .start(day)
                    .ifPresent(start -> {
                        MeetingRecord known = clubs.meeting(club.id(), day);
                        events.add(event(club, known, start, "", true, revision));
                    });
        }
        events.sort(java.util.Comparator.comparing(MeetingFiles.Event::start));
        return events;
    }

    private MeetingFiles.Event event(
            Club club,
            MeetingRecord record,
            Instant start,
            String about,
            boolean cancelled,
            Clubs.CalendarRevision revision) {
        Optional<Paper> paper = record.choice().flatMap(choice -> catalogue.find(choice.paper()));
        Instant revised = record.closed().filter(revision.at()::isBefore).orElse(revision.at());
        return new MeetingFiles.Event(
                "club-" + club.id() + "-" + record.day() + "@broadsheet",
                revision.number(),
                revised,
                cancelled,
                "Reading group" + paper.map(it -> ": " + it.title()).orElse(""),
                start,
                club.plan().zone(),
                club.plan().length(),
                club.plan().place(),
                about,
                paper.flatMap(Paper::abstractPage).map(URI::toString));
    }
}
