package io.broadsheet.web.serving;

import java.util.List;
import java.util.Map;

/// What is sent back, whole: with every header but those that belong to the connection.
///
/// @param headers by name in lower case
/// @param body as it goes over the wire, which may be compressed; empty for an answer to `HEAD`
@SuppressWarnings("ArrayRecordComponent")
public record WebResponse(int status, Map<String, List<String>> headers, byte[] body) {
    public WebResponse {
        headers = Map.copyOf(headers);
    }
}
