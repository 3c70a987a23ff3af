package io.broadsheet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Queries over many keys, in few statements of few shapes.
final class InList {

    /// Below the least number of parameters that any engine takes (SQLite: 32,766).
    private static final int LARGEST = 500;

    /// Runs `sql`, which ends with `IN (`, over all keys and hands every row on.
    static void each(Connection connection, String sql, Collection<String> keys, Row row)
            throws SQLException {
        each(connection, sql, keys, ")", List.of(), row);
    }

    /// Runs `sql` + keys + `end` over all keys. `more` binds after the keys.
    static void each(
            Connection connection,
            String sql,
            Collection<String> keys,
            String end,
            List<String> more,
            Row row)
            throws SQLException {
        List<String> all = List.copyOf(keys);
        int from = 0;
        while (from < all.size()) {
            int left = all.size() - from;
            int size = left > 40 ? LARGEST : left > 4 ? 40 : left > 1 ? 4 : 1;
            try (PreparedStatement statement =
                    connection.prepareStatement(sql + Database.marks(size) + end)) {
                for (int i = 0; i < size; i++) {
                    // What is left over repeats the last key.
                    statement.setString(i + 1, all.get(Math.min(from + i, all.size() - 1)));
                }
                for (int i = 0; i < more.size(); i++) {
                    statement.setString(size + i + 1, more.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        row.read(rows);
                    }
                }
            }
            from += size;
        }
    }

    /// Takes the row on which a result stands.
    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private InList() {}
}
