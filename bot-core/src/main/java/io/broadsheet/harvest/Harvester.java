package io.broadsheet.harvest;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Brings the catalogue up to date with a source.
///
/// A source is to be complete back to a day that the journal remembers. Each harvest asks for the
/// days since then that are not in yet, however long the bot was off, and for the latest days
/// again, whose votes and versions still change. The latest days come first, because people wait
/// for them. A day is in when it is over, all it brought is in the catalogue, and the journal says
/// so: a harvest that is killed goes on there.
public final class Harvester {

    /// So many papers go into the catalogue at a time: few, so that nobody waits for the store.
    private static final int BATCH = 50;

    /// So many days are asked for at a time, so that a long catch-up goes from the latest week
    /// back.
    private static final int SPAN = 7;

    /// Days that are in are asked for again once a day, be it some hours early.
    private static final Duration REFRESH_EVERY = Duration.ofHours(20);

    private static final int MOST_REJECTIONS = 100;

    private final Catalogue catalogue;
    private final HarvestJournal journal;
    private final Clock clock;
    private final int firstDays;
    private final boolean gently;

    /// @param firstDays how many days are taken in of a source that was never harvested, 1 or more
    /// @param gently whether others are using the catalogue: then it is left to them half the time
    public Harvester(
            Catalogue catalogue,
            HarvestJournal journal,
            Clock clock,
            int firstDays,
            boolean gently) {
        if (firstDays < 1) {
            throw new IllegalArgumentException("a harvest has 1 day or more, not " + firstDays);
        }
        this.catalogue = catalogue;
        this.journal = journal;
        this.clock = clock;
        this.firstDays = firstDays;
        this.gently = gently;
    }

    /// Takes in what a source has that is not in yet.
    ///
    /// @param since the day back to which the source shall be complete, from now on; null for the
    ///   one that was asked for before
    /// @return also where the source broke off; what it brought until then is in
    /// @throws InterruptedException when the calling thread is interrupted; what is in stays in
    /// @throws RuntimeException as [Catalogue#put], when papers cannot be kept
    public HarvestSummary run(
            PaperSource source, @Nullable LocalDate since, HarvestListener listener)
            throws InterruptedException {
        List<DaySpan> spans = missing(source, since);
        Sink sink = new Sink(source, spans.stream().mapToLong(DaySpan::length).sum(), listener);
        listener.started(source, sink.of);
        @Nullable SourceException failure = null;
        try {
            for (DaySpan span : spans) {
                source.harvest(span, sink);
            }
            journal.noteDone(source.name(), clock.instant());
        } catch (SourceException e) {
            failure = e;
            journal.noteFailed(source.name());
        }
        HarvestSummary summary = sink.summary(failure);
        listener.ended(source, summary);
        return summary;
    }

    /// The days to ask for, in rows of a week at most, the latest row first.
    private List<DaySpan> missing(PaperSource source, @Nullable LocalDate since) {
        LocalDate latest = source.latestDay(clock.instant());
        LocalDate known = journal.progress(source.name()).since();
        LocalDate wanted = since;
        if (wanted == null) {
            wanted = known == null ? latest.minusDays(firstDays - 1L) : known;
        }
        LocalDate first = later(wanted, source.firstDay());
        if (first.isAfter(latest)) {
            first = latest;
        }
        first = journal.reachBack(source.name(), first);
        DaySpan all = new DaySpan(first, latest);
        Map<LocalDate, Instant> complete = journal.complete(source.name(), all);
        LocalDate fresh = latest.minusDays(source.refreshedDays());
        Instant stale = clock.instant().minus(REFRESH_EVERY);
        List<DaySpan> spans = new ArrayList<>();
        @Nullable LocalDate end = null;
        for (LocalDate day = latest; !day.isBefore(first); day = day.minusDays(1)) {
            Instant last = complete.get(day);
            boolean asked = last == null || (!day.isBefore(fresh) && last.isBefore(stale));
            if (asked && end == null) {
                end = day;
            }
            if (end != null
                    && (!asked
                            || day.equals(first)
                            || end.toEpochDay() - day.toEpochDay() == SPAN - 1)) {
                spans.add(new DaySpan(asked ? day : day.plusDays(1), end));
                end = null;
            }
        }
        return spans;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /// Keeps what a source brings.
    private final class Sink implements HarvestSink {

        private final PaperSource source;
        private final long of;
        private final HarvestListener listener;
        private final Map<Catalogue.Intake, Long> taken = new EnumMap<>(Catalogue.Intake.class);
        private final List<Rejection> rejections = new ArrayList<>();
        private final Set<LocalDate> done = new HashSet<>();
        private long rejected;
        private long ofDay;

        Sink(PaperSource source, long of, HarvestListener listener) {
            this.source = source;
            this.of = of;
            this.listener = listener;
        }

        @Override
        public void papers(List<Paper> papers) {
            ofDay += papers.size();
            put(papers);
        }

        @Override
        public void changes(List<Paper> papers) {
            Collection<PaperId> ids = papers.stream().map(Paper::id).toList();
            Set<PaperId> known =
                    catalogue.findAll(ids).stream().map(Paper::id).collect(Collectors.toSet());
            put(papers.stream().filter(paper -> known.contains(paper.id())).toList());
        }

        private void put(List<Paper> papers) {
            for (int from = 0; from < papers.size(); from += BATCH) {
                List<Paper> batch = papers.subList(from, Math.min(from + BATCH, papers.size()));
                long begun = System.nanoTime();
                for (Catalogue.Intake intake : catalogue.put(batch, clock.instant())) {
                    taken.merge(intake, 1L, Long::sum);
                }
                if (gently) {
                    rest(System.nanoTime() - begun);
                }
            }
        }

        /// As long as the work took. Whoever interrupts is heard at the source's next wait.
        private static void rest(long nanos) {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void rejected(Rejection rejection) {
            rejected++;
            if (rejections.size() < MOST_REJECTIONS) {
                rejections.add(rejection);
            }
            listener.rejected(source, rejection);
        }

        @Override
        public void complete(LocalDate day, boolean closed) {
            if (closed) {
                journal.noteComplete(source.name(), day, ofDay, clock.instant());
            }
            ofDay = 0;
            done.add(day);
            listener.advanced(source, new HarvestListener.Progress(day, done.size(), of, total()));
        }

        private long total() {
            return taken.values().stream().mapToLong(Long::longValue).sum();
        }

        HarvestSummary summary(@Nullable SourceException failure) {
            return new HarvestSummary(
                    done.size(),
                    taken.getOrDefault(Catalogue.Intake.ADDED, 0L),
                    taken.getOrDefault(Catalogue.Intake.UPDATED, 0L),
                    taken.getOrDefault(Catalogue.Intake.MERGED, 0L),
                    taken.getOrDefault(Catalogue.Intake.UNCHANGED, 0L),
                    rejected,
                    rejections,
                    failure == null ? null : String.valueOf(failure.getMessage()),
                    failure == null ? null : failure.retryAt().orElse(null));
        }
    }
}
