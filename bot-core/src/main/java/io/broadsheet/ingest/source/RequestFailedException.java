package io.broadsheet.ingest.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request brought no answer that could even be looked at. The message goes on a sentence that
/// begins with the source.
final class RequestFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final boolean isFault;
    private final transient @Nullable Duration retryAfter;

    private RequestFailedException(
            String message, boolean passing, boolean isFault, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.passing = passing;
        this.isFault = isFault;
        this.retryAfter = retryAfter;
    }

    /// It may be better in a moment.
    static RequestFailedException passing(String message) {
        return new RequestFailedException(message, true, true, null);
    }

    /// Asking again would bring the same.
    static RequestFailedException lasting(String message) {
        return new RequestFailedException(message, false, true, null);
    }

    /// The source wants to be left alone for a while; that is no fault of it.
    static RequestFailedException tooMany(String message, Duration retryAfter) {
        return new RequestFailedException(message, true, false, retryAfter);
    }

    /// The turn does not come in time.
    static RequestFailedException busy(String message, Duration retryAfter) {
        return new RequestFailedException(message, false, false, retryAfter);
    }

    boolean isPassing() {
        return passing;
    }

    /// Whether it says that the source is not well.
    boolean isFault() {
        return isFault;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
