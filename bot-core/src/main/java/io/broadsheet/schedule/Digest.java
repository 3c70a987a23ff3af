package io.broadsheet.schedule;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// A person's order for their own recommendations by direct message.
///
/// @param id names it among all; a person who orders again after stopping gets a new one
/// @param home the channel it was ordered in, whose mutes hold for it; where that has been
///   forgotten, a place named like the person, where nothing is muted
/// @param from what falls due later than this counts
/// @param since what is dated later than this has not been in a digest
/// @param stopped why the platform does not take it; empty while it does
public record Digest(
        long id,
        UserRef user,
        ChannelRef home,
        Rhythm rhythm,
        ZoneId zone,
        Instant from,
        Instant since,
        Optional<PauseReason> stopped) {

    /// When digests arrive, in the person's zone.
    public static final LocalTime HOUR = LocalTime.of(9, 0);

    public Digest {
        requireNonNull(user);
        requireNonNull(rhythm);
        requireNonNull(zone);
        requireNonNull(from);
        requireNonNull(since);
    }

    /// How often.
    public enum Rhythm {
        DAILY,
        WEEKLY;

        /// From one to the next.
        public Duration span() {
            return switch (this) {
                case DAILY -> Duration.ofDays(1);
                case WEEKLY -> Duration.ofDays(7);
            };
        }

        public Cadence cadence() {
            return switch (this) {
                case DAILY -> new Cadence.Daily(HOUR);
                case WEEKLY -> new Cadence.Weekly(Set.of(DayOfWeek.MONDAY), HOUR);
            };
        }
    }
}
