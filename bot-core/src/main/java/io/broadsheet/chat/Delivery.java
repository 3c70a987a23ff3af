package io.broadsheet.chat;

import java.time.Duration;

/// What became of a post that was handed to a platform.
public sealed interface Delivery {

    /// @param message the platform's own id of the message
    record Posted(String message) implements Delivery {}

    /// Not posted, and may be tried again after a while.
    ///
    /// @param after how long the platform wants to be left alone, zero where it did not say
    record RetryAfter(Duration after, String reason) implements Delivery {}

    /// Not posted, and trying again is no use until somebody mends the cause.
    record Refused(Refusal refusal, String detail) implements Delivery {}

    /// Perhaps posted: the answer got lost.
    record InDoubt(String detail) implements Delivery {}

    /// Why a platform refuses a destination.
    enum Refusal {
        CHANNEL_GONE("the channel is gone"),
        CHANNEL_ARCHIVED("the channel is archived"),
        NOT_INVITED("the bot is not in the channel"),
        NO_PERMISSION("the bot may not post in the channel"),
        WORKSPACE_GONE("the workspace is gone"),
        CREDENTIALS_REVOKED("the bot's access was revoked"),
        MESSAGE_GONE("the message is gone"),
        INVALID_MESSAGE("the platform rejects the message"),
        ADDRESS_REFUSED("the mail server takes no mail for the address");

        private final String words;

        Refusal(String words) {
            this.words = words;
        }

        /// The reason, for people, as the end of a sentence.
        public String inWords() {
            return words;
        }
    }
}
