package io.broadsheet.paper;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Digital Object Identifier, in lower case because DOIs compare without case.
///
/// @param value for example `10.1145/3292500.3330701`
/// @see <a href="https://www.doi.org/doi-handbook/HTML/index.html">the DOI handbook</a>
public record Doi(String value) {

    private static final Pattern FORM = Pattern.compile("10\\.\\d{4,9}/[^\\s\"<>\\\\^`{|}]{1,300}");
    private static final String ARXIV_PREFIX = "10.48550/arxiv.";

    /// Reads a DOI that fills the whole text, with or without `doi:` before it; empty when it is
    /// not one.
    public static Optional<Doi> parse(String text) {
        String doi = text.strip().toLowerCase(Locale.ROOT);
        if (doi.startsWith("doi:")) {
            doi = doi.substring(4).strip();
        }
        return FORM.matcher(doi).matches() ? Optional.of(new Doi(doi)) : Optional.empty();
    }

    /// The arXiv id inside a DOI that arXiv itself registered, `10.48550/arXiv.2503.11677`.
    public Optional<ArxivId> arxivId() {
        return value.startsWith(ARXIV_PREFIX)
                ? ArxivId.parse(value.substring(ARXIV_PREFIX.length()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
