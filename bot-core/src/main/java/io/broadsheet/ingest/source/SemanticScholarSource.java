package io.broadsheet.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.broadsheet.ingest.BadRecordException;
import io.broadsheet.ingest.Draft;
import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.SourceException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Semantic Scholar, asked for single papers by DOI.
///
/// @see <a href="https://api.semanticscholar.org/api-docs/graph">its API</a>
final class SemanticScholarSource implements DoiRegister {

    static final String NAME = "semanticscholar";
    static final String TITLE = "Semantic Scholar";

    /// What a free key allows.
    static final Duration SPACING = Duration.ofSeconds(1);

    private static final String FIELDS =
            "externalIds,title,abstract,authors,publicationDate,journal";

    private final URI base;
    private final SourceClient client;

    SemanticScholarSource(URI base, SourceClient client) {
        this.base = base;
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
        return client.ask(
                new SourceClient.Query(
                        URI.create(
                                base
                                        + "/graph/v1/paper/DOI:"
                                        + DoiRegister.encoded(doi)
                                        + "?fields="
                                        + FIELDS),
                        "application/json",
                        Urgency.LOOKUP,
                        null),
                answer ->
                        answer.isMissing()
                                ? Optional.empty()
                                : DoiRegister.read(answer, doi, this));
    }

    @Override
    public void fill(Draft draft, JsonNode node) throws BadRecordException {
        JsonNode ids = node.path("externalIds");
        if (ids.path("ArXiv").isTextual()) {
            draft.arxiv(ids.path("ArXiv").textValue());
        }
        draft.doi(ids.path("DOI").asText(null));
        draft.title(node.path("title").asText(null));
        draft.summary(node.path("abstract").asText(null));
        for (JsonNode author : node.path("authors")) {
            draft.author(author.path("name").asText(""));
        }
        draft.published(DoiRegister.day(node.path("publicationDate")));
        draft.journal(node.path("journal").path("name").asText(null));
    }
}
