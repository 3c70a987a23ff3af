package io.broadsheet.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Normalized;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.net.URI;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Papers as citations.
///
/// BibTeX follows arXiv's own export (`eprint`, `archivePrefix`, `primaryClass`), RIS the tags that
/// Zotero and EndNote read, CSV RFC 4180, and JSON is CSL-JSON, the form of the Citation Style
/// Language.
public final class Citations {

    /// A citation format.
    public enum CitationFormat {
        BIBTEX("bib", "application/x-bibtex"),
        RIS("ris", "application/x-research-info-systems"),
        CSV("csv", "text/csv"),
        JSON("json", "application/vnd.citationstyles.csl+json");

        private final String extension;
        private final String mediaType;

        CitationFormat(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        public String extension() {
            return extension;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    private static final JsonMapper JSON_MAPPER = JsonMapper.builder().build();
    private static final Set<String> STOP_WORDS =
            Set.of("a", "an", "the", "on", "of", "in", "for", "to", "and", "with");

    private Citations() {}

    /// The papers in a format, each once, ending with a line break.
    public static String write(CitationFormat form, List<Paper> papers) {
        return switch (form) {
            case BIBTEX -> bibtex(papers);
            case RIS -> papers.stream().map(Citations::ris).collect(Collectors.joining("\n"));
            case CSV -> csv(papers);
            case JSON -> json(papers);
        };
    }

    // --- BibTeX ---

    private static String bibtex(List<Paper> papers) {
        Map<String, Integer> used = new HashMap<>();
        StringBuilder out = new StringBuilder();
        for (Paper paper : papers) {
            String key = key(paper);
            int times = used.merge(key, 1, Integer::sum);
            String unique = times == 1 ? key : key + "-" + times;
            Map<String, String> fields = new LinkedHashMap<>();
            String title = RawTex.of(paper.rawTitle()).orElseGet(() -> tex(paper.title()));
            fields.put("title", "{" + title + "}");
            if (!paper.authors().isEmpty()) {
                fields.put(
                        "author",
                        paper.authors().stream()
                                .map(author -> CitedName.bibtex(author, Citations::tex))
                                .collect(Collectors.joining(" and ")));
            } else if (paper.organisation() != null) {
                fields.put("author", "{" + tex(paper.organisation()) + "}");
            }
            date(paper).ifPresent(date -> fields.put("year", Integer.toString(date.getYear())));
            paper.arxivId()
                    .ifPresent(id -> {
                        fields.put("eprint", id.value());
                        fields.put("archivePrefix", "arXiv");
                        paper.categories().stream()
                                .findFirst()
                                .ifPresent(first -> fields.put("primaryClass", tex(first.code())));
                    });
            if (paper.journalReference() != null) {
                fields.put("note", tex(paper.journalReference()));
            }
            doi(paper).ifPresent(doi -> fields.put("doi", doi.value()));
            paper.abstractPage().ifPresent(page -> fields.put("url", page.toString()));
            if (!out.isEmpty()) {
                out.append('\n');
            }
            StringBuilder entry = new StringBuilder("@misc{").append(unique);
            fields.forEach((name, value) ->
                    entry.append(",\n  ").append(name).append(" = {").append(value).append('}'));
            out.append(TexLetters.comments(entry.toString())).append(entry).append("\n}\n");
        }
        return out.toString();
    }

    /// Family name, year and first telling word of the title, as Google Scholar makes its keys:
    /// `he2022masked`.
    private static String key(Paper paper) {
        String author = paper.authors().isEmpty() ? "" : paper.authors().getFirst().family();
        String year = date(paper).map(date -> Integer.toString(date.getYear())).orElse("");
        String word = "";
        for (String candidate : ascii(paper.title()).split("[^a-z0-9]+")) {
            if (!candidate.isEmpty() && !STOP_WORDS.contains(candidate)) {
                word = candidate;
                break;
            }
        }
        String key = ascii(author).replaceAll("[^a-z0-9]", "") + year + word;
        return key.isEmpty() ? "paper" : key;
    }

    private static String ascii(String text) {
        return Normalized.of(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String tex(String text) {
        return TexText.of(text);
    }

    // --- RIS ---

    private static String ris(Paper paper) {
        StringBuilder out = new StringBuilder();
        line(out, "TY", paper.journalReference() == null ? "UNPB" : "JOUR");
        line(out, "TI", paper.title());
        for (Author author : paper.authors()) {
            line(out, "AU", CitedName.ris(author));
        }
        date(paper)
                .ifPresent(date -> {
                    line(out, "PY", Integer.toString(date.getYear()));
                    line(out, "DA", date.toString().replace('-', '/'));
                });
        if (paper.journalReference() != null) {
            line(out, "T2", paper.journalReference());
        }
        if (!paper.summary().isBlank()) {
            line(out, "AB", paper.summary());
        }
        for (Category category : paper.categories()) {
            line(out, "KW", category.code());
        }
        doi(paper).ifPresent(doi -> line(out, "DO", doi.value()));
        paper.arxivId().ifPresent(id -> line(out, "AN", "arXiv:" + id.value()));
        paper.abstractPage().ifPresent(page -> line(out, "UR", page.toString()));
        return out.append("ER  - \n").toString();
    }

    private static void line(StringBuilder out, String tag, String value) {
        out.append(tag).append("  - ").append(oneLine(value)).append('\n');
    }

    // --- CSV ---

    /// With a byte order mark, by which spreadsheets know UTF-8.
    private static String csv(List<Paper> papers) {
        StringBuilder out =
                new StringBuilder(
                        "\uFEFFid,title,authors,published,categories,doi,url,pdf,code,journal\r\n");
        for (Paper paper : papers) {
            List<String> cells = new ArrayList<>();
            cells.add(paper.arxivId().map(ArxivId::toString).orElse(paper.id().toString()));
            cells.add(paper.title());
            cells.add(String.join("; ", paper.authorNames()));
            cells.add(date(paper).map(date -> written(paper, date)).orElse(""));
            cells.add(
                    paper.categories().stream()
                            .map(Category::code)
                            .collect(Collectors.joining(" ")));
            cells.add(doi(paper).map(Doi::value).orElse(""));
            cells.add(paper.abstractPage().map(URI::toString).orElse(""));
            cells.add(paper.pdf().map(URI::toString).orElse(""));
            cells.add(
                    paper.link(io.broadsheet.paper.PaperLink.LinkKind.CODE)
                            .map(URI::toString)
                            .orElse(""));
            cells.add(paper.journalReference() == null ? "" : paper.journalReference());
            out.append(cells.stream().map(Citations::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return out.toString();
    }

    /// Quoted always; a cell that a spreadsheet would take for a formula gets an apostrophe (OWASP,
    /// "CSV Injection").
    static String cell(String value) {
        String text = oneLine(value);
        if (!text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    // --- CSL-JSON ---

    private static String json(List<Paper> papers) {
        ArrayNode items = JSON_MAPPER.createArrayNode();
        for (Paper paper : papers) {
            ObjectNode item = items.addObject();
            item.put("id", paper.id().toString());
            item.put("type", paper.journalReference() == null ? "article" : "article-journal");
            item.put("title", paper.title());
            ArrayNode authors = item.putArray("author");
            for (Author author : paper.authors()) {
                CitedName.csl(author, authors.addObject());
            }
            date(paper)
                    .ifPresent(date -> {
                        ArrayNode parts =
                                item.putObject("issued").putArray("date-parts").addArray();
                        parts.add(date.getYear()).add(date.getMonthValue());
                        if (!paper.monthOnly()) {
                            parts.add(date.getDayOfMonth());
                        }
                    });
            if (!paper.summary().isBlank()) {
                item.put("abstract", paper.summary());
            }
            if (paper.journalReference() != null) {
                item.put("container-title", paper.journalReference());
            }
            doi(paper).ifPresent(doi -> item.put("DOI", doi.value()));
            paper.arxivId()
                    .ifPresent(id ->
                            item.put("number", "arXiv:" + id.value()).put("publisher", "arXiv"));
            paper.abstractPage().ifPresent(page -> item.put("URL", page.toString()));
        }
        try {
            return JSON_MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(items) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text can always be written as JSON", e);
        }
    }

    /// A day, or a month where no more is known.
    private static String written(Paper paper, LocalDate date) {
        return paper.monthOnly() ? YearMonth.from(date).toString() : date.toString();
    }

    static Optional<LocalDate> date(Paper paper) {
        return Optional.ofNullable(paper.published() != null ? paper.published() : paper.featured())
                .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }

    static Optional<Doi> doi(Paper paper) {
        if (paper.doi() != null) {
            return Optional.of(paper.doi());
        }
        return paper.id().scheme() == PaperId.Scheme.DOI
                ? Optional.of(new Doi(paper.id().value()))
                : Optional.empty();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
    }
}
