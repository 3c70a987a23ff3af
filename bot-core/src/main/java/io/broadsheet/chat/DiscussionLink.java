package io.broadsheet.chat;

import java.net.URI;

/// Where the discussion under a message is read, as far as the platform says.
public sealed interface DiscussionLink {

    /// @param address opens it in people's client
    record At(URI address) implements DiscussionLink {}

    /// The message or its thread is not there any more.
    record Gone() implements DiscussionLink {}

    /// The platform does not say now.
    record NotTold() implements DiscussionLink {}
}
