package io.broadsheet.chat;

import static java.util.Objects.requireNonNull;

/// A place where a conversation happens: a channel, a thread's channel or a direct conversation.
///
/// @param workspace the Slack team or Discord server the channel belongs to
/// @param id the platform's own id of the channel
public record ChannelRef(Platform platform, String workspace, String id) {

    public ChannelRef {
        requireNonNull(platform);
        Ids.require("workspace", workspace);
        Ids.require("channel", id);
    }

    @Override
    public String toString() {
        return platform + "/" + workspace + "/" + id;
    }
}
