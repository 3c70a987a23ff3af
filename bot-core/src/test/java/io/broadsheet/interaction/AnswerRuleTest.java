package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.message.Reply;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnswerRuleTest {

    private static final AnswerRule FOR_ALL = new AnswerRule(Audience.EVERYBODY, false);
    private static final AnswerRule FOR_ONE = new AnswerRule(Audience.ASKER, false);
    private static final Reply ANSWER = Reply.say("Here it is.");

    @Test
    void showsAnAnswerToWhomItWasAskedFor() {
        assertThat(FOR_ALL.audience(ANSWER)).isEqualTo(Audience.EVERYBODY);
        assertThat(FOR_ONE.audience(ANSWER)).isEqualTo(Audience.ASKER);
    }

    @Test
    void showsEverybodyWhatIsForTheChannel() {
        assertThat(FOR_ONE.audience(ANSWER.placed(Reply.Placement.CHANNEL)))
                .isEqualTo(Audience.EVERYBODY);
    }

    @Test
    void saysWhatGoesWrongToWhoeverAskedAlone() {
        assertThat(FOR_ALL.audience(Reply.rejection("No."))).isEqualTo(Audience.ASKER);
        assertThat(FOR_ALL.audience(Reply.failure("0a1b2c3d"))).isEqualTo(Audience.ASKER);
    }

    @Test
    void saysForTheTimeBeingNothingToEverybody() {
        Reply meanwhile = ANSWER.until(new CompletableFuture<>());

        assertThat(FOR_ALL.audienceNow(meanwhile)).isEqualTo(Audience.ASKER);
        assertThat(FOR_ALL.audienceNow(ANSWER)).isEqualTo(Audience.EVERYBODY);
    }

    @Test
    void replacesOnlyTheAskersOwnMessage() {
        Reply page = ANSWER.placed(Reply.Placement.REPLACE);

        assertThat(new AnswerRule(Audience.ASKER, true).replaces(page)).isTrue();
        assertThat(new AnswerRule(Audience.ASKER, true).replaces(ANSWER)).isFalse();
        assertThat(FOR_ONE.replaces(page)).isFalse();
    }

    @Test
    void readsFromATypedLineWhoWillSeeTheAnswer() {
        assertThat(Audience.ofLine("  SHARE 3")).isEqualTo(Audience.EVERYBODY);
        assertThat(Audience.ofLine("search diffusion")).isEqualTo(Audience.ASKER);
        assertThat(Audience.ofLine("no such command")).isEqualTo(Audience.ASKER);
        assertThat(Audience.ofLine("")).isEqualTo(Audience.ASKER);
    }
}
