package io.broadsheet.recommend;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.PaperId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What else people have on their shelves, in the sight of a channel, who have some of the same
/// papers there as a person has.
///
/// Each of them speaks for every paper of theirs by `Σ 1/√(who has it) / √(how many papers they
/// have)`, the sum over what they have in common with the person: what only few have tells more,
/// and so does a short shelf. Votes say nothing here: a channel learns of them without a name, and
/// what goes with what could tell whose they are.
///
/// @param papers strongest first, with how strong, above 0 to 1 for the first
/// @param because for each paper, what the person likes that most of those who have it have too,
///   with how many of them do
record Agreement(Map<PaperId, Double> papers, Map<PaperId, Common> because) {

    /// @param paper what the person likes
    /// @param people how many have both, 1 or more
    record Common(PaperId paper, int people) {}

    static final Agreement NONE = new Agreement(Map.of(), Map.of());

    private static final int PEOPLE = 300;
    private static final int PAPERS = 50;

    /// @param known papers that are not told of
    static Agreement of(
            Library library,
            ChannelRef channel,
            UserRef user,
            Map<PaperId, Taste.Liked> liked,
            Set<PaperId> known) {
        if (liked.isEmpty()) {
            return NONE;
        }
        Collection<Set<PaperId>> shelves =
                library.kindred(channel, user, liked.keySet(), PEOPLE).values();
        Map<PaperId, Integer> holders = new HashMap<>();
        for (Set<PaperId> shelf : shelves) {
            shelf.forEach(paper -> holders.merge(paper, 1, Integer::sum));
        }
        Map<PaperId, Double> strengths = new HashMap<>();
        for (Set<PaperId> shelf : shelves) {
            double common = 0;
            for (PaperId paper : shelf) {
                Taste.Liked like = liked.get(paper);
                if (like != null) {
                    common += like.weight() / Math.sqrt(holders.getOrDefault(paper, 0) + 1);
                }
            }
            double says = common / Math.sqrt(shelf.size());
            for (PaperId paper : shelf) {
                if (!known.contains(paper)) {
                    strengths.merge(paper, says, Double::sum);
                }
            }
        }
        List<Map.Entry<PaperId, Double>> strongest =
                strengths.entrySet().stream()
                        .sorted(
                                Map.Entry.<PaperId, Double>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(PAPERS)
                        .toList();
        double most = strongest.isEmpty() ? 1 : strongest.getFirst().getValue();
        Map<PaperId, Double> papers = new LinkedHashMap<>();
        Map<PaperId, Common> because = new HashMap<>();
        for (Map.Entry<PaperId, Double> paper : strongest) {
            papers.put(paper.getKey(), paper.getValue() / most);
            common(paper.getKey(), shelves, liked.keySet())
                    .ifPresent(common -> because.put(paper.getKey(), common));
        }
        return new Agreement(papers, because);
    }

    private static Optional<Common> common(
            PaperId paper, Collection<Set<PaperId>> shelves, Set<PaperId> liked) {
        Map<PaperId, Integer> people = new HashMap<>();
        for (Set<PaperId> shelf : shelves) {
            if (shelf.contains(paper)) {
                for (PaperId other : shelf) {
                    if (liked.contains(other)) {
                        people.merge(other, 1, Integer::sum);
                    }
                }
            }
        }
        return people.entrySet().stream()
                .min(
                        Comparator.comparing((Map.Entry<PaperId, Integer> each) -> -each.getValue())
                                .thenComparing(Map.Entry::getKey))
                .map(each -> new Common(each.getKey(), each.getValue()));
    }

    /// How much the agreement on a paper adds to its score, 0 to 1.
    double of(PaperId paper) {
        return Math.sqrt(papers.getOrDefault(paper, 0.0));
    }
}
