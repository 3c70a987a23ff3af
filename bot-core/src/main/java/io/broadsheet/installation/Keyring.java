package io.broadsheet.installation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets before they are kept, with AES-256 in Galois/counter mode (NIST SP 800-38D): a
/// random nonce of 96 bits each, and what the secret is bound to as associated data. The first key
/// seals, every key opens, so a new key is put in front and the old one dropped later.
///
/// An envelope is `1.key.sealed`: the key's name, which is made of the key and tells nothing about
/// it, then nonce, ciphertext and tag in base64url.
public final class Keyring {

    /// What a key looks like, for people: how to make one.
    public static final String KEY_FORM =
            "32 random bytes in base64, as openssl rand -base64 32 prints them";

    private static final String VERSION = "1";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private Keyring() {}

    /// @param keys in base64 or base64url; the first seals
    /// @throws IllegalArgumentException where there is none, or one is no key; the message is for
    ///   people and does not show it
    public static Keyring of(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A keyring has a key.");
        }
        Keyring ring = new Keyring();
        for (int i = 0; i < keys.size(); i++) {
            byte[] bytes = bytes(keys.get(i), i + 1);
            ring.keys.putIfAbsent(name(bytes), new SecretKeySpec(bytes, "AES"));
        }
        return ring;
    }

    /// Keys as they stand in one setting, with commas or blanks between.
    public static List<String> split(String keys) {
        List<String> all = new ArrayList<>(Arrays.asList(keys.split("[,\\s]+")));
        all.removeIf(String::isEmpty);
        return all;
    }

    /// @param bound what the secret belongs to; it opens only with the same
    public String seal(String secret, String bound) {
        Map.Entry<String, SecretKey> first = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, first.getValue(), nonce, bound);
            byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            ByteBuffer whole = ByteBuffer.allocate(nonce.length + sealed.length);
            whole.put(nonce).put(sealed);
            return VERSION
                    + "."
                    + first.getKey()
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java has AES in Galois/counter mode", e);
        }
    }

    /// @param bound what it was sealed with
    /// @throws CannotOpenException where its key is not here, or it was changed, or was sealed for
    ///   something else
    public String open(String envelope, String bound) throws CannotOpenException {
        String[] parts = envelope.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new CannotOpenException("it is no envelope of this version");
        }
        SecretKey key = keys.get(parts[1]);
        if (key == null) {
            throw new CannotOpenException(
                    "the key " + parts[1] + " that sealed it is not configured any more");
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(parts[2]);
            if (whole.length < NONCE_BYTES) {
                throw new CannotOpenException("it is damaged");
            }
            Cipher cipher =
                    cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE_BYTES), bound);
            return new String(
                    cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | AEADBadTagException e) {
            throw new CannotOpenException("it is damaged, or belongs to something else");
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java has AES in Galois/counter mode", e);
        }
    }

    /// Names a secret without telling it: the same secret has the same digest while the first key
    /// stays, and without that key nobody can try which secret it is (HMAC-SHA256, RFC 2104).
    ///
    /// @param bound what it is used for; elsewhere the digest is another one
    /// @return 43 characters
    public String digest(String secret, String bound) {
        SecretKey first = keys.values().iterator().next();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(first.getEncoded(), "HmacSHA256"));
            mac.update(bound.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new LinkageError("every Java has HMAC with SHA-256", e);
        }
    }

    /// Whether the key that seals now sealed this.
    public boolean sealedByFirst(String envelope) {
        return envelope.startsWith(VERSION + "." + keys.keySet().iterator().next() + ".");
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] bytes(String key, int place) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Key " + place + " is not in base64. A key is " + KEY_FORM + ".", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Key " + place + " has " + bytes.length + " bytes. A key is " + KEY_FORM + ".");
        }
        return bytes;
    }

    private static String name(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("name of a key of Broadsheet's".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }

    /// A secret could not be opened. The message says why, after "it"; it shows nothing of it.
    public static final class CannotOpenException extends Exception {

        private static final long serialVersionUID = 1;

        CannotOpenException(String message) {
            super(message);
        }
    }
}
