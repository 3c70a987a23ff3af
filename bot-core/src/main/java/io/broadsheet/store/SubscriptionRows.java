package io.broadsheet.store;

import org.jdbi.v3.core.Handle;

/// The rows that hang on subscriptions: what was sent, or was about to be, and the places that
/// mails go to.
final class SubscriptionRows {

    private SubscriptionRows() {}

    /// Deletes one with all that hangs on it.
    ///
    /// @return how many rows were deleted
    static int delete(Handle handle, long id) {
        return deleteWhatHangsOn(handle, "id = ?", id)
                + handle.execute("DELETE FROM subscription WHERE id = ?", id);
    }

    /// Deletes what hangs on some, not themselves.
    ///
    /// @param which a condition on their table, with the parameters that follow
    /// @return how many rows were deleted
    static int deleteWhatHangsOn(Handle handle, String which, Object... of) {
        String jobs = " IN (SELECT 'subscription/' || id FROM subscription WHERE " + which + ")";
        String places = " IN (SELECT 'mail/-/' || id FROM subscription WHERE " + which + ")";
        int rows = handle.execute("DELETE FROM scheduled_tasks WHERE task_instance" + jobs, of);
        for (String table : WorkspaceRows.TABLES_WITH_JOBS) {
            rows += handle.execute("DELETE FROM " + table + " WHERE job" + jobs, of);
        }
        return rows + handle.execute("DELETE FROM posting WHERE channel" + places, of);
    }
}
