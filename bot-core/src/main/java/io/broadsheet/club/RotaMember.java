package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Somebody who takes turns at presenting.
///
/// @param name how they are called in the channel
/// @param presented the latest meeting that they presented at
/// @param absences days on which they cannot present
public record RotaMember(
        UserRef person,
        String name,
        Instant joined,
        Optional<LocalDate> presented,
        Set<LocalDate> absences) {
    public RotaMember {
        absences = Set.copyOf(absences);
    }

    /// Since when they wait for their turn.
    ///
    /// @param zone the club's
    LocalDateTime waitingSince(ZoneId zone) {
        LocalDateTime since = LocalDateTime.ofInstant(joined, zone);
        return presented.map(RotaMember::over).filter(since::isBefore).orElse(since);
    }

    /// Whoever presents on a day waits longer than nobody who joined on it.
    static LocalDateTime over(LocalDate day) {
        return day.atTime(LocalTime.MAX);
    }
}
