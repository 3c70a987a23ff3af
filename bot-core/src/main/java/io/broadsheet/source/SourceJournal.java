package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The port to what all processes remember about the sources together: whose turn it is to ask,
/// what was asked, and how the sources are.
public interface SourceJournal {

    /// The longest that a source is left alone because it asked for that.
    Duration LONGEST_REST = Duration.ofHours(1);

    /// Takes the next turn at a source, if it is free. Only one turn is out at a time, and between
    /// the end of one and the beginning of the next is a spacing.
    ///
    /// A time that lies further ahead than [#LONGEST_REST], or than the spacing where that is
    /// longer, is of a clock that was ahead, and is not believed.
    ///
    /// @param lane what is shared by all who ask one source
    /// @param spacing after this turn
    /// @param lease how long a turn lasts at most, should its process die
    RequestTurn takeTurn(String lane, Duration spacing, Duration lease);

    /// Holds on to a turn for longer, because its answer is still coming.
    ///
    /// @param lease from now
    void holdTurn(String lane, RequestTurn.Taken turn, Duration lease);

    /// Gives a turn back.
    ///
    /// @param rest how long from now nobody may ask, [Duration#ZERO] where the spacing alone counts
    void endTurn(String lane, RequestTurn.Taken turn, Duration rest);

    /// What is known of a query.
    Optional<Asked> asked(String source, String query);

    /// Remembers that a query was answered in full, in place of what was known of it.
    void answered(String source, String query, Asked asked);

    /// Forgets answers older than that.
    void forgetAnswers(Instant before);

    /// Notes an answer that could be used, with the records of it that could not.
    void noteAnswer(String source, Instant at, List<Rejection> rejected);

    /// Notes a request that failed for good.
    void noteFailure(String source, Instant at, String failure);

    void noteCircuit(String source, SourceState.Circuit circuit);

    /// Notes what is unusual about the fields of a kind of answer, in place of what was.
    ///
    /// @param answer kind of answer, such as `daily`
    void noteFields(
            String source,
            String answer,
            Instant at,
            Collection<String> added,
            Collection<String> missing);

    /// How a source is; also for one that was never asked.
    SourceState state(String source, String title, boolean on);

    /// What became of asking for a turn.
    sealed interface RequestTurn {

        /// It is ours.
        ///
        /// @param fence increases with each turn
        record Taken(long fence) implements RequestTurn {}

        /// Somebody else has it, or it is too early.
        ///
        /// @param again ask again after that time, more than zero
        record Wait(Duration again) implements RequestTurn {}
    }

    /// A query that was answered.
    ///
    /// @param etag the answer's, null where it had none
    /// @param lastModified the answer's, null where it had none
    /// @param answer a short answer, such as that there is no such paper; empty for none
    record Asked(Instant at, @Nullable String etag, @Nullable String lastModified, String answer) {
        public Asked {
            requireNonNull(at);
            requireNonNull(answer);
        }
    }
}
