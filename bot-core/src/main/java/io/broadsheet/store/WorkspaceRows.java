package io.broadsheet.store;

import io.broadsheet.chat.Platform;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows that belong to a workspace: those that name one of its people or channels, and what
/// hangs on them. The catalogue belongs to nobody, nor do the texts of long buttons, which say
/// nothing about who asked for them.
///
/// Where people are the same in every workspace, what is theirs alone stays, their digest as well:
/// it only loses the channel that it was ordered in. So does a subscription to what is picked for
/// them; one to a channel ends with the channel.
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
                    "subscription",
                    "outbox",
                    "had",
                    "channel_admin",
                    "channel_link",
                    "club",
                    "paper_message",
                    "discussion");

    /// Every table that names a job, in a column `job`.
    static final List<String> TABLES_WITH_JOBS = List.of("outbox", "outbox_paper", "had");

    /// Whether a row is the workspace's: whether a column's text starts with the workspace. Its two
    /// parameters are the length of [Columns#workspace] in code points and that text.
    private static final String OF_WORKSPACE = "substr(%s, 1, ?) = ?";

    private static final String CHANNELS = "(" + OF_WORKSPACE.formatted("channel") + ")";
    private static final String PEOPLE = OF_WORKSPACE.formatted("person");
    private static final String EITHER =
            "(" + PEOPLE + " OR " + OF_WORKSPACE.formatted("channel") + ")";

    /// Deletes them in an order in which what is only reached through other rows goes first.
    ///
    /// @return how many rows were deleted
    static int delete(Handle handle, Platform platform, String workspace) {
        String prefix = Columns.workspace(platform, workspace);
        int length = prefix.codePointCount(0, prefix.length());
        handle.execute(
                "UPDATE digest SET channel = person WHERE " + CHANNELS + " AND NOT " + PEOPLE,
                length,
                prefix,
                length,
                prefix);
        handle.execute(
                "UPDATE subscription SET channel = person WHERE content = 'recommended' AND "
                        + CHANNELS
                        + " AND NOT "
                        + PEOPLE,
                length,
                prefix,
                length,
                prefix);
        int rows =
                SubscriptionRows.deleteWhatHangsOn(handle, EITHER, length, prefix, length, prefix);
        for (String table : TABLES_WITH_JOBS) {
            rows += deleteJobs(handle, table, "job", prefix, length);
        }
        rows += deleteJobs(handle, "scheduled_tasks", "task_instance", prefix, length);
        rows += deleteHistory(handle, prefix, length);
        rows += ClubRows.delete(handle, CHANNELS, length, prefix);
        for (String table : TABLES_WITH_CHANNELS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE " + CHANNELS, length, prefix);
        }
        for (String table : SqlLibrary.TABLES_WITH_PEOPLE) {
            rows += handle.execute("DELETE FROM " + table + " WHERE " + PEOPLE, length, prefix);
        }
        return rows
                + handle.execute(
                        "DELETE FROM installation_person WHERE platform = ? AND workspace = ?",
                        platform.name(),
                        Columns.text(workspace));
    }

    /// Deletes the rows of the workspace's schedules and digests, which name neither a person nor a
    /// channel but the job's name, such as `schedule/17`.
    private static int deleteJobs(
            Handle handle, String table, String column, String prefix, int length) {
        return handle.execute(
                "DELETE FROM "
                        + table
                        + " WHERE "
                        + column
                        + " IN (SELECT 'schedule/' || id FROM schedule WHERE "
                        + CHANNELS
                        + ") OR "
                        + ClubRows.isJob(column, CHANNELS)
                        + " OR "
                        + column
                        + " IN (SELECT 'digest/' || id FROM digest WHERE "
                        + EITHER
                        + ")",
                length,
                prefix,
                length,
                prefix,
                length,
                prefix,
                length,
                prefix);
    }

    private static final String DELETE_AUTHORS =
            "DELETE FROM schedule_person WHERE schedule IN (SELECT id FROM schedule WHERE "
                    + CHANNELS
                    + ")";

    private static final String DELETE_CHANGERS =
            "DELETE FROM schedule_change_person WHERE change IN (SELECT id FROM schedule_change WHERE "
                    + CHANNELS
                    + ")";

    /// Deletes who set up and changed the workspace's schedules.
    private static int deleteHistory(Handle handle, String prefix, int length) {
        int schedules = handle.execute(DELETE_AUTHORS, length, prefix);
        int changes = handle.execute(DELETE_CHANGERS, length, prefix);
        return schedules + changes;
    }

    private WorkspaceRows() {}
}
