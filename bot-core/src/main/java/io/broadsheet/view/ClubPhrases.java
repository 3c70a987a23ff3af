package io.broadsheet.view;

import io.broadsheet.club.ClubArchive.Ratings;
import java.util.Locale;

/// The wording that views of reading groups share.
public final class ClubPhrases {

    private ClubPhrases() {}

    /// How a meeting was rated, without whose ratings they are.
    public static String ratings(Ratings ratings) {
        return ratings.count() == 0
                ? "Nobody rated it yet"
                : String.format(
                        Locale.ENGLISH,
                        "%.1f of 5 by %s",
                        ratings.average(),
                        ratings.count() == 1 ? "1 person" : ratings.count() + " people");
    }
}
