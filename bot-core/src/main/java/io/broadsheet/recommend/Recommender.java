package io.broadsheet.recommend;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Suggests papers to a person or a channel, each with its reason.
///
/// A candidate's score is the sum of how it suits what was saved, voted for and not wanted (a
/// linear model of all those papers, weighted by how recently they were liked), of how people of
/// the channel have it who like the same ([Agreement]), and of its rank in each followed topic,
/// lifted a little when it is new or upvoted. The best candidates are then thinned to a diverse
/// list, whose last place a person finds something unlike the others at ([Surprise]).
public final class Recommender {

    /// How long a paper that was suggested, or opened, is not suggested again.
    public static final Duration SUGGESTED_LATELY = Duration.ofDays(3);

    private static final int CANDIDATES = 120;

    /// What people who like the same have counts as this much of the best fit at most.
    private static final double AGREEMENT_COUNTS = 0.5;

    /// So many papers of the month are looked through for one that is unlike the others.
    private static final int UNUSUAL = 20;

    private static final int CANDIDATES_OF_A_TOPIC = 100;
    private static final int DIVERSIFIED = 40;
    private static final int SHARED_WORDS = 2;
    private static final int SPAN = 1_000;
    private static final int TRENDING = 500;
    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final Duration LATE_ARRIVALS = Duration.ofDays(7);
    private static final Duration LEARNT_FROM = Duration.ofDays(365);

    private final Catalogue catalogue;
    private final PaperSearch search;
    private final Library library;
    private final Clock clock;
    private final Diversity diversity;
    private final Tastes tastes;
    private final Surprise surprise;
    private final Map<Window, Recent> recent = new ConcurrentHashMap<>();
    private volatile @Nullable Learnt learnt;

    public Recommender(Catalogue catalogue, PaperSearch search, Library library, Clock clock) {
        this.catalogue = catalogue;
        this.search = search;
        this.library = library;
        this.clock = clock;
        this.diversity = new Diversity(search);
        this.tastes = new Tastes(search, library, clock);
        this.surprise = new Surprise(search);
    }

    /// Papers like one paper, each with what the two share.
    public List<Suggestion> similar(Paper paper, int limit) {
        List<Suggestion> similar = new ArrayList<>();
        List<PaperSearch.Hit> hits =
                search.similar(Map.of(paper.id(), 1.0), Instant.EPOCH, limit + 5);
        Map<PaperId, Paper> papers = load(hits.stream().map(PaperSearch.Hit::id).toList());
        Set<String> titles = new HashSet<>(Set.of(PaperId.titleKey(paper.title())));
        for (PaperSearch.Hit hit : hits) {
            Paper other = papers.get(hit.id());
            if (other == null
                    || other.id().equals(paper.id())
                    || !titles.add(PaperId.titleKey(other.title()))) {
                continue;
            }
            similar.add(
                    new Suggestion(other, hit.score(), like(paper, Reason.Liking.ASKED, other)));
            if (similar.size() == limit) {
                break;
            }
        }
        return similar;
    }

    /// Picks for a person; empty where they have done nothing yet that says what they like.
    ///
    /// @param here mutes of this channel are honoured as well
    public List<Suggestion> personal(UserRef user, ChannelRef here, int limit) {
        Taste taste = tastes.of(user, here, Optional.of(here));
        List<Suggestion> picks = picks(taste, Instant.EPOCH, limit);
        return surprise.into(picks, taste, recentlyWell(here), limit);
    }

    /// The papers of [#personal], in its order and without reasons, for whoever wants many of them.
    ///
    /// @param since only papers of this date and later
    public List<PaperId> order(UserRef user, ChannelRef here, Instant since, int limit) {
        Taste taste = tastes.of(user, here, Optional.of(here));
        return inTurn(candidates(taste, since, limit), limit).stream()
                .map(candidate -> candidate.paper().id())
                .toList();
    }

    private List<Suggestion> recentlyWell(ChannelRef here) {
        return trend(Optional.of(here), Window.MONTH, UNUSUAL);
    }

    /// Whether there is anything to go by for a person.
    public boolean knows(UserRef user) {
        return !library.follows(new Owner.OnePerson(user)).isEmpty()
                || !library.saved(user).isEmpty()
                || !library.votes(user).isEmpty()
                || !library.readWith(user).isEmpty();
    }

    /// Picks for a channel: from what was saved and voted for in it and from what it follows.
    ///
    /// @param posted papers it has had
    public List<Suggestion> channel(ChannelRef channel, Set<PaperId> posted, int limit) {
        return picks(tastes.of(channel, posted), Instant.EPOCH, limit);
    }

