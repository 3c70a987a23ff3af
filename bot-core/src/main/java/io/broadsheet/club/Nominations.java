package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The port to what is nominated, and to the votes on it.
public interface Nominations {

    /// Nominates a paper, unless it waits already.
    ///
    /// @return the nomination that waits, of whoever nominated it first
    Nominating nominate(long club, PaperId paper, String because, UserRef by, Instant at);

    /// @param fresh whether it did not wait already
    record Nominating(Nomination nomination, boolean fresh) {}

    /// Those that wait or are in a vote, longest waiting first.
    List<Nomination> open(long club);

    Optional<Nomination> find(long id);

    /// Takes one back that waits. Votes for it in an open vote no longer count.
    ///
    /// @return whether it waited
    boolean withdraw(long id);

    /// Opens a meeting's vote on the nominations that wait, unless it is open already. Without any
    /// nothing opens.
    Ballot open(long club, LocalDate day, Instant at);

    Ballot ballot(long club, LocalDate day);

    /// Whom somebody votes for in a meeting's vote, by nomination.
    List<Long> votes(long club, LocalDate day, UserRef by);

    /// Votes for a candidate, or takes that back.
    Cast vote(long club, LocalDate day, long nomination, UserRef by, Instant at);

    /// What came of a press.
    enum Cast {
        VOTED,
        TAKEN_BACK,
        /// The vote is over.
        CLOSED,
        /// It is no candidate, or was withdrawn.
        UNKNOWN
    }

    /// Closes a meeting's vote, once: counts, settles what is read, and lets nominations leave that
    /// nobody chose in [Nomination#ROUNDS] votes.
    ///
    /// @param proposal what is read where nobody voted
    /// @return what is known of the meeting then
    MeetingRecord close(
            long club, LocalDate day, Optional<MeetingRecord.MeetingPaper> proposal, Instant at);

    /// The nominations that left when a meeting's vote closed.
    List<Nomination> left(long club, LocalDate day);
}
