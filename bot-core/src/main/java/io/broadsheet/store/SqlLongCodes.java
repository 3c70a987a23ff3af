package io.broadsheet.store;

import io.broadsheet.chat.LongCodes;
import java.time.Instant;
import java.util.Optional;

/// Long codes in SQL. The key is a digest of the text.
final class SqlLongCodes implements LongCodes {

    private final Database database;

    SqlLongCodes(Database database) {
        this.database = database;
    }

    private static final String KEEP =
            "INSERT INTO long_code (code, text, at) VALUES (:code, :text, :at) ON CONFLICT DO NOTHING";

    @Override
    public String keep(String text, Instant at) {
        String kept = Columns.text(text);
        String key = PaperRow.digest(kept);
        if (find(key).isEmpty()) {
            database.write(handle ->
                    handle.createUpdate(KEEP)
                            .bind("code", key)
                            .bind("text", kept)
                            .bind("at", Columns.millis(at))
                            .execute());
        }
        return key;
    }

    @Override
    public Optional<String> find(String key) {
        return database.read(handle ->
                handle.createQuery("SELECT text FROM long_code WHERE code = :code")
                        .bind("code", Columns.text(key))
                        .mapTo(String.class)
                        .findOne());
    }
}
