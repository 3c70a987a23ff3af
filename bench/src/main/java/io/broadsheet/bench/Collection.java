package io.broadsheet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A test collection: `corpus.jsonl` with one paper a line, `{"id", "title", "abstract"}` and
/// perhaps `"authors"`, and `queries.jsonl`, `{"id", "text"}` for a search or `{"id", "paper_id"}`
/// for similar papers.
///
/// @param name of its folder
/// @param documents the collection's own ids by the papers' ids
record Collection(
        String name, List<Paper> papers, Map<PaperId, String> documents, List<Query> queries) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A search by text, or, where `paper` is not null, for papers like one.
    sealed interface Query {
        String id();
    }

    record Search(String id, String text) implements Query {}

    record Similar(String id, PaperId paper) implements Query {}

    /// Only the papers: without `queries.jsonl`.
    static Collection readPapers(Path folder) throws IOException {
        List<Paper> papers = new ArrayList<>();
        Map<PaperId, String> documents = new HashMap<>();
        for (JsonNode line : lines(folder.resolve("corpus.jsonl"))) {
            Paper paper = paper(line);
            papers.add(paper);
            String before = documents.put(paper.id(), line.path("id").asText());
            if (before != null) {
                throw new IOException(
                        folder.resolve("corpus.jsonl") + " has the id '" + before + "' twice");
            }
        }
        return new Collection(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                papers,
                documents,
                List.of());
    }

    static Collection read(Path folder) throws IOException {
        Collection papers = readPapers(folder);
        List<Query> queries = new ArrayList<>();
        for (JsonNode line : lines(folder.resolve("queries.jsonl"))) {
            String id = line.path("id").asText();
            if (line.hasNonNull("text")) {
                queries.add(new Search(id, line.path("text").asText()));
            } else if (line.hasNonNull("paper_id")) {
                queries.add(new Similar(id, paperId(line.path("paper_id").asText())));
            } else {
                throw new IOException(
                        folder.resolve("queries.jsonl")
                                + ": query '"
                                + id
                                + "' needs a text or a paper_id");
            }
        }
        return new Collection(papers.name(), papers.papers(), papers.documents(), queries);
    }

    private static Paper paper(JsonNode line) {
        String title = line.path("title").asText("").strip();
        String summary = line.path("abstract").asText("").strip();
        List<String> authors = new ArrayList<>();
        if (line.path("authors").isArray()) {
            line.path("authors").forEach(author -> authors.add(author.asText().strip()));
        } else if (!line.path("authors").asText("").isBlank()) {
            authors.add(line.path("authors").asText().strip());
        }
        authors.removeIf(String::isBlank);
        String shown = title.isEmpty() ? untitled(line.path("id").asText()) : title;
        return Paper.builder(paperId(line.path("id").asText()), shown)
                .summary(summary, summary)
                .authorNames(authors)
                .build();
    }

    /// A paper needs a title. This one has only words that no search looks at, and is another for
    /// each paper: the catalogue compares papers whose titles are the same.
    private static String untitled(String id) {
        StringBuilder title = new StringBuilder("The");
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            title.append(' ').append(NO_WORDS[(b & 0xff) / NO_WORDS.length]);
            title.append(' ').append(NO_WORDS[(b & 0xff) % NO_WORDS.length]);
        }
        return title.toString();
    }

    private static final String[] NO_WORDS = {
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is",
        "it", "no"
    };

    /// A collection's ids are any text, ours are not: each gets an unassigned DOI of its own. What
    /// a DOI does not tell apart, capitals and odd characters, is written as hexadecimal numbers.
    private static PaperId paperId(String id) {
        StringBuilder suffix = new StringBuilder("10.9999/eval.");
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-') {
                suffix.append((char) b);
            } else {
                suffix.append('_').append(String.format(java.util.Locale.ROOT, "%02x", b));
            }
        }
        return PaperId.of(
                Doi.parse(suffix.toString())
                        .orElseThrow(
                                () -> new IllegalArgumentException("too long for an id: " + id)));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }
}
