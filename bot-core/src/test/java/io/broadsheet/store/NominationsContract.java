package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRecord.ChosenBy;
import io.broadsheet.club.MeetingRecord.MeetingPaper;
import io.broadsheet.club.Nomination;
import io.broadsheet.club.Nomination.NominationState;
import io.broadsheet.club.Nominations;
import io.broadsheet.club.Nominations.Cast;
import io.broadsheet.club.Rota;
import io.broadsheet.paper.PaperId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every [Nominations], [Rota] and [ClubArchive] does.
abstract class NominationsContract extends StoreContract {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");

    private long club() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        return store.clubs().clubs().start(VISION, "vision", ClubsContract.PLAN, ANN, NOON).id();
    }

    private Nominations nominations() {
        return store.clubs().nominations();
    }

    private long nominate(long club, PaperId paper, UserRef by, int second) {
        return nominations()
                .nominate(club, paper, "why", by, NOON.plusSeconds(second))
                .nomination()
                .id();
    }

    @Test
    void aPaperWaitsOnceAndIsTakenBack() {
        long club = club();
        Nominations.Nominating first = nominations().nominate(club, ONE, "short", ANN, NOON);
        assertThat(first.fresh()).isTrue();
        Nominations.Nominating again =
                nominations().nominate(club, ONE, "long", BOB, NOON.plusSeconds(1));
        assertThat(again.fresh()).isFalse();
        assertThat(again.nomination()).isEqualTo(first.nomination());
        assertThat(first.nomination().byName()).contains("Ann");
        reopen();
        assertThat(nominations().open(club)).containsExactly(first.nomination());
        library.forget(ANN, Set.of());
        assertThat(nominations().open(club).getFirst().by()).isEmpty();
        assertThat(nominations().withdraw(first.nomination().id())).isTrue();
        assertThat(nominations().withdraw(first.nomination().id())).isFalse();
        assertThat(nominations().open(club)).isEmpty();
    }

    @Test
    void aVoteOpensOnceWithTheLongestWaiting() {
        long club = club();
        assertThat(nominations().open(club, DAY, NOON).candidates()).isEmpty();
        for (int i = 0; i < 12; i++) {
            nominate(club, arxiv("2501.1%04d".formatted(i)), ANN, i);
        }
        Ballot opened = nominations().open(club, DAY, NOON.plusSeconds(60));
        assertThat(opened.candidates()).hasSize(Ballot.MOST);
        assertThat(opened.cut()).isEqualTo(2);
        assertThat(opened.candidates().getFirst().nomination().paper())
                .isEqualTo(arxiv("2501.10000"));
        nominate(club, ONE, BOB, 61);
        assertThat(nominations().open(club, DAY, NOON.plusSeconds(62))).isEqualTo(opened);
    }

    @Test
    void everybodyMayVoteForManyAndTakeItBack() {
        long club = club();
        long one = nominate(club, ONE, ANN, 0);
        long two = nominate(club, TWO, BOB, 1);
        nominations().open(club, DAY, NOON.plusSeconds(2));
        assertThat(vote(club, one, ANN)).isEqualTo(Cast.VOTED);
        assertThat(vote(club, two, ANN)).isEqualTo(Cast.VOTED);
        assertThat(vote(club, two, BOB)).isEqualTo(Cast.VOTED);
        assertThat(vote(club, one, ANN)).isEqualTo(Cast.TAKEN_BACK);
        assertThat(vote(club, 99, ANN)).isEqualTo(Cast.UNKNOWN);
        Ballot ballot = nominations().ballot(club, DAY);
        assertThat(ballot.candidates()).extracting(Ballot.OnBallot::votes).containsExactly(0, 2);
        assertThat(ballot.voters()).isEqualTo(2);
        assertThat(nominations().votes(club, DAY, ANN)).containsExactly(two);

        MeetingRecord closed =
                nominations().close(club, DAY, Optional.empty(), NOON.plusSeconds(9));
        assertThat(closed.choice()).contains(new MeetingPaper(TWO, ChosenBy.VOTES, "why"));
        assertThat(closed.voters()).isEqualTo(2);
        assertThat(vote(club, one, BOB)).isEqualTo(Cast.CLOSED);
        // It closes once, and whoever is forgotten takes no vote with them.
        MeetingPaper other = new MeetingPaper(ONE, ChosenBy.PROPOSAL, "");
        library.forget(ANN, Set.of());
        assertThat(nominations().close(club, DAY, Optional.of(other), NOON.plusSeconds(10)))
                .isEqualTo(closed);
        assertThat(nominations().ballot(club, DAY).candidates())
                .extracting(Ballot.OnBallot::votes)
                .containsExactly(0, 2);
        assertThat(nominations().find(two).orElseThrow().state()).isEqualTo(NominationState.CHOSEN);
        assertThat(nominations().open(club)).extracting(Nomination::rounds).containsExactly(1);
    }

    @Test
    void tiesGoToTheLongestWaitingAndLosersLeave() {
        long club = club();
        long one = nominate(club, ONE, ANN, 0);
        long two = nominate(club, TWO, BOB, 1);
        long three = nominate(club, arxiv("2501.00003"), BOB, 2);
        nominations().open(club, DAY, NOON.plusSeconds(2));
        vote(club, two, ANN);
        vote(club, one, BOB);
        assertThat(nominations().close(club, DAY, Optional.empty(), NOON).choice())
                .contains(new MeetingPaper(ONE, ChosenBy.TIE, "why"));
        for (int round = 1; round <= 2; round++) {
            LocalDate day = DAY.plusWeeks(2L * round);
            assertThat(nominations().left(club, day)).isEmpty();
            nominations().open(club, day, NOON);
            MeetingPaper proposal =
                    new MeetingPaper(arxiv("2501.0900" + round), ChosenBy.PROPOSAL, "new");
            assertThat(nominations().close(club, day, Optional.of(proposal), NOON).choice())
                    .contains(proposal);
        }
        assertThat(nominations().left(club, DAY.plusWeeks(4)))
                .extracting(Nomination::id)
                .containsExactly(two, three);
        assertThat(nominations().open(club)).isEmpty();
        assertThat(nominations().nominate(club, TWO, "", ANN, NOON).fresh()).isTrue();
    }

    @Test
    void whatSomebodyDoesInClubsIsCounted() {
        long club = club();
        Clubs clubs = store.clubs().clubs();
        assertThat(clubs.seenBy(ANN)).extracting(Club::id).containsExactly(club);
        assertThat(clubs.participations(ANN)).isEmpty();
        long other = clubs.start(AUDIO, "audio", ClubsContract.PLAN, BOB, NOON).id();
        assertThat(clubs.seenBy(BOB)).extracting(Club::id).containsExactly(club);

        store.clubs().rota().join(club, ANN, NOON);
        long one = nominate(club, ONE, ANN, 0);
        long two = nominate(club, TWO, BOB, 1);
        nominate(other, ONE, ANN, 2);
        nominations().open(club, DAY, NOON.plusSeconds(3));
        vote(club, one, ANN);
        vote(club, two, ANN);
        vote(club, two, BOB);
        clubs.stop(other, BOB, NOON);

        assertThat(clubs.participations(ANN))
                .containsExactly(
                        new Clubs.Participation(clubs.find(club).orElseThrow(), true, 1, 2),
                        new Clubs.Participation(clubs.find(other).orElseThrow(), false, 1, 0));
        assertThat(clubs.participations(BOB))
                .containsExactly(
                        new Clubs.Participation(clubs.find(club).orElseThrow(), false, 1, 1));
        clubs.stop(club, ANN, NOON);
        assertThat(clubs.seenBy(ANN)).isEmpty();
        library.forget(ANN, Set.of());
        assertThat(clubs.participations(ANN)).isEmpty();
    }

    @Test
    void manyVoteAtOnceAndNoneIsLost() {
        long club = club();
        long one = nominate(club, ONE, ANN, 0);
        long two = nominate(club, TWO, BOB, 1);
        nominations().open(club, DAY, NOON.plusSeconds(2));
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                UserRef voter = new UserRef(Platform.SLACK, "T1", "U" + i);
                long first = i % 2 == 0 ? one : two;
                many.submit(() -> vote(club, first, voter));
                many.submit(() -> vote(club, one + two - first, voter));
            }
        }
        Ballot ballot = nominations().ballot(club, DAY);
        assertThat(ballot.voters()).isEqualTo(40);
        assertThat(ballot.candidates()).extracting(Ballot.OnBallot::votes).containsExactly(40, 40);
    }

    private Cast vote(long club, long nomination, UserRef by) {
        return nominations().vote(club, DAY, nomination, by, NOON);
    }

    @Test
    void theRotaKnowsTurnsAbsencesAndOffers() {
        long club = club();
        Rota rota = store.clubs().rota();
        assertThat(rota.join(club, ANN, NOON)).isTrue();
        assertThat(rota.join(club, ANN, NOON)).isFalse();
        rota.join(club, BOB, NOON.plusSeconds(1));
        store.clubs().clubs().hold(club, DAY, Optional.of(BOB), NOON);
        assertThat(rota.absent(club, ANN, DAY.plusWeeks(2), true)).isTrue();
        assertThat(rota.absent(club, ANN, DAY.plusWeeks(2), true)).isFalse();
        reopen();
        rota = store.clubs().rota();
        assertThat(rota.members(club).getFirst().absences()).containsExactly(DAY.plusWeeks(2));
        assertThat(rota.members(club).getFirst().presented()).isEmpty();
        assertThat(rota.members(club).getLast().presented()).contains(DAY);
        assertThat(rota.members(club).getLast().name()).isEqualTo("Bob");

        LocalDate next = DAY.plusWeeks(4);
        store.clubs().clubs().present(club, next, Optional.of(ANN));
        rota.offer(club, next, BOB, NOON);
        assertThat(rota.offered(club, next)).contains(BOB);
        assertThat(rota.accept(club, next, ANN, ANN, Optional.empty())).isFalse();
        assertThat(rota.accept(club, next, BOB, ANN, Optional.of(DAY.plusWeeks(6)))).isTrue();
        assertThat(rota.accept(club, next, BOB, ANN, Optional.empty())).isFalse();
        assertThat(store.clubs().clubs().meeting(club, next).presenter()).contains(BOB);
        assertThat(store.clubs().clubs().meeting(club, DAY.plusWeeks(6)).presenter()).contains(ANN);
        // What was presented stays, what is to come does not.
        assertThat(rota.leave(club, BOB, DAY.plusDays(1))).isTrue();
        assertThat(store.clubs().clubs().meeting(club, next).presenter()).isEmpty();
        assertThat(store.clubs().clubs().meeting(club, DAY).presenter()).contains(BOB);
    }

    @Test
    void theArchiveKeepsNotesWithoutTheirAuthorsAndNoQuestions() {
        long club = club();
        ClubArchive archive = store.clubs().archive();
        archive.ask(club, DAY, "Why?", ANN, NOON);
        archive.note(club, DAY, "So.\u0000", ANN, NOON);
        assertThat(archive.rate(club, DAY, 4, ANN, NOON)).isEmpty();
        assertThat(archive.rate(club, DAY, 2, ANN, NOON)).contains(4);
        archive.rate(club, DAY, 5, BOB, NOON);
        store.clubs().clubs().hold(club, DAY, Optional.of(ANN), NOON);
        assertThat(archive.questions(club, DAY))
                .containsExactly(new ClubArchive.Remark("Why?", Optional.of("Ann"), NOON));
        assertThat(archive.ratings(club, DAY)).isEqualTo(new ClubArchive.Ratings(2, 3.5));
        assertThat(archive.meetings(club).getFirst().presenter()).contains("Ann");

        library.forget(ANN, Set.of());
        assertThat(archive.questions(club, DAY)).isEmpty();
        assertThat(archive.notes(club, DAY))
                .isEqualTo(List.of(new ClubArchive.Remark("So.\uFFFD", Optional.empty(), NOON)));
        assertThat(archive.ratings(club, DAY)).isEqualTo(new ClubArchive.Ratings(1, 5));
        assertThat(archive.meetings(club)).hasSize(1);
        assertThat(archive.meetings(club).getFirst().presenter()).isEmpty();
    }
}
