package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Remembers papers, those of a title, and lists of papers dated within whole days, until the
/// catalogue changes: what is chosen for many channels is chosen from the same papers. Everything
/// else is asked of the catalogue itself.
public final class CachedCatalogue implements Catalogue {

    /// Editions are chosen from a week and from all time, and it is different days around the
    /// world.
    private static final int LISTS = 8;

    private final Catalogue catalogue;
    private final int size;
    private volatile Memory memory;

    /// @param size how many papers are remembered, 1 or more, some 5 kB each, and of how many
    ///   titles the papers; besides those of lists
    public CachedCatalogue(Catalogue catalogue, int size) {
        this.catalogue = catalogue;
        this.size = size;
        this.memory = new Memory(-1, size);
    }

    private record PeriodKey(Instant from, Instant until, int limit) {}

    /// What was read since a change.
    private static final class Memory {
        private final long change;
        private final Cache<PeriodKey, List<Paper>> lists =
                Caffeine.newBuilder().maximumSize(LISTS).build();
        private final Cache<PaperId, Optional<Paper>> papers;
        private final Cache<String, List<Paper>> titles;

        Memory(long change, int size) {
            this.change = change;
            this.papers = Caffeine.newBuilder().maximumSize(size).build();
            this.titles = Caffeine.newBuilder().maximumSize(size).build();
        }
    }

    /// What is read after this is at least as new as the change that it is remembered under.
    private Memory memory() {
        long change = catalogue.lastChange();
        Memory known = memory;
        if (known.change != change) {
            known = new Memory(change, size);
            memory = known;
        }
        return known;
    }

    @Override
    public List<Paper> dated(Instant from, Instant until, int limit) {
        if (!isMidnight(from) || !isMidnight(until)) {
            // Nobody asks for this span again.
            return catalogue.dated(from, until, limit);
        }
        Memory known = memory();
        PeriodKey span = new PeriodKey(from, until, limit);
        List<Paper> papers = known.lists.getIfPresent(span);
        if (papers == null) {
            papers = List.copyOf(catalogue.dated(from, until, limit));
            known.lists.put(span, papers);
        }
        return papers;
    }

    private static boolean isMidnight(Instant moment) {
        return moment.equals(moment.truncatedTo(ChronoUnit.DAYS));
    }

    @Override
    public List<Paper> findAll(Collection<PaperId> ids) {
        Memory known = memory();
        Map<PaperId, Optional<Paper>> found = new HashMap<>(known.papers.getAllPresent(ids));
        Set<PaperId> unknown = new LinkedHashSet<>(ids);
        unknown.removeAll(found.keySet());
        if (!unknown.isEmpty()) {
            Map<PaperId, Optional<Paper>> read = read(unknown);
            known.papers.putAll(read);
            found.putAll(read);
        }
        List<Paper> papers = new ArrayList<>();
        Set<PaperId> listed = new HashSet<>();
        for (PaperId id : ids) {
            found.getOrDefault(id, Optional.empty())
                    .filter(paper -> listed.add(paper.id()))
                    .ifPresent(papers::add);
        }
        return papers;
    }

    private Map<PaperId, Optional<Paper>> read(Collection<PaperId> ids) {
        Map<PaperId, Paper> papers = new HashMap<>();
        catalogue.findAll(ids).forEach(paper -> papers.put(paper.id(), paper));
        Map<PaperId, Optional<Paper>> read = new HashMap<>();
        for (PaperId id : ids) {
            Paper paper = papers.get(id);
            // Perhaps an id that the paper had earlier.
            read.put(id, paper == null ? catalogue.find(id) : Optional.of(paper));
        }
        return read;
    }

    @Override
    public Optional<Paper> find(PaperId id) {
        return catalogue.find(id);
    }

    @Override
    public PaperId canonical(PaperId id) {
        return catalogue.canonical(id);
    }

    @Override
    public Optional<Paper> findByDoi(Doi doi) {
        return catalogue.findByDoi(doi);
    }

    @Override
    public Optional<Paper> findByLink(URI page) {
        return catalogue.findByLink(page);
    }

    @Override
    public List<Paper> findByTitleKey(String titleKey) {
        Memory known = memory();
        List<Paper> papers = known.titles.getIfPresent(titleKey);
        if (papers == null) {
            papers = List.copyOf(catalogue.findByTitleKey(titleKey));
            known.titles.put(titleKey, papers);
        }
        return papers;
    }

    @Override
    public List<Intake> put(List<Paper> papers, Instant now) {
        return catalogue.put(papers, now);
    }

    @Override
    public long size() {
        return catalogue.size();
    }

    @Override
    public List<Change> changesAfter(long after, int limit) {
        return catalogue.changesAfter(after, limit);
    }

    @Override
    public long lastChange() {
        return catalogue.lastChange();
    }

    @Override
    public List<Reception> receptions(Instant from, Instant until) {
        return catalogue.receptions(from, until);
    }

    @Override
    public List<Revision> history(PaperId id) {
        return catalogue.history(id);
    }

    @Override
    public Map<PaperId, List<Revision>> changesOf(Collection<PaperId> ids, Instant after) {
        return catalogue.changesOf(ids, after);
    }
}
