package io.broadsheet.chat;

import java.time.Duration;

/// What came of looking for a post whose answer got lost.
public sealed interface Sighting {

    /// A request that reads breaks as easily as one that posts, and may be made again.
    Duration PAUSE = Duration.ofSeconds(30);

    /// It is there.
    ///
    /// @param message the platform's own id of the message, as in [Delivery.Posted]
    record There(String message) implements Sighting {}

    /// It is not among what the channel got since then. Somebody may have deleted it, or it is
    /// still on its way, so this is no reason to post it again.
    record NotThere() implements Sighting {}

    /// Nothing can be said: the platform does not let the bot read there, or there is too much to
    /// read.
    record CannotTell(String reason) implements Sighting {}

    /// Nothing can be said now, but perhaps after a while.
    record LookAgain(Duration after, String reason) implements Sighting {}

    /// What can be said where a request that reads came to the same as a post that failed.
    ///
    /// @throws IllegalArgumentException where it did not fail
    static Sighting prevented(Delivery failure) {
        return switch (failure) {
            case Delivery.RetryAfter(Duration after, String reason) -> new LookAgain(after, reason);
            case Delivery.InDoubt(String detail) -> new LookAgain(PAUSE, detail);
            case Delivery.Refused(_, String detail) -> new CannotTell(detail);
            case Delivery.Posted _ ->
                    throw new IllegalArgumentException("nothing prevented it: " + failure);
        };
    }
}
