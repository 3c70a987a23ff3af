package io.broadsheet.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.OutcomeReason;
import org.junit.jupiter.api.Test;

class OutcomeWordsTest {

    @Test
    void saysWhatHappenedInOneSentence() {
        assertThat(OutcomeWords.of(new OutcomeReason.GivenUp(2, "much too fast")))
                .isEqualTo("given up at try 2: much too fast");
        assertThat(
                        OutcomeWords.of(
                                new OutcomeReason.RefusedByPlatform(
                                        Delivery.Refusal.CHANNEL_ARCHIVED, "is_archived")))
                .isEqualTo("the channel is archived: is_archived");
        assertThat(
                        OutcomeWords.of(
                                new OutcomeReason.RefusedByPlatform(
                                        Delivery.Refusal.CHANNEL_ARCHIVED, "")))
                .isEqualTo("the channel is archived");
        assertThat(OutcomeWords.of(new OutcomeReason.NotSeen(new OutcomeReason.AnswerLost(), true)))
                .isEqualTo("the answer to the post got lost; it was not found in the conversation");
    }
}
