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
import io.broadsheet.schedule.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses papers for a channel and a day.
///
/// A paper's score is the sum of parts, each 0 to 1: how well it suits what the channel's people
/// saved, voted for and the channel follows; how well it suits the schedule's topic; how upvoted it
/// is here and at its source, on a logarithmic scale; and how new it is, halving every three days.
/// What is much like one of the latest papers that the channel had loses up to half a point. What
/// the channel has had is never chosen again. The same data and day give the same papers.
public final class PaperOfTheDay implements Chooser {

    private static final Duration NEW = Duration.ofDays(7);
    private static final int CANDIDATES = 300;
    private static final int VOTES_HERE_COUNT = 5;
    private static final int LATELY = 10;
    private static final int COMPARED = 40;
    private static final double SAMENESS_COSTS = 0.5;

    private final Catalogue catalogue;
    private final Library library;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Recommender recommender;

    public PaperOfTheDay(
            Catalogue catalogue,
            Library library,
            Ledger ledger,
            Outbox outbox,
            Recommender recommender) {
        this.catalogue = catalogue;
        this.library = library;
        this.ledger = ledger;
        this.outbox = outbox;
        this.recommender = recommender;
    }

    /// The paper of a day; empty where the channel has had, or muted, everything there is. A day
    /// with nothing new draws a classic from the whole catalogue, with [Reason.Classic] for a
    /// reason where the channel's taste gives none.
    public Optional<Suggestion> choose(ChannelRef channel, LocalDate day) {
        return choose(channel, day, Optional.empty(), 1).stream().findFirst();
    }

    @Override
    public List<Suggestion> choose(Digest digest, int limit) {
        return recommender.since(digest.user(), digest.home(), digest.since(), limit);
    }

    /// The papers of a day, best first, none twice; new ones only, or one classic where there are
    /// none.
    @Override
    public List<Suggestion> choose(
            ChannelRef channel, LocalDate day, Optional<String> topic, int limit) {
        Set<PaperId> had = new HashSet<>(outbox.had(channel));
        List<PaperId> lately = new ArrayList<>();
        for (Ledger.Posting posting : ledger.postings(channel, Integer.MAX_VALUE)) {
            had.add(posting.paper());
            if (lately.size() < LATELY) {
                lately.add(posting.paper());
            }
        }
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Fit fit = recommender.fit(channel, had);
        Map<PaperId, Double> onTopic = topic.map(recommender::onTopic).orElse(Map.of());
        Choice choice = new Choice(channel, end, had, lately, fit, topic, onTopic);
        List<Suggestion> fresh = best(choice, end.minus(NEW), new Reason.Fresh(), limit);
        return fresh.isEmpty() ? best(choice, Instant.EPOCH, new Reason.Classic(), 1) : fresh;
    }

    /// What one choice goes by.
    ///
    /// @param onTopic papers about the topic, with how much, 0 to 1
    private record Choice(
            ChannelRef channel,
            Instant until,
            Set<PaperId> had,
            List<PaperId> lately,
            Fit fit,
            Optional<String> topic,
            Map<PaperId, Double> onTopic) {}

    private List<Suggestion> best(Choice choice, Instant from, Reason otherwise, int limit) {
        Map<PaperId, Paper> candidates = new LinkedHashMap<>();
        catalogue
                .dated(from, choice.until(), CANDIDATES)
                .forEach(paper -> candidates.put(paper.id(), paper));
        Set<PaperId> further = new HashSet<>(choice.fit().papers());
        further.addAll(choice.onTopic().keySet());
        catalogue.findAll(further).stream()
                .filter(paper ->
                        !paper.date().isBefore(from) && paper.date().isBefore(choice.until()))
                .forEach(paper -> candidates.put(paper.id(), paper));
        Mutes mutes = recommender.mutes(choice.channel());
        candidates
                .values()
                .removeIf(paper ->
                        choice.had().contains(paper.id())
                                || paper.withdrawn()
                                || mutes.test(paper)
                                || (choice.topic().isPresent()
                                        && !choice.onTopic().containsKey(paper.id())));
        Map<PaperId, Integer> here = library.voteCounts(choice.channel(), candidates.keySet());
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
                        .reversed()
                        .thenComparing(pick -> pick.paper().id());
        List<Suggestion> ranked =
                candidates.values().stream()
                        .map(paper -> {
                            double upvoted =
                                    Math.log1p(votes.getOrDefault(paper.id(), 0))
                                            / Math.log1p(mostVotes);
                            double ageInDays =
                                    Duration.between(paper.date(), choice.until()).toMinutes()
                                            / 1440.0;
                            return new Suggestion(
                                    paper,
                                    choice.fit().of(paper.id())
                                            + choice.onTopic().getOrDefault(paper.id(), 0.0)
                                            + upvoted
                                            + Math.pow(0.5, ageInDays / 3),
                                    otherwise);
                        })
                        .sorted(best)
                        .limit(COMPARED)
                        .toList();
        return unlike(ranked, choice.lately(), limit).stream()
                .map(pick ->
                        new Suggestion(
                                pick.paper(),
                                pick.score(),
                                reason(pick.paper(), choice, here, otherwise)))
                .toList();
    }

    /// The best of a ranking that are not much like the latest papers, nor like one another.
    private List<Suggestion> unlike(List<Suggestion> ranked, List<PaperId> lately, int limit) {
        List<Suggestion> left = new ArrayList<>(ranked);
        Map<PaperId, Double> sameness = new HashMap<>();
        for (Suggestion each : ranked) {
            for (PaperId other : lately) {
                sameness.merge(
                        each.paper().id(),
                        recommender.similarity(each.paper().id(), other),
                        Math::max);
            }
        }
        List<Suggestion> picks = new ArrayList<>();
        while (picks.size() < limit && !left.isEmpty()) {
            Suggestion pick = left.getFirst();
            double highest = Double.NEGATIVE_INFINITY;
            for (Suggestion each : left) {
                double score =
                        each.score()
                                - SAMENESS_COSTS * sameness.getOrDefault(each.paper().id(), 0.0);
                if (score > highest) {
                    pick = each;
                    highest = score;
                }
            }
            picks.add(pick);
            left.remove(pick);
            for (Suggestion each : left) {
                sameness.merge(
                        each.paper().id(),
                        recommender.similarity(each.paper().id(), pick.paper().id()),
                        Math::max);
            }
        }
        return picks;
    }

    private static Reason reason(
            Paper paper, Choice choice, Map<PaperId, Integer> here, Reason otherwise) {
        if (choice.fit().of(paper.id()) > 0) {
            return choice.fit().why(paper.id());
        }
        if (choice.topic().isPresent() && otherwise instanceof Reason.Fresh) {
            return new Reason.OnTopic(choice.topic().get());
        }
        int votesHere = here.getOrDefault(paper.id(), 0);
        return otherwise instanceof Reason.Fresh && votesHere + paper.upvotes() > 0
                ? new Reason.Upvoted(votesHere, paper.upvotes())
                : otherwise;
    }
}