    /// Papers by votes here and at their source, decayed with age: `(1 + upstream + 5 × here) /
    /// (age in days + 2)^1.5`, the form of ranking Hacker News made known. Where nothing is dated
    /// within the window, a longer one is taken.
    public Trend trending(ChannelRef channel, Window asked, int limit) {
        return trending(Optional.of(channel), asked, limit);
    }

    /// The same by the sources' votes alone, for whoever is in no channel.
    public Trend trending(Window asked, int limit) {
        return trending(Optional.empty(), asked, limit);
    }

    private Trend trending(Optional<ChannelRef> channel, Window asked, int limit) {
        for (Window window : Window.values()) {
            if (window.compareTo(asked) >= 0) {
                List<Suggestion> ranked = trend(channel, window, limit);
                if (!ranked.isEmpty()) {
                    return new Trend(window, ranked);
                }
            }
        }
        return new Trend(asked, List.of());
    }

    /// @param window the span really looked at, which is longer than the one asked for where that
    ///   had nothing
    public record Trend(Window window, List<Suggestion> papers) {
        public Trend {
            papers = List.copyOf(papers);
        }
    }

    /// The best papers dated since a point in time that a person has not been shown: by the
    /// person's taste where there is one, else by votes.
    ///
    /// @param among only these, where only some are asked about
    public List<Suggestion> since(
            UserRef user, ChannelRef here, Instant since, Optional<Set<PaperId>> among, int limit) {
        return since(user, here, Optional.of(here), since, Duration.ZERO, among, limit);
    }

    /// As [#since], and papers that came into the catalogue since, dated a few days earlier: an
    /// arXiv paper is dated by its submission, and announced days later. The person may have left
    /// the channel: how it votes does not count.
    public List<Suggestion> arrivedSince(UserRef user, ChannelRef here, Instant since, int limit) {
        return since(user, here, Optional.empty(), since, LATE_ARRIVALS, Optional.empty(), limit);
    }

    /// @param voting the channel whose votes count
    private List<Suggestion> since(
            UserRef user,
            ChannelRef here,
            Optional<ChannelRef> voting,
            Instant since,
            Duration late,
            Optional<Set<PaperId>> among,
            int limit) {
        Taste taste = tastes.of(user, here, voting);
        Set<PaperId> seen = library.shownSince(user, Instant.EPOCH);
        Instant now = clock.instant();
        List<Paper> span =
                among
                        .map(catalogue::findAll)
                        .orElseGet(() -> catalogue.dated(since.minus(late), now, SPAN))
                        .stream()
                        .filter(paper -> paper.date().isBefore(now))
                        .filter(paper ->
                                !paper.date().isBefore(since)
                                        || (among.isEmpty() && !paper.added().isBefore(since)))
                        .filter(paper -> paper.isDated() && !seen.contains(paper.id()))
                        .filter(paper ->
                                !paper.withdrawn()
                                        && !taste.known().contains(paper.id())
                                        && !taste.mutes().test(paper))
                        .toList();
        List<PaperId> ids = span.stream().map(Paper::id).toList();
        Map<PaperId, Integer> votes =
                voting.map(channel -> library.voteCounts(channel, ids)).orElse(Map.of());
        Fit fit = fit(taste, since.minus(late), now);
        double bestVotes =
                span.stream()
                        .mapToDouble(paper -> popularity(paper, votes.getOrDefault(paper.id(), 0)))
                        .max()
                        .orElse(1);
        List<Candidate> ranked = new ArrayList<>();
        for (Paper paper : span) {
            int votesHere = votes.getOrDefault(paper.id(), 0);
            double suits = fit.of(paper.id());
            double score = popularity(paper, votesHere) / bestVotes + suits;
            ranked.add(
                    new Candidate(
                            paper,
                            score,
                            suits > 0 ? null : popularityReason(paper, votesHere, now)));
        }
        ranked.sort(Candidate.BEST_FIRST);
        return thinned(ranked, taste, limit).stream()
                .map(pick ->
                        fit.of(pick.paper().id()) > 0
                                ? new Suggestion(
                                        pick.paper(), pick.score(), fit.why(pick.paper().id()))
                                : pick)
                .toList();
    }

    /// How well papers suit a channel.
    ///
    /// @param posted papers it has had
    /// @param since only papers of this date and later
    /// @param at by when papers are new or old
    public Fit fit(ChannelRef channel, Set<PaperId> posted, Instant since, Instant at) {
        return fit(tastes.of(channel, posted), since, at);
    }

