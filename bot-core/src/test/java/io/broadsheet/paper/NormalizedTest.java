package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizedTest {

    @Test
    void isTheNormalFormOfWhatPeopleWrite() {
        for (String text :
                List.of(
                        "Müller",
                        "Mu\u0308ller",
                        "Ấ",
                        "a" + "\u0301".repeat(30),
                        "ﬁ ½ Ⅳ",
                        "ภาษาไทย",
                        "עִבְרִית",
                        "👩\u200d🔬")) {
            for (Normalizer.Form form : Normalizer.Form.values()) {
                assertThat(Normalized.of(text, form)).isEqualTo(Normalizer.normalize(text, form));
            }
        }
    }

    @Test
    void leavesOutMarksBeyondThirtyOnOneLetter() {
        assertThat(Normalized.of("a" + "\u0301".repeat(100) + "b\u0301", Normalizer.Form.NFD))
                .isEqualTo("a" + "\u0301".repeat(30) + "b\u0301");
    }

    /// What is not counted as a mark must not become one.
    @Test
    void knowsEveryCharacterThatBecomesAMark() {
        List<String> missed = new ArrayList<>();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (!Character.isDefined(point)
                    || Character.getType(point) == Character.SURROGATE
                    || Normalized.isMark(point)) {
                continue;
            }
            String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
            if (!plain.isEmpty() && Normalized.isMark(plain.codePointAt(0))) {
                missed.add(Integer.toHexString(point));
            }
        }
        // Thai and Lao AM: their first half keeps its place.
        assertThat(missed).containsExactly("e33", "eb3");
    }
}
