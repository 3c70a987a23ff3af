package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.message.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingReplyTest {

    private static final Reply ANSWER = Reply.say("Here it is.");

    @Test
    void isThereAtOnceWhereTheCoreIsQuick() throws InterruptedException {
        PendingReply pending = PendingReply.start(() -> ANSWER, Runnable::run);

        assertThat(pending.within(Duration.ZERO)).contains(ANSWER);
    }

    @Test
    void comesLaterWhereTheCoreIsSlow() throws InterruptedException {
        CompletableFuture<Reply> core = new CompletableFuture<>();
        PendingReply pending = PendingReply.of(core);
        assertThat(pending.within(Duration.ofMillis(5))).isEmpty();

        core.complete(ANSWER);
        assertThat(pending.await()).isEqualTo(ANSWER);
    }

    @Test
    void saysWhatWentWrongAndNotHowItWasWrapped() {
        IllegalArgumentException wrong = new IllegalArgumentException("no paper");
        PendingReply pending =
                PendingReply.start(
                        () -> {
                            throw wrong;
                        },
                        Runnable::run);

        assertThatThrownBy(pending::await).hasCause(wrong);
    }

    @Test
    void endsWithTheSequel() throws InterruptedException {
        CompletableFuture<Reply> sequel = new CompletableFuture<>();
        Reply meanwhile = Reply.say("Looking it up.").until(sequel);
        PendingReply pending = PendingReply.of(CompletableFuture.completedFuture(meanwhile));
        PendingReply end = pending.inTheEnd();

        assertThat(pending.await()).isEqualTo(meanwhile);
        assertThat(end.within(Duration.ZERO)).isEmpty();

        sequel.complete(ANSWER);
        assertThat(end.await()).isEqualTo(ANSWER);
        assertThat(PendingReply.sequel(meanwhile).orElseThrow().await()).isEqualTo(ANSWER);
        assertThat(PendingReply.sequel(ANSWER)).isEmpty();
    }
}
