package io.broadsheet.ingest.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.broadsheet.ingest.BadRecordException;
import io.broadsheet.ingest.Draft;
import io.broadsheet.ingest.Json;
import io.broadsheet.ingest.JsonPapers;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.SourceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source that knows papers by their DOI.
interface DoiRegister {

    String name();

    String title();

    /// The paper; empty where it does not know the DOI.
    Optional<Paper> find(Doi doi)
            throws SourceException, FaultyAnswerException, InterruptedException;

    /// Takes what a record says into a draft.
    void fill(Draft draft, JsonNode record) throws BadRecordException;

    /// The paper of an answer, if it is the one that was asked for.
    static Optional<Paper> read(SourceResponse answer, Doi doi, DoiRegister register)
            throws FaultyAnswerException {
        String fault = answer.cut();
        try {
            JsonNode node = Json.tree(answer.text());
            if (!node.isObject()) {
                throw new FaultyAnswerException("it is no JSON object", Batch.EMPTY);
            }
            Draft draft = new Draft();
            register.fill(draft, node);
            return switch (JsonPapers.read(draft, register.title())) {
                case ParsedEntry.Read(Paper paper, _) when isOf(doi, paper) -> Optional.of(paper);
                case ParsedEntry.Read(Paper paper, _) ->
                        throw new FaultyAnswerException(
                                "it is about another paper, " + paper.id(), Batch.EMPTY);
                case ParsedEntry.UnreadableEntry(Problem problem) ->
                        throw new FaultyAnswerException(problem.reason(), Batch.EMPTY);
            };
        } catch (BadRecordException e) {
            throw new FaultyAnswerException(String.valueOf(e.getMessage()), Batch.EMPTY);
        } catch (JsonProcessingException e) {
            throw new FaultyAnswerException(
                    fault == null ? "it is no JSON: " + Json.reason(e) : fault, Batch.EMPTY);
        }
    }

    private static boolean isOf(Doi doi, Paper paper) {
        Optional<ArxivId> registered = doi.arxivId();
        return doi.equals(paper.doi())
                || PaperId.of(doi).equals(paper.id())
                || (registered.isPresent() && PaperId.of(registered.get()).equals(paper.id()));
    }

    /// As part of a path.
    static String encoded(Doi doi) {
        return URLEncoder.encode(doi.value(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /// The midnight that begins a day in UTC, null where there is none.
    static @Nullable Instant day(JsonNode node) {
        try {
            return node.isTextual()
                    ? LocalDate.parse(node.textValue()).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
