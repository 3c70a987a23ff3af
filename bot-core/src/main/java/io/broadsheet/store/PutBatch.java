package io.broadsheet.store;

import io.broadsheet.catalogue.Catalogue.Intake;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One batch of papers on its way into the catalogue: loads every stored paper that any of them may
/// be, decides in memory what becomes of each, then writes the difference. Lives within one
/// transaction.
///
/// Which papers are one:
/// - those with the same id, earlier ids included;
/// - a paper identified by a DOI and one that carries that DOI beside another id, unless several
///   carry it;
/// - a paper known by its title only and an identified one with the same title key, unless several
///   identified papers share the key, both name authors and none is in both, or their DOIs differ:
///   then they stay apart.
///
/// Two papers with different arXiv ids are never one.
final class PutBatch {

    private final Connection connection;
    private final Instant now;

    /// Papers as the tables hold them.
    private final Map<PaperId, Paper> stored = new HashMap<>();

    /// Papers as they shall be, in the order in which they came.
    private final Map<PaperId, Paper> papers = new LinkedHashMap<>();

    private final Map<PaperId, PaperId> aliases = new HashMap<>();
    private final Map<PaperId, PaperId> newAliases = new LinkedHashMap<>();
    private final Map<PaperId, String> titleKeys = new HashMap<>();
    private final Map<String, Set<PaperId>> byTitle = new HashMap<>();
    private final Map<Doi, Set<PaperId>> byDoi = new HashMap<>();
    private final Map<PaperId, List<PaperMerge.Replaced>> replaced = new HashMap<>();

