package io.broadsheet.view;

import io.broadsheet.edition.OutcomeReason;

/// Says why an occurrence came to its state, as the end of a sentence.
public final class OutcomeWords {

    private OutcomeWords() {}

    /// For example "missed: the bot was not running"; empty where a platform said nothing.
    public static String of(OutcomeReason reason) {
        return switch (reason) {
            case OutcomeReason.NotRunning _ -> "missed: the bot was not running";
            case OutcomeReason.HeldUp _ -> "missed: it was held up until the day was over";
            case OutcomeReason.TooLate _ -> "given up: too late to post it that day";
            case OutcomeReason.NothingToPost _ -> "nothing was found to post";
            case OutcomeReason.GivenUp(int attempt, String said) ->
                    "given up at try " + attempt + ": " + said;
            case OutcomeReason.BotStopped _ -> "the bot was stopped";
            case OutcomeReason.PostedElsewhere _ -> "another process posts there";
            case OutcomeReason.LookedForFirst _ -> "it is looked for first";
            case OutcomeReason.PlatformSaid(String words) -> words;
            case OutcomeReason.RefusedByPlatform refused ->
                    refused.refusal().inWords()
                            + (refused.detail().isEmpty() ? "" : ": " + refused.detail());
            case OutcomeReason.BotFailed _ -> "the bot failed while it posted";
            case OutcomeReason.AnswerLost _ -> "the answer to the post got lost";
            case OutcomeReason.NotSeen(OutcomeReason doubt, boolean conversation) ->
                    of(doubt)
                            + "; it was not found in the "
                            + (conversation ? "conversation" : "channel");
            case OutcomeReason.ScheduleRemoved _ -> "the schedule was removed";
            case OutcomeReason.ConfirmedByAdmin _ -> "confirmed by an admin";
            case OutcomeReason.RepeatedByAdmin _ -> "an admin asked for it again";
            case OutcomeReason.Recorded(String sentence) -> sentence;
        };
    }
}
