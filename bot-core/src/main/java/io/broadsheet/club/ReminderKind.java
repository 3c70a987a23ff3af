package io.broadsheet.club;

/// A reminder of a meeting, which a club may switch off.
public enum ReminderKind {
    /// To the presenter, a week before.
    PRESENTER_WEEK("the presenter a week before"),
    /// To the presenter, a day before.
    PRESENTER_DAY("the presenter a day before"),
    /// To the channel two days before, where nobody presents.
    NOBODY_PRESENTS("the channel two days before, if nobody presents"),
    /// To the channel, a day before.
    CHANNEL_DAY("the channel a day before"),
    /// To the channel, ten minutes before.
    CHANNEL_SOON("the channel ten minutes before");

    private final String words;

    ReminderKind(String words) {
        this.words = words;
    }

    /// Whom it reminds and when, for people.
    public String words() {
        return words;
    }

    /// As it is typed: `presenter-week`.
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
