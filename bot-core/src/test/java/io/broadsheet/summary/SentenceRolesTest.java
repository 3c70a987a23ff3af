package io.broadsheet.summary;

import static io.broadsheet.summary.SentenceRole.BACKGROUND;
import static io.broadsheet.summary.SentenceRole.METHOD;
import static io.broadsheet.summary.SentenceRole.OBJECTIVE;
import static io.broadsheet.summary.SentenceRole.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceRolesTest {

    private static final List<String> ABSTRACT =
            List.of(
                    "Transformers are widely used, but they remain difficult to run on phones.",
                    "In this paper, we propose a novel way to address this problem.",
                    "We first train a small model using a set of pruned tokens.",
                    "Experimental results show that it outperforms strong baselines by 12% on three"
                            + " benchmarks.");

    @Test
    void tellsWhatEachSentenceIsFor() {
        assertThat(SentenceRoles.of(ABSTRACT))
                .containsExactly(BACKGROUND, OBJECTIVE, METHOD, RESULT);
    }

    @Test
    void givesProbabilities() {
        for (double[] roles : SentenceRoles.probabilities(ABSTRACT)) {
            assertThat(roles).hasSize(4);
            assertThat(roles[0] + roles[1] + roles[2] + roles[3]).isBetween(.999, 1.001);
        }
    }

    @Test
    void saysByWhatItTells() {
        assertThat(SentenceRoles.explain(ABSTRACT.get(3), 3, 4, RESULT))
                .contains("results", "outperforms", "@last");
    }
}
