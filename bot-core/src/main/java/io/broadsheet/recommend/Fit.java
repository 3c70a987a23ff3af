package io.broadsheet.recommend;

import io.broadsheet.paper.PaperId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedSet;
import java.util.function.Function;

/// How well papers suit somebody's taste.
public final class Fit {

    private final LinkedHashMap<PaperId, Candidate> candidates = new LinkedHashMap<>();
    private final double best;
    private final Function<Candidate, Reason> explanation;

    Fit(Iterable<Candidate> bestFirst, Function<Candidate, Reason> explanation) {
        bestFirst.forEach(candidate -> candidates.put(candidate.paper().id(), candidate));
        this.best =
                candidates.isEmpty()
                        ? 1
                        : Math.max(1e-9, candidates.values().iterator().next().score());
        this.explanation = explanation;
    }

    /// The papers that suit, best first.
    public SequencedSet<PaperId> papers() {
        return Collections.unmodifiableSequencedSet(candidates.sequencedKeySet());
    }

    /// 0 where a paper does not suit at all, 1 for the one that suits best.
    public double of(PaperId paper) {
        Candidate candidate = candidates.get(paper);
        return candidate == null ? 0 : candidate.score() / best;
    }

    /// Why a paper suits.
    ///
    /// @throws IllegalArgumentException if it does not
    public Reason why(PaperId paper) {
        Candidate candidate = candidates.get(paper);
        if (candidate == null) {
            throw new IllegalArgumentException(paper + " does not suit");
        }
        return explanation.apply(candidate);
    }
}
