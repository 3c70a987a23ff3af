package io.broadsheet.web.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What arrives, as whoever listens for it read it.
///
/// @param method in capitals, such as `POST`
/// @param path begins with `/`, as it was sent
/// @param query what stands behind the `?`, still encoded; empty where there is none
/// @param headers by name in lower case
/// @param body as sent
/// @param peer the IP address of whoever connected, which may be a proxy
@SuppressWarnings("ArrayRecordComponent")
public record WebRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        String peer) {

    /// The first value of a header.
    ///
    /// @param name in lower case
    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
