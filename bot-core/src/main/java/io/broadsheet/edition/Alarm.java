package io.broadsheet.edition;

import io.broadsheet.chat.Platform;

/// The port to what wakes the press.
@FunctionalInterface
public interface Alarm {

    /// A job is new or has changed; the press is woken when it is next due.
    void set(Platform platform, Outbox.Job job);
}
