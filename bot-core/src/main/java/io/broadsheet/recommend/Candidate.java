package io.broadsheet.recommend;

import io.broadsheet.paper.Paper;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A paper that may be suggested.
///
/// @param score higher is better
/// @param reason why, where that is known already; else it is worked out for those that are picked,
///   because that costs more
record Candidate(Paper paper, double score, @Nullable Reason reason) {

    /// Best first; what scores the same is ordered by date, newest first, then by id, so that the
    /// order never depends on chance.
    static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingDouble(Candidate::score)
                    .reversed()
                    .thenComparing(candidate -> candidate.paper().date(), Comparator.reverseOrder())
                    .thenComparing(candidate -> candidate.paper().id());
}
