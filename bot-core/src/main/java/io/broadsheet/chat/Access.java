package io.broadsheet.chat;

import java.util.Optional;

/// Whether the bot may post into a channel, as far as that can be told without a post.
public sealed interface Access {

    /// Nothing speaks against it.
    record Given() implements Access {}

    /// It may not.
    record Denied(Delivery.Refused why) implements Access {}

    /// Nothing can be said now: the platform cannot be asked, or the channel is another process's.
    record Unknown(String reason) implements Access {}

    /// Why it may not, where that is certain.
    default Optional<Delivery.Refused> denied() {
        return this instanceof Denied(Delivery.Refused why) ? Optional.of(why) : Optional.empty();
    }
}
