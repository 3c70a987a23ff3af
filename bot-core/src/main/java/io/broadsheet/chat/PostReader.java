package io.broadsheet.chat;

import io.broadsheet.message.Reply;
import java.time.Instant;

/// The port through which the core looks for a post whose answer got lost. Posts nothing but what
/// [#complete] says, and throws nothing for what a platform can answer.
public interface PostReader {

    /// Whether [#find] can tell anything here.
    boolean readsBack();

    /// Looks for a post that may be there, among the first messages that the channel got since
    /// then. A platform that can do this puts the key into the post, where people do not see it.
    ///
    /// @param key what it was posted under
    /// @param since when it was first sent, or was due, by this process's clock
    ReadBack find(ChannelRef channel, String key, Instant since);

    /// The same for a direct message.
    ReadBack find(UserRef user, String key, Instant since);

    /// Does what follows a post, for one that was only found: opens its discussion, unless it has
    /// one. What fails is logged; it takes nothing back.
    ///
    /// @param posted the id from [ReadBack.There]
    /// @param message what was posted
    void complete(ChannelRef channel, String posted, Reply message);
}
