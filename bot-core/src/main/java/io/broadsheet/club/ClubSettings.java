package io.broadsheet.club;

import java.util.EnumSet;
import java.util.Set;

/// What a club's admins may set besides when it meets.
///
/// @param opens so many days before a meeting its vote opens, at the meeting's time: 1 to 28
/// @param closes so many days before a meeting its vote closes: 0 or more, less than `opens`
/// @param reminders those that are sent
public record ClubSettings(int opens, int closes, Set<ReminderKind> reminders) {

    /// Five days before a meeting the vote opens, and two days are left to vote.
    public static final ClubSettings USUAL =
            new ClubSettings(5, 3, EnumSet.allOf(ReminderKind.class));

    public ClubSettings {
        if (opens < 1 || opens > 28 || closes < 0 || closes >= opens) {
            throw new IllegalArgumentException(
                    "a vote opens 1 to 28 days before a meeting and closes later, not "
                            + opens
                            + " and "
                            + closes);
        }
        reminders = Set.copyOf(reminders);
    }

    /// Another time for the vote to open; it closes when it did, or halfway where that is over.
    public ClubSettings opening(int days) {
        return new ClubSettings(days, closes < days ? closes : days / 2, reminders);
    }

    /// Another time for the vote to close.
    public ClubSettings closing(int days) {
        return new ClubSettings(opens, days, reminders);
    }

    /// One reminder sent from now on, or not.
    public ClubSettings reminding(ReminderKind reminder, boolean on) {
        Set<ReminderKind> all = EnumSet.noneOf(ReminderKind.class);
        all.addAll(reminders);
        if (on) {
            all.add(reminder);
        } else {
            all.remove(reminder);
        }
        return new ClubSettings(opens, closes, all);
    }
}
