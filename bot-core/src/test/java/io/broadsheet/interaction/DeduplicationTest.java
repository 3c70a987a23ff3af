package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.interaction.Deduplication.Start;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

    private final AtomicLong nanos = new AtomicLong();
    private final InFlight inFlight = new InFlight();
    private final Deduplication<String> requests =
            new Deduplication<>(inFlight, "plain", nanos::get);

    private CompletableFuture<String> begun(String key) {
        return requests.begin(key) instanceof Start.Begun<String>(var acknowledgement)
                ? acknowledgement
                : CompletableFuture.failedFuture(new AssertionError(key + " is not new"));
    }

    private CompletableFuture<String> again(String key) {
        return requests.begin(key) instanceof Start.Again<String>(var acknowledgement)
                ? acknowledgement
                : CompletableFuture.failedFuture(new AssertionError(key + " is new"));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void acknowledgesWhatComesAgainAsTheFirstTime() {
        CompletableFuture<String> first = begun("t1");
        CompletableFuture<String> second = again("t1");
        assertThat(second).isNotDone();

        first.complete("the answer");
        assertThat(second).isCompletedWithValue("the answer");
        assertThat(begun("t2")).isNotDone();
    }

    @Test
    void remembersLongerThatItWasDoneThanWhatWasAnswered() {
        begun("t1").complete("the answer");
        pass(Duration.ofMinutes(6));
        assertThat(again("t1")).isCompletedWithValue("plain");

        pass(Duration.ofMinutes(5));
        assertThat(begun("t1")).isNotDone();
    }

    @Test
    void forgetsNoneOfARush() {
        for (int i = 0; i < 20_000; i++) {
            begun("t" + i);
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(again("t" + i)).isNotCompletedExceptionally();
        }
    }

    @Test
    void doesNotAnswerTwiceWhatWasAnsweredElsewhere() {
        begun("t1").complete("the answer");
        requests.answeredElsewhere("t1");

        assertThat(again("t1")).isCompletedWithValue("plain");
    }

    @Test
    void beginsNothingNewWhileItCloses() throws InterruptedException {
        begun("t1").complete("the answer");
        assertThat(inFlight.drain(Duration.ZERO)).isFalse();

        assertThat(requests.begin("t2")).isInstanceOf(Start.Closing.class);
        assertThat(again("t1")).isCompletedWithValue("the answer");
        inFlight.end();
        assertThat(inFlight.drain(Duration.ZERO)).isTrue();
    }
}
