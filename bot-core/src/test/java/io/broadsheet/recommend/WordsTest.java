package io.broadsheet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aNameIsWrittenOutThatHasNoInitialAndMoreThanOneWord() {
        assertThat(Words.isWrittenOut("Kaiming He")).isTrue();
        assertThat(Words.isWrittenOut("He, Kaiming")).isTrue();
        assertThat(Words.isWrittenOut("K. He")).isFalse();
        assertThat(Words.isWrittenOut("Kaiming H")).isFalse();
        assertThat(Words.isWrittenOut("He")).isFalse();
        assertThat(Words.isWrittenOut("")).isFalse();
    }

    @Test
    void wordsOccurWholeAndInARow() {
        String text = Words.normalise("Gaußian Splatting: Über-fast 3D rendering!");
        assertThat(text).isEqualTo("gaußian splatting uber fast 3d rendering");
        assertThat(Words.contains(text, "uber fast")).isTrue();
        assertThat(Words.contains(text, "gaußian")).isTrue();
        assertThat(Words.contains(text, "rendering")).isTrue();
        assertThat(Words.contains(text, "splat")).isFalse();
        assertThat(Words.contains(text, "uber 3d")).isFalse();
        assertThat(Words.contains(text, "")).isFalse();
    }
}
