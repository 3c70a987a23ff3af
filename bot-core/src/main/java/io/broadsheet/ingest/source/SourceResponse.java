package io.broadsheet.ingest.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a source sent back.
///
/// @param status of HTTP
/// @param bytes as much of the content as came, at most as much as was wanted
/// @param cut why that is not all of it, as the rest of a sentence about the answer; null where it
///   is all
/// @param etag null where there is none
/// @param lastModified null where there is none
/// @param more whether it says that there is a further page
record SourceResponse(
        int status,
        byte[] bytes,
        @Nullable String cut,
        @Nullable String etag,
        @Nullable String lastModified,
        boolean more) {

    /// Nothing changed since the answer that the query's validators are of.
    boolean isUnchanged() {
        return status == 304;
    }

    boolean isMissing() {
        return status == 404 || status == 410;
    }

    boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// The content as text, U+FFFD for bytes that are not UTF-8, without a byte order mark.
    String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
