package io.broadsheet.club;

import io.broadsheet.club.MeetingPlan.Meeting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// Something that a club posts for each meeting, and when.
public enum ClubMoment {
    /// The vote opens.
    VOTE,
    /// It closes.
    RESULT,
    PRESENTER_WEEK,
    PRESENTER_DAY,
    NOBODY_PRESENTS,
    CHANNEL_DAY,
    CHANNEL_SOON,
    /// The meeting begins.
    MEETING;

    private static final Duration SOON = Duration.ofMinutes(10);

    /// As it is written into a job's name: `presenter_week`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads what [#code] wrote.
    public static ClubMoment parse(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /// The reminder that this is; empty where it is none and always comes.
    public Optional<ReminderKind> reminder() {
        return switch (this) {
            case PRESENTER_WEEK -> Optional.of(ReminderKind.PRESENTER_WEEK);
            case PRESENTER_DAY -> Optional.of(ReminderKind.PRESENTER_DAY);
            case NOBODY_PRESENTS -> Optional.of(ReminderKind.NOBODY_PRESENTS);
            case CHANNEL_DAY -> Optional.of(ReminderKind.CHANNEL_DAY);
            case CHANNEL_SOON -> Optional.of(ReminderKind.CHANNEL_SOON);
            case VOTE, RESULT, MEETING -> Optional.empty();
        };
    }

    /// When it is due: days before a meeting at the meeting's own time, by the club's clocks.
    public Instant due(Meeting meeting, ClubSettings settings, ZoneId zone) {
        return switch (this) {
            case VOTE -> daysBefore(meeting, settings.opens(), zone);
            case RESULT -> daysBefore(meeting, settings.closes(), zone);
            case PRESENTER_WEEK -> daysBefore(meeting, 7, zone);
            case PRESENTER_DAY, CHANNEL_DAY -> daysBefore(meeting, 1, zone);
            case NOBODY_PRESENTS -> daysBefore(meeting, 2, zone);
            case CHANNEL_SOON -> meeting.start().minus(SOON);
            case MEETING -> meeting.start();
        };
    }

    /// From when on it is of no use any more.
    public Instant expires(Meeting meeting, ClubSettings settings, MeetingPlan plan) {
        return switch (this) {
            case VOTE -> RESULT.due(meeting, settings, plan.zone());
            case PRESENTER_WEEK -> NOBODY_PRESENTS.due(meeting, settings, plan.zone());
            case NOBODY_PRESENTS -> CHANNEL_DAY.due(meeting, settings, plan.zone());
            case RESULT, PRESENTER_DAY, CHANNEL_DAY, CHANNEL_SOON -> meeting.start();
            case MEETING -> meeting.start().plus(plan.length());
        };
    }

    private static Instant daysBefore(Meeting meeting, int days, ZoneId zone) {
        return meeting.start().atZone(zone).minusDays(days).toInstant();
    }
}
