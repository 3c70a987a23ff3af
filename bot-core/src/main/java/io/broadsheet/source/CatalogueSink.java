package io.broadsheet.source;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes a harvest into the catalogue and counts what became of it. Whoever wants to know more
/// overrides.
public class CatalogueSink implements HarvestSink {

    private final Catalogue catalogue;
    private final Clock clock;
    private final Map<Catalogue.Intake, Long> taken = new EnumMap<>(Catalogue.Intake.class);
    private long rejected;

    public CatalogueSink(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public void papers(List<Paper> papers) {
        for (Catalogue.Intake intake : catalogue.put(papers, clock.instant())) {
            taken.merge(intake, 1L, Long::sum);
        }
    }

    @Override
    public void changes(List<Paper> papers) {
        Set<PaperId> known = new HashSet<>();
        catalogue
                .findAll(papers.stream().map(Paper::id).toList())
                .forEach(paper -> known.add(paper.id()));
        List<Paper> ours =
                papers.stream()
                        .filter(paper -> known.contains(catalogue.canonical(paper.id())))
                        .toList();
        if (!ours.isEmpty()) {
            papers(ours);
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        rejected++;
    }

    @Override
    public void complete(LocalDate day, boolean closed) {}

    /// How many papers went that way, 0 or more.
    public long count(Catalogue.Intake intake) {
        return taken.getOrDefault(intake, 0L);
    }

    /// How many records could not be taken, 0 or more.
    public long rejectedCount() {
        return rejected;
    }
}
