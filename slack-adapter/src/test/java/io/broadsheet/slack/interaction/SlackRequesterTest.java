package io.broadsheet.slack.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A channel's name gives nobody a right: people choose it.
class SlackRequesterTest {

    @Test
    void goesByTheIdAndNotByTheName() {
        assertThat(in("C0123", "directmessage").direct()).isFalse();
        assertThat(in("C0123", "mpdm-ana--bo-1").direct()).isFalse();
        assertThat(in("G0123", "mpdm-ana--bo-1").direct()).as("a group's").isFalse();
        assertThat(in("C0123", "general").direct()).isFalse();
        assertThat(in("D0123", "directmessage").direct()).isTrue();
        assertThat(in("D0123", "").direct()).isTrue();
        assertThat(in("U1", "").direct()).as("the home page").isTrue();
    }

    private static SlackRequester in(String channel, String name) {
        return new SlackRequester("T1", "U1", "ana", channel, name);
    }
}
