package io.broadsheet.club;

import io.broadsheet.club.MeetingPlan.Meeting;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// When a club meets, without the meetings that fall out.
public final class MeetingCalendar {

    private final Club club;
    private final Set<LocalDate> skipped;

    /// @param skipped the days of meetings that fall out, as far as they matter
    public MeetingCalendar(Club club, Set<LocalDate> skipped) {
        this.club = club;
        this.skipped = Set.copyOf(skipped);
    }

    /// A club's calendar from a moment on.
    public static MeetingCalendar of(Club club, Clubs clubs, Instant from) {
        return new MeetingCalendar(
                club,
                clubs.skippedFrom(
                        club.id(), LocalDate.ofInstant(from, club.plan().zone()).minusDays(1)));
    }

    /// The first meeting that begins later than a moment.
    public Meeting next(Instant after) {
        return next(after, 1).getFirst();
    }

    /// The first meetings that begin later than a moment.
    public List<Meeting> next(Instant after, int count) {
        List<Meeting> next = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(after, club.plan().zone()).minusDays(1);
        while (next.size() < count) {
            Meeting meeting = club.plan().from(day);
            if (meeting.start().isAfter(after) && !skipped.contains(meeting.day())) {
                next.add(meeting);
            }
            day = meeting.day().plusDays(1);
        }
        return next;
    }

    /// The first meeting that is not over at a moment: it may have begun.
    public Meeting currentOrNext(Instant now) {
        return next(now.minus(club.plan().length()));
    }

    public boolean isSkipped(LocalDate day) {
        return skipped.contains(day);
    }
}
