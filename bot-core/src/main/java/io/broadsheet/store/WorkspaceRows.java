package io.broadsheet.store;

import io.broadsheet.chat.Platform;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows that belong to a workspace: those that name one of its people or channels, and what
/// hangs on them. The catalogue belongs to nobody, nor do the texts of long buttons, which say
/// nothing about who asked for them.
///
/// Where people are the same in every workspace, what is theirs alone stays, their digest as well:
/// it only loses the channel that it was ordered in.
final class WorkspaceRows {

    /// Every table that names channels, in a column `channel`.
    static final List<String> TABLES_WITH_CHANNELS =
            List.of(
                    "member",
                    "channel_activity",
                    "last_list",
                    "channel_interest",
                    "posting",
                    "schedule",
                    "schedule_change",
                    "digest",
                    "outbox",
                    "had",
                    "channel_admin");

    /// Every table that names a job, in a column `job`.
    static final List<String> TABLES_WITH_JOBS = List.of("outbox", "outbox_paper", "had");

    private static final String OF_WORKSPACE = "substr(%s, 1, ?) = ?";

    /// @return how many rows were deleted
    static int delete(Handle handle, Platform platform, String workspace) {
        String prefix = Columns.workspace(platform, workspace);
        String channels = "(" + OF_WORKSPACE.formatted("channel") + ")";
        String either =
                "("
                        + OF_WORKSPACE.formatted("person")
                        + " OR "
                        + OF_WORKSPACE.formatted("channel")
                        + ")";
        int length = prefix.codePointCount(0, prefix.length());
        int rows = 0;
        handle.execute(
                "UPDATE digest SET channel = person WHERE "
                        + channels
                        + " AND NOT "
                        + OF_WORKSPACE.formatted("person"),
                length,
                prefix,
                length,
                prefix);
        // First what is only reached through rows that go away later.
        for (String column : List.of("job", "task_instance")) {
            for (String table :
                    column.equals("job") ? TABLES_WITH_JOBS : List.of("scheduled_tasks")) {
                rows +=
                        handle.execute(
                                "DELETE FROM "
                                        + table
                                        + " WHERE "
                                        + column
                                        + " IN (SELECT 'schedule/' || id FROM schedule WHERE "
                                        + channels
                                        + ") OR "
                                        + column
                                        + " IN (SELECT 'digest/' || id FROM digest WHERE "
                                        + either
                                        + ")",
                                length,
                                prefix,
                                length,
                                prefix,
                                length,
                                prefix);
            }
        }
        rows +=
                handle.execute(
                        "DELETE FROM schedule_person WHERE schedule IN (SELECT id FROM schedule WHERE "
                                + channels
                                + ")",
                        length,
                        prefix);
        rows +=
                handle.execute(
                        "DELETE FROM schedule_change_person WHERE change IN (SELECT id FROM schedule_change WHERE "
                                + channels
                                + ")",
                        length,
                        prefix);
        for (String table : TABLES_WITH_CHANNELS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE " + channels, length, prefix);
        }
        for (String table : SqlLibrary.TABLES_WITH_PEOPLE) {
            rows +=
                    handle.execute(
                            "DELETE FROM " + table + " WHERE " + OF_WORKSPACE.formatted("person"),
                            length,
                            prefix);
        }
        return rows
                + handle.execute(
                        "DELETE FROM installation_person WHERE platform = ? AND workspace = ?",
                        platform.name(),
                        Columns.text(workspace));
    }

    private WorkspaceRows() {}
}
