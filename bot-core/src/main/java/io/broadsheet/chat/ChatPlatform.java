package io.broadsheet.chat;

import io.broadsheet.message.Reply;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// The port through which the core posts on its own account: a scheduled edition, a digest, a
/// notice.
public interface ChatPlatform {

    Platform platform();

    /// Posts into a channel. Never throws for what a platform can answer: see [Delivery].
    ///
    /// @param key names this post; a platform that knows idempotency keys posts one key once
    Delivery post(ChannelRef channel, Reply message, String key);

    /// Posts into a channel and mentions a role of its platform.
    ///
    /// @param role the platform's own id of the role, chosen by a channel admin
    default Delivery post(ChannelRef channel, Reply message, String key, String role) {
        return post(channel, message, key);
    }

    /// Sends a direct message.
    Delivery send(UserRef user, Reply message, String key);

    /// Whether this process posts into a channel; not where another one has the connection for it,
    /// of several that share a platform. Answers at once.
    default boolean serves(ChannelRef channel) {
        return true;
    }

    /// How the connection is. Answers at once, from what is known.
    Health health();

    /// For how long after a post the platform recognises the same key and does not post again; zero
    /// where it knows no keys. Within this time a post whose answer got lost may be sent again.
    default Duration remembersKeysFor() {
        return Duration.ZERO;
    }

    /// The same for posts into a channel, where channels differ. Zero as well while it is not known
    /// what the channel is.
    default Duration remembersKeysFor(ChannelRef channel) {
        return remembersKeysFor();
    }

    /// Whether [#find] can tell anything here.
    default boolean readsBack() {
        return false;
    }

    /// Looks for a post that may be there, among the first messages that the channel got since
    /// then. A platform that can do this puts the key into the post, where people do not see it.
    /// Posts nothing, and never throws for what a platform can answer.
    ///
    /// @param key what it was posted under
    /// @param since when it was first sent, or was due, by this process's clock
    default ReadBack find(ChannelRef channel, String key, Instant since) {
        return new ReadBack.CannotTell("posts are not read back here");
    }

    /// The same for a direct message.
    default ReadBack find(UserRef user, String key, Instant since) {
        return new ReadBack.CannotTell("direct messages are not read back here");
    }

    /// Does what follows a post, for one that was only found: opens its discussion, unless it has
    /// one. What fails is logged; it takes nothing back.
    ///
    /// @param posted the id from [ReadBack.There]
    /// @param message what was posted
    default void complete(ChannelRef channel, String posted, Reply message) {}

    /// How fast it takes posts.
    default Pacing pacing() {
        return Pacing.UNLIMITED;
    }

    /// What its messages can do.
    default Set<Caller.Feature> features() {
        return Set.of();
    }

    /// From now on tells somebody of what goes over its wire.
    default void tell(Traffic heard) {}

    /// Whether a post into the channel would be taken, as far as the platform tells without one.
    default Access check(ChannelRef channel) {
        return new Access.Given();
    }

    /// Whether somebody administers a channel now. Answers within a few seconds, also where the
    /// platform does not.
    default Right administers(UserRef user, ChannelRef channel) {
        return Right.UNKNOWN;
    }

    /// Replaces what a posted message says; nobody is mentioned again.
    ///
    /// @param posted the id from [Delivery.Posted]
    /// @param key what it was posted under, by which it is to be found also from now on
    /// @param role the platform's own id of the role that the message mentions, empty for none
    default Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return new Delivery.Refused(
                Delivery.Refusal.INVALID_MESSAGE, "messages cannot be changed here");
    }
}
