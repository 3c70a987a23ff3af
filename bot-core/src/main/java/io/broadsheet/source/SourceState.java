package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a source is, for all processes that use one store.
///
/// @param source its name, for example `huggingface`
/// @param title what it is called in sentences
/// @param on whether the settings have it switched on
/// @param circuit whether it is asked at all
/// @param lastAnswer when it last gave an answer that could be used, null if it never has
/// @param lastFailure when a request last failed for good, null if none has
/// @param failure why that was, a sentence for people; empty where none has
/// @param restingUntil until when it asked to be left alone, null where it may be asked
/// @param rejected how many of its records could not be taken, ever
/// @param lastRejection the latest of them, null where there was none
/// @param warnings what changed about its fields, as of its latest answers
public record SourceState(
        String source,
        String title,
        boolean on,
        Circuit circuit,
        @Nullable Instant lastAnswer,
        @Nullable Instant lastFailure,
        String failure,
        @Nullable Instant restingUntil,
        long rejected,
        @Nullable Rejection lastRejection,
        List<FieldWarning> warnings) {

    /// Whether a source is asked.
    public enum Circuit {
        /// It is.
        CLOSED,
        /// It failed too often and is left alone for a while.
        OPEN,
        /// It is being tried again.
        HALF_OPEN
    }

    /// A field that the source added, or no longer sends. A renamed one gives one of each.
    ///
    /// @param field where it stands, for example `paper.upvotes`
    /// @param since when that was first seen
    public record FieldWarning(FieldChange change, String field, Instant since) {

        public FieldWarning {
            requireNonNull(change);
            requireNonNull(field);
            requireNonNull(since);
        }

        /// What is unusual about it.
        public enum FieldChange {
            /// It is there, and nobody knows what it means.
            ADDED,
            /// It should be there and is in none of an answer's records.
            MISSING
        }
    }

    public SourceState {
        requireNonNull(source);
        requireNonNull(title);
        requireNonNull(circuit);
        requireNonNull(failure);
        warnings = List.copyOf(warnings);
    }

    /// Whether somebody should look at it.
    public boolean isTroubled() {
        return on && (circuit != Circuit.CLOSED || !warnings.isEmpty());
    }
}
