package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What is known of one meeting.
///
/// @param day the local day
/// @param skipped whether it does not take place
/// @param opened when its vote opened
/// @param closed when its vote closed
/// @param choice what is read; empty where that is open
/// @param voters how many people voted, once it closed
/// @param presenter who presents, where that is settled
/// @param held when it began
public record MeetingRecord(
        LocalDate day,
        boolean skipped,
        Optional<Instant> opened,
        Optional<Instant> closed,
        Optional<MeetingPaper> choice,
        int voters,
        Optional<UserRef> presenter,
        Optional<Instant> held) {

    /// What a meeting reads.
    ///
    /// @param why one line, for people; may be empty
    public record MeetingPaper(PaperId paper, ChosenBy by, String why) {}

    /// How a paper was chosen.
    public enum ChosenBy {
        /// It had the most votes.
        VOTES,
        /// As many as another one had, which was nominated later.
        TIE,
        /// Nobody voted; the bot proposed it.
        PROPOSAL
    }

    /// A meeting of which nothing is known.
    public static MeetingRecord unknown(LocalDate day) {
        return new MeetingRecord(
                day,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty());
    }
}
