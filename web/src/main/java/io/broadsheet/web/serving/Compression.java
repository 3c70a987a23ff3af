package io.broadsheet.web.serving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Makes answers small for those who can read them so.
final class Compression {

    /// A smaller answer fits into one packet in any case.
    private static final int WORTH_IT = 1_000;

    static boolean isFor(WebRequest request, byte[] body) {
        return body.length >= WORTH_IT
                && request.headers().getOrDefault("accept-encoding", java.util.List.of()).stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(coding ->
                                coding.equals("gzip")
                                        || (coding.startsWith("gzip;")
                                                && !coding.matches("gzip;\\s*q=0(\\.0*)?")));
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Compression() {}
}
