package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;

import io.broadsheet.chat.UserRef;
import io.broadsheet.schedule.Subscriptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Everything stored about a person, read for them.
final class PersonRows {

    /// By kind, each row as named values in a readable form. The kinds are what the person reads as
    /// headings, in this order.
    static Map<String, List<Map<String, String>>> of(Handle handle, UserRef user) {
        String person = Columns.person(user);
        Map<String, List<Map<String, String>>> all = new LinkedHashMap<>();
        all.put(
                "seen",
                rows(
                        handle,
                        "SELECT channel, name, seen AS at FROM member WHERE person = :person ORDER BY channel",
                        person));
        all.put("saved", papers(handle, "shelf", person));
        all.put(
                "on lists",
                rows(
                        handle,
                        "SELECT t.name, t.paper, p.title, t.at FROM list_entry t LEFT JOIN paper p ON p.id = t.paper"
                                + " WHERE t.person = :person ORDER BY t.folded, t.at DESC, t.paper",
                        person));
        all.put("upvoted", papers(handle, "vote", person));
        all.put("not for me", papers(handle, "dismissal", person));
        all.put("submitted", papers(handle, "submission", person));
        all.put("suggested", papers(handle, "suggested", person));
        all.put("shown", papers(handle, "shown", person));
        all.put("follows", interests(handle, "follow", person));
        all.put("mutes", interests(handle, "mute", person));
        putChannels(all, handle, person);
        putSchedules(all, handle, person);
        putClubs(all, handle, person);
        all.put(
                "secret feeds",
                rows(
                        handle,
                        "SELECT subject, token, at FROM person_link WHERE person = :person ORDER BY at, subject",
                        person));
        all.put(
                "installations",
                rows(
                        handle,
                        "SELECT platform, workspace, at FROM installation_person WHERE person = :person"
                                + " ORDER BY platform, workspace",
                        person));
        return all;
    }

    /// The rows of a table that holds a paper and a time for each person, latest first.
    private static List<Map<String, String>> papers(Handle handle, String table, String person) {
        return rows(
                handle,
                "SELECT t.paper, p.title, t.at FROM "
                        + table
                        + " t LEFT JOIN paper p ON p.id = t.paper WHERE t.person = :person"
                        + " ORDER BY t.at DESC, t.paper",
                person);
    }

    private static List<Map<String, String>> interests(
            Handle handle, String stance, String person) {
        return rows(
                handle,
                "SELECT kind, text, at FROM person_interest WHERE person = :person AND stance = '"
                        + stance
                        + "' ORDER BY at DESC, folded",
                person);
    }

    /// What somebody did, and was shown last, in each channel.
    private static void putChannels(
            Map<String, List<Map<String, String>>> all, Handle handle, String person) {
        all.put(
                "done in channels",
                rows(
                        handle,
                        "SELECT t.kind, t.channel, t.paper, p.title, t.at FROM channel_activity t"
                                + " LEFT JOIN paper p ON p.id = t.paper WHERE t.person = :person"
                                + " ORDER BY t.at DESC, t.channel, t.paper, t.kind",
                        person));
        all.put(
                "shared cards",
                rows(
                        handle,
                        "SELECT t.channel, t.message, t.paper, p.title, t.at FROM paper_message t"
                                + " LEFT JOIN paper p ON p.id = t.paper WHERE t.person = :person"
                                + " ORDER BY t.at DESC, t.channel, t.message",
                        person));
        all.put(
                "last lists",
                rows(
                        handle,
                        "SELECT t.channel, t.place, t.paper, p.title, t.at FROM last_list t"
                                + " LEFT JOIN paper p ON p.id = t.paper WHERE t.person = :person"
                                + " ORDER BY t.channel, t.place",
                        person));
    }

