package io.broadsheet.chat;

import io.broadsheet.message.CommandCode;
import java.time.Duration;
import java.util.List;

/// What came of looking for a post that may be there: its answer got lost, or what is known of it
/// was restored from a backup.
public sealed interface ReadBack {

    /// A request that reads breaks as easily as one that posts, and may be made again.
    Duration PAUSE = Duration.ofSeconds(30);

    /// It is there.
    ///
    /// @param message the platform's own id of the message, as in [Delivery.Posted]
    /// @param buttons what its buttons carry, in their order, as far as they carry anything
    record There(String message, List<CommandCode> buttons) implements ReadBack {
        public There {
            buttons = List.copyOf(buttons);
        }
    }

    /// It is not among what the channel got since then. Somebody may have deleted it, or it is
    /// still on its way, so for what was sent this is no reason to post it again.
    record NotThere() implements ReadBack {}

    /// Nothing can be said: the platform does not let the bot read there, or there is too much to
    /// read before it could be found.
    record CannotTell(String reason) implements ReadBack {}

    /// Nothing can be said now, but perhaps after a while.
    record LookAgain(Duration after, String reason) implements ReadBack {}

    /// What can be said where a request that reads came to the same as a post that failed.
    ///
    /// @throws IllegalArgumentException where it did not fail
    static ReadBack prevented(Delivery failure) {
        return switch (failure) {
            case Delivery.RetryAfter(Duration after, String reason) -> new LookAgain(after, reason);
            case Delivery.InDoubt(String detail) -> new LookAgain(PAUSE, detail);
            case Delivery.Refused(_, String detail) -> new CannotTell(detail);
            case Delivery.Posted _ ->
                    throw new IllegalArgumentException("nothing prevented it: " + failure);
        };
    }
}
