package io.broadsheet.club.posting;

import io.broadsheet.club.Club;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.edition.DueTimes;
import io.broadsheet.schedule.Cadence.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// When one moment of a club's meetings falls due. What a club that begins shortly before its first
/// meeting would have missed of the vote comes at once.
final class ClubTimes implements DueTimes {

    /// So long a new club has before the vote for its first meeting opens.
    private static final Duration FIRST_BREATH = Duration.ofMinutes(1);

    /// Others may take their turn for so long.
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Club club;
    private final ClubMoment moment;
    private final MeetingCalendar calendar;

    ClubTimes(Club club, ClubMoment moment, MeetingCalendar calendar) {
        this.club = club;
        this.moment = moment;
        this.calendar = calendar;
    }

    @Override
    public Occurrence next(Instant after) {
        Instant from = after;
        while (true) {
            Meeting meeting = calendar.next(from);
            Instant due = due(moment, meeting);
            if (due.isAfter(after)) {
                return new Occurrence(meeting.day(), due);
            }
            from = meeting.start();
        }
    }

    /// When a moment of a meeting is due.
    Instant due(ClubMoment of, Meeting meeting) {
        Instant due = of.due(meeting, club.settings(), club.plan().zone());
        boolean passed = !due.isAfter(club.from()) && meeting.start().isAfter(club.from());
        if (!passed) {
            return due;
        }
        return switch (of) {
            case VOTE -> club.from().plus(FIRST_BREATH);
            // Halfway, so that there is time for both, to vote and to read.
            case RESULT ->
                    club.from().plus(Duration.between(club.from(), meeting.start()).dividedBy(2));
            default -> due;
        };
    }

    /// From when on a moment of a meeting is of no use any more.
    Instant expires(ClubMoment of, Meeting meeting) {
        return of == ClubMoment.VOTE
                ? due(ClubMoment.RESULT, meeting)
                : of.expires(meeting, club.settings(), club.plan());
    }

    /// The meeting of a day; empty where none takes place.
    Optional<Meeting> meeting(LocalDate day) {
        return calendar.isSkipped(day)
                ? Optional.empty()
                : club.plan().start(day).map(start -> new Meeting(day, start));
    }

    @Override
    public boolean isLate(LocalDate day, Instant due, Instant now) {
        return meeting(day).map(meeting -> !now.isBefore(expires(moment, meeting))).orElse(true);
    }

    @Override
    public boolean isMissed(Occurrence occurrence, boolean ranThen, Instant now) {
        return !ranThen && isLate(occurrence.day(), occurrence.due(), now);
    }

    @Override
    public Duration slack(Occurrence occurrence) {
        return switch (moment) {
            case CHANNEL_SOON, MEETING -> Duration.ZERO;
            default -> SLACK;
        };
    }
}
