package io.broadsheet.edition;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Fit;
import io.broadsheet.recommend.Mutes;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses one paper for a channel and a day.
///
/// A paper's score is the sum of three parts, each 0 to 1: how well it suits what the channel's
/// people saved, voted for and the channel follows; how upvoted it is here and at its source, on a
/// logarithmic scale; and how new it is, halving every three days. What the channel has had is
/// never chosen again. The same data and day give the same paper.
public final class PaperOfTheDay {

    private static final Duration NEW = Duration.ofDays(7);
    private static final int CANDIDATES = 300;
    private static final int VOTES_HERE_COUNT = 5;

    private final Catalogue catalogue;
    private final Library library;
    private final Ledger ledger;
    private final Recommender recommender;

    public PaperOfTheDay(
            Catalogue catalogue, Library library, Ledger ledger, Recommender recommender) {
        this.catalogue = catalogue;
        this.library = library;
        this.ledger = ledger;
        this.recommender = recommender;
    }

    /// The paper of a day; empty where the channel has had, or muted, everything there is. A day
    /// with nothing new draws a classic from the whole catalogue, with [Reason.Classic] for a
    /// reason where the channel's taste gives none.
    public Optional<Suggestion> choose(ChannelRef channel, LocalDate day) {
        Set<PaperId> posted =
                ledger.postings(channel, Integer.MAX_VALUE).stream()
                        .map(Ledger.Posting::paper)
                        .collect(Collectors.toUnmodifiableSet());
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Fit fit = recommender.fit(channel, posted);
        return best(channel, end.minus(NEW), end, posted, fit, new Reason.Fresh())
                .or(() -> best(channel, Instant.EPOCH, end, posted, fit, new Reason.Classic()));
    }

    private Optional<Suggestion> best(
            ChannelRef channel,
            Instant from,
            Instant until,
            Set<PaperId> posted,
            Fit fit,
            Reason otherwise) {
        Map<PaperId, Paper> candidates = new LinkedHashMap<>();
        catalogue
                .dated(from, until, CANDIDATES)
                .forEach(paper -> candidates.put(paper.id(), paper));
        catalogue.findAll(fit.papers()).stream()
                .filter(paper -> !paper.date().isBefore(from) && paper.date().isBefore(until))
                .forEach(paper -> candidates.put(paper.id(), paper));
        Mutes mutes = recommender.mutes(channel);
        candidates
                .values()
                .removeIf(paper ->
                        posted.contains(paper.id()) || paper.withdrawn() || mutes.test(paper));
        Map<PaperId, Integer> here = library.voteCounts(channel, candidates.keySet());
        Map<PaperId, Integer> votes = new HashMap<>();
        candidates
                .values()
                .forEach(paper ->
                        votes.put(
                                paper.id(),
                                paper.upvotes()
                                        + VOTES_HERE_COUNT * here.getOrDefault(paper.id(), 0)));
        double mostVotes =
                Math.max(1, votes.values().stream().mapToInt(Integer::intValue).max().orElse(0));
        Comparator<Suggestion> best =
                Comparator.comparingDouble(Suggestion::score)
                        .thenComparing(pick -> pick.paper().id());
        return candidates.values().stream()
                .map(paper -> {
                    double suits = fit.of(paper.id());
                    double upvoted =
                            Math.log1p(votes.getOrDefault(paper.id(), 0)) / Math.log1p(mostVotes);
                    double ageInDays = Duration.between(paper.date(), until).toMinutes() / 1440.0;
                    return new Suggestion(
                            paper, suits + upvoted + Math.pow(0.5, ageInDays / 3), otherwise);
                })
                .max(best)
                .map(pick ->
                        new Suggestion(
                                pick.paper(),
                                pick.score(),
                                reason(pick.paper(), fit, here, otherwise)));
    }

    private static Reason reason(
            Paper paper, Fit fit, Map<PaperId, Integer> here, Reason otherwise) {
        if (fit.of(paper.id()) > 0) {
            return fit.why(paper.id());
        }
        int votesHere = here.getOrDefault(paper.id(), 0);
        return otherwise instanceof Reason.Fresh && votesHere + paper.upvotes() > 0
                ? new Reason.Upvoted(votesHere, paper.upvotes())
                : otherwise;
    }
}
