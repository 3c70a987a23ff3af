package io.broadsheet.edition;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Fit;
import io.broadsheet.recommend.Mutes;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.ReceptionForecast;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
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
/// is here and at its source, on a logarithmic scale, votes halving every week; how it is likely to
/// be taken before it has votes (see [ReceptionForecast]), halving every day; and how new it is,
/// halving every three days. What is much like one of the latest papers that the channel had loses
/// up to half a point. What the channel has had, in whatever version, is never chosen again. The
/// same data and day give the same papers.
public final class PaperOfTheDay implements Chooser {

    private static final Duration NEW = Duration.ofDays(7);

    /// So many papers are compared for a channel that has had few.
    private static final int CANDIDATES = 300;

    private static final int VOTES_HERE_COUNT = 5;
    private static final double VOTES_HALVE_IN_DAYS = 7;
    private static final double FORECASTS_HALVE_IN_DAYS = 1;
    private static final double NEWS_HALVES_IN_DAYS = 3;
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
    /// with nothing new draws a classic from the whole catalogue, with [Reason.Classic] for its
    /// reason.
    public Optional<Suggestion> choose(ChannelRef channel, LocalDate day) {
        return choose(channel, day, Optional.empty(), 1).stream().findFirst();
    }

    @Override
    public List<Suggestion> choose(Digest digest, int limit) {
        return recommender.arrivedSince(digest.user(), digest.home(), digest.since(), limit);
    }

    @Override
    public List<Suggestion> choose(Subscription subscription, LocalDate day, int limit) {
        return new MailChoice(catalogue, ledger, outbox, recommender)
                .choose(subscription, day, limit, this);
    }

    /// The papers of a day, best first, none twice; new ones only, or one classic where there are
    /// none.
    @Override
    public List<Suggestion> choose(
            ChannelRef channel, LocalDate day, Optional<String> topic, int limit) {
        Set<PaperId> had = new HashSet<>(outbox.had(channel));
        List<PaperId> lately = new ArrayList<>();
        for (Ledger.LedgerEntry posting : ledger.postings(channel, Integer.MAX_VALUE)) {
            had.add(posting.paper());
            if (lately.size() < LATELY) {
                lately.add(posting.paper());
            }
        }
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Circumstances given = new Circumstances(channel, day, end, had, lately, topic);
        List<Suggestion> fresh = best(among(given, end.minus(NEW)), limit);
        return fresh.isEmpty() ? best(among(given, Instant.EPOCH), 1) : fresh;
    }

    /// For whom and when a choice is made.
    private record Circumstances(
            ChannelRef channel,
            LocalDate day,
            Instant until,
            Set<PaperId> had,
            List<PaperId> lately,
            Optional<String> topic) {

        /// So many papers that at least half are left without those that the channel has had. It
        /// grows by doubling, so that what was read for one channel serves others.
        int candidates() {
            int enough = CANDIDATES;
            while (enough < 2 * had.size()) {
                enough *= 2;
            }
            return enough;
        }
    }

    private Choice among(Circumstances given, Instant from) {
        return new Choice(
                given,
                from,
                recommender.fit(given.channel(), given.had(), from, given.until()),
                given.topic()
                        .map(topic -> recommender.onTopic(topic, from, given.candidates()))
                        .orElse(Map.of()));
    }

    /// What one choice goes by.
    ///
    /// @param from the earliest date of a paper; [Instant#EPOCH] for classics, which are as good as
    ///   ever
    /// @param fit how papers of that time suit the channel
    /// @param onTopic papers of that time about the topic, with how much, 0 to 1
    private record Choice(
            Circumstances given, Instant from, Fit fit, Map<PaperId, Double> onTopic) {

        boolean isOfClassics() {
            return from.equals(Instant.EPOCH);
        }

        double ageInDays(Instant moment) {
            return Math.max(0, Duration.between(moment, given.until()).toMinutes() / 1440.0);
        }
    }

    /// What people think of the candidates, each 0 to 1.
    private interface Opinion {
        double of(Paper paper);
    }

    private List<Suggestion> best(Choice choice, int limit) {
        boolean classics = choice.isOfClassics();
        Circumstances given = choice.given();
        Map<PaperId, Paper> candidates = candidates(choice);
        Opinion upvoted = upvoted(choice, candidates.values());
        Opinion forecast = classics ? _ -> 0 : forecast(choice, candidates.values());
        Set<String> titles = new HashSet<>();
        List<Suggestion> ranked =
                candidates.values().stream()
                        .map(paper -> {
                            double fresh =
                                    Math.pow(
                                            0.5,
                                            choice.ageInDays(paper.date()) / NEWS_HALVES_IN_DAYS);
                            return new Suggestion(
                                    paper,
                                    choice.fit().of(paper.id())
                                            + choice.onTopic().getOrDefault(paper.id(), 0.0)
                                            + upvoted.of(paper)
                                            + forecast.of(paper)
                                            + fresh,
                                    new Reason.Fresh());
                        })
                        .sorted(
                                Comparator.comparingDouble(Suggestion::score)
                                        .reversed()
                                        .thenComparing(pick -> pick.paper().id()))
                        .filter(pick -> isAnother(pick.paper(), given.had(), titles))
                        .limit(COMPARED)
                        .toList();
        Map<PaperId, Integer> here = library.voteCounts(given.channel(), candidates.keySet());
        return unlike(ranked, given.lately(), limit).stream()
                .map(pick ->
                        new Suggestion(
                                pick.paper(),
                                pick.score(),
                                classics
                                        ? Reason.Classic.of(
                                                pick.paper(),
                                                choice.given().until(),
                                                why(pick.paper(), choice))
                                        : reason(pick.paper(), choice, here)))
                .toList();
    }

