package io.broadsheet.source;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source did not answer, or with nothing that can be used. The message, a whole sentence, is
/// meant for people.
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient @Nullable Instant retryAt;

    /// @param source the source's name
    /// @param retryAt when the source may be asked again, null where nobody said
    public SourceException(String source, String message, @Nullable Instant retryAt) {
        super(message);
        this.source = source;
        this.retryAt = retryAt;
    }

    /// The source's name, [PaperSource#name()].
    public String source() {
        return source;
    }

    /// When the source may be asked again; empty where nobody said.
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }
}
