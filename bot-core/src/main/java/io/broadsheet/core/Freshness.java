package io.broadsheet.core;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.clockwork.Clockwork;
import io.broadsheet.clockwork.Errand;
import io.broadsheet.clockwork.Errands;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.harvest.HarvestRound;
import io.broadsheet.harvest.Harvester;
import io.broadsheet.harvest.TitleRound;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Sources;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// What keeps the catalogue fresh by the clock: a harvest of each source, and the lookup of titles.
final class Freshness {

    private Freshness() {}

    /// The errands of these sources; none where there is no source.
    static List<Errand> errands(
            Sources sources,
            Catalogue catalogue,
            HarvestJournal journal,
            HarvestListener listener,
            int firstDays,
            Clock clock,
            RandomGenerator random) {
        Harvester harvester = new Harvester(catalogue, journal, clock, firstDays, true);
        List<Errand> errands = new ArrayList<>();
        for (PaperSource source : sources.harvested()) {
            HarvestRound round =
                    new HarvestRound(source, harvester, journal, listener, clock, random);
            errands.add(new FreshnessErrand("harvest-" + source.name(), round::due, round::run));
        }
        if (!sources.lookup().equals(PaperLookup.NONE)) {
            TitleRound round = new TitleRound(catalogue, journal, sources.lookup(), clock, random);
            errands.add(new FreshnessErrand("titles", round::due, round::run));
        }
        return errands;
    }

    static Errands start(
            List<Errand> errands, DataSource connections, Clock clock, Clockwork.Timing timing) {
        return new Errands(connections, clock, timing, errands);
    }

    private record FreshnessErrand(String name, Supplier<Instant> when, FreshnessWork work)
            implements Errand {

        @Override
        public Instant due() {
            return when.get();
        }

        @Override
        public Instant run() throws InterruptedException {
            return work.run();
        }
    }

    @FunctionalInterface
    private interface FreshnessWork {
        Instant run() throws InterruptedException;
    }
}