    PutBatch(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    List<Intake> put(List<Paper> incoming) throws SQLException {
        List<Keyed> batch =
                incoming.stream()
                        .map(PaperRow::storable)
                        .map(paper ->
                                new Keyed(
                                        paper,
                                        PaperId.titleKey(paper.title()),
                                        PaperMerge.doi(paper)))
                        .toList();
        load(batch);
        List<Intake> outcome = new ArrayList<>(batch.size());
        for (Keyed keyed : batch) {
            outcome.add(take(keyed));
        }
        write();
        return outcome;
    }

    /// An incoming paper with what it may be recognised by.
    private record Keyed(Paper paper, String titleKey, @Nullable Doi doi) {}

    // --- what is there ---

    private void load(List<Keyed> batch) throws SQLException {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> titles = new LinkedHashSet<>();
        Set<String> dois = new LinkedHashSet<>();
        for (Keyed keyed : batch) {
            ids.add(keyed.paper().id().toString());
            titles.add(keyed.titleKey());
            if (keyed.doi() != null) {
                dois.add(keyed.doi().value());
                ids.add(new PaperId(PaperId.Scheme.DOI, keyed.doi().value()).toString());
            }
        }
        InList.each(
                connection,
                "SELECT old_id, id FROM alias WHERE old_id IN (",
                ids,
                row -> {
                    aliases.put(Columns.paper(row.getString(1)), Columns.paper(row.getString(2)));
                });
        aliases.values().forEach(id -> ids.add(id.toString()));
        InList.each(
                connection,
                "SELECT id FROM paper WHERE title_key IN (",
                titles,
                row -> ids.add(row.getString(1)));
        InList.each(
                connection,
                "SELECT id FROM paper WHERE doi IN (",
                dois,
                row -> ids.add(row.getString(1)));
        InList.each(
                connection,
                "SELECT p.title_key, " + PaperRow.COLUMNS + " FROM paper p WHERE p.id IN (",
                ids,
                row -> {
                    Paper paper = PaperRow.read(row, 2);
                    stored.put(paper.id(), paper);
                    papers.put(paper.id(), paper);
                    index(paper, row.getString(1));
                });
    }

    private void index(Paper paper, String titleKey) {
        titleKeys.put(paper.id(), titleKey);
        byTitle.computeIfAbsent(titleKey, _ -> new LinkedHashSet<>()).add(paper.id());
        Doi doi = PaperMerge.doi(paper);
        if (doi != null) {
            byDoi.computeIfAbsent(doi, _ -> new LinkedHashSet<>()).add(paper.id());
        }
    }

    /// The id's paper may have left, or lost what it was found by; whoever looks it up checks.
    private List<Paper> indexed(@Nullable Set<PaperId> ids) {
        return ids == null
                ? List.of()
                : ids.stream().map(papers::get).filter(Objects::nonNull).toList();
    }

    private PaperId canonical(PaperId id) {
        return aliases.getOrDefault(id, id);
    }

    // --- what becomes of each ---

    private Intake take(Keyed keyed) {
        Paper incoming = keyed.paper();
        List<Paper> same = same(keyed);
        if (same.isEmpty()) {
            Paper added = incoming.toBuilder().added(now).build();
            papers.put(added.id(), added);
            index(added, keyed.titleKey());
            return Intake.ADDED;
        }
        Paper base = same.getFirst();
        for (Paper one : same) {
            base = PaperMerge.better(base.id(), one.id()).equals(base.id()) ? base : one;
        }
        Paper before = base;
        List<PaperMerge.Replaced> said = new ArrayList<>();
        PaperId id = PaperMerge.better(base.id(), incoming.id());
        Paper merged = base;
        for (Paper one : same) {
            if (!one.id().equals(base.id())) {
                merged = merge(merged, one, said);
                merged =
                        one.added().isBefore(merged.added())
                                ? merged.toBuilder().added(one.added()).build()
                                : merged;
            }
        }
        merged = merge(merged, incoming, said);

        boolean becameOne = false;
        for (Paper one : same) {
            if (!one.id().equals(id)) {
                absorb(one.id(), id);
                becameOne = true;
            }
        }
        if (!incoming.id().equals(id) && !canonical(incoming.id()).equals(id)) {
            rename(incoming.id(), id);
            becameOne = true;
        }
        if (becameOne || !merged.equals(before)) {
            papers.put(id, merged);
            index(
                    merged,
                    merged.title().equals(incoming.title())
                            ? keyed.titleKey()
                            : PaperId.titleKey(merged.title()));
            replaced.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(said);
        }
        if (becameOne) {
            return Intake.MERGED;
        }
        return merged.equals(before) ? Intake.UNCHANGED : Intake.UPDATED;
    }

    private static Paper merge(Paper known, Paper incoming, List<PaperMerge.Replaced> said) {
        PaperMerge merge = PaperMerge.of(known, incoming);
        said.addAll(merge.replaced());
        return merge.paper();
    }

    /// The known papers that are the incoming one.
    private List<Paper> same(Keyed keyed) {
        Paper incoming = keyed.paper();
        PaperId.Scheme scheme = incoming.id().scheme();
        Map<PaperId, Paper> same = new LinkedHashMap<>();
        Paper named = papers.get(canonical(incoming.id()));
        if (named != null) {
            same.put(named.id(), named);
        }
        PaperId self = named == null ? incoming.id() : PaperMerge.better(named.id(), incoming.id());

        if (keyed.doi() != null) {
            List<Paper> carriers =
                    indexed(byDoi.get(keyed.doi())).stream()
                            .filter(one -> keyed.doi().equals(PaperMerge.doi(one)))
                            .toList();
            long arxiv =
                    Stream.concat(Stream.of(self), carriers.stream().map(Paper::id))
                            .filter(id -> id.scheme() == PaperId.Scheme.ARXIV)
                            .distinct()
                            .count();
            if (arxiv <= 1) {
                carriers.forEach(one -> same.put(one.id(), one));
            }
        }

        List<Paper> titled =
                indexed(byTitle.get(keyed.titleKey())).stream()
                        .filter(one -> keyed.titleKey().equals(titleKeys.get(one.id())))
                        .toList();
        List<Paper> identified =
                titled.stream().filter(one -> one.id().scheme() != PaperId.Scheme.TITLE).toList();
        if (scheme != PaperId.Scheme.TITLE) {
            boolean alone =
                    identified.stream()
                            .allMatch(one -> one.id().equals(self) || same.containsKey(one.id()));
            if (alone) {
                titled.stream()
                        .filter(one ->
                                one.id().scheme() == PaperId.Scheme.TITLE
                                        && PaperMerge.mayBeOne(one, incoming))
                        .forEach(one -> same.put(one.id(), one));
            }
        } else if (self.scheme() == PaperId.Scheme.TITLE && identified.size() == 1) {
            identified.stream()
                    .filter(one -> PaperMerge.mayBeOne(one, incoming))
                    .forEach(one -> same.put(one.id(), one));
        }
        return List.copyOf(same.values());
    }

    private void absorb(PaperId old, PaperId id) {
        papers.remove(old);
        List<PaperMerge.Replaced> said = replaced.remove(old);
        if (said != null) {
            replaced.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(said);
        }
        rename(old, id);
    }

    private void rename(PaperId old, PaperId id) {
        aliases.replaceAll((_, target) -> target.equals(old) ? id : target);
        newAliases.replaceAll((_, target) -> target.equals(old) ? id : target);
        aliases.put(old, id);
        newAliases.put(old, id);
    }

    // --- what is written ---

    private void write() throws SQLException {
        List<Paper> added = new ArrayList<>();
        List<Paper> changed = new ArrayList<>();
        for (Paper paper : papers.values()) {
            Paper before = stored.get(paper.id());
            if (before == null) {
                added.add(paper);
            } else if (!before.equals(paper)) {
                changed.add(paper);
            }
        }
        if (added.isEmpty() && changed.isEmpty() && newAliases.isEmpty()) {
            return;
        }
        long change = lastChange(connection);
        Map<PaperId, Long> changes = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(PaperRow.INSERT)) {
            for (Paper paper : added) {
                changes.put(paper.id(), ++change);
                PaperRow.bind(insert, paper, change);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement update = connection.prepareStatement(PaperRow.UPDATE)) {
            for (Paper paper : changed) {
                changes.put(paper.id(), ++change);
                int next = PaperRow.bind(update, paper, change);
                update.setString(next, paper.id().toString());
                update.addBatch();
            }
            update.executeBatch();
        }
        writeRevisions(changes);
        writeLinks(added, changed);
        change = writeMerges(change);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE counter SET value = ? WHERE name = 'change'")) {
            statement.setLong(1, change);
            statement.executeUpdate();
        }
        dropLapsedVectors();
    }

