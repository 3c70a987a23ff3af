package io.broadsheet.harvest;

import io.broadsheet.source.Rejection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a harvest of one source did.
///
/// @param days how many were asked for and answered
/// @param added papers that are new
/// @param updated papers that were known and changed
/// @param merged papers that turned out to be the same as one known by its title only
/// @param unchanged papers that were known and are the same
/// @param rejected records left out
/// @param rejections the first 100 of them
/// @param failure why it broke off, a sentence for people; null where it came to its end
/// @param retryAt when the source may be asked again, null where nobody said
public record HarvestSummary(
        long days,
        long added,
        long updated,
        long merged,
        long unchanged,
        long rejected,
        List<Rejection> rejections,
        @Nullable String failure,
        @Nullable Instant retryAt) {

    public HarvestSummary {
        rejections = List.copyOf(rejections);
    }

    /// Papers taken in, changed or not.
    public long papers() {
        return added + updated + merged + unchanged;
    }

    /// Whether everything was asked for, and nothing left out.
    public boolean complete() {
        return failure == null && rejected == 0;
    }
}
