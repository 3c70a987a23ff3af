package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoublePressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final DoublePress presses = new DoublePress(nanos::get);

    @Test
    void takesTwoPressesOfOneButtonForOne() {
        assertThat(presses.isSecond("U1/m1/save")).isFalse();
        nanos.addAndGet(Duration.ofMillis(1_499).toNanos());
        assertThat(presses.isSecond("U1/m1/save")).isTrue();
    }

    @Test
    void takesALaterPressForANewOne() {
        assertThat(presses.isSecond("U1/m1/save")).isFalse();
        nanos.addAndGet(Duration.ofMillis(1_500).toNanos());
        assertThat(presses.isSecond("U1/m1/save")).isFalse();
    }

    @Test
    void tellsPeopleAndButtonsApart() {
        assertThat(presses.isSecond("U1/m1/save")).isFalse();
        assertThat(presses.isSecond("U2/m1/save")).isFalse();
        assertThat(presses.isSecond("U1/m1/next")).isFalse();
    }
}
