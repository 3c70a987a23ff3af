package io.broadsheet.chat;

import io.broadsheet.message.Reply;

/// The port through which the core posts on its own account: a scheduled edition, a digest, a
/// notice.
public interface ChatPlatform {

    Platform platform();

    /// Posts into a channel. Never throws for what a platform can answer: see [Delivery].
    ///
    /// @param key names this post; a platform that knows idempotency keys posts one key once
    Delivery post(ChannelRef channel, Reply message, String key);

    /// Sends a direct message.
    Delivery send(UserRef user, Reply message, String key);

    /// How the connection is. Answers at once, from what is known.
    Health health();
}
