package io.broadsheet.paper;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The canonical identity of a paper: its arXiv id without version, else its DOI, else a key made
/// of its title.
///
/// The text form, `arxiv:2503.11677`, `doi:10.1145/3292500`, `title:9f86d081884c7d65`, is what
/// stores and buttons carry.
public record PaperId(Scheme scheme, String value) implements Comparable<PaperId> {

    /// Which kind of identifier names the paper, best first.
    public enum Scheme {
        ARXIV,
        DOI,
        TITLE;

        private final String prefix = name().toLowerCase(Locale.ROOT) + ":";
    }

    public PaperId {
        requireNonNull(scheme);
        requireNonNull(value);
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "a paper id needs a value, for example arxiv:2503.11677");
        }
    }

    public static PaperId of(ArxivId id) {
        return new PaperId(Scheme.ARXIV, id.withoutVersion().toString());
    }

    public static PaperId of(Doi doi) {
        return doi.arxivId().map(PaperId::of).orElseGet(() -> new PaperId(Scheme.DOI, doi.value()));
    }

    /// The key of a paper known only by its title: letters and digits of the title, case and
    /// accents ignored, hashed.
    public static PaperId ofTitle(String title) {
        return new PaperId(Scheme.TITLE, titleKey(title));
    }

    /// The 16 hexadecimal digits that two spellings of one title share: only letters and digits
    /// count, in lower case, compatibility-decomposed (NFKD) and without combining marks.
    public static String titleKey(String title) {
        StringBuilder letters = new StringBuilder(title.length());
        Normalized.of(title, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        String key = letters.isEmpty() ? title.strip() : letters.toString();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Reads the text form back; empty when `text` is not one.
    public static Optional<PaperId> parse(String text) {
        for (Scheme scheme : Scheme.values()) {
            if (text.startsWith(scheme.prefix) && text.length() > scheme.prefix.length()) {
                return Optional.of(new PaperId(scheme, text.substring(scheme.prefix.length())));
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(PaperId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return scheme.prefix + value;
    }
}
