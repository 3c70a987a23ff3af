package io.broadsheet.app.http;

import java.util.List;
import java.util.Map;

/// A path of the server that somebody else answers.
///
/// @param path begins with `/`, made of ASCII letters, digits, `-`, `_` and single dots and
///   slashes; matched exactly, and before anything in the request is decoded
/// @param handler called on a virtual thread of its own, for every method
public record Mount(String path, Handler handler) {

    /// @throws IllegalArgumentException where a request could not name the path; the message is for
    ///   people
    public Mount {
        if (!Paths.isPlain(path)) {
            throw new IllegalArgumentException(
                    "The path "
                            + path
                            + " cannot be served. It must begin with / and hold letters, digits, - and _ only, for example"
                            + " /slack/events");
        }
    }

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
    ///
    /// @param refusal why the request was refused, of a small fixed set, as it completes "it …" in
    ///   the log; empty where it was not
    @SuppressWarnings("ArrayRecordComponent")
    public record Response(
            int status, Map<String, List<String>> headers, byte[] body, String refusal) {

        /// An answer to a request that was not refused.
        public Response(int status, Map<String, List<String>> headers, byte[] body) {
            this(status, headers, body, "");
        }
    }

    /// Answers a request.
    @FunctionalInterface
    public interface Handler {
        /// A failure becomes status 500, without a word about its cause.
        Response answer(Request request);
    }
}
