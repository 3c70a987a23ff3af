package io.broadsheet.ingest.source;

import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hugging Face's daily list, with what only arXiv says about its papers: categories, version, DOI,
/// journal. One more request for a day that is over; where arXiv does not answer, the day is taken
/// without, and completed when it is asked for again.
final class CompletedSource implements PaperSource {

    private static final Logger log = LoggerFactory.getLogger(CompletedSource.class);

    private final HuggingFaceSource listed;
    private final ArxivSource records;
    private final SourceJournal journal;
    private final Clock clock;

    CompletedSource(
            HuggingFaceSource listed, ArxivSource records, SourceJournal journal, Clock clock) {
        this.listed = listed;
        this.records = records;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return listed.name();
    }

    @Override
    public String title() {
        return listed.title();
    }

    @Override
    public LocalDate firstDay() {
        return listed.firstDay();
    }

    @Override
    public LocalDate latestDay(Instant now) {
        return listed.latestDay(now);
    }

    @Override
    public Instant nextRenewal(Instant after) {
        return listed.nextRenewal(after);
    }

    @Override
    public int refreshedDays() {
        return listed.refreshedDays();
    }

    @Override
    public void harvest(DaySpan days, HarvestSink sink)
            throws SourceException, InterruptedException {
        listed.harvest(days, new Completing(sink));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private final class Completing implements HarvestSink {
        private final HarvestSink sink;
        private final Set<ArxivId> incomplete = new LinkedHashSet<>();

        Completing(HarvestSink sink) {
            this.sink = sink;
        }

        @Override
        public void begun(LocalDate day) {
            incomplete.clear();
            sink.begun(day);
        }

        @Override
        public void papers(List<Paper> papers) {
            sink.papers(papers);
            for (Paper paper : papers) {
                if (paper.categories().isEmpty()) {
                    paper.arxivId().ifPresent(incomplete::add);
                }
            }
        }

        @Override
        public void changes(List<Paper> papers) {
            sink.changes(papers);
        }

        @Override
        public void rejected(Rejection rejection) {
            sink.rejected(rejection);
        }

        @Override
        public void complete(LocalDate day, boolean closed) {
            String query = "completed " + day;
            if (closed
                    && !incomplete.isEmpty()
                    && journal.asked(HuggingFaceSource.NAME, query).isEmpty()) {
                ask(day, query);
            }
            sink.complete(day, closed);
        }

        private void ask(LocalDate day, String query) {
            try {
                Harvesting.hand(
                        List.copyOf(records.find(incomplete, Urgency.HARVEST).values()),
                        sink::papers);
                journal.answered(
                        HuggingFaceSource.NAME, query, new Asked(clock.instant(), null, null, ""));
            } catch (SourceException | FaultyAnswerException e) {
                log.info("The papers of {} are not completed yet: {}", day, e.getMessage());
            } catch (InterruptedException e) {
                // Noticed by whoever harvests.
                Thread.currentThread().interrupt();
            }
        }
    }
}
