package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PaperWordsTest {

    private static final PaperWords ONE = PaperWords.of(Map.of("token", 3.0, "vision", 4.0));

    @Test
    void areAVectorOfLengthOne() {
        assertThat(ONE.worth())
                .containsOnlyKeys("token", "vision")
                .containsEntry("token", 0.6)
                .containsEntry("vision", 0.8);
        assertThat(ONE.cosine(ONE)).isEqualTo(1);
    }

    @Test
    void areComparedByWhatBothSay() {
        PaperWords other = PaperWords.of(Map.of("vision", 5.0, "speech", 12.0));

        assertThat(ONE.cosine(other)).isCloseTo(0.8 * 5 / 13, within(1e-12));
        assertThat(other.cosine(ONE)).isEqualTo(ONE.cosine(other));
        assertThat(ONE.cosine(PaperWords.of(Map.of("graph", 1.0)))).isZero();
    }

    @Test
    void haveNothingInCommonWithNone() {
        assertThat(PaperWords.of(Map.of("everywhere", 0.0))).isEqualTo(PaperWords.NONE);
        assertThat(ONE.cosine(PaperWords.NONE)).isZero();
        assertThat(PaperWords.NONE.cosine(PaperWords.NONE)).isZero();
    }
}
