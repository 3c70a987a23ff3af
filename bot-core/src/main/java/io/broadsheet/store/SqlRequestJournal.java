package io.broadsheet.store;

import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.RequestJournal;
import java.time.Instant;

/// Requests that were begun, in SQL.
final class SqlRequestJournal implements RequestJournal {

    private final Database database;

    SqlRequestJournal(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(String request, Instant until, Instant now) {
        return database.write(handle -> {
            handle.execute("DELETE FROM done_request WHERE until <= ?", millis(now));
            return handle.execute(
                            "INSERT INTO done_request (digest, until) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            PaperRow.digest(request),
                            millis(until))
                    > 0;
        });
    }
}
