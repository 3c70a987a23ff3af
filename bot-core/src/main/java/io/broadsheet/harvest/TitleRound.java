package io.broadsheet.harvest;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.HarvestJournal.TitleAsked;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what papers known by their title only are, a few at a time. Where a source knows the
/// one paper of exactly that title, both become one, and everything that named the old id goes on
/// naming it.
public final class TitleRound {

    private static final Logger log = LoggerFactory.getLogger(TitleRound.class);

    /// So many titles at a time, and so often: forty a day.
    static final int AT_A_TIME = 5;

    static final Duration EVERY = Duration.ofHours(3);

    private static final Duration DAY = Duration.ofDays(1);

    /// A title in vain is looked up again after one day, two, four and so on, up to this many.
    private static final int LONGEST_PAUSE_DAYS = 64;

    private final Catalogue catalogue;
    private final HarvestJournal journal;
    private final PaperLookup lookup;
    private final Clock clock;
    private final RandomGenerator random;

    public TitleRound(
            Catalogue catalogue,
            HarvestJournal journal,
            PaperLookup lookup,
            Clock clock,
            RandomGenerator random) {
        this.catalogue = catalogue;
        this.journal = journal;
        this.lookup = lookup;
        this.clock = clock;
        this.random = random;
    }

    /// When the first titles are to be looked up.
    public Instant due() {
        return clock.instant().plus(Duration.ofMinutes(random.nextLong(10, 30)));
    }

    /// Looks up the next few.
    ///
    /// @return when to come again
    /// @throws InterruptedException when the calling thread is interrupted
    public Instant run() throws InterruptedException {
        Instant again = clock.instant().plus(EVERY);
        for (PaperId id : journal.titlesDue(clock.instant(), AT_A_TIME)) {
            Optional<Paper> paper = catalogue.find(id);
            if (paper.isPresent() && !settle(paper.get())) {
                return again;
            }
        }
        return again;
    }

    /// @return whether it makes sense to go on with others
    private boolean settle(Paper paper) throws InterruptedException {
        switch (lookup.findByTitle(paper.title())) {
            case Outcome.Found found -> take(paper, found.accounts());
            case Outcome.Withdrawn(Paper withdrawn) -> take(paper, List.of(withdrawn));
            case UnknownPaper _ -> inVain(paper);
            case NotAsked(String reason) -> {
                log.debug("Titles are not looked up: {}", reason);
                return false;
            }
            case Unreachable unreachable -> {
                log.info("Titles are looked up later: {}", unreachable.reason());
                return false;
            }
        }
        return true;
    }

    private void take(Paper known, List<Paper> accounts) {
        catalogue.put(accounts, clock.instant());
        PaperId now = catalogue.canonical(known.id());
        if (now.equals(known.id())) {
            // The catalogue keeps them apart, say because no author is in both.
            inVain(known);
        } else {
            log.info("'{}' is {}", known.title(), now);
        }
    }

    private void inVain(Paper paper) {
        int times = journal.titleAsked(paper.id()).map(TitleAsked::times).orElse(0) + 1;
        long days = Math.min(LONGEST_PAUSE_DAYS, 1L << Math.min(times - 1, 10));
        journal.noteTitle(
                paper.id(), new TitleAsked(times, clock.instant().plus(DAY.multipliedBy(days))));
    }
}
