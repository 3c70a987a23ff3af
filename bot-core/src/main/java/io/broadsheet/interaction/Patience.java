package io.broadsheet.interaction;

import java.time.Duration;

/// How long an answer is waited for before a platform is told that it comes later.
///
/// An answer that is there in time goes with the acknowledgement: one request, and nobody sees
/// "thinking…". `docs/decisions.md` has the figures behind the usual value.
///
/// @param answer 0 to 1,000 ms
public record Patience(Duration answer) {

    /// Slack and Discord wait three seconds for an acknowledgement (docs.slack.dev, handling user
    /// interaction; docs.discord.com, interactions/receiving-and-responding). Half a second is left
    /// for its way there.
    static final Duration SAFE = Duration.ofMillis(2_500);

    private static final Duration MOST = Duration.ofMillis(1_000);

    /// What holds where the configuration says nothing.
    public static final Patience USUAL = ofMillis(100);

    /// @throws IllegalArgumentException where it is below 0 or above 1,000 ms
    public Patience {
        if (answer.isNegative() || answer.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "the patience is 0 to " + MOST.toMillis() + " ms, not " + answer.toMillis());
        }
    }

    public static Patience ofMillis(int millis) {
        return new Patience(Duration.ofMillis(millis));
    }

    /// How long the answer to something may still be waited for.
    ///
    /// @param age how long ago it was done, as far as the platform's clock and ours agree
    public Duration left(Duration age) {
        return left(answer, age);
    }

    /// The same for an answer that is worth a wait of its own, such as a form.
    public static Duration left(Duration wanted, Duration age) {
        Duration safe = SAFE.minus(age.isNegative() ? Duration.ZERO : age);
        if (safe.isNegative()) {
            return Duration.ZERO;
        }
        return wanted.compareTo(safe) < 0 ? wanted : safe;
    }
}
