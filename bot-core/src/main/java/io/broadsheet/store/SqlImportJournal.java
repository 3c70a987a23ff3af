package io.broadsheet.store;

import io.broadsheet.catalogue.ImportJournal;
import java.time.Instant;

/// The import journal in SQL.
final class SqlImportJournal implements ImportJournal {

    private final Database database;

    SqlImportJournal(Database database) {
        this.database = database;
    }

    @Override
    public long reached(String source) {
        return database.read(handle ->
                handle.createQuery("SELECT records FROM import_source WHERE source = ?")
                        .bind(0, Columns.text(source))
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    @Override
    public void reached(String source, long records, Instant at) {
        database.write(handle ->
                handle.createUpdate(
                                "INSERT INTO import_source (source, records, at) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (source) DO UPDATE SET records = excluded.records, at = excluded.at")
                        .bind(0, Columns.text(source))
                        .bind(1, records)
                        .bind(2, Columns.millis(at))
                        .execute());
    }
}
