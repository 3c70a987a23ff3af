package io.broadsheet.schedule;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import java.time.Instant;
import java.util.Optional;

/// A channel's standing order: what it gets, and when.
///
/// @param id names it among all; never used again
/// @param number names it in its channel, from 1; never used again there
/// @param channelName how the channel was called when that was last heard
/// @param from what falls due later than this counts; moves when the schedule is resumed
public record Schedule(
        long id,
        int number,
        ChannelRef channel,
        String channelName,
        Plan plan,
        State state,
        Instant from) {

    public Schedule {
        requireNonNull(channel);
        requireNonNull(plan);
        requireNonNull(state);
        requireNonNull(from);
    }

    /// What is posted.
    public enum EditionKind {
        /// The paper of the day.
        PAPER,
        /// A list of up to ten.
        DIGEST
    }

    /// What people decide about a schedule.
    ///
    /// @param topic words that papers should be about, 1 to 200 characters
    /// @param role the platform's own id of a role that each post mentions
    /// @param thread whether a thread for discussion is opened under the paper of the day, where
    ///   the platform has threads
    public record Plan(
            Cadence cadence,
            java.time.ZoneId zone,
            Optional<String> topic,
            EditionKind kind,
            Optional<String> role,
            boolean thread) {

        /// A plan with threads.
        public Plan(
                Cadence cadence,
                java.time.ZoneId zone,
                Optional<String> topic,
                EditionKind kind,
                Optional<String> role) {
            this(cadence, zone, topic, kind, role, true);
        }

        public Plan {
            requireNonNull(cadence);
            requireNonNull(zone);
            requireNonNull(kind);
            topic = topic.map(String::strip);
            if (topic.isPresent() && (topic.get().isEmpty() || topic.get().length() > 200)) {
                throw new IllegalArgumentException("a topic has 1 to 200 characters");
            }
        }
    }

    /// Whether it runs.
    public sealed interface State {

        record Active() implements State {}

        record Paused(PauseReason reason, Instant since) implements State {}

        record Removed(Instant since) implements State {}
    }

    public boolean active() {
        return state instanceof State.Active;
    }

    /// Whether the platform's refusal paused it, not a person.
    public boolean isRefused() {
        return state instanceof State.Paused(PauseReason reason, _) && reason.isRefusal();
    }
}
