package io.broadsheet.chat;

/// Hears that something people may be looking at was changed through this process. Called by
/// whoever changes it, so it returns at once.
public interface ChangeListener {

    /// What belongs to a person: their shelf, what they follow, what is picked for them.
    void changed(UserRef user);

    /// What belongs to a channel: its schedules, what it follows and has muted.
    void changed(ChannelRef channel);
}
