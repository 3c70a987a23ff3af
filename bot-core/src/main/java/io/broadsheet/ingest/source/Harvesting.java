package io.broadsheet.ingest.source;

import io.broadsheet.ingest.FieldWatch;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the harvests of sources have in common: how papers are handed over, how answers are noted,
/// and what becomes of a day whose answer cannot be used.
final class Harvesting {

    /// So many papers are handed over at once, so that others get at the store in between.
    private static final int HANDFUL = 100;

    /// On so many different days of the source an answer may be unusable before it is taken as it
    /// is, so that one bad answer never holds up the days after it.
    static final int MOST_FAULTS = 3;

    /// Answers older than that say nothing any more.
    private static final Duration REMEMBERED = Duration.ofDays(14);

    private final String source;
    private final SourceJournal journal;
    private final Clock clock;
    private final Renewals renewals;
    private final List<String> faults = new ArrayList<>();

    /// @param renewals after which an answer is out of date
    Harvesting(String source, SourceJournal journal, Clock clock, Renewals renewals) {
        this.source = source;
        this.journal = journal;
        this.clock = clock;
        this.renewals = renewals;
    }

    static void hand(List<Paper> papers, Consumer<List<Paper>> sink) {
        for (int i = 0; i < papers.size(); i += HANDFUL) {
            sink.accept(papers.subList(i, Math.min(papers.size(), i + HANDFUL)));
        }
    }

    /// What is known of a query, where that is not out of date.
    Optional<Asked> known(String query) {
        Instant renewed = renewals.last(clock.instant());
        return journal.asked(source, query).filter(asked -> !asked.at().isBefore(renewed));
    }

    /// Notes an answer that was whole.
    void note(FieldWatch watch, List<Rejection> rejected) {
        Instant now = clock.instant();
        journal.noteAnswer(source, now, rejected);
        if (watch.isTelling()) {
            journal.noteFields(source, watch.answer(), now, watch.added(), watch.missing());
        }
    }

    /// Decides about an answer that cannot be used, or not as a whole.
    ///
    /// @return whether it was so on enough days to be taken as it is
    boolean giveUp(String query, LocalDate day, FaultyAnswerException fault) {
        String key = "fault " + query;
        Instant now = clock.instant();
        Optional<Asked> before = journal.asked(source, key);
        int count = before.map(asked -> Integer.parseInt(asked.answer())).orElse(0);
        if (before.isEmpty() || before.get().at().isBefore(renewals.last(now))) {
            count++;
            journal.answered(source, key, new Asked(now, null, null, Integer.toString(count)));
        }
        if (count >= MOST_FAULTS) {
            return true;
        }
        faults.add(day + ": " + fault.getMessage());
        return false;
    }

    /// @param title the source's
    /// @throws SourceException where a day's answer could not be used
    void end(String title) throws SourceException {
        journal.forgetAnswers(clock.instant().minus(REMEMBERED));
        if (!faults.isEmpty()) {
            throw new SourceException(
                    source,
                    title
                            + " answered with something that cannot be used for "
                            + (faults.size() == 1
                                    ? faults.getFirst()
                                    : faults.size() + " days, the first " + faults.getFirst())
                            + ". Asked again next time.",
                    renewals.next(clock.instant()));
        }
    }
}
