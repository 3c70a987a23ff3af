package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library.Saved;
import io.broadsheet.library.Library.Vote;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What people did with papers in the sight of a channel. A channel learns of people from here and
/// from nowhere else: what somebody did in private, or in another channel, has no row of it.
final class ChannelActivity {

    enum ActivityKind {
        SAVE,
        SHARE,
        VOTE,
        SUBMISSION;

        private String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A paper counts as saved in a channel while whoever saved or shared it there has it.
    private static final String SAVED =
            " FROM channel_activity a JOIN shelf s ON s.person = a.person AND s.paper = a.paper";

    private static final String SAVES = " AND a.kind IN ('save', 'share')";

    private final Database database;

    ChannelActivity(Database database) {
        this.database = database;
    }

    /// Doing something again leaves when it was done first.
    ///
    /// @return 1 where it is new, else 0
    int note(
            Handle handle,
            ChannelRef channel,
            ActivityKind kind,
            UserRef user,
            PaperId paper,
            Instant at) {
        String column = Columns.paper(paper);
        return handle.execute(
                "INSERT INTO channel_activity (channel, person, paper, kind, at) VALUES (?, ?, "
                        + SqlCatalogue.CURRENT
                        + ", ?, ?) ON CONFLICT DO NOTHING",
                Columns.channel(channel),
                Columns.person(user),
                column,
                column,
                kind.column(),
                millis(at));
    }

    /// Takes back what somebody did with a paper, in every channel.
    void takeBack(Handle handle, ActivityKind kind, UserRef user, PaperId paper) {
        String column = Columns.paper(paper);
        handle.execute(
                "DELETE FROM channel_activity WHERE person = ? AND kind = ? AND paper = "
                        + SqlCatalogue.CURRENT,
                Columns.person(user),
                kind.column(),
                column,
                column);
    }

    private static final String SAVERS =
            "SELECT m.name"
                    + SAVED
                    + " JOIN member m ON m.person = a.person AND m.channel = a.channel"
                    + " WHERE a.channel = :channel AND a.paper = "
                    + SqlCatalogue.CURRENT_PAPER
                    + SAVES
                    + " GROUP BY m.person, m.name ORDER BY MIN(a.at), m.person";

    List<String> savers(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(SAVERS)
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .mapTo(String.class)
                        .list());
    }

    private static final String SAVED_IN =
            "SELECT a.paper, MAX(a.at) AS latest"
                    + SAVED
                    + " WHERE a.channel = :channel"
                    + SAVES
                    + " GROUP BY a.paper ORDER BY latest DESC, a.paper";

    List<Saved> savedIn(ChannelRef channel) {
        return database.read(handle ->
                handle.createQuery(SAVED_IN)
                        .bind("channel", Columns.channel(channel))
                        .map((row, _) ->
                                new Saved(Columns.paper(row.getString(1)), instant(row.getLong(2))))
                        .list());
    }

    /// See [io.broadsheet.library.Library#kindred].
    Map<UserRef, Set<PaperId>> kindred(
            ChannelRef channel, UserRef user, Collection<PaperId> papers, int limit) {
        String here = Columns.channel(channel);
        String self = Columns.person(user);
        return database.read(handle -> {
            Map<String, Integer> common = new HashMap<>();
            InList.each(
                    handle.getConnection(),
                    "SELECT DISTINCT a.person, a.paper" + SAVED + " WHERE a.paper IN (",
                    new LinkedHashSet<>(PaperNames.current(handle, papers)),
                    ") AND a.channel = ? AND a.person <> ?" + SAVES,
                    List.of(here, self),
                    row -> common.merge(row.getString(1), 1, Integer::sum));
            List<String> nearest =
                    common.entrySet().stream()
                            .sorted(
                                    Map.Entry.<String, Integer>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .limit(limit)
                            .map(Map.Entry::getKey)
                            .toList();
            Map<UserRef, Set<PaperId>> shelves = new LinkedHashMap<>();
            InList.each(
                    handle.getConnection(),
                    "SELECT a.person, a.paper" + SAVED + " WHERE a.person IN (",
                    nearest,
                    ") AND a.channel = ?" + SAVES,
                    List.of(here),
                    row ->
                            shelves.computeIfAbsent(
                                            Columns.person(row.getString(1)),
                                            _ -> new LinkedHashSet<>())
                                    .add(Columns.paper(row.getString(2))));
            return shelves;
        });
    }

    private static final String VOTED_IN =
            "SELECT channel FROM channel_activity WHERE person = :person AND kind = 'vote' AND paper = "
                    + SqlCatalogue.CURRENT_PAPER;

    Set<ChannelRef> votedIn(UserRef user, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle
                        .createQuery(VOTED_IN)
                        .bind("person", Columns.person(user))
                        .bind("paper", column)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(Columns::channel)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static final String VOTES_IN =
            "SELECT paper, at FROM channel_activity WHERE channel = :channel AND kind = 'vote' AND at >= :at"
                    + " ORDER BY at DESC, paper";

    List<Vote> votesIn(ChannelRef channel, Instant since) {
        return database.read(handle ->
                handle.createQuery(VOTES_IN)
                        .bind("channel", Columns.channel(channel))
                        .bind("at", millis(since))
                        .map((row, _) ->
                                new Vote(Columns.paper(row.getString(1)), instant(row.getLong(2))))
                        .list());
    }

    Map<PaperId, Integer> voteCounts(ChannelRef channel, Collection<PaperId> papers) {
        return database.read(handle -> {
            Map<PaperId, Integer> counts = new HashMap<>();
            InList.each(
                    handle.getConnection(),
                    "SELECT paper, COUNT(*) FROM channel_activity WHERE paper IN (",
                    PaperNames.current(handle, papers),
                    ") AND channel = ? AND kind = 'vote' GROUP BY paper",
                    List.of(Columns.channel(channel)),
                    row -> counts.put(Columns.paper(row.getString(1)), row.getInt(2)));
            return counts;
        });
    }

    private static final String SUBMITTER =
            "SELECT m.name FROM submission s"
                    + " JOIN channel_activity a ON a.person = s.person AND a.paper = s.paper"
                    + " JOIN member m ON m.person = a.person AND m.channel = a.channel"
                    + " WHERE a.channel = :channel AND a.kind = 'submission' AND s.paper = "
                    + SqlCatalogue.CURRENT_PAPER;

    /// Whoever has the credit, where they submitted the paper in the channel.
    Optional<String> submitter(ChannelRef channel, PaperId paper) {
        String column = Columns.paper(paper);
        return database.read(handle ->
                handle.createQuery(SUBMITTER)
                        .bind("channel", Columns.channel(channel))
                        .bind("paper", column)
                        .mapTo(String.class)
                        .findOne());
    }
}
