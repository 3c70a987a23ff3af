package io.broadsheet.web.page;

import io.broadsheet.paper.PaperId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The path of a paper's page: `/papers/2503.11677`, `/papers/cs/0101010`,
/// `/papers/doi/10.1145/3292500`, `/papers/title/9f86d081884c7d65`.
///
/// Proxies read percent signs in paths each in their own way, so that what is no letter, digit or
/// one of `.`, `-` and `/` is written as `_` and two hexadecimal digits a byte of UTF-8.
public final class PaperAddress {

    private static final String PREFIX = "/papers/";
    private static final String DOI = "doi/";
    private static final String TITLE = "title/";

    /// Longer than any id.
    private static final int LONGEST = 1_000;

    /// The path of a paper's page.
    public static String path(PaperId id) {
        return PREFIX
                + switch (id.scheme()) {
                    case ARXIV -> written(id.value());
                    case DOI -> DOI + written(id.value());
                    case TITLE -> TITLE + written(id.value());
                };
    }

    /// Reads what stands behind `/papers/`; empty where it names no paper.
    static Optional<PaperId> read(String rest) {
        if (rest.length() > LONGEST) {
            return Optional.empty();
        }
        PaperId.Scheme scheme = PaperId.Scheme.ARXIV;
        String value = rest;
        if (rest.startsWith(DOI)) {
            scheme = PaperId.Scheme.DOI;
            value = rest.substring(DOI.length());
        } else if (rest.startsWith(TITLE)) {
            scheme = PaperId.Scheme.TITLE;
            value = rest.substring(TITLE.length());
        }
        Optional<String> read = read(value, scheme);
        return read.isEmpty() ? Optional.empty() : Optional.of(new PaperId(scheme, read.get()));
    }

    private static Optional<String> read(String value, PaperId.Scheme scheme) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '_') {
                bytes.write(c < 0x80 ? c : '?');
            } else if (i + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(i + 1))
                    && HexFormat.isHexDigit(value.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        String read = bytes.toString(StandardCharsets.UTF_8);
        // One paper has one address.
        boolean isExact = !read.isBlank() && written(read).equals(value);
        return isExact && !(scheme == PaperId.Scheme.ARXIV && read.contains(":"))
                ? Optional.of(read)
                : Optional.empty();
    }

    private static String written(String value) {
        StringBuilder path = new StringBuilder();
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            // A part of a path neither begins nor ends with a dot, and is not empty.
            boolean isApart = !isLetterOrDigit(bytes, i - 1) || !isLetterOrDigit(bytes, i + 1);
            boolean isPlain =
                    isLetterOrDigit(bytes, i) || c == '-' || ((c == '.' || c == '/') && !isApart);
            if (isPlain) {
                path.append(c);
            } else {
                path.append('_').append(String.format(Locale.ROOT, "%02x", (int) c));
            }
        }
        return path.toString();
    }

    private static boolean isLetterOrDigit(byte[] bytes, int i) {
        if (i < 0 || i >= bytes.length) {
            return false;
        }
        byte c = bytes[i];
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private PaperAddress() {}
}
