package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Ballot.OnBallot;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRecord.ChosenBy;
import io.broadsheet.club.MeetingRecord.MeetingPaper;
import io.broadsheet.club.Nomination;
import io.broadsheet.club.Nomination.NominationState;
import io.broadsheet.club.Nominations;
import io.broadsheet.paper.PaperId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Nominations and votes in SQL. Whoever changes a vote takes its meeting's row first.
final class SqlNominations implements Nominations {

    private static final String COLUMNS =
            "n.id, n.club, n.paper, n.because, n.at, n.rounds, n.state, p.person, m.name";

    private static final String OF_PEOPLE =
            " JOIN club b ON b.id = n.club LEFT JOIN club_nominator p ON p.nomination = n.id"
                    + " LEFT JOIN member m ON m.person = p.person AND m.channel = b.channel ";

    private static final String SELECT =
            "SELECT " + COLUMNS + " FROM club_nomination n" + OF_PEOPLE;

    private final Database database;

    SqlNominations(Database database) {
        this.database = database;
    }

    private static final String WAITING =
            SELECT + "WHERE n.club = :club AND n.state = 'open' ORDER BY n.at, n.id";

    @Override
    public Nominating nominate(long club, PaperId paper, String because, UserRef by, Instant at) {
        return database.write(handle -> {
            // Of two who nominate one paper at once one comes second.
            handle.execute("UPDATE club SET state = state WHERE id = ?", club);
            String column = PaperNames.current(handle, List.of(paper)).iterator().next();
            Optional<Nomination> there =
                    waiting(handle, club).stream()
                            .filter(each -> Columns.paper(each.paper()).equals(column))
                            .findFirst();
            if (there.isPresent()) {
                return new Nominating(there.get(), false);
            }
            long id = Numbers.next(handle, "club_nomination");
            handle.execute(
                    "INSERT INTO club_nomination (id, club, paper, because, at, rounds, state)"
                            + " VALUES (?, ?, ?, ?, ?, 0, 'open')",
                    id,
                    club,
                    column,
                    Columns.text(because),
                    millis(at));
            handle.execute(
                    "INSERT INTO club_nominator (nomination, person) VALUES (?, ?)",
                    id,
                    Columns.person(by));
            return new Nominating(find(handle, id).orElseThrow(), true);
        });
    }

    @Override
    public List<Nomination> open(long club) {
        return database.read(handle -> waiting(handle, club));
    }

    private static List<Nomination> waiting(Handle handle, long club) {
        return handle.createQuery(WAITING)
                .bind("club", club)
                .map((row, _) -> nomination(row))
                .list();
    }

