package io.broadsheet.store;

import io.broadsheet.chat.Delivery;
import io.broadsheet.schedule.PauseReason;
import java.util.Map;

/// How a column holds why a schedule is paused or a digest stopped: `reason:by_admin`, or
/// `reason:refused/` and the refusal, as in `reason:refused/CHANNEL_ARCHIVED`. The codes are what
/// stored rows hold: they do not change when a type is renamed.
///
/// Earlier versions kept sentences, which are read still.
final class PauseColumn {

    private static final String BY_ADMIN = "reason:by_admin";
    private static final String REFUSED = "reason:refused/";

    /// What versions that kept sentences wrote; not what is said to people today.
    private static final Map<String, Delivery.Refusal> SENTENCES =
            Map.of(
                    "the channel is gone", Delivery.Refusal.CHANNEL_GONE,
                    "the conversation is gone", Delivery.Refusal.CHANNEL_GONE,
                    "the channel is archived", Delivery.Refusal.CHANNEL_ARCHIVED,
                    "the bot is not in the channel", Delivery.Refusal.NOT_INVITED,
                    "the bot may not post in the channel", Delivery.Refusal.NO_PERMISSION,
                    "direct messages from me are not allowed", Delivery.Refusal.NO_PERMISSION,
                    "the workspace is gone", Delivery.Refusal.WORKSPACE_GONE,
                    "the bot's access was revoked", Delivery.Refusal.CREDENTIALS_REVOKED,
                    "the platform rejects the message", Delivery.Refusal.INVALID_MESSAGE);

    private PauseColumn() {}

    static String write(PauseReason reason) {
        return switch (reason) {
            case PauseReason.ByAdmin _ -> BY_ADMIN;
            case PauseReason.PlatformRefuses(Delivery.Refusal refusal) -> REFUSED + refusal.name();
            case PauseReason.KeptSentence(String sentence) -> Columns.text(sentence);
        };
    }

    /// What a later version wrote and this one does not know is a sentence to it.
    static PauseReason read(String column) {
        if (column.equals(BY_ADMIN) || column.equals("an admin paused it")) {
            return new PauseReason.ByAdmin();
        }
        Delivery.Refusal kept = SENTENCES.get(column);
        if (kept != null) {
            return new PauseReason.PlatformRefuses(kept);
        }
        for (Delivery.Refusal refusal : Delivery.Refusal.values()) {
            if (column.equals(REFUSED + refusal.name())) {
                return new PauseReason.PlatformRefuses(refusal);
            }
        }
        return new PauseReason.KeptSentence(column);
    }
}
