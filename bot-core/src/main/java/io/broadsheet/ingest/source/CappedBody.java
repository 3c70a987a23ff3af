package io.broadsheet.ingest.source;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes in the content of an answer up to a size. What came stays, also where the rest does not
/// come: too much, too late, or broken off.
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody.Content> {

    /// @param cut why it is not all, as the rest of a sentence about the answer; null where it is
    record Content(byte[] bytes, @Nullable String cut) {}

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    CappedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Content> getBody() {
        return content;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            synchronized (this) {
                if (content.isDone()) {
                    return;
                }
                byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
                buffer.get(part);
                bytes.writeBytes(part);
                if (buffer.hasRemaining()) {
                    end("it is longer than " + (most >> 20) + " MB");
                }
            }
        }
    }

    @Override
    public void onError(Throwable reason) {
        end("it breaks off");
    }

    @Override
    public void onComplete() {
        end(null);
    }

    /// Ends here with what there is.
    synchronized Content end(@Nullable String cut) {
        content.complete(new Content(bytes.toByteArray(), cut));
        if (cut != null && subscription != null) {
            subscription.cancel();
        }
        return content.join();
    }
}
