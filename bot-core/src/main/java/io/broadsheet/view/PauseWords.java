package io.broadsheet.view;

import io.broadsheet.chat.Delivery;
import io.broadsheet.schedule.PauseReason;

/// Says why a schedule or a digest does not run, as the end of a sentence.
public final class PauseWords {

    private PauseWords() {}

    /// Of a schedule, for example "the channel is archived".
    public static String ofSchedule(PauseReason reason) {
        return switch (reason) {
            case PauseReason.ByAdmin _ -> "an admin paused it";
            case PauseReason.PlatformRefuses(Delivery.Refusal refusal) -> refusal.inWords();
            case PauseReason.KeptSentence(String sentence) -> sentence;
        };
    }

    /// Of a digest, which comes by direct message, for whom it is: "the conversation is gone".
    public static String ofDigest(PauseReason reason) {
        return reason instanceof PauseReason.PlatformRefuses refused
                ? toPerson(refused.refusal())
                : ofSchedule(reason);
    }

    private static String toPerson(Delivery.Refusal refusal) {
        return switch (refusal) {
            case CHANNEL_GONE, CHANNEL_ARCHIVED -> "the conversation is gone";
            case NOT_INVITED, NO_PERMISSION -> "direct messages from me are not allowed";
            case WORKSPACE_GONE,
                    CREDENTIALS_REVOKED,
                    MESSAGE_GONE,
                    INVALID_MESSAGE,
                    ADDRESS_REFUSED ->
                    refusal.inWords();
        };
    }
}
