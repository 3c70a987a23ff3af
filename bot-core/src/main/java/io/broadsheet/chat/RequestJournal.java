package io.broadsheet.chat;

import java.time.Instant;

/// Remembers requests that change something, across restarts and processes, so that what a platform
/// sends again, or somebody replays, is done once.
public interface RequestJournal {

    /// Remembers nothing: each request is new.
    RequestJournal NONE = (_, _, _) -> true;

    /// Begins a request, before anything of it is done: one that is broken off in the middle is not
    /// begun again.
    ///
    /// @param request names it, whenever and wherever it comes
    /// @param until from when on it is forgotten
    /// @return whether it is the first time; of several processes one is told so
    boolean begin(String request, Instant until, Instant now);
}
