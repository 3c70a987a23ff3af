package io.broadsheet.recommend;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.Paper;

/// A suggested paper.
///
/// @param score higher is better; comparable within one answer only
public record Suggestion(Paper paper, double score, Reason reason) {
    public Suggestion {
        requireNonNull(paper);
        requireNonNull(reason);
    }
}