    /// The forecast for the papers of a day, from how those of the year before were taken.
    /// Remembered for the day it was asked for last, until the catalogue changes.
    public ReceptionForecast forecast(LocalDate day) {
        Learnt latest = learnt;
        long change = catalogue.lastChange();
        if (latest == null || !latest.day().equals(day) || latest.change() != change) {
            Instant until = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            latest =
                    new Learnt(
                            day,
                            change,
                            ReceptionForecast.of(
                                    catalogue.receptions(until.minus(LEARNT_FROM), until)));
            learnt = latest;
        }
        return latest.forecast();
    }

    private record Learnt(LocalDate day, long change, ReceptionForecast forecast) {}

    /// Papers about a topic, with how much they are, above 0 to 1 for the best.
    ///
    /// @param since only papers of this date and later
    /// @param limit 1 or more
    public Map<PaperId, Double> onTopic(String words, Instant since, int limit) {
        Map<PaperId, Double> found = new LinkedHashMap<>();
        addScaled(found, search.onTopic(words, since, limit), 1);
        return found;
    }

    /// The papers that a search finds and that appeared, or came in late, since a time; latest
    /// first, 100 at most.
    public List<Paper> found(PaperQuery query, Instant since) {
        LocalDate from = LocalDate.ofInstant(since.minus(LATE_ARRIVALS), ZoneOffset.UTC);
        Page page = Page.first(Page.MAX_SIZE);
        List<PaperSearch.Hit> hits =
                NamedSearch.find(query.newestSince(from), page, search).results().hits();
        return catalogue.findAll(hits.stream().map(PaperSearch.Hit::id).toList()).stream()
                .filter(paper -> paper.isDated() && !paper.withdrawn())
                .filter(paper -> !paper.date().isBefore(since) || !paper.added().isBefore(since))
                .toList();
    }

    /// How alike two papers are, 0 to 1.
    public double similarity(PaperId one, PaperId other) {
        return search.similarity(one, other);
    }

    /// What a person has muted for themselves.
    public Mutes mutes(UserRef user) {
        return Mutes.of(search, library.mutes(new Owner.OnePerson(user)));
    }

    /// The mutes that hold in a channel for everybody.
    public Mutes mutes(ChannelRef channel) {
        return Mutes.of(search, library.mutes(new Owner.Channel(channel)));
    }

    private List<Suggestion> trend(Optional<ChannelRef> channel, Window window, int limit) {
        Instant now = clock.instant();
        Instant from = window == Window.ALL_TIME ? Instant.EPOCH : now.minus(window.length());
        Map<PaperId, Paper> candidates = new LinkedHashMap<>();
        recent(window, from, now).forEach(paper -> candidates.put(paper.id(), paper));
        Map<PaperId, Integer> votes = new HashMap<>();
        for (Library.Vote vote : channel.map(it -> library.votesIn(it, from)).orElse(List.of())) {
            votes.merge(vote.paper(), 1, Integer::sum);
        }
        catalogue
                .findAll(votes.keySet())
                .forEach(paper -> candidates.putIfAbsent(paper.id(), paper));
        Optional<Mutes> mutes = channel.map(this::mutes);
        return candidates.values().stream()
                .filter(paper ->
                        !paper.withdrawn() && mutes.filter(muted -> muted.test(paper)).isEmpty())
                .map(paper -> {
                    int here = votes.getOrDefault(paper.id(), 0);
                    double score =
                            window.prefersNewer()
                                    ? popularity(paper, here)
                                            / Math.pow(ageInDays(paper, now) + 2, 1.5)
                                    : popularity(paper, here);
                    return new Candidate(paper, score, popularityReason(paper, here, now));
                })
                .sorted(Candidate.BEST_FIRST)
                .limit(limit)
                .map(candidate -> suggestion(candidate, Taste.NONE, Map.of()))
                .toList();
    }

    /// The newest papers of a window. Remembered for a minute, until the catalogue changes: to read
    /// them takes longer than all the rest.
    private List<Paper> recent(Window window, Instant from, Instant now) {
        long change = catalogue.lastChange();
        Recent latest = recent.get(window);
        if (latest == null
                || latest.change() != change
                || now.isBefore(latest.until())
                || Duration.between(latest.until(), now).compareTo(RECENT) > 0) {
            latest =
                    new Recent(
                            change,
                            now,
                            catalogue.dated(from, now, TRENDING).stream()
                                    .filter(paper -> paper.isDated() || window == Window.ALL_TIME)
                                    .toList());
            recent.put(window, latest);
        }
        return latest.papers();
    }

