package io.broadsheet.store;

import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.paper.PaperId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Messages that show papers, in SQL.
final class SqlPaperMessages implements PaperMessages {

    private final Database database;

    SqlPaperMessages(Database database) {
        this.database = database;
    }

    private static final String SHOWN =
            "INSERT INTO paper_message (channel, message, paper, at, person) VALUES (:channel, :message, "
                    + SqlCatalogue.CURRENT_PAPER
                    + ", :at, :person) ON CONFLICT DO NOTHING";

    @Override
    public void shown(PaperMessage message) {
        String paper = Columns.paper(message.paper());
        database.write(handle ->
                handle.createUpdate(SHOWN)
                        .bind("channel", Columns.channel(message.channel()))
                        .bind("message", Columns.text(message.message()))
                        .bind("paper", paper)
                        .bind("at", millis(message.at()))
                        .bind("person", Columns.person(message.sharer()))
                        .execute());
    }

    /// A post of several papers shows none of them alone.
    private static final String PAPERS_OF_MESSAGE =
            "SELECT paper FROM paper_message WHERE channel = :channel AND message = :message"
                    + " UNION SELECT paper FROM discussion WHERE channel = :channel AND message = :message"
                    + " UNION SELECT p.paper FROM outbox o JOIN outbox_paper p"
                    + " ON p.job = o.job AND p.day = o.day AND p.slot = o.slot"
                    + " WHERE o.channel = :channel AND o.message = :message";

    @Override
    public Optional<PaperId> paper(ChannelRef channel, String message) {
        if (message.isEmpty()) {
            return Optional.empty();
        }
        List<String> papers =
                database.read(handle ->
                        handle.createQuery(PAPERS_OF_MESSAGE)
                                .bind("channel", Columns.channel(channel))
                                .bind("message", Columns.text(message))
                                .mapTo(String.class)
                                .list());
        return papers.size() == 1
                ? Optional.of(Columns.paper(papers.getFirst()))
                : Optional.empty();
    }

    private static final String SHARED_OF =
            "SELECT channel, message, paper, at, person FROM paper_message WHERE paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + " AND at >= :since ORDER BY at DESC, message DESC";

    @Override
    public List<PaperMessage> sharedOf(PaperId paper, Instant since) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(SHARED_OF)
                        .bind("paper", column)
                        .bind("since", millis(since))
                        .map((row, _) -> message(row))
                        .list());
    }

    private static PaperMessage message(ResultSet row) throws SQLException {
        return new PaperMessage(
                Columns.channel(row.getString(1)),
                row.getString(2),
                Columns.paper(row.getString(3)),
                Columns.instant(row.getLong(4)),
                Columns.person(row.getString(5)));
    }

    private static final String LATEST =
            "SELECT message FROM (SELECT message, at FROM paper_message WHERE channel = :channel AND paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + " UNION ALL SELECT o.message, o.at FROM outbox o JOIN outbox_paper p"
                    + " ON p.job = o.job AND p.day = o.day AND p.slot = o.slot"
                    + " WHERE o.channel = :channel AND o.message <> '' AND p.paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + " AND NOT EXISTS (SELECT 1 FROM outbox_paper q WHERE q.job = o.job AND q.day = o.day"
                    + " AND q.slot = o.slot AND q.place <> p.place)) shows ORDER BY at DESC, message DESC LIMIT 1";

    @Override
    public Optional<String> latest(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(LATEST)
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .mapTo(String.class)
                        .findOne());
    }

    // --- discussions ---

    private static final String BEGIN =
            "INSERT INTO discussion (channel, paper, at, message) VALUES (:channel, "
                    + SqlCatalogue.CURRENT_PAPER
                    + ", :at, NULL) ON CONFLICT (channel, paper) DO UPDATE SET at = excluded.at"
                    + " WHERE discussion.message IS NULL AND discussion.at < :lapsed";

    private static final String OF_DISCUSSION =
            " WHERE channel = :channel AND paper = " + SqlCatalogue.CURRENT_PAPER;

    @Override
    public Beginning begin(ChannelRef channel, PaperId paper, Instant now, Instant lapsed) {
        String column = Columns.paper(paper);
        return database.write(handle -> {
            int begun =
                    handle.createUpdate(BEGIN)
                            .bind("channel", Columns.channel(channel))
                            .bind("paper", column)
                            .bind("at", millis(now))
                            .bind("lapsed", millis(lapsed))
                            .execute();
            return begun > 0 ? new Beginning.Ours() : begunBefore(handle, channel, column);
        });
    }

    private static Beginning begunBefore(Handle handle, ChannelRef channel, String paper) {
        return handle.createQuery("SELECT message FROM discussion" + OF_DISCUSSION)
                .bind("channel", Columns.channel(channel))
                .bind("paper", paper)
                .map((row, _) -> Optional.ofNullable(row.getString(1)))
                .findOne()
                .flatMap(message -> message)
                .<Beginning>map(Beginning.AlreadyOpen::new)
                .orElseGet(Beginning.SomebodyElses::new);
    }

    private static final String OPENED =
            "INSERT INTO discussion (channel, paper, at, message) VALUES (:channel, "
                    + SqlCatalogue.CURRENT_PAPER
                    + ", :at, :message) ON CONFLICT (channel, paper) DO UPDATE"
                    + " SET at = excluded.at, message = excluded.message WHERE discussion.message IS NULL";

    @Override
    public void opened(ChannelRef channel, PaperId paper, String message, Instant at) {
        String column = Columns.paper(paper);
        database.write(handle ->
                handle.createUpdate(OPENED)
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .bind("message", Columns.text(message))
                        .bind("at", millis(at))
                        .execute());
    }

    @Override
    public void notOpened(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        database.write(handle ->
                handle.createUpdate(
                                "DELETE FROM discussion" + OF_DISCUSSION + " AND message IS NULL")
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .execute());
    }

    @Override
    public void closed(ChannelRef channel, PaperId paper, String message) {
        String column = Columns.paper(paper);
        database.write(handle ->
                handle.createUpdate(
                                "DELETE FROM discussion"
                                        + OF_DISCUSSION
                                        + " AND message = :message")
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .bind("message", Columns.text(message))
                        .execute());
    }
}
