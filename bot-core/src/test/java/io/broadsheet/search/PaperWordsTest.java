package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaperWordsTest {

    private static final PaperWords ONE = PaperWords.of(Map.of("token", 3.0, "vision", 4.0));

    @Test
    void areAVectorOfLengthOne() {
        assertThat(ONE.cosine(ONE)).isEqualTo(1);
        assertThat(ONE.cosine(PaperWords.of(Map.of("token", 30.0, "vision", 40.0))))
                .isCloseTo(1, within(1e-12));
        assertThat(ONE.cosine(PaperWords.of(Map.of("vision", 7.0)))).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void areComparedByWhatBothSay() {
        PaperWords other = PaperWords.of(Map.of("vision", 5.0, "speech", 12.0));

        assertThat(ONE.cosine(other)).isCloseTo(0.8 * 5 / 13, within(1e-12));
        assertThat(other.cosine(ONE)).isEqualTo(ONE.cosine(other));
        assertThat(ONE.cosine(PaperWords.of(Map.of("graph", 1.0)))).isZero();
    }

    @Test
    void giveTheSameNumberWhateverOrderTheyComeIn() {
        Map<String, Double> forwards = new LinkedHashMap<>();
        Map<String, Double> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            forwards.put("word" + i, 1.0 / (3 + i));
            backwards.put("word" + (99 - i), 1.0 / (102 - i));
        }
        PaperWords other = PaperWords.of(new HashMap<>(Map.of("word7", 0.1, "word70", 0.7)));

        assertThat(PaperWords.of(forwards).cosine(other))
                .isEqualTo(PaperWords.of(backwards).cosine(other));
    }

    @Test
    void haveNothingInCommonWithNone() {
        PaperWords nothing = PaperWords.of(Map.of("everywhere", 0.0));
        assertThat(ONE.cosine(nothing)).isZero();
        assertThat(nothing.cosine(nothing)).isZero();
        assertThat(ONE.cosine(PaperWords.NONE)).isZero();
    }
}
