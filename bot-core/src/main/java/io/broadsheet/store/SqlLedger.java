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

    private static final String RECORD =
            "INSERT INTO posting (channel, paper, at, occasion) VALUES (:channel, "
                    + SqlCatalogue.CURRENT_PAPER
                    + ", :at, :occasion) ON CONFLICT DO NOTHING";

    @Override
    public void record(LedgerEntry posting) {
        String paper = Columns.paper(posting.paper());
        database.write(handle ->
                handle.createUpdate(RECORD)
                        .bind("channel", Columns.channel(posting.channel()))
                        .bind("paper", paper)
                        .bind("at", Columns.millis(posting.at()))
                        .bind("occasion", posting.occasion().name().toLowerCase(Locale.ROOT))
                        .execute());
    }

    private static final String POSTINGS_IN_CHANNEL =
            SELECT + "WHERE channel = :channel ORDER BY at DESC, paper LIMIT :limit";

    @Override
    public List<LedgerEntry> postings(ChannelRef channel, int limit) {
        return database.read(handle ->
                handle.createQuery(POSTINGS_IN_CHANNEL)
                        .bind("channel", Columns.channel(channel))
                        .bind("limit", limit)
                        .map((row, _) -> posting(row))
                        .list());
    }

    private static final String POSTINGS_OF_PAPER =
            SELECT
                    + "WHERE channel = :channel AND paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + " ORDER BY at DESC";

    @Override
    public List<LedgerEntry> postings(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(POSTINGS_OF_PAPER)
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
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
