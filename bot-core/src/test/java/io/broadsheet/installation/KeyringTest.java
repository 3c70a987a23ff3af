package io.broadsheet.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyringTest {

    private static final String OLD = key(1);
    private static final String NEW = key(2);
    private static final String TOKEN = "xoxb-1234-5678-not-a-token";

    @Test
    void opensWhatItSealedAndShowsNothingOfIt() throws Exception {
        Keyring ring = Keyring.of(List.of(NEW));

        String envelope = ring.seal(TOKEN, "slack/T1");

        assertThat(ring.open(envelope, "slack/T1")).isEqualTo(TOKEN);
        assertThat(envelope).doesNotContain("xoxb").doesNotContain(NEW);
        assertThat(envelope).matches("1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        Keyring ring = Keyring.of(List.of(NEW));
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(ring.seal(TOKEN, "slack/T1").split("\\.")[2].substring(0, 16));
        }
        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void opensForWhatItWasSealedForOnly() {
        Keyring ring = Keyring.of(List.of(NEW));
        String envelope = ring.seal(TOKEN, "slack/T1");

        assertThatThrownBy(() -> ring.open(envelope, "slack/T2"))
                .isInstanceOf(Keyring.CannotOpenException.class);
    }

    @Test
    void noticesEveryChangedCharacter() {
        Keyring ring = Keyring.of(List.of(NEW));
        String envelope = ring.seal(TOKEN, "slack/T1");
        for (int i = 0; i < envelope.length() - 1; i++) {
            StringBuilder changed = new StringBuilder(envelope);
            changed.setCharAt(i, envelope.charAt(i) == 'A' ? 'B' : 'A');
            assertThatThrownBy(() -> ring.open(changed.toString(), "slack/T1"))
                    .as("character %d", i)
                    .isInstanceOf(Keyring.CannotOpenException.class)
                    .hasMessageNotContaining(TOKEN);
        }
        for (String other : List.of("", ".", "1..", "1.x.", TOKEN, envelope.substring(0, 20))) {
            assertThatThrownBy(() -> ring.open(other, "slack/T1"))
                    .isInstanceOf(Keyring.CannotOpenException.class);
        }
    }

    @Test
    void opensWithOldKeysAndSealsWithTheFirst() throws Exception {
        String old = Keyring.of(List.of(OLD)).seal(TOKEN, "slack/T1");
        Keyring both = Keyring.of(List.of(NEW, OLD));

        assertThat(both.open(old, "slack/T1")).isEqualTo(TOKEN);
        assertThat(both.sealedByFirst(old)).isFalse();
        String fresh = both.seal(TOKEN, "slack/T1");
        assertThat(both.sealedByFirst(fresh)).isTrue();
        assertThat(Keyring.of(List.of(NEW)).open(fresh, "slack/T1")).isEqualTo(TOKEN);
        assertThatThrownBy(() -> Keyring.of(List.of(NEW)).open(old, "slack/T1"))
                .hasMessageContaining("not configured any more");
    }

    @Test
    void refusesWhatIsNoKeyWithoutShowingIt() {
        assertThatThrownBy(() -> Keyring.of(List.of(NEW, "short")))
                .hasMessageContaining("Key 2")
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> Keyring.of(List.of("not base64 at all!")))
                .hasMessageContaining("Key 1");
        assertThatThrownBy(() -> Keyring.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Keyring.split(" a, b\nc ,")).containsExactly("a", "b", "c");
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
