package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/// What an operator decides about the sources.
///
/// @param contact how the sources' people reach whoever runs this bot, an address of mail or of a
///   page; empty for none
/// @param firstDays how many days are taken in of a source that was never harvested, 1 or more
public record SourceSettings(
        String contact,
        HuggingFace huggingFace,
        Arxiv arxiv,
        SemanticScholar semanticScholar,
        OpenAlex openAlex,
        int firstDays) {

    /// How many days are taken in at first where nobody says.
    public static final int FIRST_DAYS = 14;

    /// With the usual number of days at first.
    public SourceSettings(
            String contact,
            HuggingFace huggingFace,
            Arxiv arxiv,
            SemanticScholar semanticScholar,
            OpenAlex openAlex) {
        this(contact, huggingFace, arxiv, semanticScholar, openAlex, FIRST_DAYS);
    }

    /// Everything off.
    public static final SourceSettings OFF =
            new SourceSettings(
                    "",
                    new HuggingFace(false, URI.create("https://huggingface.co"), "", 7, false),
                    new Arxiv(
                            false,
                            URI.create("https://export.arxiv.org/api/query"),
                            URI.create("https://oaipmh.arxiv.org/oai"),
                            URI.create("https://rss.arxiv.org"),
                            List.of("cs.AI"),
                            3),
                    new SemanticScholar(false, URI.create("https://api.semanticscholar.org"), ""),
                    new OpenAlex(false, URI.create("https://api.openalex.org"), ""));

    public SourceSettings {
        requireNonNull(contact);
        requireNonNull(huggingFace);
        requireNonNull(arxiv);
        requireNonNull(semanticScholar);
        requireNonNull(openAlex);
        if (firstDays < 1) {
            throw new IllegalArgumentException(
                    "at first 1 day or more is taken in, not " + firstDays);
        }
    }

    /// Whether any source is on.
    public boolean any() {
        return huggingFace.enabled()
                || arxiv.enabled()
                || semanticScholar.enabled()
                || openAlex.enabled();
    }

    /// Hugging Face's papers.
    ///
    /// @param url the site, without a path
    /// @param token of an account, for a larger allowance; mostly empty
    /// @param refreshedDays for how many days votes and stars are kept up to date, 0 to 90
    /// @param search whether people may have their words sent to its search
    public record HuggingFace(
            boolean enabled, URI url, String token, int refreshedDays, boolean search) {
        /// Without the token.
        @Override
        public String toString() {
            return "HuggingFace["
                    + enabled
                    + ", "
                    + url
                    + ", "
                    + refreshedDays
                    + ", "
                    + search
                    + "]";
        }
    }

    /// arXiv.
    ///
    /// @param apiUrl the query API
    /// @param oaiUrl the OAI-PMH interface
    /// @param rssUrl the feeds of announcements, without a path
    /// @param categories whose papers are harvested, for example `cs.CV`
    /// @param secondsBetweenRequests 3 or more at arXiv itself, in all processes together
    public record Arxiv(
            boolean enabled,
            URI apiUrl,
            URI oaiUrl,
            URI rssUrl,
            List<String> categories,
            int secondsBetweenRequests) {
        public Arxiv {
            categories = List.copyOf(categories);
        }
    }

    /// Semantic Scholar, for lookups.
    ///
    /// @param key empty for the allowance that everybody shares
    public record SemanticScholar(boolean enabled, URI url, String key) {
        /// Without the key.
        @Override
        public String toString() {
            return "SemanticScholar[" + enabled + ", " + url + "]";
        }
    }

    /// OpenAlex, for lookups.
    ///
    /// @param key needed by OpenAlex itself
    public record OpenAlex(boolean enabled, URI url, String key) {
        /// Without the key.
        @Override
        public String toString() {
            return "OpenAlex[" + enabled + ", " + url + "]";
        }
    }
}
