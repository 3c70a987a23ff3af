package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

/// No source can be asked about such a reference, or none is on.
///
/// @param reason a sentence for people; empty where there is no source at all
public record NotAsked(String reason) implements PaperLookup.Outcome, PaperRequests.Answer {
    public NotAsked {
        requireNonNull(reason);
    }
}
