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
/// @param time when it arrives, in the person's zone, in whole minutes
/// @param from what falls due later than this counts
/// @param since what is dated later than this has not been in a digest
/// @param stopped why the platform does not take it; empty while it does
public record Digest(
        long id,
        UserRef user,
        ChannelRef home,
        Rhythm rhythm,
        LocalTime time,
        ZoneId zone,
        Instant from,
        Instant since,
        Optional<PauseReason> stopped) {

    /// When a digest arrives for which no time was named.
    public static final LocalTime HOUR = LocalTime.of(9, 0);

    public Digest {
        requireNonNull(user);
        requireNonNull(rhythm);
        requireNonNull(time);
        requireNonNull(zone);
        requireNonNull(from);
        requireNonNull(since);
    }

    /// On which days, and at which time.
    public Cadence cadence() {
        return rhythm.cadence(time);
    }

    /// How often.
    public enum Rhythm {
        DAILY,
        /// Monday to Friday.
        WEEKDAYS,
        /// On Mondays.
        WEEKLY;

        /// From one to the next.
        public Duration span() {
            return switch (this) {
                case DAILY, WEEKDAYS -> Duration.ofDays(1);
                case WEEKLY -> Duration.ofDays(7);
            };
        }

        /// At a time of its days.
        public Cadence cadence(LocalTime time) {
            return switch (this) {
                case DAILY -> new Cadence.Daily(time);
                case WEEKDAYS -> new Cadence.Weekly(Cadence.WEEKDAYS, time);
                case WEEKLY -> new Cadence.Weekly(Set.of(DayOfWeek.MONDAY), time);
            };
        }
    }
}
