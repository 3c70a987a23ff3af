package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Rota;
import io.broadsheet.club.RotaMember;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Who takes turns, in SQL.
final class SqlRota implements Rota {

    private final Database database;

    SqlRota(Database database) {
        this.database = database;
    }

    @Override
    public boolean join(long club, UserRef person, Instant at) {
        return database.write(handle ->
                handle.execute(
                                "INSERT INTO club_member (club, person, joined) VALUES (?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING",
                                club,
                                Columns.person(person),
                                millis(at))
                        > 0);
    }

    @Override
    public boolean leave(long club, UserRef person, LocalDate from) {
        String who = Columns.person(person);
        return database.write(handle -> {
            handle.execute(
                    "DELETE FROM club_presenter WHERE club = ? AND person = ? AND day >= ? AND day NOT IN"
                            + " (SELECT day FROM club_meeting WHERE club = ? AND held IS NOT NULL)",
                    club,
                    who,
                    from.toString(),
                    club);
            handle.execute("DELETE FROM club_absence WHERE club = ? AND person = ?", club, who);
            handle.execute("DELETE FROM club_swap WHERE club = ? AND person = ?", club, who);
            return handle.execute(
                            "DELETE FROM club_member WHERE club = ? AND person = ?", club, who)
                    > 0;
        });
    }

    private static final String MEMBERS =
            "SELECT r.person, r.joined, n.name, (SELECT MAX(p.day) FROM club_presenter p"
                    + " JOIN club_meeting m ON m.club = p.club AND m.day = p.day AND m.held IS NOT NULL"
                    + " WHERE p.club = r.club AND p.person = r.person) AS presented"
                    + " FROM club_member r JOIN club b ON b.id = r.club"
                    + " LEFT JOIN member n ON n.person = r.person AND n.channel = b.channel"
                    + " WHERE r.club = :club ORDER BY r.joined, r.person";

    @Override
    public List<RotaMember> members(long club) {
        return database.read(handle -> {
            Map<String, Set<LocalDate>> absences = absences(handle, club);
            return handle.createQuery(MEMBERS)
                    .bind("club", club)
                    .map((row, _) -> {
                        String person = row.getString("person");
                        UserRef user = Columns.person(person);
                        return new RotaMember(
                                user,
                                Optional.ofNullable(row.getString("name")).orElse(user.id()),
                                instant(row.getLong("joined")),
                                Optional.ofNullable(row.getString("presented"))
                                        .map(LocalDate::parse),
                                absences.getOrDefault(person, Set.of()));
                    })
                    .list();
        });
    }

    private static Map<String, Set<LocalDate>> absences(Handle handle, long club) {
        Map<String, Set<LocalDate>> absences = new HashMap<>();
        handle.createQuery("SELECT person, day FROM club_absence WHERE club = :club")
                .bind("club", club)
                .map((row, _) -> Map.entry(row.getString(1), LocalDate.parse(row.getString(2))))
                .forEach(each ->
                        absences.computeIfAbsent(each.getKey(), _ -> new HashSet<>())
                                .add(each.getValue()));
        return absences;
    }

    @Override
    public boolean absent(long club, UserRef person, LocalDate day, boolean absent) {
        String who = Columns.person(person);
        String date = day.toString();
        return database.write(handle -> {
            if (!absent) {
                return handle.execute(
                                "DELETE FROM club_absence WHERE club = ? AND person = ? AND day = ?",
                                club,
                                who,
                                date)
                        > 0;
            }
            handle.execute(
                    "DELETE FROM club_presenter WHERE club = ? AND person = ? AND day = ?",
                    club,
                    who,
                    date);
            return handle.execute(
                            "INSERT INTO club_absence (club, person, day) VALUES (?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            club,
                            who,
                            date)
                    > 0;
        });
    }

    @Override
    public void offer(long club, LocalDate day, UserRef to, Instant at) {
        database.write(handle ->
                handle.execute(
                        "INSERT INTO club_swap (club, day, person, at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (club, day) DO UPDATE SET person = excluded.person, at = excluded.at",
                        club,
                        day.toString(),
                        Columns.person(to),
                        millis(at)));
    }

    @Override
    public Optional<UserRef> offered(long club, LocalDate day) {
        return database.read(handle ->
                handle.createQuery("SELECT person FROM club_swap WHERE club = :club AND day = :day")
                        .bind("club", club)
                        .bind("day", day.toString())
                        .mapTo(String.class)
                        .findOne()
                        .map(Columns::person));
    }

    @Override
    public boolean accept(
            long club,
            LocalDate day,
            UserRef person,
            UserRef offeredBy,
            Optional<LocalDate> instead) {
        return database.write(handle -> {
            if (!take(handle, club, day, person)) {
                return false;
            }
            present(handle, club, day, person);
            instead.ifPresent(other -> present(handle, club, other, offeredBy));
            return true;
        });
    }

    @Override
    public boolean decline(long club, LocalDate day, UserRef person) {
        return database.write(handle -> take(handle, club, day, person));
    }

    private static boolean take(Handle handle, long club, LocalDate day, UserRef person) {
        return handle.execute(
                        "DELETE FROM club_swap WHERE club = ? AND day = ? AND person = ?",
                        club,
                        day.toString(),
                        Columns.person(person))
                > 0;
    }

    private static void present(Handle handle, long club, LocalDate day, UserRef person) {
        SqlClubs.known(handle, club, day);
        handle.execute(
                "INSERT INTO club_presenter (club, day, person) VALUES (?, ?, ?)"
                        + " ON CONFLICT (club, day) DO UPDATE SET person = excluded.person",
                club,
                day.toString(),
                Columns.person(person));
    }
}
