package io.broadsheet.interaction;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a failure in the log: it stands there and in what people are told.
public final class FailureReference {

    private FailureReference() {}

    /// @return eight hexadecimal digits
    public static String next() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