    private record Recent(long change, Instant until, List<Paper> papers) {}

    private static Reason popularityReason(Paper paper, int here, Instant now) {
        return here + paper.upvotes() > 0
                ? new Reason.Upvoted(here, paper.upvotes())
                : Reason.byAge(paper, now);
    }

    private static double popularity(Paper paper, int votesHere) {
        return 1 + paper.upvotes() + 5.0 * votesHere;
    }

    private static double ageInDays(Paper paper, Instant now) {
        return Math.max(0, Duration.between(paper.date(), now).toMinutes() / 1440.0);
    }

    private List<Suggestion> picks(Taste taste, Instant since, int limit) {
        return thinned(candidates(taste, since, limit), taste, limit);
    }

    private List<Candidate> candidates(Taste taste, Instant since, int limit) {
        return ranked(taste, since, clock.instant(), Math.max(CANDIDATES, 2 * limit));
    }

    private List<Suggestion> thinned(List<Candidate> ranked, Taste taste, int limit) {
        Map<PaperId, Paper> liked = load(List.copyOf(taste.liked().keySet()));
        return inTurn(ranked, limit).stream()
                .map(candidate -> suggestion(candidate, taste, liked))
                .toList();
    }

    /// Each thing that is followed, and what is liked, gets its turn, the one with the best paper
    /// first; one alone would fill a page otherwise.
    private List<Candidate> inTurn(List<Candidate> ranked, int limit) {
        Map<Optional<Reason>, List<Candidate>> lanes = new LinkedHashMap<>();
        for (Candidate candidate : ranked) {
            List<Candidate> lane =
                    lanes.computeIfAbsent(interest(candidate), _ -> new ArrayList<>());
            lane.add(candidate);
        }
        List<Iterator<Candidate>> turns = new ArrayList<>();
        lanes.values().forEach(lane -> turns.add(diversified(lane, limit).iterator()));
        List<Candidate> picks = new ArrayList<>();
        while (picks.size() < limit && turns.stream().anyMatch(Iterator::hasNext)) {
            for (Iterator<Candidate> turn : turns) {
                if (turn.hasNext() && picks.size() < limit) {
                    picks.add(turn.next());
                }
            }
        }
        return picks;
    }

    /// The best ones are put in a diverse order; after them the others keep theirs.
    private List<Candidate> diversified(List<Candidate> lane, int limit) {
        int best = Math.min(DIVERSIFIED, lane.size());
        List<Candidate> picks = new ArrayList<>(diversity.pick(lane.subList(0, best), limit));
        picks.addAll(lane.subList(best, lane.size()));
        return picks;
    }

    private static Optional<Reason> interest(Candidate candidate) {
        return Optional.ofNullable(candidate.reason())
                .filter(reason ->
                        reason instanceof Reason.OnTopic
                                || reason instanceof Reason.FollowedAuthor
                                || reason instanceof Reason.FollowedCategory);
    }

    private Fit fit(Taste taste, Instant since, Instant now) {
        Map<PaperId, Paper> liked = load(List.copyOf(taste.liked().keySet()));
        return new Fit(
                ranked(taste, since, now, CANDIDATES),
                candidate -> suggestion(candidate, taste, liked).reason());
    }

    private Suggestion suggestion(Candidate candidate, Taste taste, Map<PaperId, Paper> liked) {
        Reason known = candidate.reason();
        return new Suggestion(
                candidate.paper(),
                candidate.score(),
                known != null ? known : nearest(candidate.paper(), taste, liked));
    }

