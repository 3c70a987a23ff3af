package io.broadsheet.club;

/// How often a club meets.
public enum MeetingRhythm {
    WEEKLY,
    EVERY_TWO_WEEKS,
    MONTHLY
}
