package io.broadsheet.store;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.paper.PaperId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// The ledger in SQL. Recording one posting twice keeps it once.
final class SqlLedger implements Ledger {

    private static final String SELECT = "SELECT channel, paper, at, occasion FROM posting ";

    private final Database database;

    SqlLedger(Database database) {
        this.database = database;
    }

    @Override
    public void record(LedgerEntry posting) {
        String paper = Columns.paper(posting.paper());
        database.write(handle ->
                handle.createUpdate(
                                "INSERT INTO posting (channel, paper, at, occasion) VALUES (?, "
                                        + SqlCatalogue.CURRENT
                                        + ", ?, ?) ON CONFLICT DO NOTHING")
                        .bind(0, Columns.channel(posting.channel()))
                        .bind(1, paper)
                        .bind(2, paper)
                        .bind(3, Columns.millis(posting.at()))
                        .bind(4, posting.occasion().name().toLowerCase(Locale.ROOT))
                        .execute());
    }

    @Override
    public List<LedgerEntry> postings(ChannelRef channel, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE channel = :channel ORDER BY at DESC, paper LIMIT :limit")
                        .bind("channel", Columns.channel(channel))
                        .bind("limit", limit)
                        .map((row, _) -> posting(row))
                        .list());
    }

    @Override
    public List<LedgerEntry> postings(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(
                                SELECT
                                        + "WHERE channel = ? AND paper = "
                                        + SqlCatalogue.CURRENT
                                        + " ORDER BY at DESC")
                        .bind(0, Columns.channel(channel))
                        .bind(1, column)
                        .bind(2, column)
                        .map((row, _) -> posting(row))
                        .list());
    }

    private static LedgerEntry posting(ResultSet row) throws SQLException {
        return new LedgerEntry(
                Columns.channel(row.getString(1)),
                Columns.paper(row.getString(2)),
                Columns.instant(row.getLong(3)),
                Occasion.valueOf(row.getString(4).toUpperCase(Locale.ROOT)));
    }
}
