package io.broadsheet.slack.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks that a request is Slack's, is new, and comes to this process for the first time
/// (docs.slack.dev/authentication/verifying-requests-from-slack).
///
/// The SDK's own check compares in a time that depends on how much is right, and knows no
/// repetitions.
final class SlackSignature {

    /// How far a request's time may be off.
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String VERSION = "v0";
    private static final int LONGEST_TIME = 12;

    /// What a request turned out to be.
    enum Finding {
        GENUINE,
        UNSIGNED,
        STALE,
        FORGED,
        REPLAYED
    }

    private final SecretKeySpec key;
    private final Clock clock;

    /// The signatures of the last minutes, oldest first, each with the second it was seen in.
    private final Map<String, Long> seen = new LinkedHashMap<>();

    SlackSignature(String secret, Clock clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    /// @param time the header `X-Slack-Request-Timestamp`
    /// @param signature the header `X-Slack-Signature`
    Finding check(@Nullable String time, @Nullable String signature, byte[] body) {
        if (time == null || signature == null || !isNumber(time)) {
            return Finding.UNSIGNED;
        }
        long now = clock.instant().getEpochSecond();
        if (Math.abs(now - Long.parseLong(time)) > WINDOW.toSeconds()) {
            return Finding.STALE;
        }
        byte[] right = sign(time, body).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8))) {
            return Finding.FORGED;
        }
        return isNew(signature, now) ? Finding.GENUINE : Finding.REPLAYED;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TIME
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private String sign(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((VERSION + ":" + time + ":").getBytes(StandardCharsets.US_ASCII));
            return VERSION + "=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java has HmacSHA256", e);
        }
    }

    private synchronized boolean isNew(String signature, long now) {
        // A time may be as far in the future as in the past, so a signature is good for twice that.
        long forgotten = now - 2 * WINDOW.toSeconds();
        seen.values().removeIf(at -> at < forgotten);
        return seen.putIfAbsent(signature, now) == null;
    }
}
