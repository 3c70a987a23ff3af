package io.broadsheet.view;

import io.broadsheet.message.CommandCode;
import java.time.LocalDate;

/// What can be done by pressing a button of a reading group's message.
public interface ClubActions extends PaperActions {

    /// Votes for a candidate, or takes that back.
    CommandCode vote(long club, LocalDate day, long nomination);

    /// Opens a form for a question to the group.
    CommandCode leaveQuestion(long club);

    /// Takes the next turn at presenting.
    CommandCode volunteer(long club);

    /// Takes, or does not take, a turn that was offered.
    CommandCode answerOffer(long club, LocalDate day, boolean accepted);

    /// Lets a paused club meet again.
    CommandCode resumeClub(long club);
}
