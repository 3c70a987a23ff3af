package io.broadsheet.view;

import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;

/// Says what a subscription is, as a part of a sentence.
public final class MailWords {

    private MailWords() {}

    /// For example "trending papers".
    public static String content(Topics content) {
        return switch (content) {
            case Topics.Trending _ -> "trending papers";
            case Topics.Recommended _ -> "papers picked for you";
            case Topics.OfChannel(_, String name) -> "what " + place(name) + " gets";
            case Topics.About(String words) -> "papers about " + Phrases.cut(words, 80);
            case Topics.BySearch(String text) -> "new papers for " + Phrases.cut(text, 80);
        };
    }

    /// The same without any word that somebody typed.
    static String safely(Topics content) {
        return switch (content) {
            case Topics.Trending _ -> "trending papers";
            case Topics.Recommended _ -> "papers picked for them";
            case Topics.OfChannel _ -> "the papers of a channel";
            case Topics.About _ -> "papers about a topic";
            case Topics.BySearch _ -> "new papers that a search finds";
        };
    }

    /// For example "weekdays at 09:00 Europe/Berlin".
    public static String when(Subscription subscription) {
        return ScheduleText.say(subscription.cadence()) + " " + subscription.zone().getId();
    }

    /// How a channel is called; a direct conversation has no name of its own.
    static String place(String channel) {
        return channel.isBlank() ? "your conversation with the bot" : "#" + channel;
    }
}
