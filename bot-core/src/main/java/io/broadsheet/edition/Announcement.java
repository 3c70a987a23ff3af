package io.broadsheet.edition;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.message.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// Something posted again and again that is neither an edition nor a digest: each time its days say
/// who gets it, and what it says is made just before it is sent.
public interface Announcement {

    Outbox.Job job();

    /// What fell due before that is nobody's concern.
    Instant from();

    DueTimes times();

    /// Who gets it on a day; may change until it is sent.
    Outbox.Target target(LocalDate day);

    /// What is sent on a day; empty where there is nothing to say.
    ///
    /// @param features what the platform's messages can do
    Optional<Reply> message(LocalDate day, Set<Caller.Feature> features);

    /// When to look again for a day of which there was nothing to say; empty where there will not
    /// be.
    default Optional<Instant> again(LocalDate day) {
        return Optional.empty();
    }

    /// What a posted message is to say now; empty where it stays.
    default Optional<Reply> renewed(LocalDate day, Set<Caller.Feature> features) {
        return Optional.empty();
    }

    /// Whether a posted message that somebody deleted is posted again, once.
    default boolean isReplaced(LocalDate day) {
        return false;
    }

    /// What becomes of a day on which it was never sent, because nobody was there.
    void missed(LocalDate day);

    /// The platform refuses it until somebody mends the cause.
    void refused(LocalDate day, Delivery.Refused refused);
}
