package io.broadsheet.web.serving;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a page answers, before [Site] adds what every answer has.
///
/// @param status of HTTP
/// @param type the media type of the body with its character set
/// @param body not compressed
/// @param keeping who may keep it, and for how long
/// @param changed when what it shows changed last, in whole seconds; empty where nobody knows
/// @param headers further ones, by name in lower case
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
        int status,
        String type,
        byte[] body,
        Keeping keeping,
        Optional<Instant> changed,
        Map<String, String> headers) {

    public static final String HTML = "text/html; charset=utf-8";

    /// Who may keep an answer.
    public enum Keeping {
        /// Everybody, for a minute; then they ask whether it is still so.
        SHARED("public, max-age=60, must-revalidate"),
        /// The reader's own browser alone, which asks each time whether it is still so: a secret
        /// link that was revoked shall show nothing.
        OWN("private, no-cache"),
        /// Nobody.
        NEVER("no-store"),
        /// Everybody for good, as its address changes with its content.
        FOREVER("public, max-age=31536000, immutable");

        private final String header;

        Keeping(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }

    public Answer {
        headers = Map.copyOf(headers);
    }

    /// A page.
    public static Answer html(String html, Keeping keeping) {
        return of(HTML, html, keeping);
    }

    /// Text of any type.
    ///
    /// @param type with `charset=utf-8`
    public static Answer of(String type, String text, Keeping keeping) {
        return new Answer(
                200,
                type,
                text.getBytes(StandardCharsets.UTF_8),
                keeping,
                Optional.empty(),
                Map.of());
    }

    /// Sends the reader on with GET, as after a form.
    ///
    /// @param path on this site, beginning with `/`
    public static Answer seeOther(String path) {
        return of("text/plain; charset=utf-8", "See " + path + "\n", Keeping.NEVER)
                .with(303)
                .with("location", path);
    }

    /// The same with another status.
    public Answer with(int other) {
        return new Answer(other, type, body, keeping, changed, headers);
    }

    /// The same with a header more.
    public Answer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, keeping, changed, more);
    }

    /// The same of something that is known to have changed at a time.
    public Answer changed(Instant at) {
        return new Answer(status, type, body, keeping, Optional.of(at), headers);
    }
}
