package io.broadsheet.chat;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody says of a paper by a reaction to the message that shows it.
public enum Reaction {
    /// The paper is worth reading.
    UPVOTE,
    /// It is nothing for whoever reacts.
    DISMISS,
    /// It is kept for later.
    SAVE;

    /// By the sign itself, as Discord tells it, and by the name that Slack gives it
    /// (`reaction_added`, its `reaction`).
    private static final Map<String, Reaction> SIGNS =
            Map.ofEntries(
                    Map.entry("👍", UPVOTE),
                    Map.entry("+1", UPVOTE),
                    Map.entry("thumbsup", UPVOTE),
                    Map.entry("🔼", UPVOTE),
                    Map.entry("arrow_up_small", UPVOTE),
                    Map.entry("⬆", UPVOTE),
                    Map.entry("arrow_up", UPVOTE),
                    Map.entry("🔺", UPVOTE),
                    Map.entry("small_red_triangle", UPVOTE),
                    Map.entry("👎", DISMISS),
                    Map.entry("-1", DISMISS),
                    Map.entry("thumbsdown", DISMISS),
                    Map.entry("🔖", SAVE),
                    Map.entry("bookmark", SAVE));

    /// A skin tone: `+1::skin-tone-3` on Slack, U+1F3FB to U+1F3FF on Discord; and the sign that
    /// asks for a picture instead of a letter, U+FE0F.
    private static final Pattern TONE =
            Pattern.compile("::skin-tone-\\d|[\\x{1F3FB}-\\x{1F3FF}]|\\x{FE0F}");

    /// What a reaction says; empty for all the others, which say nothing to the bot.
    ///
    /// @param sign the emoji itself, or its name without colons
    public static Optional<Reaction> of(String sign) {
        return Optional.ofNullable(SIGNS.get(TONE.matcher(sign).replaceAll("")));
    }
}
