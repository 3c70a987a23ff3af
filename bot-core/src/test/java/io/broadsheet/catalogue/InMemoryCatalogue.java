package io.broadsheet.catalogue;

import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.paper.PaperReferences;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A catalogue for tests. It merges by id, DOI and title key; a better identified or newer paper
/// replaces what an earlier one said, any other fills gaps.
public final class InMemoryCatalogue implements Catalogue {

    private final Map<PaperId, Paper> papers = new LinkedHashMap<>();
    private final Map<PaperId, PaperId> renamed = new HashMap<>();
    private final Map<String, Set<PaperId>> byTitle = new HashMap<>();
    private final TreeMap<Long, PaperId> changes = new TreeMap<>();
    private final Map<PaperId, Long> lastChanges = new HashMap<>();
    private long sequence;

    @Override
    public synchronized Optional<Paper> find(PaperId id) {
        return Optional.ofNullable(papers.get(canonical(id)));
    }

    @Override
    public synchronized List<Paper> findAll(Collection<PaperId> ids) {
        Set<PaperId> canonical = new LinkedHashSet<>();
        ids.forEach(id -> canonical.add(canonical(id)));
        return canonical.stream().filter(papers::containsKey).map(papers::get).toList();
    }

    @Override
    public synchronized PaperId canonical(PaperId id) {
        PaperId now = id;
        while (renamed.containsKey(now)) {
            now = renamed.get(now);
        }
        return now;
    }

    @Override
    public synchronized Optional<Paper> findByDoi(Doi doi) {
        return papers.values().stream()
                .filter(paper -> doi.equals(paper.doi()) || paper.id().equals(PaperId.of(doi)))
                .findFirst();
    }

    @Override
    public synchronized Optional<Paper> findByLink(URI page) {
        URI normal = PaperReferences.normalise(page);
        return papers.values().stream()
                .filter(paper ->
                        paper.links().stream()
                                .anyMatch(link ->
                                        PaperReferences.normalise(link.uri()).equals(normal)))
                .findFirst();
    }

    @Override
    public synchronized List<Paper> findByTitleKey(String titleKey) {
        return findAll(byTitle.getOrDefault(titleKey, Set.of()));
    }

    @Override
    public synchronized List<Intake> put(List<Paper> incoming, Instant now) {
        return incoming.stream().map(paper -> put(paper, now)).toList();
    }

    private Intake put(Paper incoming, Instant now) {
        Optional<Paper> known =
                find(incoming.id())
                        .or(() ->
                                incoming.doi() == null
                                        ? Optional.empty()
                                        : findByDoi(incoming.doi()))
                        .or(() ->
                                findByTitleKey(PaperId.titleKey(incoming.title())).stream()
                                        .filter(paper ->
                                                paper.id().scheme() == PaperId.Scheme.TITLE
                                                        || incoming.id().scheme()
                                                                == PaperId.Scheme.TITLE)
                                        .findFirst());
        if (known.isEmpty()) {
            keep(incoming.toBuilder().added(now).build());
            return Intake.ADDED;
        }
        Paper before = known.get();
        Paper after = merged(before, incoming);
        if (after.equals(before)) {
            return Intake.UNCHANGED;
        }
        if (!after.id().equals(before.id())) {
            papers.remove(before.id());
            byTitle.get(PaperId.titleKey(before.title())).remove(before.id());
            renamed.put(before.id(), after.id());
            note(before.id());
            keep(after);
            return Intake.MERGED;
        }
        keep(after);
        return Intake.UPDATED;
    }

    private void keep(Paper paper) {
        Paper before = papers.put(paper.id(), paper);
        if (before != null && !before.title().equals(paper.title())) {
            byTitle.get(PaperId.titleKey(before.title())).remove(before.id());
        }
        byTitle.computeIfAbsent(PaperId.titleKey(paper.title()), _ -> new LinkedHashSet<>())
                .add(paper.id());
        note(paper.id());
    }

    private void note(PaperId id) {
        Long before = lastChanges.put(id, ++sequence);
        if (before != null) {
            changes.remove(before);
        }
        changes.put(sequence, id);
    }

    private static Paper merged(Paper known, Paper incoming) {
        int better = known.id().scheme().compareTo(incoming.id().scheme());
        boolean replaces = better > 0 || (better == 0 && incoming.version() >= known.version());
        Paper first = replaces ? incoming : known;
        Paper second = replaces ? known : incoming;
        List<PaperLink> links = new ArrayList<>(known.links());
        incoming.links().stream().filter(link -> !links.contains(link)).forEach(links::add);
        boolean summarised = !first.summary().isEmpty();
        return first.toBuilder()
                .version(Math.max(known.version(), incoming.version()))
                .doi(first.doi() != null ? first.doi() : second.doi())
                .summary(
                        summarised ? first.summary() : second.summary(),
                        summarised ? first.rawSummary() : second.rawSummary())
                .authors(first.authors().isEmpty() ? second.authors() : first.authors())
                .organisation(
                        first.organisation() != null ? first.organisation() : second.organisation())
                .categories(first.categories().isEmpty() ? second.categories() : first.categories())
                .links(links)
                .published(first.published() != null ? first.published() : second.published())
                .updated(first.updated() != null ? first.updated() : second.updated())
                .featured(first.featured() != null ? first.featured() : second.featured())
                .announced(first.announced() != null ? first.announced() : second.announced())
                .stars(Math.max(known.stars(), incoming.stars()))
                .upvotes(Math.max(known.upvotes(), incoming.upvotes()))
                .comment(first.comment() != null ? first.comment() : second.comment())
                .journalReference(
                        first.journalReference() != null
                                ? first.journalReference()
                                : second.journalReference())
                .withdrawn(known.withdrawn() || incoming.withdrawn())
                .added(known.added())
                .build();
    }

    @Override
    public synchronized long size() {
        return papers.size();
    }

    @Override
    public synchronized List<Change> changesAfter(long after, int limit) {
        return changes.tailMap(after, false).entrySet().stream()
                .limit(limit)
                .map(change ->
                        new Change(
                                change.getKey(),
                                change.getValue(),
                                Optional.ofNullable(papers.get(change.getValue()))))
                .toList();
    }

    @Override
    public synchronized long lastChange() {
        return sequence;
    }

    @Override
    public synchronized List<Paper> dated(Instant from, Instant until, int limit) {
        return papers.values().stream()
                .filter(paper -> !paper.date().isBefore(from) && paper.date().isBefore(until))
                .sorted(
                        Comparator.comparingInt(Paper::upvotes)
                                .thenComparing(Paper::date)
                                .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Reception> receptions(Instant from, Instant until) {
        return papers.values().stream()
                .filter(paper -> !paper.date().isBefore(from) && paper.date().isBefore(until))
                .filter(paper -> paper.upvotes() > 0)
                .sorted(Comparator.comparing(Paper::date).thenComparing(Paper::id))
                .map(paper -> new Reception(paper.authorNames(), paper.upvotes(), paper.date()))
                .toList();
    }

    @Override
    public List<Revision> history(PaperId id) {
        return List.of();
    }

    @Override
    public Map<PaperId, List<Revision>> changesOf(Collection<PaperId> ids, Instant after) {
        return Map.of();
    }
}
