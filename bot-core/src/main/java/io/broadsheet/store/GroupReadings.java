package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library.GroupReading;
import java.util.List;

/// What reading groups read, in SQL.
final class GroupReadings {

    private GroupReadings() {}

    private static final String IN =
            "SELECT g.paper, g.held, (SELECT AVG(CAST(r.stars AS DOUBLE PRECISION)) FROM club_rating r"
                    + " WHERE r.club = g.club AND r.day = g.day) AS rating FROM club_meeting g"
                    + " JOIN club b ON b.id = g.club WHERE b.channel = :channel"
                    + " AND g.held IS NOT NULL AND g.paper IS NOT NULL ORDER BY g.held DESC";

    private static final String WITH =
            "SELECT g.paper, g.held, r.stars AS rating FROM club_meeting g"
                    + " LEFT JOIN club_rating r ON r.club = g.club AND r.day = g.day AND r.person = :person"
                    + " WHERE g.held IS NOT NULL AND g.paper IS NOT NULL AND (r.stars IS NOT NULL"
                    + " OR g.club IN (SELECT club FROM club_member WHERE person = :person))"
                    + " ORDER BY g.held DESC, g.paper";

    static List<GroupReading> in(Database database, ChannelRef channel) {
        return read(database, IN, "channel", Columns.channel(channel));
    }

    static List<GroupReading> with(Database database, UserRef user) {
        return read(database, WITH, "person", Columns.person(user));
    }

    private static List<GroupReading> read(
            Database database, String sql, String name, String value) {
        return database.read(handle ->
                handle.createQuery(sql)
                        .bind(name, value)
                        .map((row, _) ->
                                new GroupReading(
                                        Columns.paper(row.getString("paper")),
                                        instant(row.getLong("held")),
                                        row.getDouble("rating")))
                        .list());
    }
}
