package io.broadsheet.chat;

import io.broadsheet.message.Reply;
import java.time.Duration;
import java.util.Set;

/// The port through which the core posts on its own account: a scheduled edition, a digest, a
/// notice. Nothing here throws for what a platform can answer: see [Delivery].
public interface Posting {

    /// Posts into a channel and mentions nobody.
    ///
    /// @param key names this post; a platform that knows idempotency keys posts one key once
    default Delivery post(ChannelRef channel, Reply message, String key) {
        return post(channel, message, key, "");
    }

    /// Posts into a channel and mentions a role of its platform.
    ///
    /// @param key as for the other
    /// @param role the platform's own id of the role, chosen by a channel admin; empty for none
    Delivery post(ChannelRef channel, Reply message, String key, String role);

    /// Sends a direct message.
    Delivery send(UserRef user, Reply message, String key);

    /// Replaces what a posted message says; nobody is mentioned again.
    ///
    /// @param posted the id from [Delivery.Posted]
    /// @param key what it was posted under, by which it is to be found also from now on
    /// @param role the platform's own id of the role that the message mentions, empty for none
    /// @return refused as [Delivery.Refusal#INVALID_MESSAGE] where messages cannot be changed
    Delivery edit(ChannelRef channel, String posted, Reply message, String key, String role);

    /// Opens a thread under a message that stands in a channel, and says there what it begins with.
    /// A thread that is there already stays as it is, and nothing is said.
    ///
    /// @param message the message's own id
    /// @return posted with the message's id; refused as [Delivery.Refusal#INVALID_MESSAGE] where
    ///   the message is gone, or there are no threads
    Delivery discuss(ChannelRef channel, String message, Reply.Thread thread);

    /// Where the discussion under a message is read.
    DiscussionLink linkTo(ChannelRef channel, String message);

    /// Whether this process posts into a channel; not where another one has the connection for it,
    /// of several that share a platform. Answers at once.
    boolean serves(ChannelRef channel);

    /// Whether a channel is the direct conversation of the bot with somebody, as far as its id says
    /// that. Answers at once.
    default boolean isDirectWith(UserRef user, ChannelRef channel) {
        return false;
    }

    /// For how long after a post the platform recognises the same key and does not post again; zero
    /// where it knows no keys. Within this time a post whose answer got lost may be sent again.
    Duration remembersKeysFor();

    /// The same for posts into a channel, where channels differ. Zero as well while it is not known
    /// what the channel is.
    Duration remembersKeysFor(ChannelRef channel);

    /// How fast it takes posts.
    Pacing pacing();

    /// What its messages can do.
    Set<Caller.Feature> features();
}
