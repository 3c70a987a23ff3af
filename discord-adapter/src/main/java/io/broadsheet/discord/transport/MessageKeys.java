package io.broadsheet.discord.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What a message carries so that Discord, and the bot, know it again.
public final class MessageKeys {

    private MessageKeys() {}

    /// What makes Discord recognise a message: unique per author, so the destination is part of it.
    ///
    /// @return 22 characters
    public static String nonce(String destination, String key, int part) {
        byte[] hash = hash(destination + "\n" + key + "\n" + part);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
    }

    /// What a post carries so that it is found again: the id of its outermost component, far above
    /// the ids that Discord gives the others.
    ///
    /// @return 2^30 to 2^31 - 1
    public static int mark(String destination, String key) {
        int number = ByteBuffer.wrap(hash(destination + "\n" + key)).getInt();
        return (number & Integer.MAX_VALUE) | (1 << 30);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }
}
