package io.broadsheet.recommend;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.PaperId;
import java.util.ArrayList;
import java.util.List;

/// Picks from a ranking so that the picks are good and unlike one another, by Maximal Marginal
/// Relevance: each pick maximises `relevance × score − (1 − relevance) × its greatest likeness to
/// an earlier pick` (Carbonell and Goldstein, 1998, doi:10.1145/290941.291025). Likeness is how far
/// a similarity lies above a half, 1 for a copy: two papers of one field are no copies, and
/// thinning those out cost people papers that they had saved (docs/quality.md).
final class Diversity {

    private static final double RELEVANCE = 0.7;

    private static final double FIELD = 0.5;

    private final PaperSearch search;

    Diversity(PaperSearch search) {
        this.search = search;
    }

    /// @param ranked best first; scores are scaled by the first one's
    List<Candidate> pick(List<Candidate> ranked, int limit) {
        List<Candidate> left = new ArrayList<>(ranked);
        double best = ranked.isEmpty() ? 1 : Math.max(ranked.getFirst().score(), 1e-9);
        double[] nearest = new double[left.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            open.add(i);
        }
        List<Candidate> picks = new ArrayList<>();
        while (picks.size() < limit && !open.isEmpty()) {
            int chosen = open.getFirst();
            double chosenValue = Double.NEGATIVE_INFINITY;
            for (int i : open) {
                double value =
                        RELEVANCE * left.get(i).score() / best - (1 - RELEVANCE) * nearest[i];
                if (value > chosenValue) {
                    chosen = i;
                    chosenValue = value;
                }
            }
            Candidate pick = left.get(chosen);
            picks.add(pick);
            open.remove(Integer.valueOf(chosen));
            for (int i : open) {
                nearest[i] =
                        Math.max(nearest[i], likeness(pick.paper().id(), left.get(i).paper().id()));
            }
        }
        return picks;
    }

    private double likeness(PaperId one, PaperId other) {
        return Math.max(0, (search.similarity(one, other) - FIELD) / (1 - FIELD));
    }
}
