package io.broadsheet.harvest;

import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.PaperSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source's harvests by the clock: at its own rhythm, a few minutes late so that not everybody
/// comes at once, and after a failure at ever longer distances.
public final class HarvestRound {

    private static final Logger log = LoggerFactory.getLogger(HarvestRound.class);

    private static final Duration JITTER = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    private final PaperSource source;
    private final Harvester harvester;
    private final HarvestJournal journal;
    private final HarvestListener listener;
    private final Clock clock;
    private final RandomGenerator random;

    public HarvestRound(
            PaperSource source,
            Harvester harvester,
            HarvestJournal journal,
            HarvestListener listener,
            Clock clock,
            RandomGenerator random) {
        this.source = source;
        this.harvester = harvester;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
    }

    /// When the source is to be harvested, by when that was last done: at once where it never was,
    /// or where something new is out since.
    public Instant due() {
        Instant last = journal.progress(source.name()).lastDone();
        Instant now = clock.instant();
        if (last == null) {
            return now;
        }
        // A time in the future is of a clock that was ahead.
        return after(last.isAfter(now) ? now : last);
    }

    /// Harvests.
    ///
    /// @return when to come again
    /// @throws InterruptedException when the calling thread is interrupted; what is in stays in
    public Instant run() throws InterruptedException {
        HarvestSummary summary = harvester.run(source, null, listener);
        Instant now = clock.instant();
        if (summary.failure() == null) {
            log.info(
                    "{}: {} days asked for, {} new papers, {} brought up to date, {} left out",
                    source.title(),
                    summary.days(),
                    summary.added(),
                    summary.updated() + summary.merged(),
                    summary.rejected());
            return after(now);
        }
        log.warn("{} could not be harvested: {}", source.title(), summary.failure());
        return afterFailure(now, summary.retryAt());
    }

    private Instant after(Instant harvested) {
        return source.nextRenewal(harvested).plus(jitter(JITTER));
    }

    private Instant afterFailure(Instant now, @Nullable Instant retryAt) {
        int failures = Math.max(1, journal.progress(source.name()).failures());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        Instant next = now.plus(pause).plus(jitter(pause.dividedBy(2)));
        return retryAt != null && retryAt.isAfter(next) ? retryAt.plus(jitter(FIRST_PAUSE)) : next;
    }

    private Duration jitter(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis()));
    }
}
