package io.broadsheet.recommend;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.PaperId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps the last place of a full list for a paper that is unlike the others and unlike what the
/// person likes, and says so: who is only shown what they know already would never be asked about
/// anything else.
final class Surprise {

    /// Shorter lists have no place to spare.
    private static final int SHORTEST = 5;

    /// Of somebody who liked fewer nobody knows what would be a surprise.
    private static final int LIKED = 3;

    /// So many of the latest papers they liked are compared.
    private static final int COMPARED = 30;

    /// What is more like one of them is no surprise.
    private static final double UNLIKE = 0.25;

    private final PaperSearch search;

    Surprise(PaperSearch search) {
        this.search = search;
    }

    /// @param well papers that others think well of lately, best first
    List<Suggestion> into(List<Suggestion> picks, Taste taste, List<Suggestion> well, int limit) {
        if (limit < SHORTEST || picks.size() < limit || taste.liked().size() < LIKED) {
            return picks;
        }
        List<Suggestion> others = picks.subList(0, limit - 1);
        List<PaperId> usual = new ArrayList<>();
        taste.liked().keySet().stream().limit(COMPARED).forEach(usual::add);
        others.forEach(pick -> usual.add(pick.paper().id()));
        Optional<Suggestion> found =
                well.stream()
                        .filter(each -> each.paper().upvotes() > 0)
                        .filter(each -> !taste.known().contains(each.paper().id()))
                        .filter(each -> !usual.contains(each.paper().id()))
                        .filter(each -> !taste.mutes().test(each.paper()))
                        .filter(each ->
                                usual.stream()
                                        .allMatch(other ->
                                                search.similarity(each.paper().id(), other)
                                                        < UNLIKE))
                        .findFirst();
        if (found.isEmpty()) {
            return picks;
        }
        List<Suggestion> list = new ArrayList<>(others);
        list.add(
                new Suggestion(
                        found.get().paper(),
                        picks.getLast().score(),
                        new Reason.Unlike(found.get().paper().upvotes())));
        return List.copyOf(list);
    }
}
