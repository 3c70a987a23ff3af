package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A source that could know it does not answer now, and no other knows it.
///
/// @param reason a sentence for people
/// @param retryAt when to try again, null where nobody knows
public record Unreachable(String reason, @Nullable Instant retryAt)
        implements PaperLookup.Outcome, PaperRequests.Answer, PaperDiscoveries.Discovery {
    public Unreachable {
        requireNonNull(reason);
    }
}
