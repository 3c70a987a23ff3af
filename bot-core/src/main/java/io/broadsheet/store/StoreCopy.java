package io.broadsheet.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Copies a SQLite store into an empty PostgreSQL database, and compares both row by row.
public final class StoreCopy {

    /// Every table, those that others refer to first, but [#LEFT_OUT], which whoever runs on the
    /// copy fills anew.
    static final List<String> TABLES =
            List.of(
                    "counter",
                    "paper",
                    "alias",
                    "link",
                    "revision",
                    "vector",
                    "import_source",
                    "source_turn",
                    "source_query",
                    "source_state",
                    "source_field",
                    "long_code",
                    "member",
                    "shelf",
                    "list_entry",
                    "vote",
                    "channel_activity",
                    "dismissal",
                    "shown",
                    "suggested",
                    "last_list",
                    "submission",
                    "person_interest",
                    "channel_interest",
                    "posting",
                    "schedule",
                    "schedule_person",
                    "schedule_change",
                    "schedule_change_person",
                    "channel_admin",
                    "digest",
                    "channel_link",
                    "person_link",
                    "outbox",
                    "outbox_paper",
                    "had",
                    "installation",
                    "installation_person",
                    "installation_word",
                    "harvest",
                    "harvested_day",
                    "title_lookup",
                    "platform_alive",
                    "done_request",
                    "subscription",
                    "confirmation_mail",
                    "club",
                    "club_change",
                    "club_change_person",
                    "club_meeting",
                    "club_presenter",
                    "club_nomination",
                    "club_nominator",
                    "club_candidate",
                    "club_vote",
                    "club_member",
                    "club_absence",
                    "club_swap",
                    "club_question",
                    "club_asker",
                    "club_note",
                    "club_noter",
                    "club_rating",
                    "paper_message",
                    "discussion");

    /// Tables that are not copied.
    static final List<String> LEFT_OUT = List.of("scheduled_tasks", "process");

    /// A new database has rows here already.
    private static final String FILLED = "counter";

    private static final int BATCH = 500;

    /// A table after it was copied.
    ///
    /// @param checksum of all its rows, the same on both sides
    public record Copied(String table, long rows, String checksum) {}

    private StoreCopy() {}

    /// Copies everything, in one transaction of the target. Nobody can write to the source
    /// meanwhile.
    ///
    /// @param directory where the SQLite store is
    /// @param heard is told of every table that was copied and found equal
    /// @throws StoreException where one of them cannot be used, the target has something in it
    ///   already, or a table is not the same afterwards; then the target is as it was
    public static void run(Path directory, PostgresAddress target, Consumer<Copied> heard) {
        Path file = directory.resolve(Store.FILE);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    StoreException.StoreFault.NOT_ACCESSIBLE,
                    "There is no database " + file.toAbsolutePath() + " to copy.",
                    null);
        }
        try (Store from = Store.open(directory);
                Store to = Store.open(target)) {
            List<Copied> copied =
                    from.database()
                            .writeAlone(source ->
                                    to.database().writeAlone(sink -> copy(source, sink, target)));
            copied.forEach(heard);
        }
    }

    private static List<Copied> copy(Handle source, Handle sink, PostgresAddress target)
            throws SQLException {
        for (String table : Stream.concat(TABLES.stream(), LEFT_OUT.stream()).toList()) {
            if (!table.equals(FILLED) && count(sink, table) > 0) {
                throw new StoreException(
                        StoreException.StoreFault.FAILED,
                        "The database "
                                + target
                                + " has something in it already, in its table "
                                + table
                                + ". Copy into a new one, for example made with createdb.",
                        null);
            }
        }
        return pourAll(source, sink);
    }

    /// Copies every table into an empty store of the same layout, and compares both.
    ///
    /// @throws StoreException where a table is not the same afterwards
    static List<Copied> pourAll(Handle source, Handle sink) throws SQLException {
        sink.execute("DELETE FROM " + FILLED);
        List<Copied> copied = new ArrayList<>();
        for (String table : TABLES) {
            List<String> columns = columns(source, table);
            long rows = pour(source, sink, table, columns);
            String before = checksum(source, table, columns);
            String after = checksum(sink, table, columns);
            if (rows != count(sink, table) || !before.equals(after)) {
                throw new StoreException(
                        StoreException.StoreFault.FAILED,
                        "The table " + table + " is not the same after it was copied.",
                        null);
            }
            copied.add(new Copied(table, rows, after));
        }
        return copied;
    }

    private static long pour(Handle source, Handle sink, String table, List<String> columns)
            throws SQLException {
        String names = String.join(", ", columns);
        long rows = 0;
        try (PreparedStatement select =
                        source.getConnection()
                                .prepareStatement("SELECT " + names + " FROM " + table);
                ResultSet row = inBatches(select);
                PreparedStatement insert =
                        sink.getConnection()
                                .prepareStatement(
                                        "INSERT INTO "
                                                + table
                                                + " ("
                                                + names
                                                + ") VALUES ("
                                                + Database.marks(columns.size())
                                                + ")")) {
            while (row.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    insert.setObject(i, row.getObject(i));
                }
                insert.addBatch();
                if (++rows % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return rows;
    }

    /// PostgreSQL's driver would hold the whole table otherwise.
    private static ResultSet inBatches(PreparedStatement select) throws SQLException {
        select.setFetchSize(BATCH);
        return select.executeQuery();
    }

    static List<String> columns(Handle handle, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement select =
                        handle.getConnection()
                                .prepareStatement("SELECT * FROM " + table + " LIMIT 0");
                ResultSet none = select.executeQuery()) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                columns.add(none.getMetaData().getColumnName(i));
            }
        }
        Collections.sort(columns);
        return columns;
    }

    private static long count(Handle handle, String table) {
        return handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one();
    }

    /// The sum of the rows' hashes, which does not depend on their order.
    static String checksum(Handle handle, String table, List<String> columns) throws SQLException {
        long high = 0;
        long low = 0;
        try (PreparedStatement select =
                        handle.getConnection()
                                .prepareStatement(
                                        "SELECT " + String.join(", ", columns) + " FROM " + table);
                ResultSet row = inBatches(select)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            while (row.next()) {
                for (int i = 1; i <= columns.size(); i++) {
                    byte[] value = bytes(row.getObject(i));
                    digest.update(
                            ByteBuffer.allocate(4)
                                    .putInt(value == null ? -1 : value.length)
                                    .array());
                    if (value != null) {
                        digest.update(value);
                    }
                }
                ByteBuffer hash = ByteBuffer.wrap(digest.digest());
                high += hash.getLong();
                low += hash.getLong();
            }
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
        return String.format(java.util.Locale.ROOT, "%016x%016x", high, low);
    }

    private static byte @Nullable [] bytes(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> bytes;
            // Whole numbers have the same digits on both sides, whatever their type.
            case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
        };
    }
}
