package io.broadsheet.discord.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.discord.transport.DiscordConfig.Shards;
import org.junit.jupiter.api.Test;

/// Which servers a process has.
class DiscordConfigTest {

    /// `(id >> 22) % shards`, says Discord: this one is of shard 1 of 4.
    private static final long SERVER = 5L << 22;

    @Test
    void aServerBelongsToTheProcessThatHasItsShard() {
        assertThat(new Shards(4, 0, 1).have(SERVER)).isTrue();
        assertThat(new Shards(4, 2, 3).have(SERVER)).isFalse();
        assertThat(Shards.all(4).have(SERVER)).isTrue();
        assertThat(Shards.AUTOMATIC.have(SERVER)).isTrue();
    }
}
