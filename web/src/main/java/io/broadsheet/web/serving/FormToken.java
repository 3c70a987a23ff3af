package io.broadsheet.web.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Proof that a form was sent from a page of ours: the same random number in a cookie and in the
/// form ("double submit"). Another site can make a browser send the one, and neither read nor set
/// it.
public final class FormToken {

    /// The hidden field of every form that is sent with POST.
    public static final String FIELD = "token";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    /// As long as base64url writes the bytes.
    private static final int LENGTH = 24;

    private final boolean secure;
    private final Optional<String> cookie;
    private Optional<String> shown = Optional.empty();

    /// @param secure whether the site is reached by https alone
    FormToken(WebRequest request, boolean secure) {
        this.secure = secure;
        this.cookie = cookie(request, name(secure));
    }

    /// What the form carries; the same as the cookie that is there already.
    String shown() {
        String value = shown.or(() -> cookie).orElseGet(FormToken::random);
        shown = Optional.of(value);
        return value;
    }

    /// The cookie to be set, where a page has a form.
    Optional<String> header() {
        return shown.map(value ->
                name(secure)
                        + "="
                        + value
                        + "; Path=/; HttpOnly; SameSite=Strict"
                        + (secure ? "; Secure" : ""));
    }

    /// Whether what a form carried is what the cookie has.
    boolean isRight(String field) {
        return cookie.filter(value ->
                        MessageDigest.isEqual(
                                value.getBytes(StandardCharsets.UTF_8),
                                field.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /// The prefix keeps other hosts of the domain from setting it (RFC 6265bis, section 4.1.3).
    private static String name(boolean secure) {
        return secure ? "__Host-form" : "form";
    }

    private static Optional<String> cookie(WebRequest request, String name) {
        return request.headers().getOrDefault("cookie", java.util.List.of()).stream()
                .flatMap(header -> java.util.Arrays.stream(header.split(";\\s*")))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .filter(value -> value.length() == LENGTH && value.matches("[A-Za-z0-9_-]+"))
                .findFirst();
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
