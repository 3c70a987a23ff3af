package io.broadsheet.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.broadsheet.ingest.Draft;
import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.SourceException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// OpenAlex, asked for single works by DOI.
///
/// @see <a href="https://developers.openalex.org">its API</a>
final class OpenAlexSource implements DoiRegister {

    static final String NAME = "openalex";
    static final String TITLE = "OpenAlex";
    static final Duration SPACING = Duration.ofSeconds(1);

    private static final String FIELDS =
            "doi,title,authorships,publication_date,abstract_inverted_index,primary_location";

    /// An abstract has some hundred words.
    private static final int MOST_WORDS = 5_000;

    private final URI base;
    private final String key;
    private final SourceClient client;

    /// @param key empty for none
    OpenAlexSource(URI base, String key, SourceClient client) {
        this.base = base;
        this.key = key;
        this.client = client;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Optional<Paper> find(Doi doi)
            throws SourceException, FaultyAnswerException, InterruptedException {
        String address =
                base
                        + "/works/doi:"
                        + DoiRegister.encoded(doi)
                        + "?select="
                        + FIELDS
                        + (key.isEmpty()
                                ? ""
                                : "&api_key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
        return client.ask(
                new SourceClient.Query(
                        URI.create(address), "application/json", Urgency.LOOKUP, null),
                answer ->
                        answer.isMissing()
                                ? Optional.empty()
                                : DoiRegister.read(answer, doi, this));
    }

    @Override
    public void fill(Draft draft, JsonNode work) {
        draft.doi(text(work.path("doi")));
        draft.title(text(work.path("title")));
        draft.summary(summary(work.path("abstract_inverted_index")));
        for (JsonNode authorship : work.path("authorships")) {
            String name = text(authorship.path("author").path("display_name"));
            if (name != null) {
                draft.author(name);
            }
        }
        draft.published(DoiRegister.day(work.path("publication_date")));
        draft.journal(text(work.path("primary_location").path("source").path("display_name")));
        String doi = text(work.path("doi"));
        if (doi != null) {
            Doi.parse(doi.replaceFirst("(?i)^https?://doi\\.org/", ""))
                    .map(io.broadsheet.paper.PaperId::of)
                    .ifPresent(draft::id);
        }
    }

    /// OpenAlex gives each word with its places: `{"A": [0, 7], "robot": [1]}`.
    private static String summary(JsonNode index) {
        TreeMap<Integer, String> words = new TreeMap<>();
        for (Map.Entry<String, JsonNode> word : index.properties()) {
            for (JsonNode place : word.getValue()) {
                if (place.isIntegralNumber() && words.size() < MOST_WORDS) {
                    words.put(place.intValue(), word.getKey());
                }
            }
        }
        return String.join(" ", words.values());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
