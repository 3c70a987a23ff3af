package io.broadsheet.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The rows that hang on clubs and name neither their channel nor, perhaps, a person.
final class ClubRows {

    /// What is about one club each, in a column `club`.
    private static final List<String> OF_CLUBS =
            List.of(
                    "club_change",
                    "club_meeting",
                    "club_presenter",
                    "club_nomination",
                    "club_candidate",
                    "club_vote",
                    "club_member",
                    "club_absence",
                    "club_swap",
                    "club_question",
                    "club_note",
                    "club_rating");

    /// Who did what is told of in another table: each with its column, and that table.
    private static final Map<String, Map.Entry<String, String>> OF_ROWS = new LinkedHashMap<>();

    static {
        OF_ROWS.put("club_change_person", Map.entry("change", "club_change"));
        OF_ROWS.put("club_nominator", Map.entry("nomination", "club_nomination"));
        OF_ROWS.put("club_asker", Map.entry("question", "club_question"));
        OF_ROWS.put("club_noter", Map.entry("note", "club_note"));
    }

    /// Deletes what hangs on some clubs, not the clubs themselves.
    ///
    /// @param which a condition on the table `club`
    /// @param values its parameters
    /// @return how many rows were deleted
    static int delete(Handle handle, String which, Object... values) {
        String clubs = " IN (SELECT id FROM club WHERE " + which + ")";
        int rows = 0;
        for (Map.Entry<String, Map.Entry<String, String>> each : OF_ROWS.entrySet()) {
            rows +=
                    handle.execute(
                            "DELETE FROM "
                                    + each.getKey()
                                    + " WHERE "
                                    + each.getValue().getKey()
                                    + " IN (SELECT id FROM "
                                    + each.getValue().getValue()
                                    + " WHERE club"
                                    + clubs
                                    + ")",
                            values);
        }
        for (String table : OF_CLUBS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE club" + clubs, values);
        }
        return rows;
    }

    /// Deletes what a person asked.
    ///
    /// @return how many rows were deleted
    static int deleteQuestions(Handle handle, String person) {
        return handle.execute(
                "DELETE FROM club_question WHERE id IN (SELECT question FROM club_asker WHERE person = ?)",
                person);
    }

    /// Whether a job is some club's: `club/7`, or one of its moments, `club/7-vote`.
    ///
    /// @param which a condition on the table `club`
    static String isJob(String column, String which) {
        return "EXISTS (SELECT 1 FROM club WHERE ("
                + column
                + " LIKE 'club/' || club.id || '-%') AND "
                + which
                + ")";
    }

    private ClubRows() {}
}
