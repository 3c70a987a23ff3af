package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.UserRef;
import io.broadsheet.club.ClubArchive;
import io.broadsheet.club.MeetingRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Questions, notes and ratings in SQL.
final class SqlClubArchive implements ClubArchive {

    private final Database database;

    SqlClubArchive(Database database) {
        this.database = database;
    }

    @Override
    public void ask(long club, LocalDate day, String text, UserRef by, Instant at) {
        write("question", "asker", club, day, text, by, at);
    }

    @Override
    public List<Remark> questions(long club, LocalDate day) {
        return database.read(handle -> remarks(handle, "question", "asker", club, day));
    }

    @Override
    public void note(long club, LocalDate day, String text, UserRef by, Instant at) {
        write("note", "noter", club, day, text, by, at);
    }

    @Override
    public List<Remark> notes(long club, LocalDate day) {
        return database.read(handle -> remarks(handle, "note", "noter", club, day));
    }

    private void write(
            String what,
            String who,
            long club,
            LocalDate day,
            String text,
            UserRef by,
            Instant at) {
        database.write(handle -> {
            long id = Numbers.next(handle, "club_" + what);
            handle.execute(
                    "INSERT INTO club_"
                            + what
                            + " (id, club, day, text, at) VALUES (?, ?, ?, ?, ?)",
                    id,
                    club,
                    day.toString(),
                    Columns.text(text),
                    millis(at));
            return handle.execute(
                    "INSERT INTO club_" + who + " (" + what + ", person) VALUES (?, ?)",
                    id,
                    Columns.person(by));
        });
    }

    private static List<Remark> remarks(
            Handle handle, String what, String who, long club, LocalDate day) {
        String sql =
                "SELECT t.text, t.at, m.name FROM club_%1$s t JOIN club b ON b.id = t.club"
                        + " LEFT JOIN club_%2$s w ON w.%1$s = t.id"
                        + " LEFT JOIN member m ON m.person = w.person AND m.channel = b.channel"
                        + " WHERE t.club = :club AND t.day = :day ORDER BY t.id";
        return handle.createQuery(sql.formatted(what, who))
                .bind("club", club)
                .bind("day", day.toString())
                .map((row, _) ->
                        new Remark(
                                row.getString(1),
                                Optional.ofNullable(row.getString(3)),
                                instant(row.getLong(2))))
                .list();
    }

    private static final String RATED =
            "SELECT stars FROM club_rating WHERE club = :club AND day = :day AND person = :person";

    @Override
    public Optional<Integer> rate(long club, LocalDate day, int stars, UserRef by, Instant at) {
        return database.write(handle -> {
            Optional<Integer> before =
                    handle.createQuery(RATED)
                            .bind("club", club)
                            .bind("day", day.toString())
                            .bind("person", Columns.person(by))
                            .mapTo(Integer.class)
                            .findOne();
            handle.execute(
                    "INSERT INTO club_rating (club, day, person, stars, at) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (club, day, person) DO UPDATE SET stars = excluded.stars, at = excluded.at",
                    club,
                    day.toString(),
                    Columns.person(by),
                    stars,
                    millis(at));
            return before;
        });
    }

    @Override
    public Ratings ratings(long club, LocalDate day) {
        return database.read(handle -> ratings(handle, club, day));
    }

    private static Ratings ratings(Handle handle, long club, LocalDate day) {
        return handle.createQuery(
                        "SELECT COUNT(*), AVG(CAST(stars AS DOUBLE PRECISION)) FROM club_rating"
                                + " WHERE club = :club AND day = :day")
                .bind("club", club)
                .bind("day", day.toString())
                .map((row, _) -> new Ratings(row.getInt(1), row.getDouble(2)))
                .one();
    }

    private static final String PRESENTER =
            "SELECT m.name FROM club_presenter p JOIN club b ON b.id = p.club"
                    + " JOIN member m ON m.person = p.person AND m.channel = b.channel"
                    + " WHERE p.club = :club AND p.day = :day";

    @Override
    public List<ArchivedMeeting> meetings(long club) {
        return database.read(handle -> {
            List<ArchivedMeeting> meetings = new ArrayList<>();
            for (MeetingRecord meeting : SqlClubs.held(handle, club)) {
                meetings.add(
                        new ArchivedMeeting(
                                meeting,
                                handle.createQuery(PRESENTER)
                                        .bind("club", club)
                                        .bind("day", meeting.day().toString())
                                        .mapTo(String.class)
                                        .findOne(),
                                remarks(handle, "note", "noter", club, meeting.day()),
                                ratings(handle, club, meeting.day())));
            }
            return meetings;
        });
    }
}
