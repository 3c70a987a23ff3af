package io.broadsheet.edition;

import io.broadsheet.chat.Platform;

/// The port to what decides when a job is looked at next.
@FunctionalInterface
public interface Rescheduler {

    /// A job is new or has changed; the dispatcher looks at it when it is next due.
    void reschedule(Platform platform, Outbox.Job job);
}
