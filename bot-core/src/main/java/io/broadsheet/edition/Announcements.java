package io.broadsheet.edition;

import io.broadsheet.chat.Platform;
import java.util.List;
import java.util.Optional;

/// The port to what is announced besides editions and digests.
public interface Announcements {

    /// Nothing is.
    Announcements NONE =
            new Announcements() {
                @Override
                public Optional<Announcement> find(Outbox.Job job) {
                    return Optional.empty();
                }

                @Override
                public List<Outbox.Job> jobs(Platform platform) {
                    return List.of();
                }
            };

    /// What a job announces; empty where it is not to run.
    Optional<Announcement> find(Outbox.Job job);

    /// The jobs that run on a platform.
    List<Outbox.Job> jobs(Platform platform);
}
