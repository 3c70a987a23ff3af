package io.broadsheet.recommend;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.library.Interest;
import io.broadsheet.paper.PaperId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What somebody, or a channel together, likes.
///
/// @param liked papers, each with how much it counts and what was done with it
/// @param unwanted papers that are not for them, with how much each counts, above 0 to 1
/// @param agreement what people have who like the same
/// @param follows what is followed
/// @param mutes what must not be suggested
/// @param known papers that must not be suggested: saved, dismissed, voted for, shown lately, or
///   posted before
record Taste(
        Map<PaperId, Liked> liked,
        Map<PaperId, Double> unwanted,
        Agreement agreement,
        List<Interest> follows,
        Mutes mutes,
        Set<PaperId> known) {

    /// @param weight above 0, at most 1
    record Liked(double weight, Reason.Liking liking) {}

    /// Nothing is known to be liked, and nothing is ruled out.
    static final Taste NONE =
            new Taste(
                    Map.of(), Map.of(), Agreement.NONE, List.of(), new Mutes(List.of()), Set.of());

    boolean isEmpty() {
        return liked.isEmpty() && follows.isEmpty();
    }

    PaperSearch.Signals signals() {
        Map<PaperId, Double> weights = new LinkedHashMap<>();
        liked.forEach((id, like) -> weights.put(id, like.weight()));
        return new PaperSearch.Signals(weights, agreement.papers(), unwanted);
    }
}
