package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.view.OutcomeWords;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the outbox keeps of a reason, and what rows of earlier versions say.
class ReasonColumnTest {

    private static final List<OutcomeReason> ALL =
            List.of(
                    new OutcomeReason.NotRunning(),
                    new OutcomeReason.HeldUp(),
                    new OutcomeReason.TooLate(),
                    new OutcomeReason.NothingToPost(),
                    new OutcomeReason.GivenUp(3, "much too fast: 5/s"),
                    new OutcomeReason.BotStopped(),
                    new OutcomeReason.PostedElsewhere(),
                    new OutcomeReason.LookedForFirst(),
                    new OutcomeReason.PlatformSaid("reason: none / 1"),
                    new OutcomeReason.RefusedByPlatform(Delivery.Refusal.CHANNEL_GONE, ""),
                    new OutcomeReason.RefusedByPlatform(
                            Delivery.Refusal.NO_PERMISSION, "missing access (50001)"),
                    new OutcomeReason.BotFailed(),
                    new OutcomeReason.AnswerLost(),
                    new OutcomeReason.NotSeen(new OutcomeReason.AnswerLost(), false),
                    new OutcomeReason.NotSeen(new OutcomeReason.PlatformSaid("timeout"), true),
                    new OutcomeReason.ScheduleRemoved(),
                    new OutcomeReason.ConfirmedByAdmin(),
                    new OutcomeReason.RepeatedByAdmin(),
                    new OutcomeReason.Recorded("given up at try 2: busy"));

    @Test
    void readsEveryReasonThatItWrote() {
        assertThat(ALL)
                .allSatisfy(reason ->
                        assertThat(ReasonColumn.read(ReasonColumn.write(reason))).contains(reason));
    }

    @Test
    void knowsEveryType() {
        assertThat(ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(OutcomeReason.class.getPermittedSubclasses());
    }

    @Test
    void showsSentencesOfEarlierVersionsAsTheyWere() {
        assertThat(
                        Stream.of(
                                        "missed: the bot was not running",
                                        "the channel is gone: channel_not_found",
                                        "timeout; it was not found in the channel")
                                .map(old -> OutcomeWords.of(ReasonColumn.read(old).orElseThrow())))
                .containsExactly(
                        "missed: the bot was not running",
                        "the channel is gone: channel_not_found",
                        "timeout; it was not found in the channel");
        assertThat(ReasonColumn.read("")).isEmpty();
    }

    @Test
    void showsCodesOfLaterVersionsAsTheyAre() {
        assertThat(
                        Stream.of("reason:eclipse/2 dark", "reason:refused/UNHEARD_OF x")
                                .map(ReasonColumn::read))
                .allSatisfy(
                        read -> assertThat(read).containsInstanceOf(OutcomeReason.Recorded.class));
    }

    @Test
    void storesCodesThatRowsHoldAlready() {
        assertThat(ALL.stream().map(ReasonColumn::write))
                .contains(
                        "reason:not_running",
                        "reason:given_up/3 much too fast: 5/s",
                        "reason:refused/CHANNEL_GONE",
                        "reason:not_seen/channel reason:answer_lost");
    }
}
