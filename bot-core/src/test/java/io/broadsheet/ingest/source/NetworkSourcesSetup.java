package io.broadsheet.ingest.source;

import static io.broadsheet.ingest.source.SourceAnswers.api;
import static io.broadsheet.ingest.source.SourceAnswers.apiEntry;
import static io.broadsheet.ingest.source.SourceAnswers.feed;
import static io.broadsheet.ingest.source.SourceAnswers.feedEntry;
import static io.broadsheet.ingest.source.SourceAnswers.list;
import static io.broadsheet.ingest.source.SourceAnswers.nothing;
import static io.broadsheet.ingest.source.SourceAnswers.parameters;
import static io.broadsheet.ingest.source.SourceAnswers.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.SourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// Sources over HTTP against servers of recorded answers, which may fail as a test says.
abstract class NetworkSourcesSetup {

    /// Wednesday, 2025-03-05, 00:40 in New York.
    static final String NIGHT = "2025-03-05T05:40:00Z";

    static final LocalDate TUESDAY = LocalDate.of(2025, 3, 4);

    @TempDir Path directory;

    /// Only where an answer does not come is it worth being impatient.
    static Manners manners(Fault fault) {
        return fault == Fault.DRIP || fault == Fault.SILENCE
                ? SourceBench.quick(Duration.ofMillis(700), Duration.ofMillis(300))
                : SourceBench.QUICK;
    }

    static void untilItIsThrough(SourceBench bench, String source, String from, String to)
            throws InterruptedException {
        for (int run = 1; ; run++) {
            try {
                bench.harvest(source, from, to);
                return;
            } catch (SourceException e) {
                assertThat(run).as(e.getMessage()).isLessThan(300);
                Thread.sleep(100);
            }
        }
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static boolean isPausing(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return Arrays.stream(trace).limit(4).anyMatch(each -> each.getMethodName().equals("sleep"))
                && Arrays.stream(trace)
                        .limit(8)
                        .anyMatch(each -> each.getClassName().contains("resilience4j.retry"));
    }

    // --- arXiv ---

    static final String JOURNAL = "<journal-ref>Nature 1 (2025)</journal-ref>";

    static Page arxiv(Request request) {
        Map<String, String> asked = parameters(request);
        return switch (request.path()) {
            case "/atom/cs.AI+stat.ML" ->
                    Page.of(
                            feed(
                                    feedEntry("2503.01001", 1, "new", TUESDAY),
                                    feedEntry("2502.05001", 1, "cross", TUESDAY),
                                    feedEntry("2312.00009", 1, "cross", TUESDAY),
                                    feedEntry("2503.01009", 1, "new", TUESDAY),
                                    feedEntry("2401.00002", 3, "replace", TUESDAY)));
            case "/oai" ->
                    Page.of(
                            "second page".equals(asked.get("resumptionToken"))
                                    ? list(
                                            List.of(
                                                    record(
                                                            "2401.00001",
                                                            2,
                                                            LocalDate.of(2024, 1, 1),
                                                            JOURNAL),
                                                    record(
                                                            "2503.00900",
                                                            1,
                                                            LocalDate.of(2025, 3, 1),
                                                            ""),
                                                    "<record><header"
                                                            + " status=\"deleted\"><identifier>oai:arXiv.org:2503.1"
                                                            + "</identifier></header></record>"),
                                            "")
                                    : "2025-03-04".equals(asked.get("from"))
                                                    && "cs:cs:AI".equals(asked.get("set"))
                                            ? list(
                                                    List.of(
                                                            record(
                                                                    "2503.01001",
                                                                    1,
                                                                    LocalDate.of(2025, 3, 3),
                                                                    ""),
                                                            record(
                                                                    "2502.05001",
                                                                    1,
                                                                    LocalDate.of(2025, 2, 25),
                                                                    "")),
                                                    "second page")
                                            : nothing());
            default -> Page.missing();
        };
    }

    static PaperId id(String arxiv) {
        return PaperId.of(ArxivId.parse(arxiv).orElseThrow());
    }

    // --- single papers ---

    static Page lookups(Request request) {
        Map<String, String> asked = parameters(request);
        if (request.path().equals("/api/query")) {
            String ids = asked.getOrDefault("id_list", "");
            String words = asked.getOrDefault("search_query", "");
            return Page.of(
                    switch (ids.isEmpty() ? words : ids) {
                        case "2503.00400" -> api(apiEntry(ids, 2, "A paper", ""));
                        case "2503.00400,2503.00402" ->
                                api(
                                        apiEntry("2503.00402", 1, "Another", ""),
                                        apiEntry("2503.00400", 2, "A paper", ""));
                        case "2501.00013" ->
                                api(
                                        apiEntry(
                                                ids,
                                                2,
                                                "Gone",
                                                "<arxiv:comment>This paper has been withdrawn by"
                                                        + " the authors</arxiv:comment>"));
                        case "hep-th/9901001" -> api(apiEntry(ids, 1, "Old", ""));
                        case "ti:\"Attention really is all you need\"" ->
                                api(
                                        apiEntry(
                                                "2503.00007",
                                                1,
                                                "Is attention really all you need",
                                                ""),
                                        apiEntry(
                                                "2503.00008",
                                                1,
                                                "Attention Really\n Is All You Need",
                                                ""));
                        case "doi:\"10.1145/1.2\"" ->
                                api(
                                        apiEntry(
                                                "2503.00009",
                                                1,
                                                "Published",
                                                "<arxiv:doi>10.1145/1.2</arxiv:doi>"));
                        default -> api();
                    });
        }
        if (request.path().startsWith("/graph/v1/paper/DOI:10.1145/3.4")) {
            return Page.of(
                    """
                    {"paperId":"x","externalIds":{"DOI":"10.1145/3.4"},"title":"Of S2","abstract":"It is.",
                     "authors":[{"authorId":"1","name":"Ana"}],"publicationDate":"2024-05-06","journal":{"name":"J"}}
                    """);
        }
        if (request.path().equals("/works/doi:10.1145/5.6")) {
            return Page.of(
                    """
                    {"doi":"https://doi.org/10.1145/5.6","title":"Of OpenAlex","publication_date":"2024-05-06",
                     "authorships":[{"author":{"display_name":"Bo"}}],"primary_location":null,
                     "abstract_inverted_index":{"A":[0,2],"robot":[1],"arm":[3]}}
                    """);
        }
        return SourceAnswers.huggingFace(request);
    }

    static Outcome find(SourceBench bench, String reference) throws InterruptedException {
        return bench.sources.lookup().find(PaperReferences.parse(reference));
    }
}
