package io.broadsheet.source;

import io.broadsheet.paper.Paper;
import java.time.LocalDate;
import java.util.List;

/// Receives what a harvest brings. All calls come from the thread that harvests, in order.
public interface HarvestSink {

    /// A day is about to be asked for.
    default void begun(LocalDate day) {}

    /// Papers that are new or featured on a day, as the source describes them now. When this
    /// returns, they are kept.
    ///
    /// @param papers 1 or more
    void papers(List<Paper> papers);

    /// Papers that the source changed and that may be old: to be brought up to date where they are
    /// known, and let be where they are not. When this returns, that is done.
    ///
    /// @param papers 1 or more
    void changes(List<Paper> papers);

    /// A record could not be taken.
    default void rejected(Rejection rejection) {}

    /// All that a day brought so far was handed over. Called once for each day of the span, also
    /// where it brought nothing or had been asked for before.
    ///
    /// @param closed whether the day is over and the source will add nothing to it; only such a day
    ///   is complete and need not be asked for again
    void complete(LocalDate day, boolean closed);
}
