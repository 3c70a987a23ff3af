package io.broadsheet.edition;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.Delivery;

/// Why an occurrence came to its state.
///
/// The sentence that people read is made of it in `view`; metrics carry the type's name; the store
/// has a code of its own for each type, so types may be renamed.
public sealed interface OutcomeReason {

    /// The bot was not running when it was due.
    record NotRunning() implements OutcomeReason {}

    /// A platform's pace or refusals held it up until its local day was over.
    record HeldUp() implements OutcomeReason {}

    /// It was in hand already, and could no longer come on its day.
    record TooLate() implements OutcomeReason {}

    /// No paper was left that the destination has not had.
    record NothingToPost() implements OutcomeReason {}

    /// The platform asked to come again so often that its time was over.
    ///
    /// @param attempt the try that was the last one, from 1
    /// @param platformSaid what the platform said then
    record GivenUp(int attempt, String platformSaid) implements OutcomeReason {}

    /// The bot was stopped before it was sent.
    record BotStopped() implements OutcomeReason {}

    /// Another process of the bot posts there.
    record PostedElsewhere() implements OutcomeReason {}

    /// It may be there already, and is looked for before it is sent.
    record LookedForFirst() implements OutcomeReason {}

    /// What the platform said, word for word.
    record PlatformSaid(String words) implements OutcomeReason {
        public PlatformSaid {
            requireNonNull(words);
        }
    }

    /// The platform refused it.
    ///
    /// @param detail what the platform said, may be empty
    record RefusedByPlatform(Delivery.Refusal refusal, String detail) implements OutcomeReason {}

    /// The bot failed while it was being sent.
    record BotFailed() implements OutcomeReason {}

    /// The answer to the post got lost.
    record AnswerLost() implements OutcomeReason {}

    /// It was looked for and not found.
    ///
    /// @param doubt why it was looked for
    /// @param conversation whether in a direct conversation, not in a channel
    record NotSeen(OutcomeReason doubt, boolean conversation) implements OutcomeReason {}

    /// Its schedule was removed before it was sent.
    record ScheduleRemoved() implements OutcomeReason {}

    /// An admin saw that it is there.
    record ConfirmedByAdmin() implements OutcomeReason {}

    /// An admin saw that it is not there.
    record RepeatedByAdmin() implements OutcomeReason {}

    /// A sentence that a version of the bot wrote which knew no types of reasons.
    record Recorded(String sentence) implements OutcomeReason {}
}