    /// What somebody receives on a schedule, may set up, and did set up.
    private static void putSchedules(
            Map<String, List<Map<String, String>>> all, Handle handle, String person) {
        all.put(
                "digest",
                rows(
                        handle,
                        "SELECT rhythm, time, zone, channel, counts_from AS at FROM digest WHERE person = :person",
                        person));
        all.put(
                Subscriptions.EXPORTED_AS,
                rows(
                        handle,
                        "SELECT number, address, content, topic, channel, days, time, zone, state, counts_from AS at"
                                + " FROM subscription WHERE person = :person ORDER BY number",
                        person));
        all.put(
                "admin of",
                rows(
                        handle,
                        "SELECT channel, seen AS at FROM channel_admin WHERE person = :person ORDER BY channel",
                        person));
        all.put(
                "schedules set up",
                rows(
                        handle,
                        "SELECT s.channel, s.number, p.at FROM schedule_person p JOIN schedule s ON s.id = p.schedule"
                                + " WHERE p.person = :person ORDER BY s.id",
                        person));
        all.put(
                "changes to schedules",
                rows(
                        handle,
                        "SELECT c.channel, c.number, c.before, c.after, c.at FROM schedule_change_person p"
                                + " JOIN schedule_change c ON c.id = p.change WHERE p.person = :person ORDER BY c.id",
                        person));
    }

    /// What somebody does in reading groups: by table, what of it they read, and since when.
    private static void putClubs(
            Map<String, List<Map<String, String>>> all, Handle handle, String person) {
        String from = " t JOIN club b ON b.id = t.club WHERE t.person = :person ORDER BY b.channel";
        all.put(
                "on the rota of",
                rows(handle, "SELECT b.channel, t.joined AS at FROM club_member" + from, person));
        for (Map.Entry<String, String> each :
                List.of(
                        Map.entry("absent from meetings", "club_absence"),
                        Map.entry("presented", "club_presenter"),
                        Map.entry("offered turns", "club_swap"))) {
            all.put(
                    each.getKey(),
                    rows(
                            handle,
                            "SELECT b.channel, t.day FROM " + each.getValue() + from + ", t.day",
                            person));
        }
        all.put(
                "nominated",
                rows(
                        handle,
                        "SELECT b.channel, t.paper, t.because, t.at FROM club_nominator w"
                                + " JOIN club_nomination t ON t.id = w.nomination JOIN club b ON b.id = t.club"
                                + " WHERE w.person = :person ORDER BY t.id",
                        person));
        all.put(
                "voted for to read",
                rows(
                        handle,
                        "SELECT b.channel, t.day, n.paper, t.at FROM club_vote t JOIN club b ON b.id = t.club"
                                + " JOIN club_nomination n ON n.id = t.nomination WHERE t.person = :person"
                                + " ORDER BY b.channel, t.day, n.id",
                        person));
        all.put("questions", rows(handle, written("question", "asker"), person));
        all.put("notes", rows(handle, written("note", "noter"), person));
        all.put(
                "rated",
                rows(
                        handle,
                        "SELECT b.channel, t.day, t.stars, t.at FROM club_rating"
                                + from
                                + ", t.day",
                        person));
        all.put(
                "changes to reading groups",
                rows(
                        handle,
                        "SELECT b.channel, t.after, t.at FROM club_change_person w"
                                + " JOIN club_change t ON t.id = w.change JOIN club b ON b.id = t.club"
                                + " WHERE w.person = :person ORDER BY t.id",
                        person));
    }

    private static String written(String what, String who) {
        return "SELECT b.channel, t.day, t.text, t.at FROM club_%2$s w JOIN club_%1$s t ON t.id = w.%1$s"
                        .formatted(what, who)
                + " JOIN club b ON b.id = t.club WHERE w.person = :person ORDER BY t.id";
    }

    private static List<Map<String, String>> rows(Handle handle, String sql, String person) {
        return handle.createQuery(sql)
                .bind("person", person)
                .map((row, _) -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    int columns = row.getMetaData().getColumnCount();
                    for (int i = 1; i <= columns; i++) {
                        String name = row.getMetaData().getColumnLabel(i);
                        String value = row.getString(i);
                        if (value != null) {
                            values.put(
                                    name,
                                    switch (name) {
                                        case "at" -> instant(row.getLong(i)).toString();
                                        case "channel" -> Columns.channel(value).toString();
                                        default -> value;
                                    });
                        }
                    }
                    return values;
                })
                .list();
    }

    private PersonRows() {}
}
