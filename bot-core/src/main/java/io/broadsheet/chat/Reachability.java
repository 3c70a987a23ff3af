package io.broadsheet.chat;

import java.util.Set;

/// The port through which a platform says, unasked, where the bot can and cannot post. Never
/// throws; what cannot be done now is logged.
public interface Reachability {

    /// The bot cannot post into a channel any more. Whoever ordered something for it is told.
    void lost(ChannelRef channel, Delivery.Refused why);

    /// The bot may be able to post into a channel again: what only a refusal had stopped there goes
    /// on, where the platform's own check agrees.
    void regained(ChannelRef channel);

    /// The bot can do nothing in a workspace any more, and can tell nobody there.
    void lost(Platform platform, String workspace, Delivery.Refused why);

    /// The bot is in a workspace again.
    void regained(Platform platform, String workspace);

    /// What the bot may do in workspaces may have changed, for the better or the worse: the
    /// platform's own check says how it is in each channel now. Returns when that is done.
    ///
    /// @param workspaces the platform's own ids
    void changed(Platform platform, Set<String> workspaces);

    /// The platform takes the bot's token again, or it is time to look: what a refusal had stopped
    /// and may be posted by now goes on, whether or not anybody said that it may. Returns when that
    /// is done.
    void recheck(Platform platform);

    /// A channel is called something else now.
    ///
    /// @param name without `#`
    void renamed(ChannelRef channel, String name);
}
