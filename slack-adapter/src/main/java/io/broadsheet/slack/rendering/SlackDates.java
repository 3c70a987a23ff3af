package io.broadsheet.slack.rendering;

import io.broadsheet.message.Span;

/// Times as Slack shows them, in each reader's own zone.
final class SlackDates {

    private SlackDates() {}

    /// Slack shows this in the reader's own zone
    /// (docs.slack.dev/messaging/formatting-message-text#date-formatting).
    static String date(Span.Time time) {
        if (!isShowable(time)) {
            return SlackMarkup.neutral(time.plain());
        }
        String fallback =
                SlackText.escape(
                        SlackText.line(time.plain())
                                .replace('|', ' ')
                                .replace('^', ' ')
                                .replaceAll("[*_~`]", ""));
        return "<!date^"
                + time.instant().getEpochSecond()
                + "^"
                + format(time)
                + "|"
                + (fallback.isBlank() ? time.instant() : fallback)
                + ">";
    }

    static String format(Span.Time time) {
        return switch (time.precision()) {
            case DAY -> "{date_short}";
            case MINUTE -> "{date_short} {time}";
        };
    }

    /// Slack's timestamps are whole seconds, ours are kept to what fits 32 bits and a short
    /// fallback.
    static boolean isShowable(Span.Time time) {
        long seconds = time.instant().getEpochSecond();
        return seconds > 0 && seconds <= Integer.MAX_VALUE && time.plain().length() <= 100;
    }
}
