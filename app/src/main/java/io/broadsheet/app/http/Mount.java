package io.broadsheet.app.http;

import java.util.List;
import java.util.Map;

/// A path of the server that somebody else answers.
///
/// @param path matched exactly, begins with `/`
/// @param handler called on a virtual thread of its own, for every method
public record Mount(String path, Handler handler) {

    /// What arrives.
    ///
    /// @param method in capitals, such as `POST`
    /// @param query what stands behind the `?`, still encoded; empty where there is none
    /// @param headers by name in lower case
    /// @param body as sent
    /// @param peer the address of whoever connected, which may be a proxy
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(
            String method,
            String path,
            String query,
            Map<String, List<String>> headers,
            byte[] body,
            String peer) {}

    /// What is answered.
    @SuppressWarnings("ArrayRecordComponent")
    public record Response(int status, Map<String, List<String>> headers, byte[] body) {}

    /// Answers a request.
    @FunctionalInterface
    public interface Handler {
        /// A failure becomes status 500, without a word about its cause.
        Response answer(Request request);
    }
}
