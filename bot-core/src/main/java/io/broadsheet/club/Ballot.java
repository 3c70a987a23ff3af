package io.broadsheet.club;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a meeting's paper is chosen from. Everybody may vote for as many candidates as they like.
///
/// @param day the meeting's
/// @param candidates longest waiting first; empty where no vote opened
/// @param voters how many people voted for one or more
/// @param cut how many nominations were too young for it when it opened
/// @param closed when it closed; empty while people may vote
public record Ballot(
        LocalDate day, List<OnBallot> candidates, int voters, int cut, Optional<Instant> closed) {

    /// So many candidates a ballot has at most.
    public static final int MOST = 10;

    public Ballot {
        candidates = List.copyOf(candidates);
    }

    /// @param place on the ballot, from 1
    /// @param votes how many people voted for it, 0 or more
    public record OnBallot(int place, Nomination nomination, int votes) {}

    /// The winner: of those with most votes the one that waits longest. Empty where nobody voted.
    public Optional<OnBallot> winner() {
        return candidates.stream()
                .filter(candidate -> candidate.votes() > 0)
                .max(
                        Comparator.comparingInt(OnBallot::votes)
                                .thenComparing(
                                        candidate -> candidate.nomination().at(),
                                        Comparator.reverseOrder())
                                .thenComparing(OnBallot::place, Comparator.reverseOrder()));
    }

    /// Whether the winner has as many votes as another.
    public boolean isTied() {
        return winner().filter(first ->
                        candidates.stream().filter(each -> each.votes() == first.votes()).count()
                                > 1)
                .isPresent();
    }
}
