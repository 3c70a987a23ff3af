package io.broadsheet.store;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import java.time.Instant;
import java.time.LocalDate;

/// A club with something in each of its tables, done by one person.
final class FilledClub {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);

    static void of(Store store, ChannelRef channel, UserRef user, Instant at) {
        Club club = store.clubs().clubs().start(channel, "reading", ClubsContract.PLAN, user, at);
        long id = club.id();
        String person = Columns.person(user);
        long now = at.toEpochMilli();
        store.clubs().clubs().hold(id, DAY, java.util.Optional.of(user), at);
        store.database()
                .write(handle -> {
                    long one = Numbers.next(handle, "club_nomination");
                    handle.execute(
                            "INSERT INTO club_nomination VALUES (?, ?, 'arxiv:2501.00001', 'x', ?, 0, 'open')",
                            one,
                            id,
                            now);
                    handle.execute("INSERT INTO club_nominator VALUES (?, ?)", one, person);
                    handle.execute(
                            "INSERT INTO club_candidate VALUES (?, ?, 1, ?, NULL) ON CONFLICT DO NOTHING",
                            id,
                            DAY.toString(),
                            one);
                    handle.execute(
                            "INSERT INTO club_vote VALUES (?, ?, ?, ?, ?)",
                            id,
                            DAY.toString(),
                            person,
                            one,
                            now);
                    handle.execute("INSERT INTO club_member VALUES (?, ?, ?)", id, person, now);
                    handle.execute(
                            "INSERT INTO club_absence VALUES (?, ?, ?)",
                            id,
                            person,
                            DAY.toString());
                    handle.execute(
                            "INSERT INTO club_swap VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                            id,
                            DAY.toString(),
                            person,
                            now);
                    long question = Numbers.next(handle, "club_question");
                    handle.execute(
                            "INSERT INTO club_question VALUES (?, ?, ?, 'Why?', ?)",
                            question,
                            id,
                            DAY.toString(),
                            now);
                    handle.execute("INSERT INTO club_asker VALUES (?, ?)", question, person);
                    long note = Numbers.next(handle, "club_note");
                    handle.execute(
                            "INSERT INTO club_note VALUES (?, ?, ?, 'So.', ?)",
                            note,
                            id,
                            DAY.toString(),
                            now);
                    handle.execute("INSERT INTO club_noter VALUES (?, ?)", note, person);
                    return handle.execute(
                            "INSERT INTO club_rating VALUES (?, ?, ?, 4, ?)",
                            id,
                            DAY.toString(),
                            person,
                            now);
                });
    }

    private FilledClub() {}
}
