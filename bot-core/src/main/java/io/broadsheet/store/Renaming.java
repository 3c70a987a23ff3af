package io.broadsheet.store;

import java.util.List;
import java.util.stream.Stream;

/// Makes every row that names a paper by an old id name it by its new one. Where both ids had a row
/// of their own, one stays: the earliest save, vote, dismissal or submission, the latest showing or
/// suggestion. A remembered list keeps its length, so that the numbers a person sees still fit.
final class Renaming {

    /// Each binds the new id, then the old one. The rows they copy are then taken out by
    /// [#REMOVALS].
    static final List<String> STATEMENTS =
            List.of(
                    "UPDATE alias SET id = ? WHERE id = ?",
                    "UPDATE revision SET paper = ? WHERE paper = ?",
                    onePerPerson("shelf", "<"),
                    "INSERT INTO list_entry (person, folded, paper, name, at)"
                            + " SELECT person, folded, ?, name, at FROM list_entry WHERE paper = ?"
                            + " ON CONFLICT DO NOTHING",
                    onePerPerson("vote", "<"),
                    "INSERT INTO channel_activity (channel, person, paper, kind, at)"
                            + " SELECT channel, person, ?, kind, at FROM channel_activity WHERE paper = ?"
                            + " ON CONFLICT (channel, paper, kind, person) DO UPDATE SET at = excluded.at"
                            + " WHERE excluded.at < channel_activity.at",
                    onePerPerson("dismissal", "<"),
                    onePerPerson("shown", ">"),
                    onePerPerson("suggested", ">"),
                    "UPDATE last_list SET paper = ? WHERE paper = ?",
                    "UPDATE club_meeting SET paper = ? WHERE paper = ?",
                    "UPDATE club_nomination SET paper = ? WHERE paper = ?",
                    "INSERT INTO submission (paper, person, at) SELECT ?, person, at FROM submission WHERE paper = ?"
                            + " ON CONFLICT (paper) DO UPDATE SET person = excluded.person, at = excluded.at"
                            + " WHERE excluded.at < submission.at",
                    "INSERT INTO posting (channel, paper, at, occasion) SELECT channel, ?, at, occasion FROM posting"
                            + " WHERE paper = ? ON CONFLICT DO NOTHING",
                    "UPDATE outbox_paper SET paper = ? WHERE paper = ?",
                    "INSERT INTO had (channel, paper, job, day, slot) SELECT channel, ?, job, day, slot FROM had"
                            + " WHERE paper = ? ON CONFLICT DO NOTHING",
                    "UPDATE paper_message SET paper = ? WHERE paper = ?",
                    "INSERT INTO discussion (channel, paper, at, message) SELECT channel, ?, at, message FROM discussion"
                            + " WHERE paper = ? ON CONFLICT DO NOTHING");

    /// Each binds the old id.
    static final List<String> REMOVALS =
            Stream.concat(
                            Stream.of(
                                            "shelf",
                                            "list_entry",
                                            "vote",
                                            "channel_activity",
                                            "dismissal",
                                            "shown",
                                            "suggested",
                                            "submission",
                                            "posting",
                                            "had",
                                            "discussion")
                                    .map(table -> "DELETE FROM " + table + " WHERE paper = ?"),
                            Stream.of("DELETE FROM paper WHERE id = ?"))
                    .toList();

    private static String onePerPerson(String table, String wins) {
        return "INSERT INTO "
                + table
                + " (person, paper, at) SELECT person, ?, at FROM "
                + table
                + " WHERE paper = ?"
                + " ON CONFLICT (person, paper) DO UPDATE SET at = excluded.at WHERE excluded.at "
                + wins
                + " "
                + table
                + ".at";
    }

    private Renaming() {}
}
