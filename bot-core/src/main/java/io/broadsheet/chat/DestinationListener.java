package io.broadsheet.chat;

import java.util.Set;

/// Hears from a platform that what the bot may do somewhere may have changed: it was removed from a
/// workspace or invited again, a channel was deleted, a permission was given or taken.
@FunctionalInterface
public interface DestinationListener {

    /// Nobody listens.
    DestinationListener NONE = (_, _) -> {};

    /// Asks to look again at what is posted in these workspaces; [ChatPlatform#check] says how it
    /// is there now. Returns when that is done.
    ///
    /// @param workspaces the platform's own ids
    void changed(Platform platform, Set<String> workspaces);
}
