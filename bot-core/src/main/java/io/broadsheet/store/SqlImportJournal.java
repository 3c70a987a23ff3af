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
                handle.createQuery("SELECT records FROM import_source WHERE source = :source")
                        .bind("source", Columns.text(source))
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    private static final String REACHED =
            "INSERT INTO import_source (source, records, at) VALUES (:source, :records, :at)"
                    + " ON CONFLICT (source) DO UPDATE SET records = excluded.records, at = excluded.at";

    @Override
    public void reached(String source, long records, Instant at) {
        database.write(handle ->
                handle.createUpdate(REACHED)
                        .bind("source", Columns.text(source))
                        .bind("records", records)
                        .bind("at", Columns.millis(at))
                        .execute());
    }
}
