package io.broadsheet.recommend;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads from the library what people and channels like. Nothing is remembered, so that the next
/// question knows of the latest click.
final class Tastes {

    private static final int LIKED_PAPERS = 200;
    private static final int UNWANTED_PAPERS = 50;

    /// A vote takes less of a decision than a place on the shelf.
    private static final double VOTES_COUNT = 0.7;

    /// What a group read was chosen by others as well, and says little of one person.
    private static final double READ_COUNTS = 0.3;

    /// From this rating on a paper counts as liked, and up to the other one as not.
    private static final double GOOD = 3.5;

    private static final double BAD = 2.5;

    private final PaperSearch search;
    private final Library library;
    private final Clock clock;

    Tastes(PaperSearch search, Library library, Clock clock) {
        this.search = search;
        this.library = library;
        this.clock = clock;
    }

    /// @param here mutes of this channel are honoured as well, and what the person was shown last
    ///   in it is known
    /// @param sight the channel whose members' shelves may tell what else the person could like:
    ///   one that sees what is done there, and that the person is in
    Taste of(UserRef user, ChannelRef here, Optional<ChannelRef> sight) {
        Map<PaperId, Taste.Liked> liked = new LinkedHashMap<>();
        Set<PaperId> known = new HashSet<>();
        int place = 0;
        for (Library.Saved save : library.saved(user)) {
            known.add(save.paper());
            if (liked.size() < LIKED_PAPERS) {
                liked.put(save.paper(), new Taste.Liked(recency(place++), Reason.Liking.SAVED));
            }
        }
        place = 0;
        for (Library.Vote vote : library.votes(user)) {
            known.add(vote.paper());
            if (liked.size() < LIKED_PAPERS) {
                liked.putIfAbsent(
                        vote.paper(),
                        new Taste.Liked(VOTES_COUNT * recency(place++), Reason.Liking.UPVOTED));
            }
        }
        Map<PaperId, Double> unwanted = new LinkedHashMap<>();
        for (PaperId paper : library.dismissed(user)) {
            known.add(paper);
            if (unwanted.size() < UNWANTED_PAPERS && !liked.containsKey(paper)) {
                unwanted.put(paper, recency(unwanted.size()));
            }
        }
        readTogether(user, liked, unwanted, known);
        known.addAll(
                library.suggestedSince(user, clock.instant().minus(Recommender.SUGGESTED_LATELY)));
        known.addAll(library.lastList(user, here));
        Owner person = new Owner.OnePerson(user);
        return new Taste(
                liked,
                unwanted,
                sight.map(channel -> Agreement.of(library, channel, user, liked, known))
                        .orElse(Agreement.NONE),
                library.follows(person),
                Mutes.of(search, library.mutes(person), library.mutes(new Owner.Channel(here))),
                known);
    }

    /// What the person's reading groups read counts a little, and as much as a vote where they
    /// rated it; what they saved, voted for or dismissed counts as that.
    private void readTogether(
            UserRef user,
            Map<PaperId, Taste.Liked> liked,
            Map<PaperId, Double> unwanted,
            Set<PaperId> known) {
        int place = 0;
        for (Library.GroupReading read : library.readWith(user)) {
            known.add(read.paper());
            if (unwanted.containsKey(read.paper())) {
                continue;
            }
            if (read.rating() > 0 && read.rating() <= BAD) {
                if (unwanted.size() < UNWANTED_PAPERS && !liked.containsKey(read.paper())) {
                    unwanted.put(read.paper(), recency(unwanted.size()));
                }
            } else if (liked.size() < LIKED_PAPERS) {
                liked.putIfAbsent(
                        read.paper(),
                        new Taste.Liked(
                                counts(read) * recency(place++),
                                read.rating() >= GOOD ? Reason.Liking.RATED : Reason.Liking.READ));
            }
        }
    }

    private static double counts(Library.GroupReading read) {
        return read.rating() >= GOOD ? VOTES_COUNT : READ_COUNTS;
    }

    /// @param posted papers the channel has had
    Taste of(ChannelRef channel, Set<PaperId> posted) {
        record LikedPaper(PaperId paper, Instant at, Reason.Liking how) {}
        List<LikedPaper> likings = new ArrayList<>();
        library.savedIn(channel)
                .forEach(save ->
                        likings.add(
                                new LikedPaper(save.paper(), save.at(), Reason.Liking.SAVED_HERE)));
        library.votesIn(channel, Instant.EPOCH)
                .forEach(vote ->
                        likings.add(
                                new LikedPaper(
                                        vote.paper(), vote.at(), Reason.Liking.UPVOTED_HERE)));
        likings.sort(
                Comparator.comparing(LikedPaper::at).reversed().thenComparing(LikedPaper::paper));
        Map<PaperId, Taste.Liked> liked = new LinkedHashMap<>();
        Set<PaperId> known = new HashSet<>(posted);
        for (LikedPaper liking : likings) {
            known.add(liking.paper());
            if (liked.size() < LIKED_PAPERS) {
                liked.putIfAbsent(
                        liking.paper(), new Taste.Liked(recency(liked.size()), liking.how()));
            }
        }
        // Only what nobody here saved or voted for counts as read, and nothing that was rated
        // badly.
        int place = 0;
        for (Library.GroupReading read : library.readIn(channel)) {
            known.add(read.paper());
            boolean bad = read.rating() > 0 && read.rating() <= BAD;
            if (!bad && liked.size() < LIKED_PAPERS) {
                liked.putIfAbsent(
                        read.paper(),
                        new Taste.Liked(counts(read) * recency(place++), Reason.Liking.READ_HERE));
            }
        }
        Owner owner = new Owner.Channel(channel);
        return new Taste(
                liked,
                Map.of(),
                Agreement.NONE,
                library.follows(owner),
                Mutes.of(search, library.mutes(owner)),
                known);
    }

    /// Later likings count more: 1, 0.77, 0.68, 0.62 … for the latest, second, third, fourth.
    private static double recency(int place) {
        return 1 / (1 + Math.log10(place + 1));
    }
}
