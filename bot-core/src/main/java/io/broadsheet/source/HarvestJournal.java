package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The port to the record of what was harvested: which days of a source are in, and which titles
/// were looked up. Every note is kept when its method returns.
public interface HarvestJournal {

    /// How a source's harvest stands.
    ///
    /// @param since the day back to which the source is to be complete, null where it was never
    ///   harvested
    /// @param days how many of its days are in for good
    /// @param lastDay the latest of them, null where there is none
    /// @param lastDone when a harvest last came to its end, null where none has
    /// @param failures how many harvests failed since then
    record HarvestProgress(
            @Nullable LocalDate since,
            long days,
            @Nullable LocalDate lastDay,
            @Nullable Instant lastDone,
            int failures) {

        /// Of a source that was never harvested.
        public static final HarvestProgress NEVER = new HarvestProgress(null, 0, null, null, 0);
    }

    HarvestProgress progress(String source);

    /// From now on the source is to be complete back to this day, or to the earlier one that was
    /// noted before.
    ///
    /// @return the day that holds
    LocalDate reachBack(String source, LocalDate day);

    /// The days of a span that are over and in, with when they were last asked for.
    Map<LocalDate, Instant> complete(String source, DaySpan span);

    /// Notes that a day that is over is in, or was asked for again.
    ///
    /// @param papers how many it brought
    /// @param at when it was asked for
    void noteComplete(String source, LocalDate day, long papers, Instant at);

    /// Notes that a harvest came to its end.
    void noteDone(String source, Instant at);

    /// Notes that a harvest failed.
    ///
    /// @return how many have in a row
    int noteFailed(String source);

    /// Papers known by their title only whose title may be looked up now, those on shelves first,
    /// then those added last.
    List<PaperId> titlesDue(Instant now, int limit);

    /// How often a title was looked up in vain; empty where it was not looked up.
    Optional<TitleAsked> titleAsked(PaperId paper);

    /// Notes that a title was looked up in vain, in place of what was noted before.
    void noteTitle(PaperId paper, TitleAsked asked);

    /// A title that was looked up in vain.
    ///
    /// @param times 1 or more
    /// @param next before that it is not looked up again
    record TitleAsked(int times, Instant next) {
        public TitleAsked {
            requireNonNull(next);
        }
    }
}
