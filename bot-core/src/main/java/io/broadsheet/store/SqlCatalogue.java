package io.broadsheet.store;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The catalogue in SQL. Which papers are one is decided by [PutBatch], what one paper says by
/// [PaperMerge].
final class SqlCatalogue implements Catalogue {

    /// The id that the parameter `paper` leads to.
    static final String CURRENT_PAPER =
            "COALESCE((SELECT id FROM alias WHERE old_id = :paper), :paper)";

    /// The id an id leads to; binds it twice.
    static final String CURRENT = "COALESCE((SELECT id FROM alias WHERE old_id = ?), ?)";

    private static final String SELECT = "SELECT " + PaperRow.COLUMNS + " FROM paper p ";

    private final Database database;

    SqlCatalogue(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Paper> find(PaperId id) {
        String column = Columns.paper(id);
        return database.read(handle ->
                papers(handle, SELECT + "WHERE p.id = " + CURRENT, column, column).stream()
                        .findFirst());
    }

    @Override
    public List<Paper> findAll(Collection<PaperId> ids) {
        Set<String> asked = new LinkedHashSet<>();
        ids.forEach(id -> asked.add(Columns.paper(id)));
        return database.read(handle -> {
            Map<String, Paper> found = new HashMap<>();
            InList.each(
                    handle.getConnection(),
                    SELECT + "WHERE p.id IN (",
                    asked,
                    row -> {
                        Paper paper = PaperRow.read(row, 1);
                        found.put(paper.id().toString(), paper);
                    });
            if (found.size() < asked.size()) {
                List<String> missing = asked.stream().filter(id -> !found.containsKey(id)).toList();
                InList.each(
                        handle.getConnection(),
                        "SELECT a.old_id, "
                                + PaperRow.COLUMNS
                                + " FROM alias a JOIN paper p ON p.id = a.id WHERE a.old_id IN (",
                        missing,
                        row -> found.put(row.getString(1), PaperRow.read(row, 2)));
            }
            Map<PaperId, Paper> ordered = new LinkedHashMap<>();
            asked.stream()
                    .map(found::get)
                    .filter(Objects::nonNull)
                    .forEach(paper -> ordered.putIfAbsent(paper.id(), paper));
            return List.copyOf(ordered.values());
        });
    }

    @Override
    public PaperId canonical(PaperId id) {
        return database.read(handle -> canonical(handle, id));
    }

    private static PaperId canonical(Handle handle, PaperId id) {
        return handle.createQuery("SELECT id FROM alias WHERE old_id = :id")
                .bind("id", Columns.paper(id))
                .mapTo(String.class)
                .findOne()
                .map(Columns::paper)
                .orElse(id);
    }

    @Override
    public Optional<Paper> findByDoi(Doi doi) {
        return find(PaperId.of(doi))
                .or(() ->
                        database.read(handle ->
                                papers(
                                                handle,
                                                SELECT + "WHERE p.doi = ? ORDER BY p.id LIMIT 1",
                                                Columns.text(doi.value()))
                                        .stream()
                                        .findFirst()));
    }

    @Override
    public Optional<Paper> findByLink(URI page) {
        return database.read(handle ->
                papers(
                                handle,
                                SELECT
                                        + "JOIN link l ON l.paper = p.id WHERE l.page = ? ORDER BY"
                                        + " p.added, p.id LIMIT 1",
                                Pages.key(page))
                        .stream()
                        .findFirst());
    }

    @Override
    public List<Paper> findByTitleKey(String titleKey) {
        return database.read(handle ->
                papers(
                        handle,
                        SELECT + "WHERE p.title_key = ? ORDER BY p.id",
                        Columns.text(titleKey)));
    }

    @Override
    public List<Intake> put(List<Paper> papers, Instant now) {
        if (papers.isEmpty()) {
            return List.of();
        }
        Instant at = Columns.instant(Columns.millis(now));
        return database.writeAlone(handle -> new PutBatch(handle.getConnection(), at).put(papers));
    }

    @Override
    public long size() {
        return database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM paper").mapTo(Long.class).one());
    }

    @Override
    public List<Change> changesAfter(long after, int limit) {
        // One statement, so that it reads one state: a later change must not hide an earlier one
        // that is not visible yet.
        String sql =
                "SELECT c.changed, c.id, "
                        + PaperRow.COLUMNS
                        + " FROM (SELECT changed, id FROM paper WHERE changed > ? UNION ALL SELECT"
                        + " changed, old_id FROM alias WHERE changed > ? ORDER BY 1 LIMIT ?) c LEFT"
                        + " JOIN paper p ON p.id = c.id ORDER BY c.changed";
        return database.read(handle -> {
            List<Change> changes = new ArrayList<>();
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                statement.setLong(1, after);
                statement.setLong(2, Math.max(after, 0));
                statement.setInt(3, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Optional<Paper> paper =
                                row.getString(3) == null
                                        ? Optional.empty()
                                        : Optional.of(PaperRow.read(row, 3));
                        changes.add(
                                new Change(row.getLong(1), Columns.paper(row.getString(2)), paper));
                    }
                }
            }
            return changes;
        });
    }

    @Override
    public long lastChange() {
        return database.read(handle -> PutBatch.lastChange(handle.getConnection()));
    }

    @Override
    public List<Paper> dated(Instant from, Instant until, int limit) {
        // The ranking reads few columns; only the papers that make it are read whole.
        String sql =
                SELECT
                        + "JOIN (SELECT id FROM paper WHERE dated >= ? AND dated < ?"
                        + " ORDER BY upvotes DESC, dated DESC, id LIMIT ?) best ON best.id = p.id"
                        + " ORDER BY p.upvotes DESC, p.dated DESC, p.id";
        return database.read(handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                statement.setLong(1, Columns.millis(from));
                statement.setLong(2, Columns.millis(until));
                statement.setInt(3, limit);
                return papers(statement);
            }
        });
    }

    private static final String RECEPTIONS =
            "SELECT authors, upvotes, dated FROM paper WHERE dated >= :from AND"
                    + " dated < :until AND upvotes > 0 ORDER BY dated, id";

    @Override
    public List<Reception> receptions(Instant from, Instant until) {
        return database.read(handle ->
                handle.createQuery(RECEPTIONS)
                        .bind("from", Columns.millis(from))
                        .bind("until", Columns.millis(until))
                        .map((row, _) ->
                                new Reception(
                                        AuthorColumn.read(row.getString(1)).stream()
                                                .map(Author::name)
                                                .toList(),
                                        row.getInt(2),
                                        Columns.instant(row.getLong(3))))
                        .list());
    }

    private static final String HISTORY =
            "SELECT at, version, field, said FROM revision WHERE paper = "
                    + CURRENT_PAPER
                    + " ORDER BY changed DESC, place";

    @Override
    public List<Revision> history(PaperId id) {
        String column = Columns.paper(id);
        return database.read(handle ->
                handle.createQuery(HISTORY)
                        .bind("paper", column)
                        .map((row, _) ->
                                new Revision(
                                        Columns.instant(row.getLong(1)),
                                        row.getInt(2),
                                        row.getString(3),
                                        row.getString(4)))
                        .list());
    }

    @Override
    public Map<PaperId, List<Revision>> changesOf(Collection<PaperId> ids, Instant after) {
        Set<String> asked = new LinkedHashSet<>();
        ids.forEach(id -> asked.add(Columns.paper(id)));
        String sql =
                "SELECT paper, at, version, field, said FROM revision WHERE at > "
                        + Columns.millis(after)
                        + " AND paper IN (";
        return database.read(handle -> {
            Set<String> current = new LinkedHashSet<>(asked);
            InList.each(
                    handle.getConnection(),
                    "SELECT id FROM alias WHERE old_id IN (",
                    asked,
                    row -> current.add(row.getString(1)));
            Map<PaperId, List<Revision>> changes = new LinkedHashMap<>();
            InList.each(
                    handle.getConnection(),
                    sql,
                    current,
                    row ->
                            changes.computeIfAbsent(
                                            Columns.paper(row.getString(1)), _ -> new ArrayList<>())
                                    .add(
                                            new Revision(
                                                    Columns.instant(row.getLong(2)),
                                                    row.getInt(3),
                                                    row.getString(4),
                                                    row.getString(5))));
            changes.values()
                    .forEach(list -> list.sort(Comparator.comparing(Revision::changed).reversed()));
            return changes;
        });
    }

    private static List<Paper> papers(Handle handle, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return papers(statement);
        }
    }

    private static List<Paper> papers(PreparedStatement statement) throws SQLException {
        List<Paper> papers = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                papers.add(PaperRow.read(row, 1));
            }
        }
        return papers;
    }
}