    /// Where there is a topic, only papers about it; never one of which nobody knows when it
    /// appeared.
    private Map<PaperId, Paper> candidates(Choice choice) {
        Circumstances given = choice.given();
        Instant from = choice.from();
        List<Paper> found = new ArrayList<>();
        if (given.topic().isPresent()) {
            found.addAll(catalogue.findAll(choice.onTopic().keySet()));
        } else {
            found.addAll(catalogue.dated(from, given.until(), given.candidates()));
            found.addAll(catalogue.findAll(choice.fit().papers()));
        }
        Mutes mutes = recommender.mutes(given.channel());
        Map<PaperId, Paper> candidates = new LinkedHashMap<>();
        for (Paper paper : found) {
            if (!paper.date().isBefore(from)
                    && paper.date().isBefore(given.until())
                    && !given.had().contains(paper.id())
                    && paper.isDated()
                    && !paper.withdrawn()
                    && !mutes.test(paper)) {
                candidates.put(paper.id(), paper);
            }
        }
        return candidates;
    }

    private Opinion upvoted(Choice choice, Collection<Paper> candidates) {
        boolean ageless = choice.isOfClassics();
        Map<PaperId, Double> votes = new HashMap<>();
        for (Paper paper : candidates) {
            votes.put(
                    paper.id(),
                    paper.upvotes() * (ageless ? 1 : left(choice.ageInDays(paper.date()))));
        }
        for (Library.Vote vote : library.votesIn(choice.given().channel(), Instant.EPOCH)) {
            votes.computeIfPresent(
                    vote.paper(),
                    (_, sum) ->
                            sum
                                    + VOTES_HERE_COUNT
                                            * (ageless ? 1 : left(choice.ageInDays(vote.at()))));
        }
        double most = Math.max(1, votes.values().stream().max(Double::compare).orElse(0.0));
        return paper -> Math.log1p(votes.getOrDefault(paper.id(), 0.0)) / Math.log1p(most);
    }

    /// What is left of a vote after some days.
    private static double left(double days) {
        return Math.pow(0.5, days / VOTES_HALVE_IN_DAYS);
    }

    private Opinion forecast(Choice choice, Collection<Paper> candidates) {
        ReceptionForecast forecast = recommender.forecast(choice.given().day());
        DoubleSummaryStatistics forecasts =
                candidates.stream().mapToDouble(forecast::of).summaryStatistics();
        double span = Math.max(1e-9, forecasts.getMax() - forecasts.getMin());
        return paper ->
                (forecast.of(paper) - forecasts.getMin())
                        / span
                        * Math.pow(0.5, choice.ageInDays(paper.date()) / FORECASTS_HALVE_IN_DAYS);
    }

    /// Whether a paper is neither one that the channel has had nor one of these titles: a journal's
    /// version need not be known as the same paper.
    private boolean isAnother(Paper paper, Set<PaperId> had, Set<String> titles) {
        String key = PaperId.titleKey(paper.title());
        return titles.add(key)
                && catalogue.findByTitleKey(key).stream()
                        .noneMatch(other -> had.contains(other.id()));
    }

    /// The best of a ranking that are not much like the latest papers, nor like one another.
    private List<Suggestion> unlike(List<Suggestion> ranked, List<PaperId> lately, int limit) {
        List<Suggestion> left = new ArrayList<>(ranked);
        Map<PaperId, Double> sameness = new HashMap<>();
        lately.forEach(other -> compare(left, other, sameness));
        List<Suggestion> picks = new ArrayList<>();
        while (picks.size() < limit && !left.isEmpty()) {
            if (!picks.isEmpty()) {
                compare(left, picks.getLast().paper().id(), sameness);
            }
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
        }
        return picks;
    }

    /// Notes how much papers are like another, where they are not more like one before it.
    private void compare(List<Suggestion> papers, PaperId other, Map<PaperId, Double> sameness) {
        for (Suggestion each : papers) {
            sameness.merge(
                    each.paper().id(), recommender.similarity(each.paper().id(), other), Math::max);
        }
    }

    /// What speaks for a paper besides votes and its age. That it is about the schedule's topic is
    /// said by the post's headline.
    private static Optional<Reason> why(Paper paper, Choice choice) {
        return choice.fit().of(paper.id()) > 0
                ? Optional.of(choice.fit().why(paper.id()))
                : Optional.empty();
    }

    private Reason reason(Paper paper, Choice choice, Map<PaperId, Integer> here) {
        Optional<Reason> suits = why(paper, choice);
        if (suits.isPresent()) {
            return suits.get();
        }
        int votesHere = here.getOrDefault(paper.id(), 0);
        return votesHere + paper.upvotes() > 0
                ? new Reason.Upvoted(votesHere, paper.upvotes())
                : recommender
                        .forecast(choice.given().day())
                        .why(paper)
                        .map(Reason.class::cast)
                        .orElseGet(() -> Reason.byAge(paper, choice.given().until()));
    }
}
