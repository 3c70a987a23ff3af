package io.broadsheet.chat;

/// The port through which the core asks a platform what is allowed, without doing it.
public interface RightsCheck {

    /// Whether a post into the channel would be taken, as far as the platform tells without one.
    Access check(ChannelRef channel);

    /// Whether somebody administers a channel now. Answers within a few seconds, also where the
    /// platform does not.
    Right administers(UserRef user, ChannelRef channel);
}
