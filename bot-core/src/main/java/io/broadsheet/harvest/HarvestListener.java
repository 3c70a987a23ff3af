package io.broadsheet.harvest;

import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import java.time.LocalDate;

/// Hears how a harvest goes on. All calls come from the thread that harvests, in order. Nothing
/// here may throw.
public interface HarvestListener {

    /// Hears nothing.
    HarvestListener NONE = new HarvestListener() {};

    /// A source's harvest begins.
    ///
    /// @param days how many days will be asked for
    default void started(PaperSource source, long days) {}

    /// A day was asked for, and what it brought is kept.
    default void advanced(PaperSource source, Progress progress) {}

    /// A record was left out.
    default void rejected(PaperSource source, Rejection rejection) {}

    /// A source's harvest is over, or broke off.
    default void ended(PaperSource source, HarvestSummary summary) {}

    /// How far a harvest is.
    ///
    /// @param day the last that was done
    /// @param days how many are done
    /// @param of how many there are
    /// @param papers taken in so far, changed or not
    record Progress(LocalDate day, long days, long of, long papers) {}
}
