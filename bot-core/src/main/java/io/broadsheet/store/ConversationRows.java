package io.broadsheet.store;

import io.broadsheet.chat.ChannelRef;
import org.jdbi.v3.core.Handle;

/// The rows that belong to one person's direct conversation: everything that names it, and what
/// hangs on its schedules.
final class ConversationRows {

    private static final String OF_SCHEDULES =
            " IN (SELECT 'schedule/' || id FROM schedule WHERE channel = ?)";

    private static final String OF_DIGEST =
            " IN (SELECT 'digest/' || id FROM digest WHERE person = ?)";

    private static final String OF_CLUB_JOB = ClubRows.isJob("job", "channel = ?");

    private static final String DELETE_CHANGERS =
            "DELETE FROM schedule_change_person WHERE change IN"
                    + " (SELECT id FROM schedule_change WHERE channel = ?)";

    /// @return how many rows were deleted
    static int delete(Handle handle, ChannelRef conversation) {
        String channel = Columns.channel(conversation);
        // First what is only reached through rows that go away later.
        int rows = deleteJobs(handle, OF_SCHEDULES, channel);
        rows +=
                handle.execute(
                        "DELETE FROM schedule_person WHERE schedule IN (SELECT id FROM schedule WHERE channel = ?)",
                        channel);
        rows += handle.execute(DELETE_CHANGERS, channel);
        for (String table : WorkspaceRows.TABLES_WITH_JOBS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE " + OF_CLUB_JOB, channel);
        }
        rows +=
                handle.execute(
                        "DELETE FROM scheduled_tasks WHERE "
                                + ClubRows.isJob("task_instance", "channel = ?"),
                        channel);
        rows += ClubRows.delete(handle, "channel = ?", channel);
        for (String table : WorkspaceRows.TABLES_WITH_CHANNELS) {
            // A digest and a subscription are the person's, wherever they were ordered.
            if (!table.equals("digest") && !table.equals("subscription")) {
                rows += handle.execute("DELETE FROM " + table + " WHERE channel = ?", channel);
            }
        }
        return rows;
    }

    /// Deletes what a person's digest posted, or was about to post.
    ///
    /// @return how many rows were deleted
    static int deleteDigest(Handle handle, String person) {
        return deleteJobs(handle, OF_DIGEST, person);
    }

    private static int deleteJobs(Handle handle, String which, String of) {
        int rows = handle.execute("DELETE FROM scheduled_tasks WHERE task_instance" + which, of);
        for (String table : WorkspaceRows.TABLES_WITH_JOBS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE job" + which, of);
        }
        return rows;
    }

    private ConversationRows() {}
}
