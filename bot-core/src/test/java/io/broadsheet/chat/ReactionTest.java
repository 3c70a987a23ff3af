package io.broadsheet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What reactions say, as each platform names them.
class ReactionTest {

    @ParameterizedTest
    @CsvSource({
        "👍, UPVOTE",
        "👍🏿, UPVOTE",
        "+1, UPVOTE",
        "+1::skin-tone-2, UPVOTE",
        "thumbsup, UPVOTE",
        "⬆️, UPVOTE",
        "🔼, UPVOTE",
        "👎🏻, DISMISS",
        "-1, DISMISS",
        "thumbsdown, DISMISS",
        "🔖, SAVE",
        "bookmark, SAVE"
    })
    void saysWhatItMeans(String sign, Reaction meant) {
        assertThat(Reaction.of(sign)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"🎉", "tada", "", "1", "+11", "❤️", "bookmark_tabs", "🏿"})
    void allOthersSayNothing(String sign) {
        assertThat(Reaction.of(sign)).isEmpty();
    }
}
