package io.broadsheet.command;

import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.RotaMember;
import io.broadsheet.export.MeetingFiles;
import io.broadsheet.paper.Paper;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A reading group's meetings as calendars have them.
final class ClubCalendarEvents {

    /// So many meetings to come are in a calendar.
    static final int AHEAD = 12;

    private final CommandServices services;

    ClubCalendarEvents(CommandServices services) {
        this.services = services;
    }

    List<MeetingFiles.Event> of(Club club) {
        List<MeetingFiles.Event> events = new ArrayList<>();
        for (MeetingRecord held : services.clubs().clubs().held(club.id()).reversed()) {
            held.held().ifPresent(start -> events.add(event(club, held.day(), start, "")));
        }
        if (!club.meets()) {
            return events;
        }
        List<Meeting> next =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now())
                        .next(services.now(), AHEAD);
        Map<LocalDate, RotaMember> turns =
                services.clubPosts().desk().turns(club, next.getLast().day());
        for (Meeting meeting : next) {
            String presenter =
                    Optional.ofNullable(turns.get(meeting.day())).map(RotaMember::name).orElse("");
            events.add(event(club, meeting.day(), meeting.start(), presenter));
        }
        return events;
    }

    private MeetingFiles.Event event(Club club, LocalDate day, Instant start, String presenter) {
        MeetingRecord record = services.clubs().clubs().meeting(club.id(), day);
        Optional<Paper> paper = services.clubPosts().desk().paper(record);
        return new MeetingFiles.Event(
                "club-" + club.id() + "-" + day + "@broadsheet",
                "Reading group" + paper.map(it -> ": " + it.title()).orElse(""),
                start,
                club.plan().zone(),
                club.plan().length(),
                club.plan().place(),
                presenter.isEmpty() ? "" : presenter + " presents",
                paper.flatMap(Paper::abstractPage).map(URI::toString));
    }
}
