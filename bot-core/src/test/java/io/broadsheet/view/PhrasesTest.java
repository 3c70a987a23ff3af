package io.broadsheet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhrasesTest {

    @Test
    void cutsAtABlankAndNeverInsideACharacter() {
        assertThat(Phrases.cut("short", 10)).isEqualTo("short");
        assertThat(Phrases.cut("a longer sentence here", 12)).isEqualTo("a longer…");
        assertThat(Phrases.cut("\uD83D\uDE00".repeat(10), 8))
                .isEqualTo("\uD83D\uDE00".repeat(3) + "…");
        for (int length = 2; length < 30; length++) {
            assertThat(Phrases.cut("x\uD83D\uDE00".repeat(20), length).length())
                    .isLessThanOrEqualTo(length);
        }
    }

    @Test
    void namesSomeAndCountsTheRest() {
        assertThat(Phrases.names(List.of(), 3)).isEmpty();
        assertThat(Phrases.names(List.of("Ana"), 3)).isEqualTo("Ana");
        assertThat(Phrases.names(List.of("Ana", "Ben"), 3)).isEqualTo("Ana and Ben");
        assertThat(Phrases.names(List.of("Ana", "Ben", "Cem", "Dee"), 2))
                .isEqualTo("Ana, Ben and 2 more");
    }

    @Test
    void countsInWords() {
        assertThat(Phrases.count(1, "paper")).isEqualTo("1 paper");
        assertThat(Phrases.count(40_000, "paper")).isEqualTo("40,000 papers");
    }
}
