package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    /// Both platforms give an interaction up after this long.
    private static final Duration GIVEN_UP = Duration.ofSeconds(3);

    @Test
    void waitsInFullForWhatHasJustBeenDone() {
        assertThat(Patience.ofMillis(250).left(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        // The platform's clock may be ahead of ours.
        assertThat(Patience.ofMillis(250).left(Duration.ofSeconds(-5)))
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void acknowledgesHalfASecondBeforeThePlatformGivesUp() {
        for (int patience : new int[] {0, 6, 100, 1_000}) {
            for (int age = 0; age < 3_000; age += 50) {
                Duration left = Patience.ofMillis(patience).left(Duration.ofMillis(age));

                assertThat(left).isGreaterThanOrEqualTo(Duration.ZERO);
                assertThat(left.isZero() || left.plusMillis(age + 500).compareTo(GIVEN_UP) <= 0)
                        .as(patience + " ms at the age of " + age + " ms")
                        .isTrue();
            }
        }
    }

    @Test
    void waitsNoLongerForAFormThanIsSafe() {
        assertThat(Patience.left(Duration.ofSeconds(2), Duration.ofMillis(900)))
                .isEqualTo(Duration.ofMillis(1_600));
    }

    @Test
    void refusesWhatCouldComeTooLate() {
        assertThatThrownBy(() -> Patience.ofMillis(1_001)).hasMessageContaining("0 to 1000 ms");
        assertThatThrownBy(() -> Patience.ofMillis(-1)).hasMessageContaining("not -1");
    }
}
