package io.broadsheet.slack.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlackTextTest {

    @Test
    void escapesThreeCharactersAndNoOthers() {
        assertThat(SlackText.escape("a & <b> \"c\" 'd'")).isEqualTo("a &amp; &lt;b&gt; \"c\" 'd'");
        assertThat(SlackText.unescape("&amp;lt; &lt;!here&gt;")).isEqualTo("&lt; <!here>");
    }

    @Test
    void cutsWithoutBreakingAnEntityOrACharacter() {
        assertThat(SlackText.escape("ab&cd", 5)).isEqualTo("ab…");
        assertThat(SlackText.escape("ab&cd", 9)).isEqualTo("ab&amp;cd");
        assertThat(SlackText.escape("ab&cde", 9)).isEqualTo("ab&amp;c…");
        assertThat(SlackText.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(SlackText.pieces("\uD83D\uDE00\uD83D\uDE00", 3))
                .containsExactly("\uD83D\uDE00", "\uD83D\uDE00");
    }

    @Test
    void breaksLongTextsAtLinesAndBlanksAndLosesNothing() {
        assertThat(SlackText.pieces("one two three four", 9))
                .containsExactly("one two ", "three ", "four");
        assertThat(SlackText.pieces("one\ntwo three", 6)).containsExactly("one\n", "two ", "three");
        assertThat(SlackText.pieces("", 5)).isEmpty();
    }

    @Test
    void dropsWhatCannotBeSeenAndReordersNothing() {
        assertThat(SlackText.line("a\u0000b\u202Ec\u200Bd\te\r\nf\uFEFF")).isEqualTo("abcd e  f");
        assertThat(SlackText.lines("a\r\nb\u2028c\rd")).isEqualTo("a\nb cd");
        assertThat(SlackText.line("\uD800x")).isEqualTo("\uFFFDx");
    }
}
