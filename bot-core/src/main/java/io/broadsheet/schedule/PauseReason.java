package io.broadsheet.schedule;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.Delivery;

/// Why a schedule is paused, or why a digest stopped.
public sealed interface PauseReason {

    /// An admin of the channel paused it, and resumes it.
    record ByAdmin() implements PauseReason {}

    /// The platform does not take its posts. It goes on by itself once the platform does.
    record PlatformRefuses(Delivery.Refusal refusal) implements PauseReason {
        public PlatformRefuses {
            requireNonNull(refusal);
        }
    }

    /// A refusal that was written down by a version that kept sentences, and is not understood.
    ///
    /// @param sentence for people, as the end of a sentence
    record KeptSentence(String sentence) implements PauseReason {
        public KeptSentence {
            requireNonNull(sentence);
        }
    }

    /// Whether the platform did it, not a person.
    default boolean isRefusal() {
        return !(this instanceof ByAdmin);
    }

    /// Whether the platform did it, and for this.
    default boolean is(Delivery.Refusal refusal) {
        return this instanceof PlatformRefuses(Delivery.Refusal why) && why == refusal;
    }
}
