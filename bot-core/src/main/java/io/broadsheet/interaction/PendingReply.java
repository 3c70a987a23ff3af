package io.broadsheet.interaction;

import io.broadsheet.message.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A reply that the core is working on, racing the platform's wish for an acknowledgement.
public final class PendingReply {

    /// Longer than the core ever takes; an interaction can be answered for 15 minutes on Discord
    /// and for 30 on Slack.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final CompletableFuture<Reply> reply;

    private PendingReply(CompletableFuture<Reply> reply) {
        this.reply = reply;
    }

    /// Starts the work on a thread of the workers.
    public static PendingReply start(Supplier<Reply> work, Executor workers) {
        return of(CompletableFuture.supplyAsync(work, workers));
    }

    public static PendingReply of(CompletableFuture<Reply> reply) {
        return new PendingReply(reply);
    }

    /// What follows a reply that was said for the time being.
    public static Optional<PendingReply> sequel(Reply meanwhile) {
        return meanwhile.continues().map(PendingReply::of);
    }

    /// This reply, or its sequel where it has one: what is left where nothing can be shown for the
    /// time being.
    public PendingReply inTheEnd() {
        return of(
                reply.thenCompose(it ->
                        it.continues().orElseGet(() -> CompletableFuture.completedFuture(it))));
    }

    /// The reply, if it is there within this time.
    ///
    /// @throws IllegalStateException where making it failed
    public Optional<Reply> within(Duration patience) throws InterruptedException {
        try {
            return Optional.of(reply.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(cause(e));
        }
    }

    /// The reply, whenever it comes.
    ///
    /// @throws IllegalStateException where making it failed, or took ten minutes
    public Reply await() throws InterruptedException {
        return within(LONGEST)
                .orElseThrow(() -> new IllegalStateException("no answer within " + LONGEST));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
