package io.broadsheet.recommend;

import java.time.Duration;

/// The span that a trending list looks at.
public enum Window {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    YEAR(Duration.ofDays(365)),
    ALL_TIME(Duration.ofDays(365_000));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    /// Whether a newer paper comes before an older one of as many votes. Over a year and longer the
    /// votes alone decide, else the last weeks would be all there is to see.
    boolean prefersNewer() {
        return compareTo(YEAR) < 0;
    }

    public Duration length() {
        return length;
    }
}
