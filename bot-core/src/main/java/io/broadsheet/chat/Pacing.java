package io.broadsheet.chat;

import java.time.Duration;

/// How fast a platform takes posts that nobody waits for. A limit that a platform does not have is
/// infinite.
///
/// @param perSecond requests in all, of which a post that opens a thread, or a direct conversation,
///   takes two; above 0
/// @param perSecondInWorkspace requests, counted likewise; above 0
/// @param perSecondInChannel posts; above 0
/// @param spread posts of one moment are spread over this span, each channel at its own place
public record Pacing(
        double perSecond, double perSecondInWorkspace, double perSecondInChannel, Duration spread) {

    /// As fast as they come.
    public static final Pacing UNLIMITED =
            new Pacing(
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Duration.ZERO);

    public Pacing {
        if (!(perSecond > 0 && perSecondInWorkspace > 0 && perSecondInChannel > 0)
                || spread.isNegative()) {
            throw new IllegalArgumentException("a pace is above 0 and a spread not negative");
        }
    }
}
