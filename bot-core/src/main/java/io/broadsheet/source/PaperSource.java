package io.broadsheet.source;

import java.time.Instant;
import java.time.LocalDate;

/// A source whose papers come by the day. What a day is, and when it begins, is the source's own:
/// for Hugging Face the day of its daily list, for arXiv the UTC day on which a record changed.
///
/// To miss nothing, whoever harvests remembers which days were [HarvestSink#complete] and asks for
/// those that were not, however long ago they were; the latest of them, asked for again
/// ([#refreshedDays()]), bring votes, stars and changes up to date. A query that was answered in
/// full since the source last changed is not sent again: its days are complete at once.
public interface PaperSource {

    /// What people and settings call it: `huggingface`, `arxiv`.
    String name();

    /// What it is called in sentences: `Hugging Face`, `arXiv`.
    String title();

    /// The first day there is.
    LocalDate firstDay();

    /// The latest day that has begun. It may still grow, and is not complete before it is over.
    LocalDate latestDay(Instant now);

    /// When the source next has something that it had not before, after a moment: when its day
    /// turns over or its next announcement is out. A good time to harvest, give or take a few
    /// minutes so that not everybody comes at once.
    Instant nextRenewal(Instant after);

    /// How many of the days before the latest are worth asking again at each harvest.
    int refreshedDays();

    /// Asks for the papers of a span of days, oldest day first, and hands them to the sink. What
    /// was handed over stays, whatever happens afterwards.
    ///
    /// Waits its turn before each request, so it may take long; it can be interrupted at any time.
    ///
    /// @param days those before the first or after the latest are passed over
    /// @throws SourceException where the source did not answer, at once; and at the end, where the
    ///   answer for some days could not be used as a whole. Days that are not complete are asked
    ///   for again by a later harvest
    /// @throws InterruptedException when the calling thread is interrupted
    /// @throws RuntimeException what the sink throws
    void harvest(DaySpan days, HarvestSink sink) throws SourceException, InterruptedException;
}
