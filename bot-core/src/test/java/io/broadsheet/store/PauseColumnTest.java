package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Delivery;
import io.broadsheet.schedule.PauseReason;
import org.junit.jupiter.api.Test;

class PauseColumnTest {

    @Test
    void readsWhatItWrote() {
        for (Delivery.Refusal refusal : Delivery.Refusal.values()) {
            PauseReason reason = new PauseReason.PlatformRefuses(refusal);
            assertThat(PauseColumn.read(PauseColumn.write(reason))).isEqualTo(reason);
        }
        PauseReason byAdmin = new PauseReason.ByAdmin();
        assertThat(PauseColumn.read(PauseColumn.write(byAdmin))).isEqualTo(byAdmin);
        assertThat(PauseColumn.write(byAdmin)).isEqualTo("reason:by_admin");
        assertThat(
                        PauseColumn.write(
                                new PauseReason.PlatformRefuses(Delivery.Refusal.NO_PERMISSION)))
                .isEqualTo("reason:refused/NO_PERMISSION");
    }

    /// Rows that earlier versions left keep their reason, and go on when it ends.
    @Test
    void readsTheSentencesOfEarlierVersions() {
        assertThat(PauseColumn.read("an admin paused it")).isEqualTo(new PauseReason.ByAdmin());
        assertThat(PauseColumn.read("the channel is archived"))
                .isEqualTo(new PauseReason.PlatformRefuses(Delivery.Refusal.CHANNEL_ARCHIVED));
        assertThat(PauseColumn.read("direct messages from me are not allowed"))
                .isEqualTo(new PauseReason.PlatformRefuses(Delivery.Refusal.NO_PERMISSION));
        assertThat(PauseColumn.read("the bot's access was revoked"))
                .isEqualTo(new PauseReason.PlatformRefuses(Delivery.Refusal.CREDENTIALS_REVOKED));
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        PauseReason unknown = PauseColumn.read("reason:refused/OUT_OF_CREDIT");
        assertThat(unknown).isEqualTo(new PauseReason.KeptSentence("reason:refused/OUT_OF_CREDIT"));
        assertThat(unknown.isRefusal()).isTrue();
        assertThat(PauseColumn.write(unknown)).isEqualTo("reason:refused/OUT_OF_CREDIT");
    }
}
