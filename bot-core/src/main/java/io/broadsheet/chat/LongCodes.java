package io.broadsheet.chat;

import java.time.Instant;
import java.util.Optional;

/// Keeps the text of commands too long for a button, under a key that fits.
public interface LongCodes {

    /// Keeps a text; the same text always gets the same key.
    ///
    /// @return 22 characters
    String keep(String text, Instant at);

    Optional<String> find(String key);
}