    @Override
    public Optional<Nomination> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    private static Optional<Nomination> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE n.id = :id")
                .bind("id", id)
                .map((row, _) -> nomination(row))
                .findOne();
    }

    @Override
    public boolean withdraw(long id) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE club_nomination SET state = 'withdrawn' WHERE id = ? AND state = 'open'",
                                id)
                        > 0);
    }

    // --- votes ---

    private static final String OPEN =
            "UPDATE club_meeting SET opened = ? WHERE club = ? AND day = ? AND opened IS NULL"
                    + " AND closed IS NULL";

    @Override
    public Ballot open(long club, LocalDate day, Instant at) {
        return database.write(handle -> {
            SqlClubs.known(handle, club, day);
            List<Nomination> waiting = waiting(handle, club);
            if (!waiting.isEmpty() && handle.execute(OPEN, millis(at), club, day.toString()) > 0) {
                for (int i = 0; i < Math.min(Ballot.MOST, waiting.size()); i++) {
                    handle.execute(
                            "INSERT INTO club_candidate (club, day, place, nomination) VALUES (?, ?, ?, ?)",
                            club,
                            day.toString(),
                            i + 1,
                            waiting.get(i).id());
                }
            }
            return ballot(handle, club, day);
        });
    }

    @Override
    public Ballot ballot(long club, LocalDate day) {
        return database.read(handle -> ballot(handle, club, day));
    }

    private static final String CANDIDATES =
            "SELECT "
                    + COLUMNS
                    + ", c.place, c.votes, (SELECT COUNT(*) FROM club_vote v WHERE v.club = c.club"
                    + " AND v.day = c.day AND v.nomination = c.nomination) AS cast_now"
                    + " FROM club_candidate c JOIN club_nomination n ON n.id = c.nomination"
                    + OF_PEOPLE
                    + "WHERE c.club = :club AND c.day = :day AND n.state <> 'withdrawn' ORDER BY c.place";

    private static final String VOTERS =
            "SELECT COUNT(DISTINCT v.person) FROM club_vote v JOIN club_nomination n ON n.id = v.nomination"
                    + " WHERE v.club = :club AND v.day = :day AND n.state <> 'withdrawn'";

    private static final String CUT =
            "SELECT COUNT(*) FROM club_nomination n WHERE n.club = :club AND n.state = 'open'"
                    + " AND n.at <= :opened AND n.id NOT IN"
                    + " (SELECT nomination FROM club_candidate WHERE club = :club AND day = :day)";

    private static Ballot ballot(Handle handle, long club, LocalDate day) {
        MeetingRecord meeting = SqlClubs.meeting(handle, club, day);
        boolean closed = meeting.closed().isPresent();
        List<OnBallot> candidates =
                handle.createQuery(CANDIDATES)
                        .bind("club", club)
                        .bind("day", day.toString())
                        .map((row, _) ->
                                new OnBallot(
                                        row.getInt("place"),
                                        nomination(row),
                                        // Whoever is forgotten later takes no vote with them.
                                        row.getInt(closed ? "votes" : "cast_now")))
                        .list();
        int voters =
                closed
                        ? meeting.voters()
                        : handle.createQuery(VOTERS)
                                .bind("club", club)
                                .bind("day", day.toString())
                                .mapTo(Integer.class)
                                .one();
        int cut =
                meeting.opened().isEmpty() || closed
                        ? 0
                        : handle.createQuery(CUT)
                                .bind("club", club)
                                .bind("day", day.toString())
                                .bind("opened", millis(meeting.opened().get()))
                                .mapTo(Integer.class)
                                .one();
        return new Ballot(day, candidates, voters, cut, meeting.closed());
    }

    private static final String VOTES =
            "SELECT nomination FROM club_vote WHERE club = :club AND day = :day AND person = :person"
                    + " ORDER BY nomination";

    @Override
    public List<Long> votes(long club, LocalDate day, UserRef by) {
        return database.read(handle ->
                handle.createQuery(VOTES)
                        .bind("club", club)
                        .bind("day", day.toString())
                        .bind("person", Columns.person(by))
                        .mapTo(Long.class)
                        .list());
    }

    private static final String TAKE_BACK =
            "DELETE FROM club_vote WHERE club = ? AND day = ? AND person = ? AND nomination = ?";

    @Override
    public Cast vote(long club, LocalDate day, long nomination, UserRef by, Instant at) {
        return database.write(handle -> {
            SqlClubs.known(handle, club, day);
            Ballot ballot = ballot(handle, club, day);
            if (ballot.closed().isPresent()) {
                return Cast.CLOSED;
            }
            if (ballot.candidates().stream()
                    .noneMatch(each -> each.nomination().id() == nomination)) {
                return Cast.UNKNOWN;
            }
            String person = Columns.person(by);
            if (handle.execute(TAKE_BACK, club, day.toString(), person, nomination) > 0) {
                return Cast.TAKEN_BACK;
            }
            handle.execute(
                    "INSERT INTO club_vote (club, day, person, nomination, at) VALUES (?, ?, ?, ?, ?)",
                    club,
                    day.toString(),
                    person,
                    nomination,
                    millis(at));
            return Cast.VOTED;
        });
    }

    private static final String CLOSE =
            "UPDATE club_meeting SET closed = ?, ballots = ?, paper = ?, choice = ?, why = ?"
                    + " WHERE club = ? AND day = ?";

    @Override
    public MeetingRecord close(
            long club, LocalDate day, Optional<MeetingPaper> proposal, Instant at) {
        return database.write(handle -> {
            SqlClubs.known(handle, club, day);
            MeetingRecord meeting = SqlClubs.meeting(handle, club, day);
            if (meeting.closed().isPresent()) {
                return meeting;
            }
            Ballot ballot = ballot(handle, club, day);
            Optional<OnBallot> winner = ballot.winner();
            Optional<MeetingPaper> choice =
                    winner.map(first ->
                                    new MeetingPaper(
                                            first.nomination().paper(),
                                            ballot.isTied() ? ChosenBy.TIE : ChosenBy.VOTES,
                                            first.nomination().because()))
                            .or(() -> proposal);
            for (OnBallot each : ballot.candidates()) {
                count(handle, club, day, each, choice);
            }
            choice.ifPresent(it -> handle.execute(CHOSEN, club, Columns.paper(it.paper())));
            handle.execute(
                    CLOSE,
                    millis(at),
                    ballot.voters(),
                    choice.map(it -> Columns.paper(it.paper())).orElse(null),
                    choice.map(it -> it.by().name().toLowerCase(Locale.ROOT)).orElse(null),
                    Columns.text(choice.map(MeetingPaper::why).orElse("")),
                    club,
                    day.toString());
            return SqlClubs.meeting(handle, club, day);
        });
    }

    private static final String LOSE =
            "UPDATE club_nomination SET rounds = rounds + 1,"
                    + " state = CASE WHEN rounds + 1 >= ? THEN 'left' ELSE state END"
                    + " WHERE id = ? AND state = 'open'";

    private static final String CHOSEN =
            "UPDATE club_nomination SET state = 'chosen' WHERE club = ? AND paper = ? AND state = 'open'";

    /// Writes a candidate's votes down, and what follows for it.
    private static void count(
            Handle handle,
            long club,
            LocalDate day,
            OnBallot candidate,
            Optional<MeetingPaper> choice) {
        handle.execute(
                "UPDATE club_candidate SET votes = ? WHERE club = ? AND day = ? AND place = ?",
                candidate.votes(),
                club,
                day.toString(),
                candidate.place());
        if (choice.filter(it -> it.paper().equals(candidate.nomination().paper())).isEmpty()) {
            handle.execute(LOSE, Nomination.ROUNDS, candidate.nomination().id());
        }
    }

    private static final String LEFT =
            "SELECT "
                    + COLUMNS
                    + " FROM club_candidate c JOIN club_nomination n ON n.id = c.nomination"
                    + OF_PEOPLE
                    + "WHERE c.club = :club AND c.day = :day AND n.state = 'left'"
                    // It was in later votes, or this was its last one.
                    + " AND c.day = (SELECT MAX(l.day) FROM club_candidate l WHERE l.nomination = n.id)"
                    + " ORDER BY c.place";

    @Override
    public List<Nomination> left(long club, LocalDate day) {
        return database.read(handle ->
                handle.createQuery(LEFT)
                        .bind("club", club)
                        .bind("day", day.toString())
                        .map((row, _) -> nomination(row))
                        .list());
    }

    private static Nomination nomination(ResultSet row) throws SQLException {
        return new Nomination(
                row.getLong("id"),
                Columns.paper(row.getString("paper")),
                row.getString("because"),
                Optional.ofNullable(row.getString("person")).map(Columns::person),
                Optional.ofNullable(row.getString("name")),
                instant(row.getLong("at")),
                row.getInt("rounds"),
                NominationState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }
}
