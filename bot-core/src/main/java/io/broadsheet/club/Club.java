package io.broadsheet.club;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.schedule.PauseReason;
import java.time.Instant;
import java.util.Optional;

/// A channel's reading group.
///
/// @param id names it among all; never used again
/// @param channelName how the channel was called when that was last heard
/// @param from what falls due later than this counts
public record Club(
        long id,
        ChannelRef channel,
        String channelName,
        MeetingPlan plan,
        ClubSettings settings,
        Standing standing,
        Instant from) {

    public Club {
        requireNonNull(channel);
        requireNonNull(plan);
        requireNonNull(settings);
        requireNonNull(standing);
        requireNonNull(from);
    }

    /// Whether it meets.
    public sealed interface Standing {

        record Meets() implements Standing {}

        record PausedClub(PauseReason reason, Instant since) implements Standing {}

        record Stopped(Instant since) implements Standing {}
    }

    public boolean meets() {
        return standing instanceof Standing.Meets;
    }

    public boolean isStopped() {
        return standing instanceof Standing.Stopped;
    }

    /// Why it is paused; empty where it is not.
    public Optional<PauseReason> paused() {
        return standing instanceof Standing.PausedClub(PauseReason reason, _)
                ? Optional.of(reason)
                : Optional.empty();
    }
}