    /// @param since only papers of this date and later
    private List<Candidate> ranked(Taste taste, Instant since, Instant now, int candidates) {
        if (taste.isEmpty()) {
            return List.of();
        }
        Map<PaperId, Double> fromLiked = new LinkedHashMap<>();
        if (!taste.liked().isEmpty()) {
            addScaled(fromLiked, search.suiting(taste.signals(), since, candidates), 1);
        }
        Map<PaperId, Double> scores = new LinkedHashMap<>(fromLiked);
        Map<PaperId, Paper> liked = load(List.copyOf(taste.liked().keySet()));
        Map<PaperId, Reason> reasons = new HashMap<>();
        for (PaperId agreed : taste.agreement().papers().keySet()) {
            double adds = AGREEMENT_COUNTS * taste.agreement().of(agreed);
            Agreement.Common common = taste.agreement().because().get(agreed);
            Paper paper = common == null ? null : liked.get(common.paper());
            // Its own words are among those that are looked for, so the fit cannot tell.
            if (common != null && paper != null && adds > AGREEMENT_COUNTS / 2) {
                reasons.put(agreed, new Reason.SavedTogether(paper, common.people()));
            }
            scores.merge(agreed, adds, Double::sum);
        }
        for (Interest interest : taste.follows()) {
            Map<PaperId, Double> found = new LinkedHashMap<>();
            addScaled(found, following(interest, since), 0.8);
            found.forEach((id, score) -> {
                scores.merge(id, score, Double::sum);
                if (score > fromLiked.getOrDefault(id, 0.0)) {
                    reasons.putIfAbsent(id, reason(interest));
                }
            });
        }
        Map<PaperId, Paper> papers = load(List.copyOf(scores.keySet()));
        List<Candidate> ranked = new ArrayList<>();
        scores.forEach((id, score) -> {
            Paper paper = papers.get(id);
            if (paper == null
                    || taste.known().contains(paper.id())
                    || paper.date().isBefore(since)
                    || paper.withdrawn()
                    || taste.mutes().test(paper)) {
                return;
            }
            double fresh = Math.exp(-ageInDays(paper, now) / 30);
            double upvoted = Math.log1p(paper.upvotes()) / 10;
            ranked.add(
                    new Candidate(
                            paper, score * (1 + 0.25 * fresh + 0.25 * upvoted), reasons.get(id)));
        });
        ranked.sort(Candidate.BEST_FIRST);
        return ranked;
    }

    /// Adds hits scaled so that the best one has `weight` and one that scores 0 has none.
    private static void addScaled(
            Map<PaperId, Double> scores, List<PaperSearch.Hit> hits, double weight) {
        if (hits.isEmpty()) {
            return;
        }
        double best = hits.getFirst().score();
        double worst = Math.min(0, hits.getLast().score());
        for (PaperSearch.Hit hit : hits) {
            double scaled = best > worst ? (hit.score() - worst) / (best - worst) : 1;
            scores.merge(hit.id(), weight * scaled, Double::sum);
        }
    }

    /// Papers of what is followed; the latest where nothing says which are better.
    private List<PaperSearch.Hit> following(Interest interest, Instant since) {
        return switch (interest) {
            case Interest.Topic topic ->
                    search.onTopic(topic.words(), since, CANDIDATES_OF_A_TOPIC);
            case Interest.ByAuthor author -> latest(List.of(author.name()), List.of());
            case Interest.InCategory in -> latest(List.of(), List.of(in.category()));
        };
    }

    private List<PaperSearch.Hit> latest(List<String> authors, List<Category> categories) {
        PaperQuery query =
                new PaperQuery(
                        "",
                        List.of(),
                        List.of(),
                        authors,
                        categories,
                        null,
                        null,
                        false,
                        PaperQuery.Sort.NEW);
        return search.search(query, Page.first(CANDIDATES_OF_A_TOPIC)).hits();
    }

    private static Reason reason(Interest interest) {
        return switch (interest) {
            case Interest.Topic topic -> new Reason.OnTopic(topic.words());
            case Interest.ByAuthor author -> new Reason.FollowedAuthor(author.name());
            case Interest.InCategory in -> new Reason.FollowedCategory(in.category().code());
        };
    }

    private Reason nearest(Paper paper, Taste taste, Map<PaperId, Paper> liked) {
        Paper nearest = null;
        double greatest = -1;
        for (Paper candidate : liked.values()) {
            double similarity = search.similarity(paper.id(), candidate.id());
            if (similarity > greatest) {
                greatest = similarity;
                nearest = candidate;
            }
        }
        if (nearest == null) {
            return new Reason.Unsaid();
        }
        Taste.Liked how = taste.liked().get(nearest.id());
        return like(nearest, how == null ? Reason.Liking.SAVED : how.liking(), paper);
    }

    private Reason like(Paper liked, Reason.Liking liking, Paper paper) {
        return new Reason.Like(
                liked, liking, search.sharedWords(liked.id(), paper.id(), SHARED_WORDS));
    }

    private Map<PaperId, Paper> load(List<PaperId> ids) {
        Map<PaperId, Paper> papers = new LinkedHashMap<>();
        catalogue.findAll(ids).forEach(paper -> papers.put(paper.id(), paper));
        return papers;
    }
}
