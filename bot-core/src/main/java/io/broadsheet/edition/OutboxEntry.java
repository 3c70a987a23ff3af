package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An occurrence as it stands.
///
/// @param channel empty for a direct message
/// @param reason why it is in its state; empty where there is nothing to say
/// @param message the platform's own id of the post, empty unless it was posted
/// @param at when it came to its state
public record OutboxEntry(
        Outbox.Key key,
        Optional<ChannelRef> channel,
        Instant due,
        OccurrenceState state,
        Optional<OutcomeReason> reason,
        List<Outbox.Pick> picks,
        String message,
        Instant at) {
    public OutboxEntry {
        picks = List.copyOf(picks);
    }
}
