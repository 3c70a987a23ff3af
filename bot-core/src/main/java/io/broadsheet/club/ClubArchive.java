package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The port to what people leave before and after meetings.
public interface ClubArchive {

    /// The longest note or question, in UTF-16 units.
    int LONGEST = 1_000;

    void ask(long club, LocalDate day, String text, UserRef by, Instant at);

    /// Questions for a meeting, earliest first.
    List<Remark> questions(long club, LocalDate day);

    void note(long club, LocalDate day, String text, UserRef by, Instant at);

    /// Notes of a meeting, earliest first.
    List<Remark> notes(long club, LocalDate day);

    /// @param stars 1 to 5
    /// @return what the person had said before
    Optional<Integer> rate(long club, LocalDate day, int stars, UserRef by, Instant at);

    Ratings ratings(long club, LocalDate day);

    /// Meetings that were held, latest first.
    List<ArchivedMeeting> meetings(long club);

    /// @param by the name of who wrote it; empty where they have been forgotten since
    record Remark(String text, Optional<String> by, Instant at) {}

    /// @param average 0 where there are none
    record Ratings(int count, double average) {}

    /// @param presenter the name of who presented
    record ArchivedMeeting(
            MeetingRecord meeting,
            Optional<String> presenter,
            List<Remark> notes,
            Ratings ratings) {}
}
