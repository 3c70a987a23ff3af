package io.broadsheet.app.http;

import java.util.regex.Pattern;

/// Which paths this server has at all. A proxy in front and this server must read a path alike, so
/// whatever two programs are known to read differently is refused: dot segments, parameters,
/// doubled slashes, and every one of them encoded.
final class Paths {

    private static final Pattern PLAIN =
            Pattern.compile("/|(?:/[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+)++/?");

    /// Longer than any that is mounted.
    private static final int LONGEST = 1_000;

    /// @param raw a request's path as it was sent, without the query
    static boolean isPlain(String raw) {
        return raw.length() <= LONGEST && PLAIN.matcher(raw).matches();
    }

    private Paths() {}
}