    static long lastChange(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT value FROM counter WHERE name = 'change'");
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the table counter has lost its row 'change'");
            }
            return row.getLong(1);
        }
    }

    private void writeRevisions(Map<PaperId, Long> changes) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO revision (paper, changed, place, at, version, field, said) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<PaperId, List<PaperMerge.Replaced>> entry : replaced.entrySet()) {
                Long change = changes.get(entry.getKey());
                if (change == null) {
                    continue;
                }
                int place = 0;
                for (PaperMerge.Replaced one : entry.getValue()) {
                    insert.setString(1, entry.getKey().toString());
                    insert.setLong(2, change);
                    insert.setInt(3, place++);
                    insert.setLong(4, Columns.millis(now));
                    insert.setInt(5, one.version());
                    insert.setString(6, one.field());
                    insert.setString(7, one.before());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void writeLinks(Collection<Paper> added, Collection<Paper> changed)
            throws SQLException {
        List<Paper> relinked =
                changed.stream()
                        .filter(paper ->
                                !Objects.requireNonNull(stored.get(paper.id()))
                                        .links()
                                        .equals(paper.links()))
                        .toList();
        each("DELETE FROM link WHERE paper = ?", relinked.stream().map(Paper::id).toList());
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO link (page, paper) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            for (Collection<Paper> some : List.of(added, relinked)) {
                for (Paper paper : some) {
                    for (PaperLink link : paper.links()) {
                        insert.setString(1, Pages.key(link.uri()));
                        insert.setString(2, paper.id().toString());
                        insert.addBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /// Takes the papers out that went into others, and makes whatever named them name those.
    private long writeMerges(long lastChange) throws SQLException {
        if (newAliases.isEmpty()) {
            return lastChange;
        }
        long change = lastChange;
        try (PreparedStatement alias =
                connection.prepareStatement(
                        "INSERT INTO alias (old_id, id, changed) VALUES (?, ?, ?)"
                                + " ON CONFLICT (old_id) DO UPDATE SET id = excluded.id, changed = excluded.changed")) {
            for (Map.Entry<PaperId, PaperId> entry : newAliases.entrySet()) {
                alias.setString(1, entry.getKey().toString());
                alias.setString(2, entry.getValue().toString());
                alias.setLong(3, stored.containsKey(entry.getKey()) ? ++change : 0);
                alias.addBatch();
            }
            alias.executeBatch();
        }
        for (String sql : Renaming.STATEMENTS) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Map.Entry<PaperId, PaperId> entry : newAliases.entrySet()) {
                    statement.setString(1, entry.getValue().toString());
                    statement.setString(2, entry.getKey().toString());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        for (String sql : Renaming.REMOVALS) {
            each(sql, newAliases.keySet());
        }
        return change;
    }

    private void each(String sql, Collection<PaperId> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (PaperId id : ids) {
                statement.setString(1, id.toString());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void dropLapsedVectors() throws SQLException {
        Set<String> lapsed = new HashSet<>();
        for (Paper before : stored.values()) {
            Paper after = papers.get(before.id());
            if (after == null
                    || !after.title().equals(before.title())
                    || !after.summary().equals(before.summary())) {
                lapsed.add(PaperRow.textKey(before));
            }
        }
        if (lapsed.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM vector WHERE text_key = ? AND NOT EXISTS (SELECT 1 FROM paper WHERE text_key = ?)")) {
            for (String key : lapsed) {
                delete.setString(1, key);
                delete.setString(2, key);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
