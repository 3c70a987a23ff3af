package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.PostOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {

    @Test
    void labelsOutcomesByTheTypeOfTheirReason() {
        try (Meters meters = new Meters()) {
            settled(meters, new PostOutcome.Skipped(new OutcomeReason.NotRunning()));
            settled(meters, new PostOutcome.Skipped(new OutcomeReason.GivenUp(7, "busy: 1")));
            settled(
                    meters,
                    new PostOutcome.Blocked(
                            new OutcomeReason.RefusedByPlatform(
                                    Delivery.Refusal.CHANNEL_GONE, "channel_not_found")));
            settled(meters, new PostOutcome.StaysInDoubt(new OutcomeReason.AnswerLost()));
            assertThat(meters.registry().scrape())
                    .contains(
                            line("skipped", "not_running"),
                            line("skipped", "given_up"),
                            line("refused", "channel_gone"),
                            line("in_doubt", ""));
        }
    }

    private static void settled(Meters meters, PostOutcome outcome) {
        meters.settled(Platform.SLACK, outcome, Duration.ZERO);
    }

    private static String line(String outcome, String reason) {
        return "posts_total{outcome=\"%s\",platform=\"slack\",reason=\"%s\"} 1.0"
                .formatted(outcome, reason);
    }
}
