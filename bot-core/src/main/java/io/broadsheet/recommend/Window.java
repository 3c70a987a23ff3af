package io.broadsheet.recommend;

import java.time.Duration;

/// The span that a trending list looks at.
public enum Window {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    ALL_TIME(Duration.ofDays(365_000));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }
}
